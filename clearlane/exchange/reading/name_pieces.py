"""The segments of a message, or of its part about one claim, each with its loop and its names."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.exchange.reading.read_segments import ReadSegment
from clearlane.standards import x12
from clearlane.standards.x12.name_elements import name_elements
from clearlane.standards.x12.pieces import Piece, pieces


def name_pieces(content: bytes, *, version: str = "", first: int = 1, last: int = 0) -> tuple[ReadSegment, ...]:
    """Where a part was cut out of its set, its last segments have there the numbers ``first`` to ``last``; those
    before them, the way to the claim, have the number 0. Without a ``last`` each set is counted from 1."""
    found = tuple(one for piece in pieces(content, version=version) for one in _named(piece))
    if not last:
        return found
    start = len(found) - (last - first + 1)
    numbers = (first + n - start if n >= start else 0 for n in range(len(found)))
    return tuple(
        ReadSegment(number, one.loop, one.elements, one.names) for number, one in zip(numbers, found, strict=True)
    )


def _named(piece: Piece) -> Iterator[ReadSegment]:
    for one in x12.place(piece.content, delimiters=piece.delimiters, version=piece.version):
        number = one.number if piece.version else 0
        yield ReadSegment(number, one.loop, one.elements, name_elements(one, version=piece.version))
