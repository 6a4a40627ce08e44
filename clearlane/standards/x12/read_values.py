"""Read the values of table columns from texts: exact decimals, real dates. What cannot be read is said, not guessed."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

_AMOUNT = re.compile(r"-?(?:[0-9]{1,20}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_DATE = re.compile(r"[0-9]{8}(?:[0-9]{4})?", re.ASCII)
"""A day, also with the hour and minute of it (format DT)."""
MOST_TEXTS = 1000
"""A list in a row takes so many texts; no claim has more of anything, but a file may."""
Row = dict[str, Any]


def put_value(row: Row, column: str, text: str, kinds: dict[str, str]) -> None:
    """Put a text into a column of a row as what the column holds; what it cannot be is listed in `unreadable`."""
    if not text:
        return
    kind = kinds[column]
    if kind == "texts":
        there = row.setdefault(column, [])
        if len(there) < MOST_TEXTS:
            there.append(text)
        return
    value = read_value(text, kind)
    if value is None:
        put_value(row, "unreadable", f"{column}={text}", {"unreadable": "texts"})
    else:
        row[column] = value


def read_value(text: str, kind: str) -> Any:
    """A text as a text, an exact amount, a number or a date; None where it is none."""
    if kind == "text":
        return text
    if kind == "amount":
        return Decimal(text) if _AMOUNT.fullmatch(text) else None
    if kind == "number":
        return int(text) if _NUMBER.fullmatch(text) else None
    return _date(text)


def _date(text: str) -> dt.date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def put_period(row: Row, text: str, kinds: dict[str, str]) -> None:
    """A day, or two joined by a hyphen, as `service_from` and `service_to`."""
    first, _, last = text.partition("-")
    put_value(row, "service_from", first, kinds)
    put_value(row, "service_to", last or first, kinds)
