"""Claim spans: where the levels around a claim stand in the file."""

from __future__ import annotations

from clearlane.standards.x12.events import Span
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.parse_guide import UNITS

Spans = tuple[Span | None, ...]
"""Of provider, subscriber and patient around a claim."""
_NOWHERE: Spans = (None, None, None)


def spans_of(frame: Frame | None) -> Spans:
    """Where the levels stand of which this is the innermost; those that have ended are told once."""
    known = _NOWHERE if frame is None else frame.spans
    if frame is None or known is not None:
        return known or _NOWHERE
    spans = spans_of(frame.outer)
    if frame.loop.unit:
        at = UNITS.index(frame.loop.unit)
        span = Span(frame.offset, frame.end_offset - frame.offset, frame.number, frame.end_number)
        spans = (*spans[:at], span, *_NOWHERE[at + 1 :])
        frame.spans = spans if frame.end_number else None
    return spans
