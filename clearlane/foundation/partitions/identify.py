"""Ids that carry their month: UUID version 7, made here and not in the database, so that every PostgreSQL will do."""

from __future__ import annotations

import os
import threading
from datetime import UTC, date, datetime
from uuid import UUID

from clearlane.foundation.clock.read import now

_lock = threading.Lock()
_last = (0, 0)
_COUNTER_LIMIT = 1 << 12
_VARIANT = 0b10 << 62
_MOVED_BACK_MS = 10_000


def new_id() -> UUID:
    """A new id (RFC 9562, version 7): later ones of one process are greater. The clock is the house's."""
    milliseconds, counter = _next(int(now().timestamp() * 1000))
    tail = int.from_bytes(os.urandom(8)) >> 2
    return UUID(int=(milliseconds << 80) | (7 << 76) | (counter << 64) | _VARIANT | tail)


def _next(milliseconds: int) -> tuple[int, int]:
    """The next pair of millisecond and counter; a clock that was set far back (a test's) is followed."""
    global _last
    with _lock:
        before, counter = _last
        if milliseconds > before or milliseconds < before - _MOVED_BACK_MS:
            _last = (milliseconds, int.from_bytes(os.urandom(1)))
        elif counter + 1 < _COUNTER_LIMIT:
            _last = (before, counter + 1)
        else:
            _last = (before + 1, 0)
        return _last


def first_id(month: date) -> UUID:
    """The least id that an instant of this month can have: the lower bound of the month's partition."""
    start = datetime(month.year, month.month, 1, tzinfo=UTC)
    return UUID(int=(int(start.timestamp() * 1000) << 80) | (7 << 76) | _VARIANT)
