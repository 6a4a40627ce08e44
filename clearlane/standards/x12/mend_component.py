"""Mend a component: one separator within a value that is lost, doubled, or in the place of the other kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from clearlane.standards.x12.machine import Row

LONGEST = 48
"""No composite in which one is put in is longer: of what is, not every place is tried."""
_ELEMENT, _COMPONENT = b"*", b":"
MARK = re.compile(rb"[][:^|;,!+#&$%\\<>\x1c-\x1f]")
"""What separators are, or what may have been typed for one."""
_MARK_OF_TEXT = re.compile(rb"[-. /=_'\"@]")
"""Others, which stand in names and numbers as well."""
MOST_MARKS = 16
"""So many of a value, or components of it, are tried: one with more holds no single slip."""


class Slip(NamedTuple):
    """A segment as it may have been meant, and what stood in it and should stand there instead."""

    parts: list[bytes]
    sent: bytes
    meant: bytes


def slips(row: Row, parts: list[bytes], at: int, first: int) -> Iterator[Slip]:
    """What a segment may be if a separator in or behind this element is not what it should be.

    first: the element of the first fault. Where that is this one or the next, one may also lack, or be too many; a
    component separator in a value that nothing is wrong with is right.
    """
    value = parts[at]
    field = row.field(at)
    yield from _instead(row, parts, at, MARK, is_right=at < first)
    if field is not None and field.parts is not None and value and at >= first - 1:
        yield from _near(row, parts, at)


def marked(row: Row, parts: list[bytes], at: int) -> Iterator[Slip]:
    """What a segment may be if in this element what stands in texts, too, was typed for a separator, or the other way
    round: a separator is part of a text."""
    yield from _instead(row, parts, at, _MARK_OF_TEXT, is_right=True)
    field = row.field(at)
    if field is not None and field.is_free_text and all(parts[at : at + 2]) and at + 1 < len(parts):
        sent, meant = (mark.join(parts[at : at + 2]) for mark in (_ELEMENT, b" "))
        yield Slip([*parts[:at], meant, *parts[at + 2 :]], sent, meant)


def _instead(row: Row, parts: list[bytes], at: int, mark: re.Pattern[bytes], *, is_right: bool) -> Iterator[Slip]:
    """The segment with a separator instead of each such mark. is_right: so are component separators."""
    value, field = parts[at], row.field(at)
    marks = [match.start() for match in islice(mark.finditer(value), MOST_MARKS)]
    apart = (one for one in marks if not is_right or value[one : one + 1] != _COMPONENT)
    yield from (_parted(parts, at, end, end + 1) for end in apart)
    if field is not None and field.parts is not None:
        yield from (_written(parts, at, value[:end] + _COMPONENT + value[end + 1 :]) for end in marks)
        each = {value[one : one + 1] for one in marks if one and value.count(value[one : one + 1]) > 1}
        yield from (_written(parts, at, value.replace(one, _COMPONENT)) for one in sorted(each - {_COMPONENT}))


def _near(row: Row, parts: list[bytes], at: int) -> Iterator[Slip]:
    """What a segment may be if in this composite a separator lacks, or is one too many."""
    value = parts[at]
    if at + 1 < len(parts):
        joined = _COMPONENT.join(parts[at : at + 2])
        yield Slip([*parts[:at], joined, *parts[at + 2 :]], _ELEMENT.join(parts[at : at + 2]), joined)
    yield from (_written(parts, at, meant) for meant in (*_without_one(value), *_with_one(value)))
    yield from (_parted(parts, at, end, end) for end in _where_next_begins(row, at, value))


def _written(parts: list[bytes], at: int, meant: bytes) -> Slip:
    """With another value of an element."""
    return Slip([*parts[:at], meant, *parts[at + 1 :]], parts[at], meant)


def _parted(parts: list[bytes], at: int, end: int, begin: int) -> Slip:
    """With the value of an element as two: one ends and the other begins there."""
    apart = parts[at][:end], parts[at][begin:]
    return Slip([*parts[:at], *apart, *parts[at + 1 :]], parts[at], _ELEMENT.join(apart))


def without_mark(value: bytes) -> bytes:
    """A value without the mark that it begins with, if it does: behind an id or a code a blank is one, too."""
    return value if value[:1].isalnum() else value[1:]


def _where_next_begins(row: Row, at: int, value: bytes) -> list[int]:
    """Where in a value a code stands with which the composite behind it begins."""
    field = row.field(at + 1)
    first = field.parts[0] if field and field.parts else None
    ends = (value.find(code + _COMPONENT, 1) for code in sorted(first.codes, key=len)) if first else ()
    return sorted({end for end in ends if end > 0})


def _without_one(value: bytes) -> Iterator[bytes]:
    """The value without a component that is empty, or the same as the one before: of equal ones, the last."""
    parts = value.split(_COMPONENT)
    for n in range(1, len(parts) if len(parts) <= MOST_MARKS else 0):
        if parts[n] in (b"", parts[n - 1]) and parts[n + 1 : n + 2] != [parts[n]]:
            yield _COMPONENT.join([*parts[:n], *parts[n + 1 :]])


def _with_one(value: bytes) -> Iterator[bytes]:
    """The value with one more separator between two characters."""
    for at in range(1, len(value) if len(value) <= LONGEST else 0):
        if value[at - 1 : at] != _COMPONENT:
            yield value[:at] + _COMPONENT + value[at:]
