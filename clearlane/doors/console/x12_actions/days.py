"""Days and times on the command line, of the years that X12 is written in: an ISA names its year by two digits."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from clearlane.doors.console.problem import Problem

FIRST, LAST = 1970, 2099
Read = TypeVar("Read", bound=date)


def read_time(text: str | None, *, option: str) -> datetime | None:
    """The time that an option names, None where it names none. Raises Problem."""
    return _read(text, datetime, option, "a time such as 2026-11-24T10:15") if text else None


def read_day(text: str, *, option: str) -> date:
    """The day that an option names. Raises Problem."""
    return _read(text, date, option, "a day such as 2026-11-24")


def _read(text: str, kind: type[Read], option: str, words: str) -> Read:
    try:
        found = kind.fromisoformat(text)
    except ValueError:
        raise Problem(f"{option} is {words}") from None
    if not FIRST <= found.year <= LAST:
        raise Problem(f"{option} is {words}, from {FIRST} to {LAST}")
    return found
