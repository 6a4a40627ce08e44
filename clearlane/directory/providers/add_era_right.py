"""Give an organization the right to a payee's remittances."""

from __future__ import annotations

from datetime import date

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now, today

from .models import EraRight


def add_era_right(
    *, npi: str, tin: str, tenant: int, by: str, payer_id: str = "", from_date: date | None = None
) -> str:
    """Make the tenant the one receiver of a payer's 835s for this payee; empty ``payer_id`` means every payer.

    "live", or "disputed" where another holds the right: the earlier one keeps it until a person decides. Runs inside
    a scope of the tenant; adding the same again changes nothing.
    """
    wanted = EraRight.objects.select_for_update().filter(payer_id=payer_id, npi=npi, tin=tin, until_date=None)
    mine = wanted.filter(tenant_id=tenant).first()
    if mine is not None:
        return mine.status
    status = "disputed" if wanted.filter(status="live").exists() else "live"
    EraRight.objects.create(
        payer_id=payer_id,
        npi=npi,
        tin=tin,
        tenant_id=tenant,
        status=status,
        from_date=from_date or today(),
        created_at=now(),
        created_by=by,
    )
    event = "provider:era_right:added" if status == "live" else "provider:era_right:disputed"
    record(tenant=tenant, event=event, by=by, detail={"npi": npi, "payer": payer_id})
    return status
