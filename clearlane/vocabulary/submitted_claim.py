"""SubmittedClaim: a claim as it was sent, text with places. Nothing in it is judged, so it can hold anything sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

_LINE_LOOPS = "24"


class SegmentText(NamedTuple):
    """One segment: the loop it stands in, its number in the ST..SE (ST is 1), its byte offset in the file, its texts.

    elements[0] is the segment id, elements[1] is element 01; composites and repetitions are not yet split.
    """

    loop: str
    number: int
    offset: int
    elements: tuple[str, ...]

    @property
    def id(self) -> str:
        """The segment id, such as CLM."""
        return self.elements[0]

    def element(self, n: int) -> str:
        """Element n (1 is the first after the id), "" where it was not sent."""
        return self.elements[n] if n < len(self.elements) else ""


@dataclass(frozen=True, slots=True)
class SubmittedClaim:
    """All segments of the path to one claim, and the claim, in file order: BHT (loop "ST"), 1000A ... 2300, 2400 ...

    component, repetition: the delimiters inside an element. usage: ISA15 (P or T). version: GS08 or ST03.
    """

    segments: tuple[SegmentText, ...]
    component: str = ":"
    repetition: str = "^"
    usage: str = "P"
    version: str = "005010X222A1"
    _index: dict[tuple[str, str], list[SegmentText]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[tuple[str, str], list[SegmentText]] = {}
        for segment in self.segments:
            index.setdefault((segment.loop, segment.elements[0]), []).append(segment)
        object.__setattr__(self, "_index", index)

    def all(self, loop: str, segment_id: str) -> tuple[SegmentText, ...]:
        """Each segment with this id in this loop, in file order."""
        return tuple(self._index.get((loop, segment_id), ()))

    def first(self, loop: str, segment_id: str, qualifier: str | None = None) -> SegmentText | None:
        """The first segment with this id in this loop (and, where given, this qualifier in element 01), or None."""
        for segment in self._index.get((loop, segment_id), ()):
            if qualifier is None or segment.element(1) == qualifier:
                return segment
        return None

    def parts(self, segment: SegmentText, n: int) -> tuple[str, ...]:
        """The components of element n; one empty text where it was not sent."""
        return tuple(segment.element(n).split(self.component))

    def text(self, loop: str, segment_id: str, n: int, qualifier: str | None = None) -> str:
        """Element n of the first such segment, "" where either is absent."""
        segment = self.first(loop, segment_id, qualifier)
        return segment.element(n) if segment else ""

    def lines(self) -> tuple[tuple[SegmentText, ...], ...]:
        """The service lines: one tuple of segments a loop 2400 (LX, SV1, ... and its loops 24xx), in file order."""
        lines: list[list[SegmentText]] = []
        for segment in self.segments:
            if not segment.loop.startswith(_LINE_LOOPS):
                continue
            if segment.elements[0] == "LX" or not lines:
                lines.append([])
            lines[-1].append(segment)
        return tuple(tuple(line) for line in lines)
