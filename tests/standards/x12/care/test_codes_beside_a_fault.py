"""Beside a wrong element the codes of a claim are judged in its other segments; beside a wrong structure nothing is."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, counted, join, lines

WRONG_CODE = ("HI*ABK:E119*", "HI*ABK:E11999*")
DIAGNOSIS = ("codes.diagnosis_unknown", "2300 HI01-2")


def told(text: str, *changes: tuple[str, str], tier: Tier = Tier.BLOCK) -> list[tuple[str, str]]:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    found = (one for one in x12.check([join(counted(lines(text)))], tier=tier) if isinstance(one, Finding))
    return sorted(((one.rule, str(one.place)) for one in found), key=lambda one: one[1])


@pytest.mark.parametrize("tier", Tier)
def test_a_wrong_element_hides_no_wrong_code(tier: Tier) -> None:
    wrong = ("CLM*A1*150***11:B:1*Y*", "CLM*A1*150***11:B:1*X*")
    assert told(CLAIMS, wrong, WRONG_CODE, tier=tier) == [("element.bad_code", "2300 CLM06"), DIAGNOSIS]
    assert told(CLAIMS, wrong, tier=tier) == [("element.bad_code", "2300 CLM06")]


def test_a_wrong_element_of_one_line_hides_no_wrong_code_of_another() -> None:
    changes = ("SV1*HC:99213*", "SV1*HC:9921*"), ("SV1*HC:81002*50*UN", "SV1*HC:81002*50*ZZ")
    assert told(CLAIMS, *changes) == [("codes.procedure_written", "2400 SV101-2"), ("element.bad_code", "2400 SV103")]


def test_of_the_segment_that_is_wrong_nothing_else_is_said() -> None:
    assert told(CLAIMS, ("SV1*HC:99213*100*UN", "SV1*HC:9921*100*ZZ")) == [("element.bad_code", "2400 SV103")]


def test_sums_may_only_follow_from_a_wrong_element_and_are_not_told() -> None:
    assert told(CLAIMS, ("CLM*A1*150*", "CLM*A1*15O*")) == [("element.not_a_number", "2300 CLM02")]


def test_beside_a_wrong_structure_nothing_is_judged() -> None:
    strayed = ("LX*2\n", "ZZZ*1\nLX*2\n")
    assert told(CLAIMS, strayed, WRONG_CODE) == [("segment.unknown_segment", "2400 ZZZ")]


def test_what_stands_around_a_claim_is_judged_though_its_first_claim_is_wrong() -> None:
    found = told(CLAIMS, ("SBR*P*18*", "SBR*P**"), ("CLM*A1*150***11:B:1*Y*", "CLM*A1*150***11:B:1*X*"))
    assert found == [("lines.self_missing", "2000B SBR02"), ("element.bad_code", "2300 CLM06")]


def test_the_reasons_of_a_payment_are_judged_beside_a_wrong_element() -> None:
    found = told(PAYMENT, ("CLP*A1*1*", "CLP*A1*99*"), ("CAS*CO*45*", "CAS*CO*Z9*"))
    assert found == [("element.bad_code", "2100 CLP02"), ("codes.payment_reason", "2110 CAS02")]
