"""The test clock is moved through its file: to an instant, or by a duration, and read back by whoever reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from clearlane.foundation.clock.move import move
from clearlane.foundation.clock.read import ClockIsUnreadable, now, today

PLUS_FIVE = timezone(timedelta(hours=5))


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "clock"
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(path))
    return path


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 2, 28, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2028, 2, 29, tzinfo=UTC),
        datetime(1999, 12, 31, 23, 59, tzinfo=UTC),
        datetime(2026, 9, 30, 20, 30, tzinfo=PLUS_FIVE),
    ],
)
def test_a_clock_stands_where_it_was_moved(clock: Path, instant: datetime) -> None:
    move(to=instant)
    assert now() == now() == instant
    assert now().tzinfo is UTC


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 10, 1, 2, tzinfo=PLUS_FIVE), date(2026, 9, 30)),
        (datetime(2026, 9, 30, 23, 59, 59, tzinfo=UTC), date(2026, 9, 30)),
        (datetime(2026, 10, 1, tzinfo=UTC), date(2026, 10, 1)),
    ],
)
def test_the_day_is_that_of_utc(clock: Path, instant: datetime, day: date) -> None:
    move(to=instant)
    assert today() == day


@pytest.mark.parametrize("ahead", [timedelta(days=400), timedelta(days=-400), timedelta(0), timedelta(seconds=-0.5)])
def test_a_clock_that_runs_ahead_keeps_its_distance(clock: Path, ahead: timedelta) -> None:
    real = datetime.now(UTC)
    move(to=ahead)
    assert timedelta(0) <= now() - real - ahead < timedelta(seconds=30)


def test_a_clock_can_be_moved_again_and_back(clock: Path) -> None:
    late, early = datetime(2030, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)
    for instant in (late, early, late):
        move(to=instant)
        assert now() == instant


def test_other_programs_may_read_the_clock_and_not_set_it(clock: Path) -> None:
    move(to=timedelta(days=1))
    assert clock.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in clock.parent.iterdir()] == ["clock"]


@pytest.mark.parametrize(
    "text",
    ["+", "-", "+soon", "+nan", "+inf", "2026-13-01T00:00:00Z", "2026-09-20T12:00:00", "noon", "+1e300", "-9e12"],
)
def test_a_clock_that_shows_no_time_is_told_with_what_it_shows(clock: Path, text: str) -> None:
    clock.write_text(text + "\n")
    with pytest.raises(ClockIsUnreadable, match="the test clock shows"):
        now()


@pytest.mark.parametrize("text", ["+86400", " +86400 \n", "+8.64e4"])
def test_an_offset_may_be_written_as_people_do(clock: Path, text: str) -> None:
    clock.write_text(text)
    assert timedelta(hours=23) < now() - datetime.now(UTC) < timedelta(hours=25)
