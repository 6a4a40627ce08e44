"""Numbered points: each place at which the world outside the process is changed for good.

A crash test counts them first (``CLEARLANE_CRASH_COUNT`` names a file that gets one line a point, from every
process that writes to it), then runs again once for each number with ``CLEARLANE_CRASH_AT`` set, and the process
that reaches that number dies there without a farewell, as after ``kill -9``.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

_reached = 0
KILLED = 137


def point(kind: str) -> None:
    """Pass the next numbered point; ``kind`` says what is about to happen or has just happened ("commit", "fsync")."""
    crash_at = os.environ.get("CLEARLANE_CRASH_AT")
    count_in = os.environ.get("CLEARLANE_CRASH_COUNT")
    if crash_at is None and count_in is None:
        return
    number = _count(kind, count_in)
    if crash_at is not None and number == int(crash_at):
        os._exit(KILLED)


def _count(kind: str, count_in: str | None) -> int:
    """The number of this point: within the shared file where there is one, else within this process. First is 1."""
    global _reached
    if count_in is None:
        _reached += 1
        return _reached
    with Path(count_in).open("a+", encoding="utf-8") as register:
        fcntl.flock(register, fcntl.LOCK_EX)
        register.seek(0)
        number = sum(1 for _ in register) + 1
        register.write(f"{number} {kind}\n")
    return number
