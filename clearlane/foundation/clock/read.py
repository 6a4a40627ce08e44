"""The one clock of the house. Nothing else asks the machine for the time of day.

A test clock is a small text file that several programs read, named by ``CLEARLANE_TEST_CLOCK``. Its first line is
either an instant (``2026-11-23T10:00:00Z``: the clock stands there) or an offset in seconds (``+86400``: real time,
moved). Without the file, or with an empty one, real time holds. Production settings refuse a test clock.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path


class ClockIsUnreadable(ValueError):
    """The test clock's file holds neither an instant with a zone nor an offset such as +86400. Mend that file."""


def now() -> datetime:
    """The present instant, aware, in UTC. Raises ClockIsUnreadable."""
    real = datetime.now(UTC)
    named = os.environ.get("CLEARLANE_TEST_CLOCK")
    return _shown(_text(Path(named)), real) if named else real


def today() -> date:
    """The present calendar day in UTC."""
    return now().date()


def _text(path: Path) -> str:
    """What the test clock's file says, nothing where there is none."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _shown(text: str, real: datetime) -> datetime:
    """The instant that this text of a test clock means."""
    if not text:
        return real
    try:
        if text[0] in "+-":
            return real + timedelta(seconds=float(text))
        instant = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise ClockIsUnreadable(f"the test clock shows {text!r}") from error
    if instant.tzinfo is None:
        raise ClockIsUnreadable(f"the test clock shows {text!r}, which has no zone")
    return instant.astimezone(UTC)
