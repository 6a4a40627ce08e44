"""Edit 33: places of service by day, with the days on which codes came and went."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.edits.judging import in_short, said

NOT_LISTED = ["reject A7:249 at 2300 CLM05-1"]
UNKNOWN = ["warn A7:249 at 2300 CLM05-1"]
NO_ADMISSION = ["reject A6:189 at 2300 DTP03"]
BEGAN = {
    "09": "20060701", "16": "20080101", "17": "20100501", "18": "20130101", "19": "20160101", "02": "20170101",
    "58": "20200101", "10": "20220101", "27": "20231001", "66": "20240801",
}  # fmt: skip
"""Codes that the list of October 2003 had not yet, each with its first day."""

FIRST_LIST = set(
    "01 03 04 05 06 07 08 11 12 13 14 15 20 21 22 23 24 25 26 31 32 33 34 41 42 49 50 51 52 53 54 55 56 57 60 61 62 65"
    " 71 72 81 99".split()
)


def at(place: str, day: str, *more: str) -> list[str]:
    """What is said of a claim at a place on a day."""
    dates = [f"2400{line} DTP*472*D8*{day}" for line in ("", "/2")]
    return in_short(said("place_of_service", f"2300 CLM*ACCT1001*225***{place}:B:1*Y*A*Y*Y", *dates, *more))


def before(day: str) -> str:
    """The day before, as X12 writes it."""
    return f"{date.fromisoformat(day) - timedelta(days=1):%Y%m%d}"


@pytest.mark.parametrize(("code", "day"), BEGAN.items())
def test_a_code_is_listed_from_its_first_day(code: str, day: str) -> None:
    assert at(code, day) == []
    assert at(code, before(day)) == NOT_LISTED


@given(st.text("0123456789", min_size=2, max_size=2))
def test_two_digits_are_a_place_where_the_list_has_them(code: str) -> None:
    listed = code in FIRST_LIST or code in BEGAN
    expected = NOT_LISTED if not listed else NO_ADMISSION if code in ("21", "51", "61") else []
    assert at(code, "20260601") == expected


@pytest.mark.parametrize("code", ["", "1", "011", "1A", " 1", "1 ", "\u00b91"])
def test_anything_else_is_no_place(code: str) -> None:
    assert at(code, "20260601") == NOT_LISTED


@pytest.mark.parametrize(("day", "expected"), [("20030930", UNKNOWN), ("20031001", [])])
def test_before_the_first_list_nothing_can_be_said(day: str, expected: list[str]) -> None:
    assert at("11", day) == expected


@pytest.mark.parametrize("code", ["21", "51", "61"])
def test_an_inpatient_place_needs_the_day_of_admission(code: str) -> None:
    assert at(code, "20260601") == NO_ADMISSION
    assert at(code, "20260601", "2300 DTP*435*D8*20260601") == []
    assert at(code, "20260601", "2300 DTP*435*D8*20260231") == NO_ADMISSION


def test_one_inpatient_line_is_enough_and_is_told_once() -> None:
    inpatient = "2400/2 SV1*HC:85025*75*UN*1*51**3"
    assert at("11", "20260601", inpatient) == NO_ADMISSION
    assert at("21", "20260601", inpatient) == NO_ADMISSION


def test_an_inpatient_claim_whose_lines_are_elsewhere_needs_none() -> None:
    lines = ("2400 SV1*HC:99213:25*150*UN*1*11**1", "2400/2 SV1*HC:85025*75*UN*1*81**3")
    assert at("21", "20260601", *lines) == []


def test_each_line_is_judged_on_its_own_day() -> None:
    lines = ("2400 SV1*HC:99213:25*150*UN*1*10**1", "2400/2 SV1*HC:85025*75*UN*1*10**3")
    found = said("place_of_service", *lines, "2400 DTP*472*D8*20211231", "2400/2 DTP*472*D8*20220101")
    assert [finding.place.segment for finding in found] == [21]


def test_a_line_and_the_head_can_both_be_wrong() -> None:
    found = at("29", "20260601", "2400/2 SV1*HC:85025*75*UN*1*88**3")
    assert found == [*NOT_LISTED, "reject A7:249 at 2400 SV105"]
