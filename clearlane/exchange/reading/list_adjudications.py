"""What payers decided on claims."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.exchange.remits.models import Adjudication
from clearlane.foundation.tenancy.connection import current_tenants


@dataclass(frozen=True, slots=True)
class AdjudicationView:
    """One decision, money in cents; ``status`` is CLP02, ``reverses`` the number of the decision it takes back."""

    number: int
    payer: str
    status: str
    charge_cents: int
    paid_cents: int
    patient_cents: int
    payer_number: str
    reverses: int | None
    posted_at: datetime


def list_adjudications(*, claim_ids: Collection[UUID]) -> dict[UUID, tuple[AdjudicationView, ...]]:
    """The decisions on each of these claims of the scope's tenants, in order; claims without any are left out."""
    rows = Adjudication.objects.filter(tenant_id__in=current_tenants(), claim_id__in=list(claim_ids))
    found: dict[UUID, tuple[AdjudicationView, ...]] = {}
    for row in rows.order_by("seq"):
        found[row.claim_id] = (*found.get(row.claim_id, ()), _view(row))
    return found


def _view(row: Adjudication) -> AdjudicationView:
    return AdjudicationView(
        number=row.seq,
        payer=row.payer_id,
        status=row.status,
        charge_cents=row.charge_cents,
        paid_cents=row.paid_cents,
        patient_cents=row.patient_cents,
        payer_number=row.payer_number,
        reverses=row.reverses,
        posted_at=row.posted_at,
    )
