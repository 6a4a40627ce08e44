"""Dates, times and numbers of X12 against the calendar and the arithmetic of Python itself."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.values import (
    DATE6,
    DATE8,
    FORMATS,
    TIME,
    fits_format,
    is_date,
    is_decimal,
    is_time,
    is_whole,
    number_of_digits,
)

DIGITS = st.text("0123456789", max_size=10)
NUMBERS = st.text("0123456789.-+eE ", max_size=8)


def in_calendar(text: str) -> bool:
    """Whether CCYYMMDD names a day, asked of the calendar."""
    if len(text) != 8 or not text.isdigit():
        return False
    try:
        day = dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return 1800 <= day.year < 3000


def on_the_clock(text: str) -> bool:
    """Whether HHMM, HHMMSS, HHMMSSD or HHMMSSDD names a time, asked of the clock."""
    if len(text) not in (4, 6, 7, 8) or not text.isdigit():
        return False
    try:
        dt.time(int(text[:2]), int(text[2:4]), int(text[4:6] or "0"))
    except ValueError:
        return False
    return True


def is_slow_decimal(text: str) -> bool:
    """Digits with at most a minus before and a point among them, as Python would read them."""
    if any(char not in "0123456789.-" for char in text):
        return False
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True


def test_every_day_from_1799_to_3001_is_judged_as_the_calendar_does() -> None:
    wrong = []
    for year in (1799, 1800, 1896, 1900, 1999, 2000, 2024, 2026, 2100, 2400, 2999, 3000):
        for month in range(14):
            for day in range(33):
                text = f"{year:04d}{month:02d}{day:02d}"
                if is_date(text.encode()) != in_calendar(text):
                    wrong.append(text)
    assert wrong == []


def test_the_fast_pattern_takes_no_day_that_the_calendar_lacks() -> None:
    fast = re.compile(DATE8)
    for month in range(14):
        for day in range(33):
            text = f"2026{month:02d}{day:02d}"
            assert bool(fast.fullmatch(text)) == in_calendar(text), text


@pytest.mark.parametrize("year", [1900, 2023, 2024, 2000])
def test_the_fast_pattern_leaves_29_february_to_the_slow_judge(year: int) -> None:
    assert not re.fullmatch(DATE8, f"{year}0229")
    assert is_date(f"{year}0229".encode()) == in_calendar(f"{year}0229")


@pytest.mark.parametrize("text", ["260228", "000229", "240229", "230229", "991231"])
def test_a_date_of_six_digits_has_no_century(text: str) -> None:
    possible = any(in_calendar(f"{century}{text}") for century in (19, 20))
    assert is_date(text.encode()) is possible
    assert not re.fullmatch(DATE6, text) or possible


@given(DIGITS)
@settings(deadline=None)
def test_a_time_is_judged_as_the_clock_does(text: str) -> None:
    assert is_time(text.encode()) == on_the_clock(text)
    assert bool(re.fullmatch(TIME, text)) == on_the_clock(text)


def test_each_minute_of_a_day_is_a_time_and_no_other() -> None:
    minutes = [f"{number:04d}" for number in range(10_000)]
    assert [text for text in minutes if is_time(text.encode())] == [text for text in minutes if on_the_clock(text)]
    assert sum(on_the_clock(text) for text in minutes) == 24 * 60


@given(NUMBERS)
@settings(deadline=None)
def test_a_decimal_is_what_python_reads_without_exponent(text: str) -> None:
    assert is_decimal(text.encode()) == is_slow_decimal(text)


@given(NUMBERS)
@settings(deadline=None)
def test_a_whole_number_is_a_decimal_without_a_point(text: str) -> None:
    assert is_whole(text.encode()) == (is_slow_decimal(text) and "." not in text)


@given(st.binary(max_size=12))
@settings(deadline=None)
def test_only_digits_count_for_a_numbers_length(value: bytes) -> None:
    assert number_of_digits(value) == len(re.findall(rb"[0-9]", value))


RANGES = {
    "20261110-20261112": True,
    "20261110-20261110": True,
    "20240229-20240301": True,
    "20230229-20230301": False,
    "20261110": False,
    "20261110-": False,
    "-20261112": False,
    "20261110-20261112-": False,
    "20261110 20261112": False,
    "261110-261112": False,
    "20261110-261112": False,
}


@pytest.mark.parametrize(("value", "fits"), RANGES.items())
def test_a_range_is_two_days_and_a_dash(value: str, fits: bool) -> None:
    assert fits_format(value.encode(), b"RD8") is fits


FITS = {
    ("D8", "20261110"): True,
    ("D8", "261110"): False,
    ("D6", "261110"): True,
    ("D6", "20261110"): False,
    ("TM", "0930"): True,
    ("TM", "2400"): False,
    ("TM", "093000"): False,
    ("TS", "093000"): True,
    ("TS", "0930"): False,
    ("DT", "202611100930"): True,
    ("DT", "202611109930"): False,
    ("DT", "20261110"): False,
    ("DT", "202602300930"): False,
    ("DT", "202402290930"): True,
    ("RTM", "0930-1015"): True,
    ("RTM", "0930"): False,
    ("XX", "whatever"): True,
    ("", "whatever"): True,
}


@pytest.mark.parametrize(
    ("pair", "fits"), FITS.items(), ids=lambda one: "-".join(one) if isinstance(one, tuple) else ""
)
def test_a_qualifier_names_the_format_of_its_value(pair: tuple[str, str], fits: bool) -> None:
    qualifier, value = pair
    assert fits_format(value.encode(), qualifier.encode()) is fits


@given(st.sampled_from(sorted(FORMATS)), st.text("0123456789-", max_size=18))
@settings(deadline=None)
def test_the_fast_pattern_of_a_format_takes_nothing_that_the_slow_judge_refuses(name: str, text: str) -> None:
    if re.fullmatch(FORMATS[name], text):
        assert fits_format(text.encode(), name.encode())
