"""Write lists as PostgreSQL's array literals, a list at a time and not an element at a time.

The driver asks a dumper for each element and a pattern whether it needs quotes: that was an eighth of a worker's
time. Here the whole list is joined at once, for the kinds of element that statements over sets carry. Any other list
is left to the driver, and so is text that it refuses (NUL): the errors are its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from types import NoneType
from typing import Any
from uuid import UUID

from psycopg import adapters
from psycopg.abc import Buffer
from psycopg.types.array import ListDumper

_NUL = "\0"


class WholeListDumper(ListDumper):
    """The driver's dumper of lists, quicker for lists of one kind of element, with or without None."""

    def dump(self, obj: list[Any]) -> Buffer | None:
        """The literal, as UTF-8. Raises what the driver raises."""
        kinds = set(map(type, obj))
        has_nulls = NoneType in kinds
        kinds.discard(NoneType)
        write = _WRITERS.get(kinds.pop()) if len(kinds) == 1 else None
        if write is None:
            return super().dump(obj)
        tokens = [item if item is None else write(item) for item in obj] if has_nulls else list(map(write, obj))
        literal = "{" + ",".join("NULL" if token is None else token for token in tokens) + "}"
        return super().dump(obj) if _NUL in literal else literal.encode()


def _quoted(text: str) -> str:
    if "\\" in text or '"' in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _octets(octets: bytes) -> str:
    return f'"\\\\x{octets.hex()}"'


@lru_cache(maxsize=64)
def _instant(instant: datetime) -> str:
    return f'"{instant}"'


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: _quoted,
    int: str,
    bool: lambda is_so: "t" if is_so else "f",
    bytes: _octets,
    UUID: lambda id: id.hex,
    date: date.isoformat,
    datetime: _instant,
}
"""By exact type of the elements: how one is written."""


def install() -> None:
    """Make it the dumper of lists on every connection that is opened from now on."""
    adapters.register_dumper(list, WholeListDumper)
