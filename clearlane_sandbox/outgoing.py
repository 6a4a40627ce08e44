"""What a batch leads to, before it is written into the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class ClaimRow(NamedTuple):
    """A received claim as the ledger keeps it."""

    set_control: str
    bht03: str
    trace: str
    number: str
    cents: int
    npi: str
    tin: str
    payer: str
    outcome: str


class PaymentRow(NamedTuple):
    """A payment as the ledger keeps it."""

    trace: str
    cents: int
    plb_cents: int
    npi: str
    tin: str
    claims: int


class PaidRow(NamedTuple):
    """A paid claim as the ledger keeps it; ``claim_trace`` is the D9 of the claim, empty for one that nobody sent."""

    trace: str
    seq: int
    clp01: str
    clp02: str
    clp07: str
    charge: int
    paid: int
    patient: int
    claim_trace: str


@dataclass(slots=True)
class Outgoing:
    """One file for /outbound, due at an instant, and what it pays."""

    kind: str
    due: datetime
    name: str
    control: int
    content: bytes
    payments: list[PaymentRow] = field(default_factory=list)
    paid: list[PaidRow] = field(default_factory=list)


@dataclass(slots=True)
class Judged:
    """All that a file in /inbound leads to: ``outcome`` is taken, refused, swallowed, acknowledgment
    (a 999 or TA1 about the payer's own files) or unreadable."""

    outcome: str
    isa13: str = ""
    usage: str = ""
    claims: list[ClaimRow] = field(default_factory=list)
    answers: list[Outgoing] = field(default_factory=list)
