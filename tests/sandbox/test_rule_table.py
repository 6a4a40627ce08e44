"""Which rule hits which claim: each field with each operator, on both sides of its line."""

from __future__ import annotations

import pytest

from clearlane_sandbox.adjudicate import DENIED, PAID_AS_PRIMARY, adjudicate, rejection
from clearlane_sandbox.submission import Claim, Line
from tests.sandbox.people import make_claim, make_profile


def claim(*procedures: str, cents: int = 10000, place: str = "11") -> Claim:
    """A claim of account AB123 with a line for each procedure."""
    one = make_claim(*[cents] * max(1, len(procedures)), number="AB123", place=place)
    one.diagnoses = ("E119", "I10")
    one.lines = [Line(f"HC:{code}", cents, "1", "20260105") for code in procedures or ("99213",)]
    return one


REJECTIONS = {
    "place=11": True,
    "place=22": False,
    "place=22,11": True,
    "place~1": True,
    "place~2,1": True,
    "place~3": False,
    "number=AB123": True,
    "number=AB12": False,
    "number~AB": True,
    "number~123": False,
    "diagnosis=I10": True,
    "diagnosis=Z00": False,
    "diagnosis~E1": True,
    "diagnosis~119": False,
    "frequency=1": True,
    "frequency=7,8": False,
    "member=W1": True,
    "member~W": True,
    "member=W": False,
    "npi=1234567893": True,
    "npi~999": False,
    "procedure=99213": True,
    "procedure~992": True,
    "procedure=99214": False,
    "charge>99.99": True,
    "charge>100.00": False,
    "charge<100.00": False,
    "charge<100.01": True,
    "charge>50.00 charge<150.00": True,
    "charge>50.00 charge<90.00": False,
    "share=100%": True,
    "share=0%": False,
    "place=11 number~AB diagnosis=I10": True,
    "place=11 number~XY diagnosis=I10": False,
    "": True,
}


@pytest.mark.parametrize("conditions", REJECTIONS)
def test_a_claim_is_rejected_when_every_condition_holds(conditions: str) -> None:
    says = rejection(profile=make_profile(f"reject A7:500 {conditions}"), claim=claim(), seed=0)
    assert says == ("A7:500" if REJECTIONS[conditions] else "")


def test_the_first_rule_that_holds_is_the_one_that_speaks() -> None:
    profile = make_profile("reject A7:249 place=99", "reject A3:33:IL member~W", "reject A7:500")
    assert rejection(profile=profile, claim=claim(), seed=0) == "A3:33:IL"


@pytest.mark.parametrize("cents", [0, 9999, 10001])
def test_sums_that_do_not_tie_are_rejected_before_any_rule(cents: int) -> None:
    one = claim()
    one.cents = cents
    assert rejection(profile=make_profile("reject A7:500"), claim=one, seed=0) == "A8:400"


def test_a_claim_without_a_line_is_rejected_by_its_sum() -> None:
    one = claim()
    one.lines, one.cents = [], 0
    assert rejection(profile=make_profile(), claim=one, seed=0) == "A8:400"


DENIALS = {
    "deny CO:197 place=11": ([0, 0, 0], DENIED),
    "deny CO:197 place=22": ([10000, 10000, 10000], PAID_AS_PRIMARY),
    "deny CO:97 procedure=36415": ([10000, 0, 10000], PAID_AS_PRIMARY),
    "deny CO:97 procedure~9": ([0, 10000, 0], PAID_AS_PRIMARY),
    "deny CO:97 procedure~9,3": ([0, 0, 0], DENIED),
    "deny CO:97 procedure=36415 place=22": ([10000, 10000, 10000], PAID_AS_PRIMARY),
    "deny CO:97 procedure=36415 place=11": ([10000, 0, 10000], PAID_AS_PRIMARY),
    "deny PR:96 charge>299.99": ([0, 0, 0], DENIED),
    "deny PR:96 charge>300.00": ([10000, 10000, 10000], PAID_AS_PRIMARY),
}


@pytest.mark.parametrize("rule", DENIALS)
def test_a_denial_is_of_the_claim_or_of_a_line(rule: str) -> None:
    paid, status = DENIALS[rule]
    visit = claim("99213", "36415", "93000")
    visit.cents = 30000
    verdict = adjudicate(profile=make_profile(rule), claim=visit, number="N1", seed=0)
    assert ([line.paid for line in verdict.lines], verdict.status) == (paid, status)


@pytest.mark.parametrize("says", ["CO:50", "OA:23", "PI:204", "PR:96", "PR:B7"])
def test_a_denial_gives_its_group_and_reason_for_every_cent(says: str) -> None:
    verdict = adjudicate(profile=make_profile(f"deny {says}"), claim=claim("99213", "93000"), number="N1", seed=0)
    assert {f"{one.group}:{one.reason}" for one in verdict.line_adjustments()} == {says}
    assert sum(one.cents for one in verdict.line_adjustments()) == verdict.charge
    assert verdict.patient_owes == (verdict.charge if says.startswith("PR") else 0)


def test_a_denied_line_takes_nothing_of_the_deductible() -> None:
    profile = make_profile("pay deductible 50.00 share 100%", "deny CO:97 procedure=36415")
    verdict = adjudicate(profile=profile, claim=claim("36415", "99213"), number="N1", seed=0)
    assert [line.paid for line in verdict.lines] == [0, 5000]


@pytest.mark.parametrize("seed", range(5))
def test_a_share_hits_the_same_claims_each_time(seed: int) -> None:
    profile = make_profile("reject A7:164:IL share=30%")
    claims = [make_claim(1000, number=f"C{number}") for number in range(400)]
    hit = [bool(rejection(profile=profile, claim=one, seed=seed)) for one in claims]
    assert hit == [bool(rejection(profile=profile, claim=one, seed=seed)) for one in claims]
    assert 80 <= sum(hit) <= 160


def test_another_seed_hits_other_claims() -> None:
    profile = make_profile("reject A7:164:IL share=30%")
    claims = [make_claim(1000, number=f"C{number}") for number in range(200)]
    first, other = ([bool(rejection(profile=profile, claim=one, seed=seed)) for one in claims] for seed in (1, 2))
    assert first != other
