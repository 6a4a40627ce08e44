"""Describe a claim as it was submitted: the columns by which it is found, without judging a single one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clearlane.vocabulary.submitted_claim import SegmentText, SubmittedClaim

_AMOUNT = re.compile(r" *-?(?:\d+(?:\.\d*)?|\.\d+) *\Z", re.ASCII)
_TOO_LARGE = Decimal(10) ** 15
_NUL = {0: "\u2400"}
LONGEST = 400
"""Two of them, in letters of three bytes, are an entry that an index of PostgreSQL takes: under 2,704 bytes."""


@dataclass(frozen=True, slots=True)
class LineSketch:
    """One service line; ``cents`` is 0 where no amount can be read."""

    procedure: str
    modifiers: str
    cents: int
    units: str
    service_from: date | None
    service_to: date | None
    control: str


@dataclass(frozen=True, slots=True)
class ClaimSketch:
    """What a list of claims shows. Texts are as sent, "" where absent; ``cents`` is 0 where no amount can be read."""

    patient_control_number: str
    cents: int
    billing_npi: str
    billing_tin: str
    billing_number: str
    payer_code: str
    member_id: str
    patient_last: str
    patient_first: str
    birth_date: date | None
    service_from: date | None
    service_to: date | None
    frequency: str
    responsibility: str
    payer_control_number: str
    sender_trace: str
    bht03: str
    bht06: str
    lines: tuple[LineSketch, ...]


def describe(claim: SubmittedClaim) -> ClaimSketch:
    """The sketch of a claim. Nothing is refused; what cannot be read is empty."""
    lines = tuple(_line(claim, line) for line in claim.lines())
    patient = "2010CA" if claim.first("2010CA", "NM1") else "2010BA"
    clm = claim.first("2300", "CLM")
    days = [day for line in lines for day in (line.service_from, line.service_to) if day]
    return ClaimSketch(
        patient_control_number=storable(clm.element(1) if clm else ""),
        cents=cents(clm.element(2) if clm else ""),
        billing_npi=storable(claim.text("2010AA", "NM1", 9)),
        billing_tin=storable(claim.text("2010AA", "REF", 2, "EI") or claim.text("2010AA", "REF", 2, "SY")),
        billing_number=storable(claim.text("2010BB", "REF", 2, "G2")),
        payer_code=storable(claim.text("2010BB", "NM1", 9)),
        member_id=storable(claim.text("2010BA", "NM1", 9)),
        patient_last=storable(claim.text(patient, "NM1", 3)),
        patient_first=storable(claim.text(patient, "NM1", 4)),
        birth_date=day(claim.text(patient, "DMG", 2)),
        service_from=min(days, default=None),
        service_to=max(days, default=None),
        frequency=storable((*claim.parts(clm, 5), "", "")[2]) if clm else "",
        responsibility=storable(claim.text("2000B", "SBR", 1)),
        payer_control_number=storable(claim.text("2300", "REF", 2, "F8")),
        sender_trace=storable(claim.text("2300", "REF", 2, "D9")),
        bht03=storable(claim.text("ST", "BHT", 3)),
        bht06=storable(claim.text("ST", "BHT", 6)),
        lines=lines,
    )


def _line(claim: SubmittedClaim, segments: tuple[SegmentText, ...]) -> LineSketch:
    by_id = {segment.elements[0]: segment for segment in reversed(segments)}
    empty = SegmentText("2400", 0, 0, ("",))
    service = by_id.get("SV1", empty)
    procedure, *modifiers = (*claim.parts(service, 1), "")[1:]
    when = next((s for s in segments if s.elements[0] == "DTP" and s.element(1) == "472"), empty).element(3)
    first, _, last = when.partition("-")
    control = next((s.element(2) for s in segments if s.elements[0] == "REF" and s.element(1) == "6R"), "")
    return LineSketch(
        storable(procedure),
        storable(":".join(modifiers[:4]).rstrip(":")),
        cents(service.element(2)),
        storable(service.element(4)),
        day(first),
        day(last or first),
        storable(control),
    )


def storable(text: str) -> str:
    """A text that the database can keep and find: it has no NUL, which stands there as its visible sign, and ends
    with an ellipsis where it is longer than any element that X12 knows may be; the message itself is kept whole."""
    kept = text.translate(_NUL)
    return kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…"


def cents(text: str) -> int:
    """An X12 amount in cents, blanks around it left out; 0 where it is none or out of all measure."""
    if not _AMOUNT.match(text):
        return 0
    amount = Decimal(text.strip(" "))
    return int(amount * 100) if abs(amount) < _TOO_LARGE else 0


def day(text: str) -> date | None:
    """An X12 date CCYYMMDD, None where it is none."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
