"""Explain a stretch of a long file: what lies before it is walked past, and memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from clearlane.standards.x12.delimiters import Delimiters, read_isa
from clearlane.standards.x12.explain import ExplainedSegment, Notes, OpenSets, explain_isa
from clearlane.standards.x12.stream import Stream
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

NEAR = 1 << 19
"""So many bytes before a stretch are placed, some 15,000 segments; those before them are counted only."""
_LONGEST_ISA = 260


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a walk begins and must end: offsets of an ISA, or of the first segment of a set, and of what is behind the
    interchange. delimiters, version: of the set and its group; an ISA says its own."""

    offset: int
    end: int
    delimiters: Delimiters | None = None
    version: str = ""


def explain_part(
    *,
    open: Callable[[int], Iterable[bytes]],
    begins: Sequence[Begin],
    start: int,
    end: int,
    findings: Iterable[Finding] = (),
) -> Iterator[ExplainedSegment]:
    """The segments that begin from ``start`` up to ``end`` (offsets in the file), each with the findings at its place.

    open: the bytes of the file from an offset on, in chunks of any size. begins: one for each interchange that has
    segments there, in file order. findings: any of the file; those of other stretches are left out, and one that no
    segment holds has a line of its own. Never raises for any bytes.
    """
    held = [one for one in findings if one.place.offset is not None and start <= one.place.offset < end]
    notes = Notes(sorted(held, key=lambda one: one.place.offset or 0))
    for begin in begins:
        yield from _walk(begin, open, start, min(end, begin.end), notes)
    yield from notes.before(None)


def _walk(
    begin: Begin, open: Callable[[int], Iterable[bytes]], start: int, end: int, notes: Notes
) -> Iterator[ExplainedSegment]:
    stream = Stream(open(begin.offset))
    stream.base = begin.offset
    isa = read_isa(stream.peek(_LONGEST_ISA))
    delimiters = isa.delimiters if isa else begin.delimiters
    if delimiters is None:
        return
    sets = OpenSets(delimiters, version=begin.version)
    if isa:
        stream.skip(len(isa.raw))
        if begin.offset >= start:
            yield from notes.before(begin.offset)
            yield explain_isa(begin.offset, map(decode, isa.elements), notes.at(begin.offset), delimiters)
    every = stream.segments(delimiters.segment, delimiters.element)
    for (offset, raw), (_, behind) in pairwise(chain(every, [(0, b"")])):
        if offset >= end:
            return
        if offset < start:
            sets.pass_by(raw, behind, is_near=offset >= start - NEAR)
        else:
            yield from notes.before(offset)
            yield sets.next(offset, raw[: begin.end - offset], behind, notes.at(offset))
