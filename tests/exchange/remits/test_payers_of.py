"""Which payer a payment means, and what its body keeps."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.remits.assign import payers_of
from clearlane.exchange.remits.compare import Candidate, Paid, agreements, choose
from clearlane.exchange.remits.write_body import write_body
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.outcome import Ref
from clearlane.vocabulary.period import Period
from tests.exchange.remits.advice_values import adjustment, claim, line, remittance

HUB = {"M1": "MEADOW", "H1": "HARBOR"}
ONE = {"M1": "MEADOW", "M2": "MEADOW"}


@pytest.mark.parametrize(
    ("said", "trn03", "known", "payers"),
    [
        ([("2U", "M1")], "1999", HUB, ["MEADOW"]),
        ([("XV", "H1")], "1999", HUB, ["HARBOR"]),
        ([("PI", "H1")], "1999", HUB, ["HARBOR"]),
        ([("NF", "H1")], "1999", HUB, ["HARBOR"]),
        ([("XV", "H1"), ("2U", "M1")], "1999", HUB, ["MEADOW", "HARBOR"]),
        ([], "H1", HUB, ["HARBOR"]),
        ([("2U", "NEW")], "1999", HUB, ["NEW", "1999"]),
        ([("EO", "M1")], "1999", HUB, ["1999"]),
        ([("2U", "NEW")], "1999", ONE, ["MEADOW"]),
        ([], "", ONE, ["MEADOW"]),
        ([], "", HUB, []),
        ([("2U", "M1"), ("XV", "M1")], "M1", HUB, ["MEADOW"]),
        ([("2U", "m1")], "1999", HUB, ["m1", "1999"]),
    ],
)
def test_a_payer_is_named_by_the_ids_of_its_connection(
    said: list[tuple[str, str]], trn03: str, known: dict[str, str], payers: list[str]
) -> None:
    made = replace(remittance("0"), payer_ids=tuple(said), payer_id=trn03)
    assert payers_of(remittance=made, known=known) == payers


def test_the_body_keeps_what_has_no_column() -> None:
    serviced = replace(
        line("60", "50", adjustment("10")),
        control="L1",
        modifiers=("25",),
        quantity=Decimal("1.5"),
        remarks=("N130",),
        service=Period.inclusive(dt.date(2026, 9, 1), dt.date(2026, 9, 2)),
    )
    made = replace(
        claim("60", "50", serviced),
        patient_last="RIVERA",
        crossover=("NEXT PAYER", ""),
        received_date=dt.date(2026, 9, 3),
        amounts=(("AU", Money.read("60")),),
        ids=(("1L", "GROUP7"),),
    )
    assert json.loads(write_body(made)) == {
        "filing": "12", "patient": ["RIVERA", ""], "crossover": ["NEXT PAYER"], "received": "2026-09-03",
        "amounts": [["AU", 6000]], "ids": [["1L", "GROUP7"]],
        "lines": [{
            "qualifier": "HC", "procedure": "99213", "modifiers": ["25"], "charge": 6000, "paid": 5000,
            "quantity": "1.5", "service": "2026-09-01..2026-09-02", "control": "L1", "remarks": ["N130"],
            "adjustments": [["CO", "45", 1000, ""]],
        }],
    }  # fmt: skip


@given(st.lists(st.integers(-(10**9), 10**9), max_size=5), st.integers(0, 10**9))
def test_the_body_loses_no_cent(cents: list[int], charge: int) -> None:
    taken = [adjustment(str(Money.from_cents(each))) for each in cents]
    body = json.loads(write_body(claim(str(Money.from_cents(charge)), "0", *taken, line("0", "0"))))
    assert sum(each[2] for each in body.get("adjustments", ())) == sum(cents)
    assert body["lines"][0]["charge"] == 0


PAID = Paid("AB-12", 10_000, dt.date(2026, 9, 1), "M1", frozenset({"L1"}))
MINE = Candidate(Ref(2, UUID(int=1)), "AB-12", 10_000, dt.date(2026, 9, 1), "M1", frozenset({"L1"}), True, False)
CHANGES: dict[str, Any] = {
    "charge": {"charge": 1}, "service date": {"service": dt.date(2020, 1, 1)}, "member id": {"member_id": "X"},
    "line control": {"line_controls": frozenset()},
}  # fmt: skip


@given(st.sets(st.sampled_from(sorted(CHANGES))))
def test_each_agreement_is_named_and_two_are_needed(changed: set[str]) -> None:
    candidate = MINE
    for name in changed:
        candidate = replace(candidate, **CHANGES[name])
    kept = [name for name in CHANGES if name not in changed]
    assert agreements(PAID, candidate) == kept
    assert choose(PAID, [candidate]) == ([candidate] if len(kept) >= 2 else [])


CANDIDATES = st.lists(
    st.builds(
        lambda number, payer, over, charge: replace(
            MINE, number=number, is_of_payer=payer, is_over=over, charge=charge
        ),
        st.sampled_from(["AB-12", "AB12"]), st.booleans(), st.booleans(), st.sampled_from([10_000, 1]),
    ),
    max_size=5,
)  # fmt: skip


@given(CANDIDATES)
def test_what_is_chosen_is_among_the_best(candidates: list[Candidate]) -> None:
    def rank(one: Candidate) -> tuple[bool, bool, bool]:
        return one.number != PAID.number, not one.is_of_payer, one.is_over

    best = min(map(rank, candidates), default=None)
    assert choose(PAID, candidates) == [one for one in candidates if rank(one) == best]


@pytest.mark.parametrize(
    ("mine", "theirs", "agree"),
    [("M1", "m-1", True), ("", "", False), ("--", "--", False), ("M1", "M2", False), ("M" * 30, "M" * 20, True)],
)
def test_member_ids_agree_folded_and_never_when_empty(mine: str, theirs: str, agree: bool) -> None:
    found = agreements(replace(PAID, member_id=mine), replace(MINE, member_id=theirs))
    assert ("member id" in found) is agree
