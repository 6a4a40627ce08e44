"""What happened to a claim, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.exchange.claims.models import Answer, Claim, Extract, Transition
from clearlane.exchange.reading.list_adjudications import list_adjudications
from clearlane.exchange.reading.read_statuses import read_statuses
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import current_tenants
from clearlane.vocabulary.money import Money


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened; ``kind`` is moved, told, kept (an extract) or decided (by a payer)."""

    at: datetime
    kind: str
    what: str
    from_state: str
    to_state: str
    by: str
    detail: str


def find_timeline(*, claim_id: UUID, by: str) -> tuple[Moment, ...] | None:
    """Everything that happened to a claim of one of the scope's tenants, oldest first; None where there is none.

    That it was read is audited in the trail of the claim's owner.
    """
    claim = Claim.objects.filter(tenant_id__in=current_tenants(), id=claim_id).first()
    if claim is None:
        return None
    record(tenant=claim.tenant_id, event="claim:timeline:read", by=by, subjects=[claim.id])
    moments = (*_moves(claim), *_answers(claim), *_extracts(claim), *_decisions(claim))
    return tuple(sorted(moments, key=lambda each: each.at))


def _moves(claim: Claim) -> tuple[Moment, ...]:
    rows = Transition.objects.filter(tenant_id=claim.tenant_id, claim_id=claim.id).order_by("seq")
    return tuple(
        Moment(each.at, "moved", each.event, each.from_state, each.to_state, each.by, each.detail) for each in rows
    )


def _answers(claim: Claim) -> tuple[Moment, ...]:
    rows = Answer.objects.filter(tenant_id=claim.tenant_id, claim_id=claim.id, told_at__isnull=False).order_by(
        "told_at"
    )
    return tuple(
        Moment(each.told_at, "told", f"answer of {each.source}", "", "", "us", _said(each))
        for each in rows
        if each.told_at is not None
    )


def _said(answer: Answer) -> str:
    return ", ".join(each.status for each in read_statuses(text=answer.statuses))


def _extracts(claim: Claim) -> tuple[Moment, ...]:
    rows = Extract.objects.filter(tenant_id=claim.tenant_id, claim_id=claim.id).order_by("seq")
    return tuple(
        Moment(each.at, "kept", each.kind, "", "", "us", f"segments {each.first_segment} to {each.last_segment}")
        for each in rows
    )


def _decisions(claim: Claim) -> tuple[Moment, ...]:
    rows = list_adjudications(claim_ids=[claim.id]).get(claim.id, ())
    return tuple(
        Moment(
            each.posted_at,
            "decided",
            f"CLP02 {each.status}",
            "",
            "",
            each.payer,
            f"pays {Money.from_cents(each.paid_cents)}",
        )
        for each in rows
    )
