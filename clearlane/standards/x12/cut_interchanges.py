"""Cut a file into its interchanges and their segments, as `check` has found them; the file is read a second time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import InterchangeClosed, InterchangeOpened
from clearlane.standards.x12.stream import Stream


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where an interchange begins and ends, and how it is to be cut. elements: ISA01-16."""

    offset: int
    end: int
    isa: bytes
    delimiters: Delimiters
    elements: tuple[str, ...]


def bounds(opened: InterchangeOpened, closed: InterchangeClosed) -> Bounds:
    """The bounds of an interchange, from the events that tell of them."""
    end = closed.offset + closed.length
    return Bounds(opened.offset, end, opened.isa, opened.delimiters, opened.elements)


def cut_interchange(one: Bounds, stream: Stream) -> Iterator[tuple[int, bytes]]:
    """The segments behind the ISA, each with its offset. Interchanges are to be cut in their order.

    The next one may begin before this one has ended, even within its last segment, which is cut there.
    """
    _go_to(stream, one.offset)
    stream.skip(len(one.isa))
    for offset, raw in stream.segments(one.delimiters.segment, one.delimiters.element):
        if offset >= one.end:
            return
        yield offset, raw[: one.end - offset]
        if stream.offset >= one.end:
            return


def cut_with_next(one: Bounds, stream: Stream) -> Iterator[tuple[int, bytes, bytes]]:
    """As `cut_interchange`, each segment with the one behind it, by which the guide of a set may have to be chosen."""
    every = cut_interchange(one, stream)
    last = next(every, None)
    for offset, raw in every:
        if last is not None:
            yield *last, raw
        last = offset, raw
    if last is not None:
        yield *last, b""


def _go_to(stream: Stream, offset: int) -> None:
    """Read on to an offset, or back to one that is still at hand."""
    while stream.base + len(stream.data) <= offset:
        stream.at = len(stream.data)
        if not stream.more():
            return
    stream.at = max(0, offset - stream.base)
