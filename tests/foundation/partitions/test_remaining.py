"""How long the partitions will do, by whatever clock, and for whoever asks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from clearlane.foundation.clock.move import move
from clearlane.foundation.clock.read import today
from clearlane.foundation.partitions.ensure import AHEAD, _months, _previous, following, months_of, partitioned
from clearlane.foundation.partitions.remaining import WARN_UNDER, _end, remaining
from clearlane.foundation.tenancy.connection import cursor
from tests.conftest import AsRole


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))


def days(count: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=count)


@pytest.mark.parametrize("role", ["flow", "web", "operator", "owner"])
def test_any_role_may_ask(as_role: AsRole, role: str) -> None:
    with as_role(role):
        assert AHEAD.days - 31 < remaining() < AHEAD.days + 62


def test_a_day_that_goes_by_is_a_day_less(clock: None, database: None) -> None:
    before = remaining()
    move(to=days(10))
    assert remaining() == before - 10


def test_a_clock_beyond_the_last_partition_has_none_left(clock: None, database: None) -> None:
    move(to=days(remaining() + 1))
    assert remaining() == 0
    move(to=days(4000))
    assert remaining() == 0


def test_a_clock_before_the_first_partition_has_none(clock: None, database: None) -> None:
    move(to=days(-400))
    assert remaining() == 0


def test_the_warning_comes_before_the_last_month() -> None:
    assert 31 < WARN_UNDER < AHEAD.days


@pytest.mark.parametrize(
    ("month", "then"),
    [
        (date(2026, 1, 1), date(2026, 2, 1)), (date(2026, 1, 31), date(2026, 2, 1)),
        (date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)), (date(2026, 11, 30), date(2026, 12, 1)),
    ],
)  # fmt: skip
def test_a_month_follows_upon_a_month(month: date, then: date) -> None:
    assert following(month) == then
    assert _previous(then) == month.replace(day=1)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), 1), (date(2026, 1, 31), date(2026, 2, 1), 2),
        (date(2025, 11, 15), date(2027, 1, 2), 15), (date(2026, 2, 1), date(2026, 1, 31), 0),
    ],
)  # fmt: skip
def test_months_leave_none_out(first: date, last: date, count: int) -> None:
    found = list(_months(first, last))
    assert len(found) == count
    assert all(following(month) == then for month, then in pairwise(found))


def test_the_end_is_the_first_month_that_is_missing(clock: None) -> None:
    move(to=datetime(2026, 9, 20, tzinfo=UTC))
    september, october, december = date(2026, 9, 1), date(2026, 10, 1), date(2026, 12, 1)
    assert _end([september, october, december]) == date(2026, 11, 1)
    assert _end([october]) == september
    assert _end([]) == september


def test_every_partitioned_table_has_the_same_months(database: None) -> None:
    with cursor() as cur:
        months = {table: tuple(months_of(cur, table)) for table in partitioned(cur)}
    assert len(months) > 5
    assert len(set(months.values())) == 1
    assert today().replace(day=1) in next(iter(months.values()))
