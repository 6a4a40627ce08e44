"""A payer's arithmetic against a person with paper: exact fractions, one line after the other."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane_sandbox.adjudicate import adjudicate, percent
from tests.sandbox.people import make_claim, make_profile

AMOUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=5)
SHARES = st.integers(0, 100)
CENTS = st.integers(0, 50_000)


@dataclass
class Paper:
    """What is still to be taken of the patient."""

    deductible: int
    copay: int


def half_up(amount: Fraction) -> int:
    """Whole cents, half a cent upwards."""
    return floor(amount + Fraction(1, 2))


def on_paper(charge: int, contract: int, coinsurance: int, paper: Paper) -> tuple[int, dict[str, int]]:
    """Paid, and what was taken off for each reason: contract, deductible, co-payment, co-insurance of the rest."""
    allowed = half_up(Fraction(charge * contract, 100))
    taken = {"45": charge - allowed}
    taken["1"] = min(paper.deductible, allowed)
    paper.deductible -= taken["1"]
    taken["3"] = min(paper.copay, allowed - taken["1"])
    paper.copay -= taken["3"]
    taken["2"] = half_up(Fraction((allowed - taken["1"] - taken["3"]) * coinsurance, 100))
    return charge - sum(taken.values()), {reason: cents for reason, cents in taken.items() if cents}


@given(AMOUNTS, SHARES, SHARES, CENTS, CENTS)
@settings(deadline=None)
def test_a_claim_is_paid_as_a_person_would_pay_it(
    cents: list[int], contract: int, coinsurance: int, deductible: int, copay: int
) -> None:
    terms = f"pay contract {contract}% coinsurance {coinsurance}% copay {copay // 100}.{copay % 100:02d}"
    more = f"pay deductible {deductible // 100}.{deductible % 100:02d} share 100%"
    verdict = adjudicate(profile=make_profile(terms, more), claim=make_claim(*cents), number="N1", seed=0)
    paper = Paper(deductible, copay)
    for line, charge in zip(verdict.lines, cents, strict=True):
        paid, taken = on_paper(charge, contract, coinsurance, paper)
        assert line.paid == paid
        assert {one.reason: one.cents for one in line.adjustments} == taken


@given(st.integers(-(10**9), 10**9), SHARES)
@settings(deadline=None)
def test_a_share_is_rounded_half_a_cent_upwards(cents: int, share: int) -> None:
    assert percent(cents, share) == half_up(Fraction(cents * share, 100))


PAPER = {
    "all": ("pay contract 100%", [10000], [10000], 0),
    "by contract": ("pay contract 80%", [10000, 5000], [8000, 4000], 0),
    "half a cent": ("pay contract 50%", [1, 3, 101], [1, 2, 51], 0),
    "co-insurance": ("pay contract 80% coinsurance 25%", [10000], [6000], 2000),
    "co-payment once": ("pay copay 30.00", [2000, 5000], [0, 4000], 3000),
    "a deductible over three lines": ("pay deductible 40.00 share 100%", [2000, 1500, 1000], [0, 0, 500], 4000),
    "a deductible that is never met": ("pay deductible 400.00 share 100%", [2000, 1500], [0, 0], 3500),
    "a deductible of nobody": ("pay deductible 40.00 share 0%", [2000], [2000], 0),
    "nothing": ("pay contract 0%", [2000], [0], 0),
    "a free line": ("pay contract 80%", [0, 1000], [0, 800], 0),
}


@pytest.mark.parametrize("what", PAPER)
def test_these_terms_pay_these_cents(what: str) -> None:
    terms, charges, paid, patient = PAPER[what]
    verdict = adjudicate(profile=make_profile(terms), claim=make_claim(*charges), number="N1", seed=0)
    assert [line.paid for line in verdict.lines] == paid
    assert verdict.patient_owes == patient


@pytest.mark.parametrize("what", PAPER)
def test_told_without_lines_the_claim_is_paid_the_same(what: str) -> None:
    terms, charges, paid, patient = PAPER[what]
    profile = make_profile(terms, "pay lines no")
    verdict = adjudicate(profile=profile, claim=make_claim(*charges), number="N1", seed=0)
    assert (verdict.paid, verdict.patient_owes, verdict.charge) == (sum(paid), patient, sum(charges))
    assert sum(one.cents for one in verdict.adjustments) == sum(charges) - sum(paid)
