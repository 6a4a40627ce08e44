"""Envelope guide: the text of ISA, TA1, GS, GE and IEA, for whoever needs its names or its lists of codes.

The envelope is walked and judged by code (docs/decisions/0012); the codes of its elements stand in the text alone.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from clearlane.standards.x12.guide import Guide
from clearlane.standards.x12.parse_guide import parse_guide

FILE = Path(__file__).parent / "guides" / "envelope.txt"


@cache
def envelope_guide() -> Guide:
    """The text as a guide. Raises GuideError."""
    return parse_guide(FILE.read_text("ascii"), file=FILE.name)


@cache
def envelope_codes(segment_id: str, element: int) -> tuple[str, ...]:
    """The codes that an element of the envelope may hold, as the text has them. Raises KeyError where it names none."""
    for row in envelope_guide().root.rows():
        for spec in row.elements:
            if (row.id, spec.position) == (segment_id, element) and spec.codes:
                return spec.codes
    raise KeyError(f"{segment_id}{element:02d}")
