"""Find payments: in which claim of an 835 a place stands, by the CLP before it; how many there are."""

from __future__ import annotations

import re
from collections.abc import Callable

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.text import decode

READ_BACK = 1 << 16
LONGEST_CLP = 1 << 10
"""Pieces overlap by so much, so that no CLP is cut in two."""


def find_payment(read: Callable[[int, int], bytes], *, first: int, end: int, marks: Delimiters) -> tuple[int, str]:
    """The last CLP that begins within [first, end): where the segment before it ends, and CLP01; else -1 and nothing.

    read: gives bytes at an offset, of a length. Reads backwards from the end, piece by piece.
    """
    begin = re.compile(b"%s[\r\n \t]*(CLP%s)" % (re.escape(marks.segment), re.escape(marks.element)))
    while end > first:
        start = max(first, end - READ_BACK)
        data = read(start, end - start + LONGEST_CLP)
        found = [one for one in begin.finditer(data) if start + one.start(1) < end]
        if found:
            return start + found[-1].start(), _number(data[found[-1].end() :], marks)
        end = first if start == first else start + LONGEST_CLP
    return -1, ""


def count_segments(content: bytes, id: bytes, marks: Delimiters) -> int:
    """How many segments of that id stand in the bytes, each behind the end of another."""
    begin = b"%s[\r\n \t]*%s%s" % (re.escape(marks.segment), re.escape(id), re.escape(marks.element))
    return sum(1 for _ in re.finditer(begin, content))


def _number(data: bytes, marks: Delimiters) -> str:
    return decode(data.split(marks.segment, 1)[0].split(marks.element, 1)[0])[:80]
