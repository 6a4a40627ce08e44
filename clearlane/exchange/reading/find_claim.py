"""One claim, as its owner or its submitter sees it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from clearlane.exchange.claims.models import Answer, Claim, ClaimFinding, Line, PayerNumber
from clearlane.exchange.reading.list_adjudications import AdjudicationView, list_adjudications
from clearlane.exchange.reading.read_statuses import StatusView, read_statuses
from clearlane.exchange.reading.words import word
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import current_tenants


@dataclass(frozen=True, slots=True)
class LineView:
    """One service line as it was sent."""

    number: int
    procedure: str
    modifiers: str
    cents: int
    service_from: date | None
    service_to: date | None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the submitter is told about a claim: by us once (``source`` us), then each answer of the payer."""

    source: str
    at: datetime
    statuses: tuple[StatusView, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim and all that was said about it; money in cents, segment numbers within its ST..SE (ST is 1).

    ``findings`` are those of the edits, as the JSON of their values; ``payer_numbers`` the numbers by which the payer
    knows the claim.
    """

    id: UUID
    tenant: int
    file_id: UUID
    state: str
    word: str
    by_whom: str
    usage: str
    patient_control_number: str
    total_cents: int
    frequency: str
    billing_npi: str
    payer: str
    member_id: str
    patient_last: str
    patient_first: str
    service_from: date | None
    service_to: date | None
    first_segment: int
    last_segment: int
    received_at: datetime
    lines: tuple[LineView, ...]
    findings: tuple[Mapping[str, Any], ...]
    answers: tuple[AnswerView, ...]
    payer_numbers: tuple[str, ...]
    adjudications: tuple[AdjudicationView, ...]


def find_claim(*, claim_id: UUID, by: str) -> ClaimView | None:
    """A claim of one of the scope's tenants, or None; that it was read is audited in its owner's trail."""
    claim = Claim.objects.filter(tenant_id__in=current_tenants(), id=claim_id).first()
    if claim is None:
        return None
    record(tenant=claim.tenant_id, event="claim:claim:read", by=by, subjects=[claim.id])
    adjudications = list_adjudications(claim_ids=[claim.id]).get(claim.id, ())
    return ClaimView(
        id=claim.id,
        tenant=claim.tenant_id,
        file_id=claim.file_id,
        state=claim.state,
        word=word(state=claim.state, adjudications=adjudications),
        by_whom=claim.by_whom,
        usage=claim.usage,
        patient_control_number=claim.patient_control_number,
        total_cents=claim.total_cents,
        frequency=claim.frequency,
        billing_npi=claim.billing_npi,
        payer=claim.payer_code,
        member_id=claim.member_id,
        patient_last=claim.patient_last,
        patient_first=claim.patient_first,
        service_from=claim.service_from,
        service_to=claim.service_to,
        first_segment=claim.first_segment,
        last_segment=claim.last_segment,
        received_at=claim.received_at,
        lines=_lines(claim),
        findings=_findings(claim),
        answers=_answers(claim),
        payer_numbers=_payer_numbers(claim),
        adjudications=adjudications,
    )


def _lines(claim: Claim) -> tuple[LineView, ...]:
    rows = Line.objects.filter(tenant_id=claim.tenant_id, claim_id=claim.id).order_by("seq")
    return tuple(
        LineView(each.seq, each.procedure, each.modifiers, each.cents, each.service_from, each.service_to)
        for each in rows
    )


def _findings(claim: Claim) -> tuple[Mapping[str, Any], ...]:
    rows = ClaimFinding.objects.filter(tenant_id=claim.tenant_id, claim_id=claim.id).order_by("seq")
    return tuple(json.loads(each.finding) for each in rows)


def _answers(claim: Claim) -> tuple[AnswerView, ...]:
    rows = Answer.objects.filter(tenant_id=claim.tenant_id, claim_id=claim.id).order_by("at", "id")
    return tuple(AnswerView(each.source, each.at, read_statuses(text=each.statuses)) for each in rows)


def _payer_numbers(claim: Claim) -> tuple[str, ...]:
    rows = PayerNumber.objects.filter(tenant_id=claim.tenant_id, claim_id=claim.id).order_by("at", "number")
    return tuple(dict.fromkeys(each.number for each in rows))
