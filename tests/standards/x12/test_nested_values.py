"""Conditions, notes, lists and formats where they are nested: each on both sides of its line."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.conditions import broken_notes
from tests.standards.x12.small_guide import findings

ROWS = """
0100 BHT  M  1  Begin  01=0019 02=00|18 03? 04? 05? 06?
0200 HI   S  9  Codes  01(01=BH|BE 02 03=D8|RD8? 04@03?) 02(01=BG 02?01=BG)?
0300 REF  S  9  Reference  01=EA|D9 02 04(01=6R 02 03=1D? 04?)?
0400 SVC  S  9  Service  01(01=HC 02:state 03:state?) 02 03 05?02=7 06(01=HC 02!01=HC 03?)?
0500 DMG  S  9  Birth  01=D8 02@01 03=F|M|U 05(01? 02=RET 03)^3? 10=AAA? 11?10
0600 N4   S  9  Place  01 02:state? 03? 04? 07?
0700 DTP  S  9  Dates  01=472 02=D8|RD8|DT|TM 03@02
"""


def rules(segment: str) -> list[str]:
    return [one.rule.split(".")[1] for one in findings(ROWS, f"BHT*0019*00 {segment}")]


CLEAN = [
    "HI*BH:11:D8:20261110",
    "HI*BH:11:RD8:20261110-20261112",
    "HI*BH:11",
    "HI*BH:11*BG:X",
    "REF*EA*1**6R:2",
    "REF*EA*1**6R:2:1D:3",
    "SVC*HC:ID:NV*1*2**1",
    "SVC*HC:ID*1*2**1*HC:9",
    "DMG*D8*20200101*F",
    "DMG*D8*20200101*F**A:RET:1^:RET:2",
    "DMG*D8*20200101*F**:RET:1*****AAA*B",
    "DTP*472*TM*1230",
    "DTP*472*DT*202611101230",
]


@pytest.mark.parametrize("segment", CLEAN)
def test_what_keeps_its_rules_has_no_finding(segment: str) -> None:
    assert rules(segment) == []


BROKEN = {
    "HI*BH:11:D8:20261110-20261112": "bad_format",
    "HI*BH:11:RD8:20261110": "bad_format",
    "HI*BH:11::20261110": "missing_by_note",
    "HI*BH:11*BG": "missing_by_rule",
    "REF*EA*1**6R:2:1D": "missing_by_note",
    "SVC*HC:XQ*1*2**1": "off_list",
    "SVC*HC:ID:XQ*1*2": "off_list",
    "SVC*HC:ID*7*2": "missing_by_rule",
    "SVC*HC:ID*1*2**1*HC": "missing_by_rule",
    "DMG*D8*20200101*F**:RET:1^:QQQ:2": "bad_code",
    "DMG*D8*20200101*F**:RET:1^:RET:1^:RET:1^:RET:1": "too_many_repeats",
    "DMG*D8*20200101*F*******AAA": "missing_by_rule",
    "DTP*472*TM*2560": "bad_format",
    "DTP*472*DT*20261110": "bad_format",
    "N4*BOISE:X*ID": "too_many_components",
    "HI*BH:11:": "trailing_separators",
}


@pytest.mark.parametrize("segment", BROKEN)
def test_what_breaks_a_rule_has_one_finding(segment: str) -> None:
    assert rules(segment) == [BROKEN[segment]]


def test_a_fault_in_a_repetition_is_told_with_its_number() -> None:
    (found,) = findings(ROWS, "BHT*0019*00 DMG*D8*20200101*F**:RET:1^:QQQ:2")
    assert (found.place.element, found.place.component, found.place.repeat) == (5, 2, 2)


def broken(note: str, values: bytes) -> list[str]:
    positions = tuple(int(note[at : at + 2]) for at in range(1, len(note), 2))
    return [rule for rule, _, _ in broken_notes([(note[0], positions)], [b"", *values.split(b"*")])]


@pytest.mark.parametrize(
    ("note", "values", "expected"),
    [
        ("P0203", b"A*X*Y", []),
        ("P0203", b"A", []),
        ("P0203", b"A*X", ["missing_by_note"]),
        ("P0203", b"A**Y", ["missing_by_note"]),
        ("R0203", b"A", ["none_sent"]),
        ("R0203", b"A**Y", []),
        ("E0203", b"A*X*Y", ["excluded"]),
        ("E0203", b"A*X", []),
        ("C0203", b"A*X", ["missing_by_note"]),
        ("C0203", b"A**Y", []),
        ("C0203", b"A*X*Y", []),
        ("L020304", b"A*X", ["missing_by_note"]),
        ("L020304", b"A*X**Z", []),
        ("L020304", b"A**Y", []),
    ],
)
def test_a_relational_note_is_kept_or_broken(note: str, values: bytes, expected: list[str]) -> None:
    assert broken(note, values) == expected
