"""X12: reading, checking by guide, answering and writing, as pure Python. `from clearlane.standards import x12`."""

from clearlane.standards.x12.check import check
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import (
    AcknowledgmentSeen,
    ClaimSeen,
    ClaimSpan,
    Event,
    GroupClosed,
    GroupOpened,
    InterchangeClosed,
    InterchangeOpened,
    SetClosed,
    SetOpened,
    Span,
    UnitDied,
)
from clearlane.standards.x12.place import place
from clearlane.standards.x12.report import GroupReport, InterchangeReport, Report, SetReport, report
from clearlane.standards.x12.stream import segments
from clearlane.standards.x12.text import decode, encode

__all__ = [
    "AcknowledgmentSeen",
    "ClaimSeen",
    "ClaimSpan",
    "Delimiters",
    "Event",
    "GroupClosed",
    "GroupOpened",
    "GroupReport",
    "InterchangeClosed",
    "InterchangeOpened",
    "InterchangeReport",
    "Report",
    "SetClosed",
    "SetOpened",
    "SetReport",
    "Span",
    "UnitDied",
    "check",
    "decode",
    "encode",
    "place",
    "report",
    "segments",
]
