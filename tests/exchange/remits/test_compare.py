"""Which claim a payment means."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest

from clearlane.exchange.remits.compare import Candidate, Paid, agreements, choose, fold
from clearlane.vocabulary.outcome import Ref

DAY = dt.date(2026, 9, 1)
PAID = Paid("AB-12", 10_000, DAY, "M1", frozenset({"L1"}))
SAME = Candidate(Ref(2, UUID(int=1)), "AB-12", 10_000, DAY, "M1", frozenset({"L1"}), True, False)


@pytest.mark.parametrize(
    ("number", "folded"),
    [("AB-12", "AB12"), ("ab 12", "AB12"), ("A" * 25, "A" * 20), ("-" * 5, ""), ("\u00c912", "12")],
)
def test_fold_keeps_what_every_system_keeps(number: str, folded: str) -> None:
    assert fold(number) == folded


def test_agreements_are_named() -> None:
    assert agreements(PAID, SAME) == ["charge", "service date", "member id", "line control"]


def test_an_absent_value_agrees_with_nothing() -> None:
    nothing = Paid("AB-12", 1, None, "", frozenset())
    assert agreements(nothing, replace(SAME, service=None, member_id="", line_controls=frozenset())) == []


def test_the_number_alone_chooses_nobody() -> None:
    assert choose(PAID, [replace(SAME, charge=1, service=None, member_id="", line_controls=frozenset())]) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"charge": 1, "service": None},
        {"charge": 1, "member_id": "X"},
        {"charge": 1, "line_controls": frozenset()},
        {"service": None, "member_id": "X"},
        {"service": None, "line_controls": frozenset()},
        {"member_id": "X", "line_controls": frozenset()},
    ],
)
def test_any_two_agreements_choose(changes: dict[str, object]) -> None:
    changed = replace(SAME, **changes)  # type: ignore[arg-type]
    assert choose(PAID, [changed]) == [changed]


def test_one_agreement_is_too_few() -> None:
    assert choose(PAID, [replace(SAME, charge=1, member_id="X", line_controls=frozenset())]) == []


def test_two_that_fit_are_both_given() -> None:
    twin = replace(SAME, claim=Ref(2, UUID(int=2)))
    assert choose(PAID, [SAME, twin]) == [SAME, twin]


@pytest.mark.parametrize("worse", [{"number": "AB12"}, {"is_of_payer": False}, {"is_over": True}])
def test_the_nearer_goes_before_the_farther(worse: dict[str, object]) -> None:
    other = replace(SAME, claim=Ref(2, UUID(int=2)), **worse)  # type: ignore[arg-type]
    assert choose(PAID, [other, SAME]) == [SAME]


def test_a_refused_claim_is_chosen_where_it_is_the_only_one() -> None:
    over = replace(SAME, is_over=True)
    assert choose(PAID, [over]) == [over]
