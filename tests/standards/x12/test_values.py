from __future__ import annotations

import calendar
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.x12.values import (
    BESIDE,
    CHECKS,
    DATE8,
    FORMATS,
    TIME,
    fits_format,
    is_date,
    is_decimal,
    is_npi,
    is_time,
    is_whole,
    number_of_digits,
)
from clearlane.vocabulary.npi import is_npi as is_npi_of_the_vocabulary


@given(st.integers(1800, 2999), st.integers(0, 13), st.integers(0, 32))
def test_a_date_stands_in_the_calendar(year: int, month: int, day: int) -> None:
    stands = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    assert is_date(b"%04d%02d%02d" % (year, month, day)) == stands


@given(st.integers(1800, 2999), st.integers(0, 13), st.integers(0, 32))
def test_the_pattern_of_dates_takes_no_more_than_the_calendar(year: int, month: int, day: int) -> None:
    text = f"{year:04d}{month:02d}{day:02d}"
    if re.fullmatch(DATE8, text):
        assert is_date(text.encode())


@pytest.mark.parametrize("text", [b"", b"2026111", b"202611100", b"2026-1-1", b"00000101", b"2026111O", b"261310"])
def test_what_is_no_date_is_refused(text: bytes) -> None:
    assert not is_date(text)


@pytest.mark.parametrize("text", [b"0000", b"2359", b"235959", b"23595999", b"2359591"])
def test_times_have_seconds_and_parts_of_them_at_most(text: bytes) -> None:
    assert is_time(text)


@pytest.mark.parametrize("text", [b"", b"2400", b"0060", b"123", b"12:30", b"1230600"])
def test_what_is_no_time_is_refused(text: bytes) -> None:
    assert not is_time(text)


FITS = {
    "D8": (b"20261110", b"20260230"),
    "RD8": (b"20261110-20261112", b"20261110-2026111"),
    "D6": (b"261110", b"20261110"),
    "DT": (b"202611101230", b"202611102530"),
    "TM": (b"1230", b"123000"),
}


@pytest.mark.parametrize("qualifier", FITS)
def test_a_value_has_the_format_that_its_qualifier_names(qualifier: str) -> None:
    good, bad = FITS[qualifier]
    assert fits_format(good, qualifier.encode())
    assert not fits_format(bad, qualifier.encode())
    assert re.fullmatch(FORMATS[qualifier], good.decode())
    assert not re.fullmatch(FORMATS[qualifier], bad.decode())


def test_an_unknown_qualifier_judges_nothing() -> None:
    assert fits_format(b"whatever", b"Q9")


@given(st.from_regex(r"[012][0-9]{9}", fullmatch=True))
def test_the_check_digit_is_that_of_the_vocabulary(text: str) -> None:
    assert is_npi(text.encode()) == is_npi_of_the_vocabulary(text)


@pytest.mark.parametrize("text", [b"1", b"-1", b"1.5", b"-.5", b"007", b"1."])
def test_a_decimal_is_sign_digits_and_a_point(text: bytes) -> None:
    assert is_decimal(text)


@pytest.mark.parametrize("text", [b"", b"+1", b"1e3", b"1,5", b".", b"-", b"1.2.3", b" 1"])
def test_what_is_no_decimal_is_refused(text: bytes) -> None:
    assert not is_decimal(text)


def test_sign_and_point_do_not_count() -> None:
    assert number_of_digits(b"-123.45") == 5
    assert is_whole(b"-12")
    assert not is_whole(b"1.0")


LISTS = {
    "tin": (b"123456789", b"12-345678"),
    "zip": (b"837020001", b"8370"),
    "zip9": (b"837020001", b"83702"),
    "taxonomy": (b"207Q00000X", b"207Q00000"),
    "aba": (b"021000021", b"021000022"),
    "period": (b"20261101-20261124", b"20261124-20261101"),
    "icd10": (b"E119", b"E11.9"),
    "hcpcs": (b"J1885", b"123"),
}


@pytest.mark.parametrize("name", LISTS)
def test_computed_lists_judge_the_shape(name: str) -> None:
    good, bad = LISTS[name]
    assert CHECKS[name](good)
    assert not CHECKS[name](bad)


@pytest.mark.parametrize("code", [b"K1A0B1", b"K1A 0B1"])
def test_a_code_of_canada_has_letters_and_digits_in_turns(code: bytes) -> None:
    is_code = BESIDE["zip"][b"CA"]
    assert is_code(code)
    assert not is_code(code[:-1])
    assert not is_code(code[::-1])
    assert not is_code(b"83702")


def test_the_pattern_of_times_is_that_of_the_function() -> None:
    for text in ("0000", "2359", "235959", "2400", "12"):
        assert bool(re.fullmatch(TIME, text)) == is_time(text.encode())
