"""What is wrong with a date, a time or a number is said of this one value: the month that does not exist, the sign."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.x12.say_value import FORMS, say_date, say_format, say_number, say_time
from clearlane.standards.x12.values import fits_format, is_date, is_decimal, is_time, is_whole


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("20261312", "There is no month 13"),
        ("20260012", "There is no month 00"),
        ("20260230", "February has no day 30"),
        ("20230229", "February has no day 29 in that year"),
        ("20260431", "April has no day 31"),
        ("20260100", "January has no day 00"),
        ("17990101", "Its year does not lie in 1800 to 2999"),
        ("260230", "February has no day 30"),
        ("2026113", "It has 7 digits where 8 are due"),
        ("2", "It has 1 digit where 8 are due"),
        ("2026-113", "It holds the character -, and only digits may stand there"),
        ("2026O101", "It holds the letter O, and only digits may stand there"),
        ("2026 101", "It holds a blank, and only digits may stand there"),
        ("", "It has 0 digits where 8 are due"),
    ],
)
def test_a_date_is_told_its_fault(value: str, said: str) -> None:
    assert say_date(value) == said


@pytest.mark.parametrize(
    ("form", "value", "said"),
    [
        ("D8", "260131", "It has 6 digits where 8 are due"),
        ("D8", "20260101-20260102", "It holds the character -, and only digits may stand there"),
        ("RD8", "20260101", "It has no dash: a first and a last one stand on both sides of it"),
        ("RD8", "20260101-20261301", "There is no month 13"),
        ("RD8", "2026011-20261201", "It has 7 digits where 8 are due"),
        ("D6", "20260101", "It has 8 digits where 6 are due"),
        ("TM", "2500", "There is no hour 25"),
        ("TM", "1260", "There is no minute 60"),
        ("TS", "120060", "There is no second 60"),
        ("DT", "202601012460", "There is no hour 24"),
        ("DT", "20260101", "It has 8 digits where 12 are due"),
        ("RTM", "0800-0860", "There is no minute 60"),
        ("ZZ", "anything", ""),
    ],
)
def test_a_value_is_told_why_it_has_not_its_format(form: str, value: str, said: str) -> None:
    assert say_format(value, form) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2400", "There is no hour 24"),
        ("12", "It has 2 digits where 4, 6, 7 or 8 are due"),
        ("235999", "There is no second 99"),
    ],
)
def test_a_time_is_told_its_fault(value: str, said: str) -> None:
    assert say_time(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("+63.5", "A plus sign is not written"),
        (" 63.5", "A blank stands before or behind it"),
        ("63.5-", "A minus sign may only stand before it"),
        ("1,234.50", "It holds a comma: thousands are not parted, and decimals stand behind a point"),
        ("$63", "It holds the character $: amounts are written without a sign of money"),
        ("8O", "It holds the letter O, which is no digit"),
        ("1e3", "It holds the letter e, which is no digit"),
        ("6 3", "It holds a blank, which is no digit"),
        ("1.2.3", "It has more than one point"),
        ("-", "It has no digit"),
        (".", "It has no digit"),
        ("6\x073", "It holds a character that cannot be shown, which is no digit"),
    ],
)
def test_a_number_is_told_its_fault(value: str, said: str) -> None:
    assert say_number(value) == said


def test_a_whole_number_has_no_point() -> None:
    assert say_number("1.5", is_whole=True) == "It has a decimal point, and only whole numbers are taken"


NEAR = st.text(alphabet="0123456789-+.,O $", max_size=14)


@given(NEAR)
def test_each_value_that_is_refused_has_a_reason(value: str) -> None:
    raw = value.encode()
    assert is_date(raw) or say_date(value)
    assert is_time(raw) or say_time(value)
    assert is_decimal(raw) or say_number(value)
    assert is_whole(raw) or say_number(value, is_whole=True)


@given(st.sampled_from(sorted(FORMS)), NEAR)
def test_a_format_has_a_reason_just_where_the_value_does_not_fit(form: str, value: str) -> None:
    assert fits_format(value.encode(), form.encode()) == (say_format(value, form) == "")


@given(st.dates())
def test_no_sentence_tells_the_date(day: date) -> None:
    """It may be a birth date: of a wrong one no more is said than the part that is wrong."""
    value = f"{day:%Y%m}{day.day + 31:02d}".rjust(8, "0")
    said = say_date(value)
    assert said
    assert value[:4] not in said.replace("1800", "").replace("2999", "")
