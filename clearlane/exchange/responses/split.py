"""Split one transaction set into its segments, as they stand, without asking whether the guide allows them.

A payer's answer is read by its segment ids and levels alone: what he sends slightly wrong is still his word on a
claim, and the 999 that he is owed says what was wrong with it.
"""

from __future__ import annotations

from clearlane.standards import x12
from clearlane.vocabulary.submitted_claim import SegmentText


def split(content: bytes, *, delimiters: x12.Delimiters, offset: int = 0) -> tuple[SegmentText, ...]:
    """The segments of ST..SE (or of one TA1), numbered from 1, with their byte offset in the file."""
    separator = x12.decode(delimiters.element)
    return tuple(
        SegmentText("", number, offset + place, tuple(x12.decode(raw).split(separator)))
        for number, (place, raw) in enumerate(x12.segments(content, delimiters), start=1)
    )
