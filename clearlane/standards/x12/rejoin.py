"""Rejoin: a claim with a segment that is not of it is read in one go once more, without that segment.

The fault is told and the claim is lost with it; what remains is whether anything else is wrong. Where a block takes the
rest as it stands, nothing is, and its rows need not be walked one by one.
"""

from __future__ import annotations

from typing import NamedTuple

from clearlane.standards.x12.ahead import Held
from clearlane.standards.x12.block import block_of
from clearlane.standards.x12.frame import Frame

LONGEST_REST = 1 << 16
"""So many bytes of a claim behind the segment that is left out are looked at."""


class Joined(NamedTuple):
    """The claim that was read to its end. end: where, in the view; number, offset: of its last segment."""

    frame: Frame
    end: int
    number: int
    offset: int


def rejoin(frame: Frame, left_out: Held, behind: Held, view: bytes, base: int, line_ends: bytes) -> Joined | None:
    """Read the claim around a frame as if a segment were not there. None: its rows have to be walked.

    behind: the segment that follows the one left out. view: canonical bytes; base: their offset in the file.
    """
    unit = frame.unit_frame()
    if unit is None or unit.outer is None or unit.loop.is_level or unit.offset < base:
        return None
    start, cut, after = unit.offset - base, left_out.offset - base, behind.offset - base
    text, length, block = view[start:cut] + _rest(view, after, unit), cut - start, block_of(unit.loop)
    taken = block.take(text, 0, unit.outer, line_ends) if block.is_ready() else None
    if not isinstance(taken, tuple) or taken[0] <= length:
        return None
    end, own_length, counts, group = taken
    unit.jump(text[:end], own_length, counts, group)
    unit.gap = length, after - cut
    last = text.rfind(b"~", length, text.rfind(b"~", length, end)) + 1 or length
    number = behind.number + text.count(b"~", length, end) - 1
    return Joined(unit, end - length + after, number, last - length + after + base)


def _rest(view: bytes, at: int, unit: Frame) -> bytes:
    """The bytes from here on, to where the next claim begins: what is copied for each fault is no more than a claim."""
    head = unit.loop.members[0].row.id + b"*"
    stop = view.find(head, at, at + LONGEST_REST)
    return view[at : stop + len(head) if stop >= 0 else at + LONGEST_REST]
