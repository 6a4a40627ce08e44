from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from clearlane.foundation.clock.move import NoTestClock, move
from clearlane.foundation.clock.read import ClockIsUnreadable, now, today

LATER = datetime(2027, 1, 31, 23, 59, tzinfo=UTC)


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    return tmp_path / "clock"


def test_now_is_aware_and_utc() -> None:
    assert now().utcoffset() == timedelta(0)


def test_now_goes_on() -> None:
    assert now() <= now()


def test_the_clock_stands_where_it_was_set(clock: Path) -> None:
    move(to=LATER)
    assert now() == LATER
    assert today() == date(2027, 1, 31)


def test_the_clock_runs_ahead_by_a_duration(clock: Path) -> None:
    move(to=timedelta(days=2))
    real = datetime.now(UTC)
    assert timedelta(days=2) <= now() - real < timedelta(days=2, seconds=5)


@pytest.mark.parametrize("text", ["", "\n"])
def test_an_empty_clock_shows_real_time(clock: Path, text: str) -> None:
    clock.write_text(text)
    assert now().year < 2200


def test_a_missing_clock_shows_real_time(clock: Path) -> None:
    assert now() >= datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["tomorrow", "2027-01-31T10:00:00", "+soon"])
def test_a_clock_that_shows_no_instant_is_an_error(clock: Path, text: str) -> None:
    clock.write_text(text)
    with pytest.raises(ClockIsUnreadable):
        now()


def test_without_a_test_clock_nothing_can_be_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEARLANE_TEST_CLOCK", raising=False)
    with pytest.raises(NoTestClock):
        move(to=LATER)


def test_a_production_house_refuses_a_test_clock(clock: Path) -> None:
    environment = os.environ | {"CLEARLANE_PRODUCTION": "1", "CLEARLANE_TEST_CLOCK": str(clock)}
    refused = subprocess.run(
        [sys.executable, "-c", "import clearlane.config.settings"], env=environment, capture_output=True, text=True
    )
    assert refused.returncode != 0
    assert "a production house runs on real time" in refused.stderr
