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


def test_two_faults_of_one_segment_hide_no_wrong_code_either() -> None:
    wrong = ("CLM*A1*150***11:B:1*Y*A*", "CLM*A1*150***11:B:1*X*X*")
    assert told(CLAIMS, wrong, WRONG_CODE)[-1] == DIAGNOSIS


def test_where_a_day_is_wrong_nobody_knows_by_which_day_codes_are_judged() -> None:
    days = (
        ("DTP*472*D8*20261110\nREF*6R", "DTP*472*D8*20150930\nREF*6R"),
        ("DTP*472*D8*20261110", "DTP*472*D8*20151301"),
    )
    assert told(CLAIMS, *days) == [("element.bad_format", "2400 DTP03")]


def test_no_byte_within_a_name_makes_a_member_of_it() -> None:
    hidden = "NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR\rNM1*IL*1*DOE*JANE****MI*123456789A"
    found = told(CLAIMS, ("SBR*P*18*******CI", "SBR*P*18*******MB"), ("NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR", hidden))
    assert ("element.control_character", "2010BB NM109") in found


def test_a_subscriber_with_claims_of_his_own_has_his_address_though_a_patient_follows() -> None:
    lost = CLAIMS.replace("N3*1 MAIN ST\nN4*BOISE*ID*83702\nDMG*D8*19800229*F\n", "", 1)
    moved = lost.replace("HL*2*1*22*0", "HL*2*1*22*1").replace(
        "HL*3*1*22*1\nSBR*P********CI\n", "HL*3*2*23*0\nPAT*19\n"
    )
    found = told(moved)
    assert {("segment.missing_segment_by_rule", f"2010BA {id}") for id in ("N3", "N4", "DMG")} <= set(found)


def test_a_claim_of_a_patient_is_none_of_the_subscriber() -> None:
    whole = CLAIMS.replace("SBR*P********CI", "SBR*P*18*******CI").replace(
        "NM1*IL*1*ROE*MARK****MI*W2\n", "NM1*IL*1*ROE*MARK****MI*W2\nN3*1 A ST\nN4*BOISE*ID*83702\nDMG*D8*19800229*M\n"
    )
    patient = whole[whole.index("HL*4*3") : whole.index("SE*")]
    twice = whole.replace("SE*", patient.replace("HL*4*3", "HL*5*3").replace("CLM*A", "CLM*B") + "SE*")
    assert told(twice, ("CLM*A2*80***", "ZZZ*1\nCLM*A2*80***"), ("CLM*A3*60***", "CLM*A3*6O***")).count(
        ("lines.self_with_patient", "2000B SBR02")
    ) == 1  # fmt: skip


def test_a_birth_that_is_no_day_is_told_once() -> None:
    assert told(CLAIMS, ("DMG*D8*19800229", "DMG*D8*17990228")) == [("element.bad_format", "2010BA DMG02")]
