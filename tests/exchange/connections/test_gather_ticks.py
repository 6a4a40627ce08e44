"""The instants at which lanes leave: whole multiples of the seconds, always ahead, the same for all in between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.connections import wait_for_more as module
from clearlane.foundation.clock.move import move

SECONDS = st.integers(1, 7 * 86_400)
INSTANTS = st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.fixture(autouse=True)
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that the tests move."""
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))


def tick(at: datetime, seconds: int) -> datetime:
    """When what comes at this instant leaves."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "now", lambda: at)
        return module._next_tick(seconds)


# When claims come, for how many seconds a lane gathers, and when they leave.
TICKS = [
    ("10:00:00", 60, "10:01:00"),
    ("10:00:01", 60, "10:01:00"),
    ("10:00:59", 60, "10:01:00"),
    ("10:01:00", 60, "10:02:00"),
    ("10:00:20", 600, "10:10:00"),
    ("10:09:59", 600, "10:10:00"),
    ("10:00:20", 1, "10:00:21"),
    ("10:00:20", 3600, "11:00:00"),
    ("10:59:59", 7200, "12:00:00"),
    ("10:00:06", 7, "10:00:07"),  # ten o'clock of that day is 7 times 255,823,200 seconds after 1970
    ("10:00:07", 7, "10:00:14"),
]


@pytest.mark.parametrize(("comes", "seconds", "leaves"), TICKS)
def test_claims_leave_at_the_next_whole_multiple(comes: str, seconds: int, leaves: str) -> None:
    move(to=datetime.fromisoformat(f"2026-09-30T{comes}+00:00"))
    assert module._next_tick(seconds) == datetime.fromisoformat(f"2026-09-30T{leaves}+00:00")


@given(INSTANTS, SECONDS)
def test_a_wait_is_never_longer_than_was_said_and_never_none(at: datetime, seconds: int) -> None:
    assert timedelta() < tick(at, seconds) - at <= timedelta(seconds=seconds)


@given(INSTANTS, SECONDS)
def test_ticks_are_whole_multiples_in_utc(at: datetime, seconds: int) -> None:
    found = tick(at, seconds)
    assert found.timestamp() % seconds == 0
    assert found.tzinfo is UTC


@given(INSTANTS, SECONDS, st.floats(0, 1, exclude_max=True))
def test_whatever_comes_between_two_ticks_leaves_together(at: datetime, seconds: int, share: float) -> None:
    found = tick(at, seconds)
    between = max(at, found - timedelta(seconds=seconds)) + share * (found - at)
    assert tick(min(between, found - timedelta(microseconds=1)), seconds) == found


@given(INSTANTS, SECONDS)
def test_what_comes_at_a_tick_waits_for_the_next(at: datetime, seconds: int) -> None:
    found = tick(at, seconds)
    assert tick(found, seconds) == found + timedelta(seconds=seconds)


@given(INSTANTS, SECONDS, st.integers(2, 20))
def test_a_lane_that_gathers_a_multiple_leaves_with_the_others(at: datetime, seconds: int, times: int) -> None:
    assert (tick(at, seconds * times).timestamp()) % seconds == 0
    assert tick(at, seconds * times) >= tick(at, seconds)
