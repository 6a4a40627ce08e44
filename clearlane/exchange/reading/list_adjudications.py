"""What payers decided on claims."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.exchange.remits.decide import refused_lines
from clearlane.exchange.remits.models import Adjudication
from clearlane.foundation.tenancy.connection import current_tenants


@dataclass(frozen=True, slots=True)
class AdjudicationView:
    """One decision, money in cents; ``status`` is CLP02, ``reverses`` the number of the decision it takes back.

    ``refused_lines`` counts the lines that were charged and for which neither payer nor patient pays anything.
    """

    number: int
    payer: str
    status: str
    charge_cents: int
    paid_cents: int
    patient_cents: int
    refused_lines: int
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
        refused_lines=refused_lines(json.loads(row.body)),
        payer_number=row.payer_number,
        reverses=row.reverses,
        posted_at=row.posted_at,
    )
