"""A finding says what would be right, and where that is written."""

from __future__ import annotations

import datetime as dt

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.expect import (
    expect_before,
    expect_next,
    expect_segment,
    expect_times,
    expect_value,
    list_codes,
)
from clearlane.standards.x12.guide import UNLIMITED
from clearlane.standards.x12.library import choose, load_machine
from clearlane.standards.x12.machine import Member
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import changed, join, lines

CLEAN = join(lines())
WITHOUT_FOUND = ("missing", "trailing_separators", "iea_missing", "ge_missing", "se_missing", "cut_off")


def member(loop: str, id: str, n: int = 0) -> Member:
    entry = choose(version="005010X222A1", set_id="837").entry
    assert entry is not None
    (home, *_) = [one for one in load_machine(entry.files).loops() if one.id == loop]
    return [one for one in home.members if one.row.spec.id == id][n]


@pytest.mark.parametrize(
    ("loop", "id", "element", "said"),
    [
        ("2300", "CLM", 1, "text of 1 to 38 characters"),
        ("2300", "CLM", 2, "a number of 1 to 18 digits"),
        ("2300", "CLM", 5, "components"),
        ("2300", "CLM", 6, "N or Y"),
        ("2000A", "HL", 1, "text of 1 to 12 characters"),
        ("2400", "LX", 1, "a whole number of 1 to 6 digits"),
        ("2010AA", "NM1", 9, "an NPI"),
        ("2010AA", "N4", 2, "a state"),
        ("ST", "BHT", 4, "a date, CCYYMMDD"),
        ("ST", "BHT", 5, "a time, HHMM"),
    ],
)
def test_an_element_takes(loop: str, id: str, element: int, said: str) -> None:
    field = member(loop, id).row.fields[element - 1]
    told = expect_value(field) if field else ""
    assert told == said


@pytest.mark.parametrize(
    ("loop", "id", "said"),
    [
        ("1000A", "NM1", "NM1 with 41 in NM101"),
        ("2000A", "HL", "HL with 20 in HL03"),
        ("2300", "CLM", "CLM"),
        ("2300", "PWK", "PWK"),
        ("2400", "LX", "LX"),
    ],
)
def test_a_row_is_told_by_what_says_which_it_is(loop: str, id: str, said: str) -> None:
    told = expect_segment(member(loop, id))
    assert told == said


def test_a_loop_is_its_name_and_its_first_row() -> None:
    told = expect_segment(member("ST", "NM1"))
    assert told == "the loop 1000A (Submitter), begun by NM1 with 41 in NM101"


@pytest.mark.parametrize(("most", "said"), [(1, "once"), (12, "at most 12 times"), (UNLIMITED, "any number of times")])
def test_how_often_is_said_in_words(most: int, said: str) -> None:
    assert expect_times(most) == said


def test_what_came_late_belongs_before_the_first_that_must_follow_it() -> None:
    told = expect_before(member("2300", "CLM"))
    assert told.startswith("before ")
    assert told != "before what ends its loop"
    assert expect_before(member("ST", "SE")) == "before what ends its loop"


def test_of_very_many_codes_the_first_are_told() -> None:
    assert list_codes(frozenset(b"%d" % n for n in range(50))).endswith("38, 39 and 10 more")
    assert expect_next([b"REF", b"NM1"]) == "NM1 or REF"
    assert expect_next([b"REF", b"NM1", b"N3"]) == "N3, NM1 or REF"


BROKEN = {
    "a missing element": changed("CLM*A2", "CLM*A2*80***11:B:1**A*Y*Y"),
    "a missing segment": changed("NM1*QC", ""),
    "a missing loop": join([one for one in lines() if not one.startswith(("NM1*40",))]),
    "a wrong code": CLEAN.replace(b"11:B:1*Y", b"11:X:1*Y", 1),
    "too many": changed("HI*ABK:J020", "HI*ABK:J020\nHI*ABK:J020"),
    "no number": CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O"),
    "not used": changed("CLM*A2", "CLM*A2*80*X**11:B:1*Y*A*Y*Y"),
    "an unknown segment": changed("HI*ABK:J020", "HI*ABK:J020\nXYZ*1"),
    "in the wrong place": changed("HI*ABK:J020", "HI*ABK:J020\nSBR*P"),
    "separators at the end": changed("HI*ABK:J020", "HI*ABK:J020***"),
    "a control number": CLEAN.replace(b"GE*1*101", b"GE*1*102"),
    "a count": CLEAN.replace(b"SE*48", b"SE*47"),
    "a level": CLEAN.replace(b"HL*2*1*22", b"HL*5*1*22"),
    "no end": CLEAN[:-20],
    "no interchange": b"Dear Sirs",
    "a version": CLEAN.replace(b"005010X222A1", b"004010X098A1"),
    "a list": CLEAN.replace(b"1234567893", b"1234567890"),
}


def findings(name: str) -> tuple[Finding, ...]:
    told = x12.report([BROKEN[name]]).findings
    assert told
    return told


@pytest.mark.parametrize("name", BROKEN)
def test_a_finding_says_all_that_it_can(name: str) -> None:
    for finding in findings(name):
        assert finding.expected, finding.rule
        assert finding.found or finding.rule.rpartition(".")[2].startswith(WITHOUT_FOUND)
        assert finding.remedy
        assert finding.place.offset is not None


@pytest.mark.parametrize(
    ("name", "citation"),
    [
        ("a missing element", "guide 005010X222A1, 2300 1300 CLM"),
        ("a missing segment", "guide 005010X222A1, 2010CA NM1"),
        ("no number", "X12 005010, segment CLM"),
        ("a level", "X12 005010, segment HL"),
        ("a count", "X12 interchange control structures"),
    ],
)
def test_a_finding_says_where_it_is_written(name: str, citation: str) -> None:
    assert findings(name)[0].citation == citation


def test_what_was_missing_is_no_value_of_the_999() -> None:
    (interchange,) = x12.report([BROKEN["a missing element"]]).interchanges
    written = x12.acknowledge(interchange, control=1, at=dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC))
    assert written is not None
    assert b"IK4*6*1073*1~" in written


def test_codes_stand_in_the_order_of_their_value_and_letters_behind_them() -> None:
    assert list_codes(frozenset([b"AB", b"19", b"1", b"20", b"2", b"02", b"A"])) == "1, 02, 2, 19, 20, A or AB"
