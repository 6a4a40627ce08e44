"""End a provider's enrollment with a payer."""

from __future__ import annotations

from uuid import UUID

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import today

from .models import Enrollment


def end_enrollment(
    *, tenant: int, npi: str, tin: str, payer_id: str, connection: UUID, by: str, transaction: str = "837P"
) -> bool:
    """Let an enrollment count no more from today on, inside a scope of the tenant; False where none is open."""
    asked = {"npi": npi, "tin": tin, "payer_id": payer_id, "transaction": transaction, "connection_id": connection}
    ended = Enrollment.objects.filter(**asked, tenant_id=tenant, until_date=None)
    if not ended.update(status="ended", until_date=today()):
        return False
    detail = {"npi": npi, "payer": payer_id}
    record(tenant=tenant, event="provider:enrollment:ended", by=by, subjects=[connection], detail=detail)
    return True
