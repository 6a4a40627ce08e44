"""The segments of a message, or of its part about one claim, each with its loop and its names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from clearlane.exchange.reading.read_segments import ReadSegment
from clearlane.standards.x12.name_elements import name_elements
from clearlane.standards.x12.pieces import Piece

MOST = 400
"""So many segments are shown of a message: the rest is for programs."""


def name_pieces(pieces: Sequence[Piece], *, first: int = 1, last: int = 0) -> tuple[ReadSegment, ...]:
    """At most MOST segments. Each set is counted from 1, an envelope is not counted (0).

    A part that was cut out of its set ends with those that have there the numbers ``first`` to ``last``; what leads to
    them has the number 0, and all have where the part leaves out some of those.
    """
    found = list(islice((one for piece in pieces for one in _named(piece)), MOST))
    if not last:
        return tuple(found)
    span, whole = last - first + 1, sum(len(piece.segments) for piece in pieces)
    start = whole - span if span <= sum(len(piece.segments) for piece in pieces if piece.version) else whole
    return tuple(
        ReadSegment(first + n - start if n >= start else 0, one.loop, one.elements, one.names)
        for n, one in enumerate(found)
    )


def _named(piece: Piece) -> Iterator[ReadSegment]:
    for one in piece.segments:
        number = one.number if piece.version else 0
        yield ReadSegment(number, one.loop, one.elements, name_elements(one, version=piece.version))
