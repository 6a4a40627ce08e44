"""Whatever a payer does wrong, its money ties out: by line, claim, payment and ledger, for every switch and terms."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import File837P, file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane_sandbox.judge import judge
from clearlane_sandbox.outgoing import Judged, Outgoing
from clearlane_sandbox.profile import SWITCHES
from tests.sandbox.conftest import NOON, TODAY
from tests.sandbox.counters import Counters
from tests.sandbox.eyes import Told, read_payments, segments
from tests.sandbox.people import make_profile

TERMS = {
    "pays all": (),
    "by contract": ("pay contract 80%",),
    "co-insurance": ("pay contract 73% coinsurance 17%",),
    "co-payment": ("pay contract 90% copay 25.00",),
    "deductible": ("pay contract 80% coinsurance 20%", "pay deductible 40.00 share 60%"),
    "no lines": ("pay contract 80% coinsurance 10% lines no",),
    "denies": ("pay contract 80%", "deny CO:197 charge>200.00", "deny PR:96 share=20%"),
    "takes back": ("pay contract 80%", "adjust WO 3.21 every 2"),
    "pays interest": ("pay contract 80%", "adjust L6 -0.07 every 1"),
    "pays nothing": ("pay contract 0%",),
}
BALANCED = sorted(set(SWITCHES) - {"unbalanced"})
PAYS = sorted(
    set(SWITCHES) - {"swallow", "reject_ta1", "reject_999", "reject_receiver", "reject_provider", "accept_then_reject"}
)


@cache
def sent() -> File837P:
    """Twelve claims in two sets, of three providers."""
    return file_837p(Order(seed=7, claims=12, today=TODAY, claims_per_set=8))


def judged(*lines: str, content: bytes = b"", numbers: Counters | None = None, batch: int = 1) -> Judged:
    profile = make_profile(*lines)
    data = content or sent().content
    return judge(data=data, profile=profile, numbers=numbers or Counters(), batch=batch, at=NOON, seed=3)


def payments_of(made: Judged) -> list[tuple[Outgoing, list[Told]]]:
    """Each 835 with its payments, copies left out."""
    return [(one, read_payments(one.content)) for one in made.answers if one.kind == "835" and "_COPY" not in one.name]


def off(made: Judged) -> list[str]:
    """Where sums do not tie."""
    return [place for _, payments in payments_of(made) for payment in payments for place in payment.off]


def cents(amount: Decimal | str) -> int:
    return int(Decimal(amount or 0) * 100)


@pytest.mark.parametrize("switch", BALANCED)
@pytest.mark.parametrize("terms", TERMS)
def test_each_cent_is_paid_or_explained(terms: str, switch: str) -> None:
    made = judged(*TERMS[terms], f"switch {switch}")
    assert off(made) == []
    assert bool(payments_of(made)) == (switch in PAYS)


@pytest.mark.parametrize("terms", TERMS)
def test_the_unbalanced_payment_is_off_by_its_cent_and_by_nothing_else(terms: str) -> None:
    made = judged(*TERMS[terms], "switch unbalanced")
    ((_, payments),) = payments_of(made)
    assert [len(payment.off) for payment in payments] == [1] + [0] * (len(payments) - 1)
    paid = sum(Decimal(clp[4]) for clp in payments[0].claims)
    assert payments[0].amount - (paid - payments[0].adjusted) == Decimal("0.01")


@pytest.mark.parametrize("switch", PAYS)
@pytest.mark.parametrize("terms", TERMS)
def test_the_ledger_says_of_each_payment_what_its_835_says(terms: str, switch: str) -> None:
    for outgoing, told in payments_of(judged(*TERMS[terms], f"switch {switch}")):
        assert [(one.trace, one.cents, one.plb_cents, one.claims) for one in outgoing.payments] == [
            (one.trace, cents(one.amount), cents(one.adjusted), len(one.claims)) for one in told
        ]
        rows = [(row.trace, row.clp02, row.clp07, row.charge, row.paid) for row in outgoing.paid]
        assert rows == [(one.trace, clp[2], clp[7], cents(clp[3]), cents(clp[4])) for one in told for clp in one.claims]


@pytest.mark.parametrize("switch", PAYS)
def test_what_the_patient_owes_is_what_group_pr_says(switch: str) -> None:
    made = judged(*TERMS["deductible"], f"switch {switch}")
    for outgoing, _ in payments_of(made):
        owed = 0
        for segment in segments(outgoing.content):
            if segment[:2] == ["CAS", "PR"]:
                owed += sum(cents(amount) for amount in segment[3::3])
        assert owed == sum(row.patient for row in outgoing.paid)


@pytest.mark.parametrize("switch", BALANCED)
def test_no_payment_is_less_than_nothing(switch: str) -> None:
    for terms in TERMS.values():
        for outgoing, _ in payments_of(judged(*terms, f"switch {switch}")):
            assert [one.trace for one in outgoing.payments if one.cents < 0] == []


@pytest.mark.parametrize("pair", list(combinations(PAYS, 2)), ids="+".join)
def test_two_switches_together_still_tie_out(pair: tuple[str, str]) -> None:
    made = judged(*TERMS["takes back"], *(f"switch {switch}" for switch in pair))
    assert len(off(made)) == ("unbalanced" in pair)


@pytest.mark.parametrize("switch", sorted(SWITCHES))
def test_each_answer_can_be_read_by_the_other_side(switch: str) -> None:
    for outgoing in judged(*TERMS["co-insurance"], f"switch {switch}").answers:
        report = x12.report([outgoing.content])
        is_off = any(one.rule.startswith("balance.") for one in report.findings)
        assert is_off is (switch == "unbalanced" and outgoing.kind == "835")
        assert report.accepted is not is_off, (outgoing.kind, report.findings)
        assert [one.control for one in report.interchanges] == [f"{outgoing.control:09d}"]


@pytest.mark.parametrize("switch", sorted(SWITCHES))
def test_the_same_batch_is_answered_by_the_same_bytes(switch: str) -> None:
    lines = (*TERMS["denies"], f"switch {switch}")
    first, again = judged(*lines), judged(*lines)
    assert [(one.name, one.due, one.content) for one in first.answers] == [
        (one.name, one.due, one.content) for one in again.answers
    ]
    assert (first.outcome, first.claims) == (again.outcome, again.claims)


@pytest.mark.parametrize("switch", sorted(SWITCHES))
def test_each_claim_is_in_the_ledger_once_whatever_becomes_of_it(switch: str) -> None:
    made = judged(f"switch {switch}")
    assert [(claim.number, claim.cents) for claim in made.claims] == [
        (planned.number, cents(planned.amount)) for planned in sent().claims
    ]


@given(
    st.lists(st.sampled_from(PAYS), max_size=3, unique=True),
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(0, 9000),
    st.integers(0, 9000),
    st.integers(0, 500),
)
@settings(max_examples=80, deadline=None)
def test_any_terms_and_switches_tie_out(
    switches: list[str], contract: int, coinsurance: int, deductible: int, copay: int, seed: int
) -> None:
    content = file_837p(Order(seed=seed, claims=3, today=TODAY)).content
    terms = f"pay contract {contract}% coinsurance {coinsurance}% copay {copay / 100:.2f}"
    more = f"pay deductible {deductible / 100:.2f} share 50%"
    made = judged(terms, more, *(f"switch {switch}" for switch in switches), content=content)
    is_paid = any(payments_of(made))
    assert len(off(made)) == ("unbalanced" in switches and is_paid)


@pytest.mark.parametrize("batches", [2, 3, 5])
def test_what_is_taken_back_over_batches_is_carried_until_nothing_is_owed(batches: int) -> None:
    numbers, net, last = Counters(), 0, 0
    for batch in range(1, batches + 1):
        lines = ("pay contract 80%", "switch takeback on 1")
        made = judged(*lines, numbers=numbers, batch=batch)
        assert off(made) == []
        last = sum(row.cents for outgoing, _ in payments_of(made) for row in outgoing.payments)
        net += last
    paid_once = sum(row.paid for one in judged("pay contract 80%").answers for row in one.paid)
    reversed_once = paid_once * batches - net
    assert reversed_once > 0
    assert all(owed == 0 for owed, _ in numbers.debts.values())
    assert last == (paid_once if batches > 2 else paid_once - reversed_once)
