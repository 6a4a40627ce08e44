"""X12: reading, checking by guide, answering and writing, as pure Python. `from clearlane.standards import x12`."""

from clearlane.standards.x12.acknowledge import Listed, acknowledge, count_listed
from clearlane.standards.x12.answer_claims import Read, answer_claims
from clearlane.standards.x12.check import check
from clearlane.standards.x12.claim_acknowledgment import Acknowledgment277, write_277ca
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
from clearlane.standards.x12.explain import ExplainedSegment, Explanation, explain
from clearlane.standards.x12.explain_as_html import explain_as_html
from clearlane.standards.x12.explain_as_text import explain_as_text, tell_finding
from clearlane.standards.x12.explain_part import Begin, explain_part
from clearlane.standards.x12.from_json import from_json
from clearlane.standards.x12.load_overlay import find_overlays, load_overlay, load_overlays
from clearlane.standards.x12.make_schema import UnknownGuide, make_schema
from clearlane.standards.x12.overlay import Overlay, OverlayRefused
from clearlane.standards.x12.parse_set import Loop, parse_set
from clearlane.standards.x12.place import place
from clearlane.standards.x12.point import point
from clearlane.standards.x12.read_records import JsonRefused
from clearlane.standards.x12.report import GroupReport, InterchangeReport, KeptClaims, Report, SetReport, report
from clearlane.standards.x12.stream import segments
from clearlane.standards.x12.strictly import strictly
from clearlane.standards.x12.ta1 import ta1
from clearlane.standards.x12.table_columns import Column, table_columns, table_ddl
from clearlane.standards.x12.tabulate import tabulate
from clearlane.standards.x12.text import decode, encode
from clearlane.standards.x12.tier import Tier
from clearlane.standards.x12.to_json import to_json
from clearlane.standards.x12.verdict import Verdict
from clearlane.standards.x12.write import Identity, Writer, clean
from clearlane.vocabulary.finding import Finding

__all__ = [
    "Acknowledgment277",
    "AcknowledgmentSeen",
    "Begin",
    "ClaimSeen",
    "ClaimSpan",
    "Column",
    "Delimiters",
    "Event",
    "ExplainedSegment",
    "Explanation",
    "Finding",
    "GroupClosed",
    "GroupOpened",
    "GroupReport",
    "Identity",
    "InterchangeClosed",
    "InterchangeOpened",
    "InterchangeReport",
    "JsonRefused",
    "KeptClaims",
    "Listed",
    "Loop",
    "Overlay",
    "OverlayRefused",
    "Read",
    "Report",
    "SetClosed",
    "SetOpened",
    "SetReport",
    "Span",
    "Tier",
    "UnitDied",
    "UnknownGuide",
    "Verdict",
    "Writer",
    "acknowledge",
    "answer_claims",
    "check",
    "clean",
    "count_listed",
    "decode",
    "encode",
    "explain",
    "explain_as_html",
    "explain_as_text",
    "explain_part",
    "find_overlays",
    "from_json",
    "load_overlay",
    "load_overlays",
    "make_schema",
    "parse_set",
    "place",
    "point",
    "report",
    "segments",
    "strictly",
    "ta1",
    "table_columns",
    "table_ddl",
    "tabulate",
    "tell_finding",
    "to_json",
    "write_277ca",
]
