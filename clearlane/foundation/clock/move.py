"""Move the test clock: for tests, demos and trainings only."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from clearlane.foundation.durable.files import write_file


class NoTestClock(RuntimeError):
    """There is no test clock to move: this process runs on real time (``CLEARLANE_TEST_CLOCK`` is not set)."""


def move(*, to: datetime | timedelta) -> None:
    """Let the test clock stand at an instant, or run ahead of real time by a duration. Raises NoTestClock."""
    named = os.environ.get("CLEARLANE_TEST_CLOCK")
    if not named:
        raise NoTestClock("CLEARLANE_TEST_CLOCK is not set")
    line = to.isoformat() if isinstance(to, datetime) else f"{to.total_seconds():+f}"
    write_file(Path(named), [line.encode() + b"\n"], mode=0o644)
