"""The sandbox's clock: real time, or a test clock's file that several programs read.

The file's first line is an instant (``2026-11-23T10:00:00Z``) at which the clock stands, or an offset in seconds
(``+86400``) to real time. No file or an empty one: real time.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path


def now(file: Path | None) -> datetime:
    """The present instant in UTC. Raises ValueError where the file holds neither an instant nor an offset."""
    real = datetime.now(UTC)
    text = file.read_text(encoding="ascii").strip() if file is not None and file.exists() else ""
    if not text:
        return real
    if text[0] in "+-":
        return real + timedelta(seconds=float(text))
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"the test clock shows {text!r}, which has no zone")
    return instant.astimezone(UTC)
