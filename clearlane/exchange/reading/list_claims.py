"""The claims of a file, or those that carry a sender's number."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.claims.models import Claim
from clearlane.exchange.reading.list_adjudications import AdjudicationView, list_adjudications
from clearlane.exchange.reading.words import word
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import current_tenants

MOST = 500


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """One claim as a list shows it."""

    id: UUID
    tenant: int
    file_id: UUID
    patient_control_number: str
    state: str
    word: str
    by_whom: str
    total_cents: int
    payer: str


def list_claims(
    *,
    tenant: int,
    by: str,
    number: str | None = None,
    file_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = 100,
) -> tuple[ClaimEntry, ...]:
    """Up to ``limit`` (at most 500) claims of the scope's tenants by id, those after ``after``, oldest first.

    ``number`` is the sender's (CLM01), whole. One audit entry in the trail of ``tenant``, who asks, names them all.
    """
    rows = Claim.objects.filter(tenant_id__in=current_tenants()).order_by("id")
    if number is not None:
        rows = rows.filter(patient_control_number=number)
    if file_id is not None:
        rows = rows.filter(file_id=file_id)
    if after is not None:
        rows = rows.filter(id__gt=after)
    claims = list(rows[: max(1, min(limit, MOST))])
    decided = list_adjudications(claim_ids=[each.id for each in claims])
    found = tuple(_entry(each, decided.get(each.id, ())) for each in claims)
    record(tenant=tenant, event="claim:list:read", by=by, subjects=[each.id for each in found])
    return found


def _entry(claim: Claim, decided: tuple[AdjudicationView, ...]) -> ClaimEntry:
    return ClaimEntry(
        id=claim.id,
        tenant=claim.tenant_id,
        file_id=claim.file_id,
        patient_control_number=claim.patient_control_number,
        state=claim.state,
        word=word(state=claim.state, adjudications=decided),
        by_whom=claim.by_whom,
        total_cents=claim.total_cents,
        payer=claim.payer_code,
    )
