"""Walk through what a set says: its claims, each with the levels above it, and one by one what stands beside them.

The set is read piece by piece, and no more is held of it than one claim and the levels above.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from clearlane.standards.x12.answer_claims import Read
from clearlane.standards.x12.binary import split_elements
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.machine import Loop
from clearlane.standards.x12.place import Placer, Step
from clearlane.standards.x12.report import SetReport
from clearlane.standards.x12.say_segment import Said, say_segment
from clearlane.standards.x12.stream import LINE_ENDS, Stream
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.submitted_claim import SegmentText

CLAIM_HEADS = ("CLM", "CLP")
SETS_OF_CLAIMS = ("837", "835")
READ_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class SaidClaim:
    """The levels above a claim, and its own segments. number: CLM01 or CLP01."""

    number: str
    above: list[Said]
    own: list[Said]


@dataclass(slots=True)
class _Open:
    """A loop that is open. said: what a level says above its claims; None in any other loop."""

    loop: Loop | None
    said: list[Said] | None = None
    is_claim: bool = False
    has_claims: bool = False


@dataclass(slots=True)
class _Path:
    """The loops that are open, from the set inward, and the claim among them."""

    marks: Delimiters
    has_levels: bool
    open: list[_Open] = field(default_factory=list)
    claim: SaidClaim | None = None

    def take(self, segment: SegmentText, step: Step | None) -> Iterator[Said | SaidClaim]:
        """One more segment; gives what has ended before it, and itself where it belongs to no claim and no level."""
        loop = step.loop.printed if step else None
        opens = step is not None and (step.opens or all(one.loop is not loop for one in self.open))
        until = (loop.parent.printed if loop.parent else None) if loop and opens else loop
        while len(self.open) > 1 and self.open[-1].loop is not until:
            yield from self.leave()
        said = say_segment(segment, self.marks)
        if not self.open or opens:
            self._enter(_Open(loop), segment)
        yield from self._put(said)

    def _enter(self, one: _Open, segment: SegmentText) -> None:
        self.open.append(one)
        if self.claim is not None or not self.has_levels:
            return
        if segment.id in CLAIM_HEADS:
            one.is_claim = True
            levels = [level for level in self.open if level.said is not None]
            self.claim = SaidClaim(segment.element(1), [said for level in levels for said in level.said or ()], [])
            for level in levels:
                level.has_claims = True
        elif segment.id == "HL":
            one.said = []

    def _put(self, said: Said) -> Iterator[Said]:
        if self.claim is not None:
            self.claim.own.append(said)
            return
        level = next((one.said for one in reversed(self.open) if one.said is not None), None)
        if level is None:
            yield said
        else:
            level.append(said)

    def leave(self) -> Iterator[Said | SaidClaim]:
        """Close the innermost loop; a level under which no claim stood is said by itself."""
        one = self.open.pop()
        if one.is_claim and self.claim is not None:
            yield self.claim
            self.claim = None
        if one.said and not one.has_claims:
            yield from one.said


def walk_content(one: SetReport, read: Read, marks: Delimiters) -> Iterator[Said | SaidClaim]:
    """What a set says, in its order as it ends: claims whole, anything else segment by segment."""
    path = _Path(marks, one.set_id in SETS_OF_CLAIMS)
    for segment, step in _placed(one, read, marks):
        yield from path.take(segment, step)
    while path.open:
        yield from path.leave()


def _placed(one: SetReport, read: Read, marks: Delimiters) -> Iterator[tuple[SegmentText, Step | None]]:
    every = _segments(one, read, marks)
    head = list(islice(every, 2))
    first, behind = ([*head, b"", b""])[:2]
    placer = Placer(first, behind, delimiters=marks, version=one.version)
    for number, raw in enumerate(chain(head, every), 1):
        step = placer.next(raw)
        loop = step.loop.spec.id if step is not None else ""
        yield SegmentText(loop, number, 0, tuple(map(decode, split_elements(raw, marks.element)))), step


def _segments(one: SetReport, read: Read, marks: Delimiters) -> Iterator[bytes]:
    """The segments of a set; what stands unterminated at its end is one, too."""
    stream = Stream(read_pieces(read, one.offset, one.length))
    for _, raw in stream.segments(marks.segment, marks.element):
        yield raw
    rest = stream.data[stream.at :].lstrip(LINE_ENDS.replace(marks.segment, b""))
    if rest:
        yield rest


def read_pieces(read: Read, offset: int, length: int) -> Iterator[bytes]:
    """A stretch of a file piece by piece."""
    for at in range(offset, offset + length, READ_AT_ONCE):
        yield read(at, min(READ_AT_ONCE, offset + length - at))
