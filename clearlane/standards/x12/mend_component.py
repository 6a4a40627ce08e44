"""Mend a component: one separator within a value that is lost, doubled, or in the place of the other kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from clearlane.standards.x12.machine import Row

LONGEST = 48
"""No composite that lost a separator is longer: of what is, not every place is tried."""
_ELEMENT, _COMPONENT = b"*", b":"
_MARK = re.compile(rb"[][:^|;,!+#&$%\\<>\x1c-\x1f]")
"""What separators are, or what may have been typed for one."""
MOST_MARKS = 16
"""So many of a value are tried: one with more holds no single slip."""


class Slip(NamedTuple):
    """A segment as it may have been meant, and what stood in it and should stand there instead."""

    parts: list[bytes]
    sent: bytes
    meant: bytes


def slips(row: Row, parts: list[bytes], at: int, *, is_near: bool = True) -> Iterator[Slip]:
    """What a segment may be if a separator in or behind this element is not what it should be.

    is_near: the first fault is here or right behind, so that one may also lack, or be too many.
    """
    value = parts[at]
    field = row.fields[at - 1] if at <= len(row.fields) else None
    marks = [match.start() for match in islice(_MARK.finditer(value), MOST_MARKS)]
    for end in marks:
        apart = value[:end], value[end + 1 :]
        yield Slip([*parts[:at], *apart, *parts[at + 1 :]], value, _ELEMENT.join(apart))
    if field is None or field.parts is None or not value:
        return
    for end in marks:
        meant = value[:end] + _COMPONENT + value[end + 1 :]
        yield Slip([*parts[:at], meant, *parts[at + 1 :]], value, meant)
    if not is_near:
        return
    if at + 1 < len(parts):
        joined = _COMPONENT.join(parts[at : at + 2])
        yield Slip([*parts[:at], joined, *parts[at + 2 :]], _ELEMENT.join(parts[at : at + 2]), joined)
    for meant in (*_without_one(value), *_with_one(value)):
        yield Slip([*parts[:at], meant, *parts[at + 1 :]], value, meant)


def without_mark(value: bytes) -> bytes:
    """A value without the mark that it begins with, if it does."""
    return value[1:] if _MARK.match(value) else value


def _places_of(separator: bytes, value: bytes) -> Iterator[int]:
    at = value.find(separator)
    while at >= 0:
        yield at
        at = value.find(separator, at + 1)


def _without_one(value: bytes) -> Iterator[bytes]:
    """The value with one separator of two that stand beside each other."""
    for at in _places_of(_COMPONENT * 2, value):
        yield value[:at] + value[at + 1 :]


def _with_one(value: bytes) -> Iterator[bytes]:
    """The value with one more separator between two characters."""
    for at in range(1, len(value) if len(value) <= LONGEST else 0):
        if _COMPONENT not in value[at - 1 : at + 1]:
            yield value[:at] + _COMPONENT + value[at:]
