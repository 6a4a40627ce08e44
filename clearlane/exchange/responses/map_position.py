"""Where in the sender's claim stands what stands at a place in ours? REF*D9 may stand elsewhere, or in ours alone."""

from __future__ import annotations

from collections.abc import Sequence


def map_position(*, ours: Sequence[bytes], theirs: Sequence[bytes], place: int, element: bytes = b"*") -> int | None:
    """The index in ``theirs`` of the segment at index ``place`` of ``ours``; None where it is our own, or out of reach.

    Both are the segments of one claim, CLM first. What leaves differs from what came only in single elements, and in
    REF*D9, which occurs once a claim: ours where he had none, in place of his, or elsewhere.
    """
    mark = element.join((b"REF", b"D9")) + element
    mine = [n for n, raw in enumerate(ours) if not raw.startswith(mark)]
    his = [n for n, raw in enumerate(theirs) if not raw.startswith(mark)]
    if place not in mine:
        return None
    index = mine.index(place)
    return his[index] if index < len(his) else None
