"""Row: one code, pair or number of a publisher's file, with the days that the file gives it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from clearlane.standards.codes.bringing_in.bad_line import BadFile

_FORMS = (
    (re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})"), (1, 2, 3)),
    (re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})"), (3, 1, 2)),
)


class Row(NamedTuple):
    """One row. first, last: the days of the code, None where the file says none. says: what else it holds."""

    line: int
    code: str
    first: date | None = None
    last: date | None = None
    says: str = ""


def read_day(text: str, *, line: int) -> date | None:
    """A day as publishers write it: YYYYMMDD, YYYY-MM-DD or MM/DD/YYYY; None for nothing or `*`. Raises BadFile."""
    plain = text.strip()
    if plain in {"", "*"}:
        return None
    day = _day(plain)
    if day is None:
        raise BadFile(f"{plain!r} is no day", remedy="Write it as YYYY-MM-DD, YYYYMMDD or MM/DD/YYYY", line=line)
    return day


@lru_cache(maxsize=4096)
def _day(plain: str) -> date | None:
    """Few days stand in millions of lines: each is made once."""
    for pattern, (year, month, day) in _FORMS:
        match = pattern.fullmatch(plain)
        if match:
            try:
                return date(int(match[year]), int(match[month]), int(match[day]))
            except ValueError:
                return None
    return None
