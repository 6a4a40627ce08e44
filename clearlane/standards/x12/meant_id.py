"""Meant id: which segment was meant where the guide has none of this name, but for a slip of the hand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import AnyStr

from clearlane.standards.x12.fits import Parts
from clearlane.standards.x12.machine import Machine, Row
from clearlane.standards.x12.read_dictionary import read_dictionary

LONGEST = 4
"""An id has two or three characters; one with more too many is no slip."""
_SURE = (b"ST", b"SE")
"""The envelope has found them: no other is one of these."""


def meant_ids(parts: Parts, machine: Machine) -> tuple[bytes, ...]:
    """The ids that a segment may have been meant to have: its own where the guide has it; of a strange one none.

    Letters of the wrong case and blanks beside it always tell what was meant; a wrong letter, one too many or too few,
    or two the wrong way round, only where all else of the segment is as a row of the guide wants it. A name that is
    none at all may stand for each row that must come, if all of the segment is as that wants it.
    """
    id = parts[0]
    if id in machine.ids:
        return (id,)
    plain = id.strip().upper()
    if plain in machine.ids:
        return (plain,)
    if not 0 < len(plain) <= LONGEST:
        return ()
    is_known = plain.decode("latin-1") in read_dictionary().segments
    return _fitting(_rows_like(machine, plain), parts) or (() if is_known else _fitting(_rows_due(machine), parts))


def _fitting(rows: Iterable[Row], parts: Parts) -> tuple[bytes, ...]:
    """The ids of the rows that a segment is but for its own."""
    values = b"".join(b"*" + one for one in parts[1:])
    return tuple(dict.fromkeys(row.id for row in rows if row.pattern.fullmatch(row.id + values)))


@lru_cache(maxsize=1 << 10)
def _rows_like(machine: Machine, id: bytes) -> tuple[Row, ...]:
    """The rows whose id is one slip away."""
    rows = (member.row for loop in machine.loops() for member in loop.members)
    return tuple(dict.fromkeys(row for row in rows if row.id not in _SURE and is_a_slip(id, row.id)))


@lru_cache(maxsize=1 << 6)
def _rows_due(machine: Machine) -> tuple[Row, ...]:
    """The rows that must come, in some situation at least, by themselves or with their loop."""
    members = (member for loop in machine.loops() for member in loop.members)
    due = (one.row for one in members if one.required or one.rule or one.oneof)
    return tuple(dict.fromkeys(row for row in due if row.id not in _SURE))


def is_a_slip(sent: AnyStr, meant: AnyStr) -> bool:
    """Whether one letter was mistyped, doubled or forgotten, two stand the wrong way round, or all are small ones."""
    if abs(len(sent) - len(meant)) > 1:
        return False
    if len(sent) != len(meant):
        longer, shorter = sorted((sent, meant), key=len, reverse=True)
        return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
    wrong = [n for n in range(len(sent)) if sent[n] != meant[n]]
    first, last = wrong[:1], wrong[-1:]
    is_swapped = len(wrong) == 2 and last == [first[0] + 1] and sorted(sent) == sorted(meant)
    return len(wrong) == 1 or is_swapped or sent.upper() == meant
