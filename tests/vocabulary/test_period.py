from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from clearlane.vocabulary.period import Period

MAY = Period(date(2026, 5, 1), date(2026, 6, 1))


def test_a_period_made_of_inclusive_ends_holds_both() -> None:
    period = Period.inclusive(date(2026, 5, 1), date(2026, 5, 31))
    assert period == MAY
    assert (period.first, period.last, period.days) == (date(2026, 5, 1), date(2026, 5, 31), 31)


def test_a_period_of_one_day_is_one() -> None:
    assert Period.inclusive(date(2026, 5, 1), date(2026, 5, 1)).days == 1


@pytest.mark.parametrize(("day", "inside"), [((4, 30), False), ((5, 1), True), ((5, 31), True), ((6, 1), False)])
def test_a_period_is_half_open(day: tuple[int, int], inside: bool) -> None:
    assert MAY.contains(date(2026, *day)) is inside


def test_a_period_contains_one_that_lies_inside() -> None:
    assert MAY.contains(MAY)
    assert not MAY.contains(Period(date(2026, 5, 31), date(2026, 6, 2)))


def test_a_period_is_never_empty_or_reversed() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Period(date(2026, 5, 1), date(2026, 5, 1))
    with pytest.raises(ValueError, match="ends after"):
        Period.inclusive(date(2026, 5, 2), date(2026, 5, 1))


def test_a_period_refuses_an_instant() -> None:
    with pytest.raises(TypeError):
        Period(datetime(2026, 5, 1, tzinfo=UTC), date(2026, 6, 1))


def test_a_period_shows_its_inclusive_ends() -> None:
    assert str(MAY) == "2026-05-01..2026-05-31"
