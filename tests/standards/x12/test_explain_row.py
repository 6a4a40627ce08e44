from __future__ import annotations

import pytest

from clearlane.vocabulary.finding import Finding
from tests.standards.x12.small_guide import findings
from tests.standards.x12.x12_texts import changed, check, counted, join

ROWS = """
0100 BHT  M  1  Begin  01=0019 02=00|18 03? 04? 05? 06?
0200 NM1  S  9  Name  01=85 02=1|2 03 04!02=1 05? 07? 08=XX|MI? 09~5?
0300 DTP  S  9  Date  01=472 02=D8|RD8 03@02
0400 AMT  S  9  Amount  01=T 02
0500 SVC  S  9  Service  01(01=HC 02:hcpcs 03?) 02 03
0600 DMG  S  9  Birth  01=D8 02@01 03=F|M 05(01=9 02?01=9 03)^3?
0700 LX   S  9  Number  01
0800 PER  S  9  Contact  01=IC 02 03=TE|EM? 04?
0900 N4   S  9  Place  01 02:state? 03? 04? 07?
0950 EQ   S  9  Inquiry  01? 02(01=HC 02)?
1000 DTM  S  9  Day  01=405 02
1100 DTM  S  9  Other day  01=406 02? 03? 05? 06?
"""
CASES = {
    "missing": ("NM1*85*2", "NM1", 3, 0, "1"),
    "missing_by_rule": ("NM1*85*1*DOE", "NM1", 4, 0, "I9"),
    "not_otherwise": ("NM1*85*2*DOE*X", "NM1", 4, 0, ""),
    "not_used": ("NM1*85*2*DOE***X", "NM1", 6, 0, "I10"),
    "missing_by_note": ("NM1*85*2*DOE*****XX", "NM1", 9, 0, "2"),
    "no_elements": ("AMT**", "AMT", 1, 0, "1"),
    "too_many_elements": ("LX*1**2", "LX", 2, 0, "3"),
    "too_many_components": ("SVC*HC:99213::::::::::::9*1*2", "SVC", 1, 0, "13"),
    "too_long": ("LX*1234567", "LX", 1, 0, "5"),
    "longer_than_kept": ("NM1*85*2*DOE*****MI*123456", "NM1", 9, 0, ""),
    "not_a_number": ("AMT*T*1O", "AMT", 2, 0, "6"),
    "not_whole": ("LX*1.5", "LX", 1, 0, "6"),
    "bad_code": ("NM1*85*9*DOE", "NM1", 2, 0, "7"),
    "bad_date": ("DTM*405*20260230", "DTM", 2, 0, "8"),
    "bad_format": ("DTP*472*RD8*20261110", "DTP", 3, 0, "8"),
    "off_list": ("N4*BOISE*XQ", "N4", 2, 0, ""),
    "control_character": ("NM1*85*2*D\x01E", "NM1", 3, 0, "6"),
    "not_ascii": ("NM1*85*2*DO\xe9", "NM1", 3, 0, ""),
    "blank": ("NM1*85*2*__", "NM1", 3, 0, "6"),
    "blank_at_end": ("NM1*85*2*DOE_", "NM1", 3, 0, ""),
    "not_repeated": ("NM1*85*2*A^B", "NM1", 3, 0, "12"),
    "trailing_separators": ("LX*1*", "LX", 2, 0, ""),
}


@pytest.mark.parametrize("rule", CASES)
def test_each_fault_of_an_element_has_its_place_and_code(rule: str) -> None:
    segment, id, element, component, code = CASES[rule]
    (found,) = walk(segment)
    assert found.rule == f"element.{rule}"
    assert (found.place.segment_id, found.place.element, found.place.component) == (id, element, component)
    assert dict(found.answer).get("IK403", "") == code
    assert found.unit == ("set" if code else "")


def walk(segment: str) -> list[Finding]:
    """The findings of BHT and one segment; an underscore stands for a blank."""
    return findings(ROWS, f"BHT*0019*00 {segment}")


def test_a_component_is_told_with_its_position() -> None:
    (found,) = walk("SVC*AD:99213*1*2")
    assert (found.place.element, found.place.component) == (1, 1)


def test_a_missing_component_is_told_with_its_position() -> None:
    (found,) = walk("SVC*HC*1*2")
    assert (found.rule, found.place.element, found.place.component) == ("element.missing", 1, 2)


@pytest.mark.parametrize("segment", ["SVC*HC:*1*2", "NM1*85*2*", "EQ*"])
def test_what_is_missing_at_the_end_leaves_no_separator_too_many(segment: str) -> None:
    (one,) = walk(segment)
    assert one.rule == ("element.none_sent" if segment.startswith("EQ") else "element.missing")


def test_a_wrong_value_is_quoted_and_what_is_right_is_said() -> None:
    (found,) = walk("NM1*85*9*DOE")
    assert (found.found, found.expected) == ("9", "1 or 2")
    assert dict(found.answer)["IK402"] == "1065"


def test_a_long_value_is_quoted_in_part() -> None:
    (found,) = walk("NM1*85*2*" + "A" * 5000)
    assert len(found.found) == 99


def test_a_code_that_the_standard_knows_is_told_apart() -> None:
    (found,) = walk("NM1*IL*2*DOE")
    assert found.rule == "element.other_code"
    assert dict(found.answer)["IK403"] == "I6"


def test_faults_of_several_elements_are_all_told() -> None:
    told = walk("DTP*999*D8*2026")
    assert [one.place.element for one in told] == [1, 3]


def test_29_february_is_judged_by_its_year() -> None:
    assert walk("DTP*472*D8*20240229") == []
    assert [one.rule for one in walk("DTP*472*D8*20250229")] == ["element.bad_format"]


def test_numbers_count_digits_only() -> None:
    assert walk("AMT*T*-1234567890.12345678") == []
    assert [one.rule for one in walk("AMT*T*12345678901.12345678")] == ["element.too_long"]


def test_of_elements_of_which_one_must_be_sent_all_are_named() -> None:
    (found,) = walk("DTM*406")
    assert (found.rule, dict(found.answer)["IK403"]) == ("element.none_sent", "2")
    assert found.remedy == "Send one of DTM02, DTM03, DTM05"


@pytest.mark.parametrize(
    ("segment", "told"),
    [
        ("NM1*85*9*DOE*****XX", [2, 9]),
        ("SVC*AD:99213^HC:99213*1O*2O", [1, 2, 3]),
        ("NM1*85*2*DO\xe9******X", [3, 8, 9]),
        ("LX*1.5**2*", [1, 2]),
    ],
)
def test_the_faults_of_a_segment_are_told_in_the_order_of_its_elements(segment: str, told: list[int]) -> None:
    assert [one.place.element for one in walk(segment)] == told


@pytest.mark.parametrize(
    ("causes", "expected"),
    [
        ("AA:::CA", []),
        ("ZZ:::CA", ["element.bad_code 2300 CLM11-1"]),
        ("EM:::CA", ["element.not_otherwise 2300 CLM11-4"]),
    ],
)
def test_a_component_is_in_doubt_only_where_what_decides_it_is_right(causes: str, expected: list[str]) -> None:
    claim = changed("CLM*A1*150***11:B:1*Y*A*Y*Y", f"CLM*A1*150***11:B:1*Y*A*Y*Y**{causes}")
    data = join(counted(claim.decode().replace("~HI*", "~DTP*439*D8*20261030~HI*", 1).split("~")[:-1]))
    found = [f"{one.rule} {one.place}" for one in check(data).findings if one.place.segment_id == "CLM"]
    assert found == expected


def test_an_element_that_two_notes_want_is_told_as_missing_once() -> None:
    found = findings("0100 CAT  S  9  Category  01 02? 03? 04? 05? 06? 07?", "CAT*D2*HL***99213**X")
    assert [(one.rule, one.place.element) for one in found] == [("element.missing_by_note", 4)]
