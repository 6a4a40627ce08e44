from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clearlane_sandbox.clock import now

SHOWN = {
    "2026-11-23T10:00:00Z": datetime(2026, 11, 23, 10, tzinfo=UTC),
    "2026-11-23T10:00:00+00:00": datetime(2026, 11, 23, 10, tzinfo=UTC),
    "2026-11-23T10:00:00-07:00": datetime(2026, 11, 23, 17, tzinfo=UTC),
    "  2026-11-23T10:00:00Z\n": datetime(2026, 11, 23, 10, tzinfo=UTC),
    "2026-11-23T10:00:00.250Z": datetime(2026, 11, 23, 10, 0, 0, 250_000, tzinfo=UTC),
}


@pytest.mark.parametrize("text", SHOWN)
def test_a_test_clock_stands_at_its_instant(tmp_path: Path, text: str) -> None:
    file = tmp_path / "clock"
    file.write_text(text)
    assert now(file) == SHOWN[text]
    assert now(file).utcoffset() == timedelta()


@pytest.mark.parametrize(("text", "offset"), [("+86400", 86400), ("-3600", -3600), ("+0", 0), ("+0.5\n", 0.5)])
def test_a_test_clock_may_run_beside_the_real_one(tmp_path: Path, text: str, offset: float) -> None:
    file = tmp_path / "clock"
    file.write_text(text)
    before, shown, after = now(None), now(file), now(None)
    assert before <= shown - timedelta(seconds=offset) <= after


def test_without_a_file_it_is_the_real_time(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_text("\n")
    for file in (None, tmp_path / "missing", empty):
        before, shown, after = now(None), now(file), now(None)
        assert before <= shown <= after


@pytest.mark.parametrize("text", ["2026-11-23T10:00:00", "tomorrow", "+soon", "2026-13-01T00:00:00Z"])
def test_a_test_clock_that_shows_no_instant_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "clock"
    file.write_text(text)
    with pytest.raises(ValueError, match=r"."):
        now(file)
