"""Write newborn claims down: the row, its first transition, its lines, and the day's counts, each in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from clearlane.exchange.claims.describe import ClaimSketch
from clearlane.exchange.claims.gather import Block, FoundClaim
from clearlane.exchange.claims.remember import Reading
from clearlane.exchange.claims.trace_number import trace_number
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.insert import insert
from clearlane.vocabulary.outcome import Ref
from clearlane.vocabulary.submitted_claim import SubmittedClaim

_CLAIM_COLUMNS = {
    "id": "uuid", "tenant_id": "int", "file_id": "uuid", "file_tenant_id": "int", "set_id": "uuid",
    "submitter_id": "int",
    "usage": "text", "version": "text", "state": "text", "by_whom": "text", "seq": "int",
    "patient_control_number": "text", "total_cents": "bigint", "billing_npi": "text", "billing_tin": "text",
    "payer_code": "text", "member_id": "text", "patient_last": "text", "patient_first": "text", "birth_date": "date",
    "service_from": "date", "service_to": "date", "frequency": "text", "responsibility": "text",
    "payer_control_number": "text", "sender_trace": "text", "bht03": "text", "bht06": "text", "trace_number": "text",
    "ordinal": "int", "first_segment": "int", "last_segment": "int", "offset": "bigint", "length": "bigint",
    "provider_offset": "bigint", "provider_length": "bigint", "provider_segment": "int",
    "subscriber_offset": "bigint", "subscriber_length": "bigint", "subscriber_segment": "int",
    "patient_offset": "bigint", "patient_length": "bigint", "patient_segment": "int",
    "delimiters": "text", "payer_as_sent": "text", "received_at": "timestamptz",
}  # fmt: skip
_TRANSITION_COLUMNS = {
    "claim_id": "uuid", "tenant_id": "int", "seq": "int", "event": "text", "from_state": "text", "to_state": "text",
    "by": "text", "detail": "text", "at": "timestamptz",
}  # fmt: skip
_LINE_COLUMNS = {
    "claim_id": "uuid", "tenant_id": "int", "seq": "int", "procedure": "text", "modifiers": "text", "cents": "bigint",
    "units": "text", "service_from": "date", "service_to": "date", "control": "text",
}  # fmt: skip
_COUNT_COLUMNS = {
    "id": "uuid", "tenant_id": "int", "day": "date", "usage": "text", "state": "text", "n": "int", "cents": "bigint",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Newborn:
    """A claim that was found in a set, with its owner and all that its row will say."""

    id: UUID
    tenant: int
    file: UUID
    file_tenant: int
    set: UUID
    submitter: int
    usage: str
    version: str
    delimiters: str
    file_number: int
    set_seq: int
    is_dead: bool
    found: FoundClaim
    submitted: SubmittedClaim
    sketch: ClaimSketch

    @property
    def ref(self) -> Ref:
        """The claim's reference."""
        return Ref(self.tenant, self.id)

    @property
    def reading(self) -> Reading:
        """How the claim is to be read, as its row will say."""
        body = self.found.claim
        return Reading(self.id, self.version, self.delimiters, body.offset, body.length)

    @property
    def state(self) -> str:
        """The state in which it is born."""
        return "dead" if self.is_dead else "received"


def bear(*, claims: Sequence[Newborn], by: str) -> None:
    """Insert the claims of one set with what belongs to them, inside the caller's scope, which holds their tenants."""
    at = now()
    insert(table="exchange_claims_claim", columns=_CLAIM_COLUMNS, rows=[_claim(claim, at) for claim in claims])
    born = [(claim.id, claim.tenant, 0, "born", "", claim.state, by, "", at) for claim in claims]
    insert(table="exchange_claims_transition", columns=_TRANSITION_COLUMNS, rows=born)
    insert(table="exchange_claims_line", columns=_LINE_COLUMNS, rows=[row for claim in claims for row in _lines(claim)])
    insert(table="exchange_claims_claimcount", columns=_COUNT_COLUMNS, rows=_counts(claims, at))


def _claim(claim: Newborn, at: datetime) -> tuple[Any, ...]:
    sketch, found, body = claim.sketch, claim.found, claim.found.claim
    number = trace_number(file_number=claim.file_number, set_seq=claim.set_seq, ordinal=found.ordinal)
    return (
        claim.id, claim.tenant, claim.file, claim.file_tenant, claim.set, claim.submitter,
        claim.usage, claim.version, claim.state, "us", 0,
        sketch.patient_control_number, sketch.cents, sketch.billing_npi, sketch.billing_tin,
        sketch.payer_code, sketch.member_id, sketch.patient_last, sketch.patient_first, sketch.birth_date,
        sketch.service_from, sketch.service_to, sketch.frequency, sketch.responsibility,
        sketch.payer_control_number, sketch.sender_trace, sketch.bht03, sketch.bht06, number,
        found.ordinal, body.segments[0].number, body.segments[-1].number, body.offset, body.length,
        *_span(found.provider), *_span(found.subscriber), *_span(found.patient),
        claim.delimiters, sketch.payer_code, at,
    )  # fmt: skip


def _span(block: Block) -> tuple[int, int, int]:
    return block.offset, block.length, block.segments[0].number if block.segments else 0


def _lines(claim: Newborn) -> list[tuple[Any, ...]]:
    return [
        (
            claim.id,
            claim.tenant,
            seq,
            line.procedure,
            line.modifiers,
            line.cents,
            line.units,
            line.service_from,
            line.service_to,
            line.control,
        )  # fmt: skip
        for seq, line in enumerate(claim.sketch.lines, start=1)
    ]


def _counts(claims: Sequence[Newborn], at: datetime) -> list[tuple[Any, ...]]:
    claims_of: Counter[tuple[int, str, str]] = Counter()
    cents_of: Counter[tuple[int, str, str]] = Counter()
    for claim in claims:
        key = (claim.tenant, claim.usage, claim.state)
        claims_of[key] += 1
        cents_of[key] += claim.sketch.cents
    day = at.date()
    return [
        (uuid4(), tenant, day, usage, state, n, cents_of[tenant, usage, state])
        for (tenant, usage, state), n in claims_of.items()
    ]
