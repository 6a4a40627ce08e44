"""Prove rows: whether all of a row that repeats within a block are clean, by what is known of the row already."""

from __future__ import annotations

from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.prove_row import prove_row
from clearlane.standards.x12.stream import LINE_ENDS

MOST_KNOWN = 20_000
"""Heads that a row remembers as clean."""


def prove_rows(row: Row, text: bytes, outer: Frame) -> bool:
    """True where each segment of the text is clean. text: in canonical delimiters, each with its terminator."""
    known = row.clean
    for raw in text.split(b"~")[:-1]:
        if raw[: raw.rfind(b"*")] not in known and not _prove(row, raw, outer):
            return False
    return True


def _prove(row: Row, raw: bytes, outer: Frame) -> bool:
    """Prove one. One that is clean is so with any other last value, where nothing looks at what that is.

    raw: as it stands in the block, behind the line end of the row before it.
    """
    segment = raw.lstrip(LINE_ENDS)
    parts = segment.split(b"*")
    if not prove_row(row, segment, parts, outer):
        return False
    if row.is_free(len(parts) - 1) and len(row.clean) < MOST_KNOWN:
        row.clean.add(raw[: raw.rfind(b"*")])
    return True
