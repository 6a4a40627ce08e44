"""Whether two files are the same but for their numbers, times and counts: told by their bytes, without reading them."""

from __future__ import annotations

from itertools import zip_longest

from clearlane.standards.x12.answer_claims import Read
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.report import InterchangeReport, Report, SetReport
from clearlane.standards.x12.say_segment import say_segment
from clearlane.standards.x12.stream import LINE_ENDS
from clearlane.standards.x12.walk_content import read_pieces
from clearlane.vocabulary.submitted_claim import SegmentText

LONGEST_ENVELOPE = 200
"""Of a set so many bytes are looked at for its header, and for its trailer."""
Whole = tuple[Report, Read]


def is_same_bytes(first: Whole, second: Whole) -> bool:
    """Whether the sets of both are the same bytes, one after the other, save for the numbers and counts around them.

    False says nothing.
    """
    (one, read), (other, read_other) = first, second
    pairs = list(zip_longest(one.interchanges, other.interchanges))
    return all(a and b and _same(a, b) for a, b in pairs) and all(
        _is_same_set(a, read, b, read_other, marks)
        for a, b, marks in zip(one.sets, other.sets, _marks(one), strict=True)
    )


def _marks(report: Report) -> list[Delimiters]:
    return [each.delimiters for each in report.interchanges for group in each.groups for _ in group.sets]


def _same(one: InterchangeReport, other: InterchangeReport) -> bool:
    """Whether two interchanges have like envelopes, delimiters, groups, and as many sets in each."""
    marks = one.delimiters
    if marks != other.delimiters or _values(("ISA", *one.elements), marks) != _values(("ISA", *other.elements), marks):
        return False
    here, there = (
        [(_values(group.elements, marks), len(group.sets)) for group in each.groups] for each in (one, other)
    )
    return here == there


def _values(elements: tuple[str, ...], marks: Delimiters) -> dict[str, str]:
    return say_segment(SegmentText("", 0, 0, elements), marks).values


def _is_same_set(one: SetReport, read: Read, other: SetReport, read_other: Read, marks: Delimiters) -> bool:
    here, there = _inner(one, read, marks), _inner(other, read_other, marks)
    if here is None or there is None or here[0] != there[0] or here[2] != there[2]:
        return False
    pieces = zip(read_pieces(read, *here[1:]), read_pieces(read_other, *there[1:]), strict=True)
    return all(a == b for a, b in pieces)


def _inner(one: SetReport, read: Read, marks: Delimiters) -> tuple[list[bytes], int, int] | None:
    """The header without its number, and where what lies between it and the trailer begins and how long it is.

    None where that is not to be seen at once.
    """
    head = read(one.offset, min(one.length, LONGEST_ENVELOPE)).partition(marks.segment)
    tail = read(one.offset + max(0, one.length - LONGEST_ENVELOPE), min(one.length, LONGEST_ENVELOPE))
    last = tail.rfind(b"SE" + marks.element)
    parts = head[0].split(marks.element)
    is_whole = tail[:last].rstrip(LINE_ENDS).endswith(marks.segment) and tail.count(marks.segment, last) == 1
    if not head[1] or last < 0 or parts[0] != b"ST" or not is_whole:
        return None
    begin = one.offset + len(head[0])
    return [*parts[:2], *parts[3:]], begin, one.offset + one.length - len(tail) + last - begin
