"""A claim's X12 as received: the segments that a reason names are marked, what is far from them is folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.http import QueryDict

from clearlane.doors.portal.parts import Element, Fold, Segment
from clearlane.doors.portal.wording.amounts import NOT_STATED
from clearlane.exchange.reading.explain_claim import Reason
from clearlane.exchange.reading.read_segments import ReadSegment
from clearlane.exchange.reading.view_claim import ClaimSheet

AROUND, SHORT = 4, 14


def show_segments(sheet: ClaimSheet, *, all_of_it: bool, here: str, keep: QueryDict) -> tuple[Segment | Fold, ...]:
    """The lines of the viewer. Without a marked segment the claim's own loops are shown, its header is folded."""
    if sheet.text is None:
        return ()
    marks = {reason.marks: reason for reason in sheet.reasons if reason.marks}
    segments = sheet.text.segments
    if all_of_it or len(segments) <= SHORT:
        return tuple(_lines(segments, marks))
    asked = keep.copy()
    asked["all"] = "1"
    return tuple(_folded(segments, marks, sheet.claim.first_segment, f"{here}?{asked.urlencode()}#x12"))


def _folded(
    segments: tuple[ReadSegment, ...], marks: Mapping[int, Reason], first: int, href: str
) -> Iterator[Segment | Fold]:
    centres = [n for n, one in enumerate(segments) if one.number in marks] or [
        n for n, one in enumerate(segments) if one.number >= first
    ][: 2 * AROUND]
    shown = {n for centre in centres for n in range(centre - AROUND, centre + AROUND + 1)}
    hidden: list[ReadSegment] = []
    lines = dict(zip(range(len(segments)), _lines(segments, marks), strict=True))
    for n, one in enumerate(segments):
        if n not in shown:
            hidden.append(one)
            continue
        yield from _fold(hidden, href)
        hidden = []
        yield lines[n]
    yield from _fold(hidden, href)


def _fold(hidden: list[ReadSegment], href: str) -> Iterator[Fold]:
    if hidden:
        first, last = hidden[0].number, hidden[-1].number
        noun = f"segment {first}" if first == last else f"segments {first:,}{NOT_STATED}{last:,}"
        yield Fold(f"Show {noun}", href)


def show_lines(segments: tuple[ReadSegment, ...]) -> tuple[Segment, ...]:
    """Every segment as a line, none of them marked."""
    return tuple(_lines(segments, {}))


def _lines(segments: tuple[ReadSegment, ...], marks: Mapping[int, Reason]) -> Iterator[Segment]:
    loop = ""
    for one in segments:
        yield _line(one, marks.get(one.number), one.loop if one.loop != loop else "")
        loop = one.loop


def _line(one: ReadSegment, reason: Reason | None, loop: str) -> Segment:
    id, *elements = one.elements
    marked = reason.element if reason else 0
    shown = tuple(
        Element(text, n == marked, f"{id}{n:02d}", one.names.element(n)) for n, text in enumerate(elements, start=1)
    )
    said = ""
    if reason:
        name = one.names.element(marked)
        place = f"{id}{marked:02d} {name}: ".replace(" :", ":") if marked else ""
        said = f"{place}{reason.said}"
    return Segment(one.number, id, shown, loop, reason is not None, said)
