from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane_sandbox.adjudicate import adjudicate, rejection, share
from tests.sandbox.people import make_claim as claim
from tests.sandbox.people import make_profile as profile

AMOUNTS = st.lists(st.integers(min_value=0, max_value=10**7), min_size=1, max_size=6)
PERCENT = st.integers(min_value=0, max_value=100)
CENTS = st.integers(min_value=0, max_value=10**5)


@given(AMOUNTS, PERCENT, PERCENT, CENTS, CENTS)
def test_adjudicate_pays_or_explains_each_cent(
    cents: list[int], contract: int, coinsurance: int, deductible: int, copay: int
) -> None:
    terms = f"pay contract {contract}% coinsurance {coinsurance}% copay {copay // 100}.{copay % 100:02d}"
    more = f"pay deductible {deductible // 100}.{deductible % 100:02d} share 100%"
    verdict = adjudicate(profile=profile(terms, more), claim=claim(*cents), number="1", seed=0)
    for line in verdict.lines:
        assert line.charge == line.paid + sum(one.cents for one in line.adjustments)
        assert 0 <= line.paid <= line.allowed <= line.charge
    assert verdict.charge - sum(one.cents for one in verdict.line_adjustments()) == verdict.paid
    assert sum(one.cents for one in verdict.line_adjustments() if one.reason == "1") <= deductible
    assert sum(one.cents for one in verdict.line_adjustments() if one.reason == "3") <= copay


def test_adjudicate_takes_contract_then_deductible_then_coinsurance() -> None:
    terms = profile("pay contract 80% coinsurance 20%", "pay deductible 40.00 share 100%")
    verdict = adjudicate(profile=terms, claim=claim(10000, 5000), number="1", seed=0)
    first, second = ([(one.group, one.reason, one.cents) for one in line.adjustments] for line in verdict.lines)
    assert first == [("CO", "45", 2000), ("PR", "1", 4000), ("PR", "2", 800)]
    assert second == [("CO", "45", 1000), ("PR", "2", 800)]
    assert (verdict.status, verdict.paid, verdict.patient_owes) == ("1", 3200 + 3200, 4000 + 800 + 800)


def test_adjudicate_denies_a_line_by_its_procedure() -> None:
    mixed = claim(10000, 500)
    mixed.lines[1].procedure = "HC:36415"
    verdict = adjudicate(profile=profile("deny CO:97 procedure=36415"), claim=mixed, number="1", seed=0)
    assert [line.paid for line in verdict.lines] == [10000, 0]
    assert [one.reason for one in verdict.lines[1].adjustments] == ["97"]
    assert verdict.status == "1"


def test_adjudicate_denies_a_whole_claim_by_its_place() -> None:
    verdict = adjudicate(profile=profile("deny PR:96 place=02"), claim=claim(100, 200, place="02"), number="1", seed=0)
    assert (verdict.status, verdict.paid, verdict.patient_owes) == ("4", 0, 300)


@pytest.mark.parametrize(
    ("rule", "hit"),
    [
        ("charge>99.99", True), ("charge>100.00", False), ("charge<100.01", True), ("number~C", True),
        ("number=C", False), ("diagnosis=I10,E119", True), ("diagnosis~E", False), ("frequency=7", False),
        ("npi=1234567893", True), ("member~W place=11", True), ("member~W place=22", False), ("share=100%", True),
        ("share=0%", False),
    ],
)  # fmt: skip
def test_a_rule_holds_when_all_its_conditions_do(rule: str, hit: bool) -> None:
    assert bool(rejection(profile=profile(f"reject A7:500 {rule}"), claim=claim(10000), seed=0)) is hit


def test_rejection_is_due_when_the_lines_do_not_add_up() -> None:
    wrong = claim(10000)
    wrong.cents += 1
    assert rejection(profile=profile(), claim=wrong, seed=0) == "A8:400"
    assert rejection(profile=profile(), claim=claim(10000), seed=0) == ""


def test_share_is_the_same_for_the_same_claim_and_seed() -> None:
    numbers = [claim(10000, number=f"C{n}") for n in range(300)]
    first = [share(1, profile(), one, "x") for one in numbers]
    assert first == [share(1, profile(), one, "x") for one in numbers]
    assert first != [share(2, profile(), one, "x") for one in numbers]
    assert 30 < sum(value < 20 for value in first) < 90


def test_adjudicate_tells_no_lines_where_the_payer_has_none() -> None:
    verdict = adjudicate(profile=profile("pay contract 80% lines no"), claim=claim(10000, 500), number="1", seed=0)
    assert [(one.group, one.reason, one.cents) for one in verdict.adjustments] == [("CO", "45", 2100)]
    assert verdict.patient_owes == 0
