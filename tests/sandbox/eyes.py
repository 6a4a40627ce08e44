"""Independent eyes: pyx12's verdict, and the arithmetic of an 835 done anew from its text."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from decimal import Decimal

import pytest


def pyx12_findings(content: bytes) -> list[str]:
    """What pyx12 says against a file: its IK3 and IK4, nothing for a clean one. Skips where pyx12 is not installed."""
    params, document = pytest.importorskip("pyx12.params"), pytest.importorskip("pyx12.x12n_document")
    logging.getLogger("pyx12").setLevel(logging.CRITICAL + 1)
    answer = io.StringIO()
    text = io.StringIO(content.decode("latin-1"))
    accepted = document.x12n_document(params.params(), text, answer, None)
    said = [line for line in answer.getvalue().split("\n") if line[:4] in ("IK3*", "IK4*")]
    return said if accepted or said else ["refused"]


def segments(content: bytes) -> list[list[str]]:
    """The segments of a file written with ``*`` and ``~``."""
    text = content.decode("latin-1").replace("\n", "").replace("\r", "")
    return [segment.split("*") for segment in text.split("~") if segment]


@dataclass(slots=True)
class Told:
    """A payment as its text tells it; ``off`` are the places where the sums do not tie."""

    trace: str
    amount: Decimal
    method: str
    payee: str
    claims: list[list[str]] = field(default_factory=list)
    adjusted: Decimal = Decimal(0)
    off: list[str] = field(default_factory=list)


def read_payments(content: bytes) -> list[Told]:
    """The payments of an 835, each checked at line, claim and transaction level."""
    payments: list[Told] = []
    part: list[list[str]] = []
    for segment in segments(content):
        part.append(segment)
        if segment[0] == "ST":
            part = [segment]
        elif segment[0] == "SE":
            payments.append(read_payment(part))
    return payments


def read_payment(part: list[list[str]]) -> Told:
    """One ST..SE."""
    bpr = next(segment for segment in part if segment[0] == "BPR")
    trn = next(segment for segment in part if segment[0] == "TRN")
    payee = next(segment for segment in part if segment[:2] == ["N1", "PE"])
    told = Told(trn[2], Decimal(bpr[2]), bpr[4], payee[4])
    starts = [place for place, segment in enumerate(part) if segment[0] == "CLP"]
    ends = [*starts[1:], next((p for p, s in enumerate(part) if s[0] in ("PLB", "SE")), len(part))]
    for start, end in zip(starts, ends, strict=False):
        told.claims.append(part[start])
        told.off += check_claim(part[start:end])
    told.adjusted = sum((Decimal(segment[4]) for segment in part if segment[0] == "PLB"), Decimal(0))
    paid = sum((Decimal(clp[4]) for clp in told.claims), Decimal(0))
    if paid - told.adjusted != told.amount:
        told.off.append(f"transaction {told.trace}: {paid} - {told.adjusted} != {told.amount}")
    return told


def check_claim(part: list[list[str]]) -> list[str]:
    """CLP03 less all adjustments is CLP04; each SVC02 less its adjustments is SVC03; lines add up to the claim."""
    clp, off = part[0], []
    starts = [place for place, segment in enumerate(part) if segment[0] == "SVC"]
    head = part[: starts[0]] if starts else part
    adjusted = adjustments(head)
    charge = paid = Decimal(0)
    for start, end in zip(starts, [*starts[1:], len(part)], strict=False):
        line, taken = part[start], adjustments(part[start:end])
        charge, paid, adjusted = charge + Decimal(line[2]), paid + Decimal(line[3]), adjusted + taken
        if Decimal(line[2]) - taken != Decimal(line[3]):
            off.append(f"line {line}")
    if Decimal(clp[3]) - adjusted != Decimal(clp[4]):
        off.append(f"claim {clp}")
    if starts and (charge, paid) != (Decimal(clp[3]), Decimal(clp[4])):
        off.append(f"lines of {clp}")
    return off


def adjustments(part: list[list[str]]) -> Decimal:
    """The sum of all CAS amounts."""
    cas = [segment for segment in part if segment[0] == "CAS"]
    return sum((Decimal(amount) for segment in cas for amount in segment[3::3] if amount), Decimal(0))
