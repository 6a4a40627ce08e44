"""Periods against the plain set of their days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clearlane.vocabulary.period import Period

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
NEAR = st.dates(date(2026, 1, 1), date(2026, 2, 10))


def days_of(period: Period) -> set[date]:
    """Each day of a period, counted one by one."""
    found, day = set(), period.start
    while day != period.end:
        found.add(day)
        day += timedelta(days=1)
    return found


def period_of(one: date, other: date) -> Period:
    return Period.inclusive(min(one, other), max(one, other))


@given(NEAR, NEAR)
def test_a_period_has_as_many_days_as_can_be_counted(one: date, other: date) -> None:
    period = period_of(one, other)
    assert period.days == len(days_of(period)) >= 1
    assert {period.first, period.last} <= days_of(period)


@given(NEAR, NEAR, NEAR)
def test_a_day_is_contained_when_it_is_one_of_the_days(one: date, other: date, day: date) -> None:
    period = period_of(one, other)
    assert period.contains(day) == (day in days_of(period))


@given(NEAR, NEAR, NEAR, NEAR)
def test_a_period_is_contained_when_each_of_its_days_is(one: date, two: date, three: date, four: date) -> None:
    outer, inner = period_of(one, two), period_of(three, four)
    assert outer.contains(inner) == (days_of(inner) <= days_of(outer))


@given(DAYS, DAYS)
def test_inclusive_ends_come_back_as_first_and_last(one: date, other: date) -> None:
    period = period_of(one, other)
    assert Period.inclusive(period.first, period.last) == period
    assert Period(period.start, period.end) == period


@given(DAYS, DAYS)
def test_a_period_never_ends_before_it_starts(one: date, other: date) -> None:
    assume(one > other)
    with pytest.raises(ValueError, match="ends after"):
        Period.inclusive(one, other)
    with pytest.raises(ValueError, match="ends after"):
        Period(one, other)


@given(NEAR, NEAR, NEAR)
def test_containment_goes_through(one: date, two: date, three: date) -> None:
    first, *_, last = sorted((one, two, three))
    whole = Period.inclusive(first, last)
    for low, high in product((one, two, three), repeat=2):
        assert whole.contains(period_of(low, high))


@given(DAYS, DAYS, DAYS, DAYS)
def test_periods_are_ordered_by_start_then_end(one: date, two: date, three: date, four: date) -> None:
    left, right = period_of(one, two), period_of(three, four)
    assert (left < right) == ((left.start, left.end) < (right.start, right.end))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2024, 2, 28), date(2024, 3, 1), 3),
        (date(2026, 2, 28), date(2026, 3, 1), 2),
        (date(2026, 12, 31), date(2027, 1, 1), 2),
        (date(2024, 1, 1), date(2024, 12, 31), 366),
        (date(2026, 1, 1), date(2026, 12, 31), 365),
    ],
)
def test_leap_days_and_years_ends_are_counted(first: date, last: date, days: int) -> None:
    assert Period.inclusive(first, last).days == days


def test_a_period_may_last_to_the_end_of_the_calendar() -> None:
    open_ended = Period(date(2026, 10, 1), date.max)
    assert open_ended.contains(date(9999, 12, 30))
    assert open_ended.last == date(9999, 12, 30)


def test_the_last_day_of_the_calendar_has_no_day_behind_it() -> None:
    with pytest.raises(ValueError, match="calendar"):
        Period.inclusive(date(2026, 10, 1), date.max)


@pytest.mark.parametrize("wrong", ["2026-01-01", None, 20260101])
def test_a_period_is_made_of_days(wrong: object) -> None:
    with pytest.raises(TypeError):
        Period(wrong, date(2026, 6, 1))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Period(date(2026, 6, 1), wrong)  # type: ignore[arg-type]
