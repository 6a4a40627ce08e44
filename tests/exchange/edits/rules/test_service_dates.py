"""Edit 25: service dates against today, and against the hospital stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.edits.judging import in_short, said

TODAY = date(2026, 6, 15)
PLAIN = "reject A7:187 at 2400 DTP03"
FUTURE = "reject A7:187 + A7:510 at 2400 DTP03"


def x12(day: date) -> str:
    return f"{day:%Y%m%d}"


def dated(first: date, last: date | None = None, *more: str) -> list[str]:
    """What is said where the first line has these days."""
    text = f"D8*{x12(first)}" if last is None else f"RD8*{x12(first)}-{x12(last)}"
    return in_short(said("service_dates", f"2400 DTP*472*{text}", *more))


DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))


@given(DAYS)
def test_a_day_passes_up_to_today(day: date) -> None:
    assert dated(day) == ([] if day <= TODAY else [FUTURE])


@given(DAYS, DAYS)
def test_a_range_passes_in_order_and_up_to_today(first: date, last: date) -> None:
    expected = [PLAIN] if last < first else [FUTURE] if last > TODAY else []
    assert dated(first, last) == expected


@given(st.integers(-5, 5), st.integers(0, 5), st.integers(-5, 5), st.integers(0, 9))
def test_a_service_lies_inside_the_stay(from_admission: int, days: int, other: int, stay: int) -> None:
    admitted = date(2026, 5, 1)
    discharged = admitted + timedelta(days=stay)
    first = admitted + timedelta(days=from_admission)
    last = first + timedelta(days=days)
    found = dated(
        first, last, f"2300 DTP*435*D8*{x12(admitted)}", f"2300 DTP*096*TM*{x12(discharged)}",
        f"2400/2 DTP*472*D8*{x12(admitted)}",
    )  # fmt: skip
    assert found == ([] if admitted <= first and last <= discharged else [PLAIN])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("D8*20260230", "is not a date"),
        ("D8*20261301", "is not a date"),
        ("D8*2026061", "is not a date"),
        ("D8*202606011", "is not a date"),
        ("D8*00000101", "is not a date"),
        ("D8*", "has no service date"),
        ("RD8*20260602-20260601", "ends (20260601) before it begins (20260602)"),
        ("RD8*20260601-", "is not a date"),
        ("RD8*-20260601", "is not a date"),
        ("RD8*20260601-20260631", "is not a date"),
        ("RD8*20260601-99991231", "is not a date"),
        ("TM*1200", "is not a date"),
    ],
)
def test_what_is_no_date_is_told_as_it_was_sent(text: str, words: str) -> None:
    (finding,) = said("service_dates", f"2400 DTP*472*{text}")
    assert words in finding.what
    assert finding.found == text.partition("*")[2]


def test_each_wrong_line_is_told_by_its_number() -> None:
    found = said("service_dates", "2400 DTP*472*D8*20260616", "- 2400/2 DTP*472")
    assert [finding.what.split(" of ")[-1][:6] for finding in found[:1]] == ["line 1"]
    assert found[1].what == "Line 2 has no service date."


def test_midnight_makes_the_difference() -> None:
    change = "2400 DTP*472*D8*20260616"
    assert in_short(said("service_dates", change)) == [FUTURE]
    assert said("service_dates", change, given=["today 2026-06-16"]) == ()


def test_an_admission_hour_does_not_hide_its_day() -> None:
    assert dated(date(2026, 5, 31), None, "2300 DTP*435*DT*202606010830") == [PLAIN]
