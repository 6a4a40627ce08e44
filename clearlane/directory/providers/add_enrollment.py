"""Record how a provider's enrollment with a payer stands."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import today

from .models import AuthorizedPair, Enrollment

STATUSES = ("asked", "live", "refused")


class EnrollmentRefused(ValueError):
    """The tenant does not hold the pair, or the status is none that an enrollment begins with."""


def add_enrollment(
    *,
    tenant: int,
    npi: str,
    tin: str,
    payer_id: str,
    connection: UUID,
    by: str,
    status: str = "live",
    transaction: str = "837P",
    from_date: date | None = None,
) -> str:
    """Write an enrollment down, or give the open one another status; inside a scope of the tenant.

    Returns the status that it had before, "" where it is new. From ``from_date`` (default today) on a live one lets
    the pair's transactions go to this payer over this connection. Raises EnrollmentRefused before anything is written.
    """
    held = AuthorizedPair.objects.filter(npi=npi, tin=tin, tenant_id=tenant, status="live", until_date=None)
    if not held.exists():
        raise EnrollmentRefused(
            f"tenant {tenant} does not hold the pair of NPI {npi}; `clearlane pair add` comes first"
        )
    if status not in STATUSES:
        raise EnrollmentRefused(f"an enrollment is {', '.join(STATUSES)}, not {status!r}")
    asked = {"npi": npi, "tin": tin, "payer_id": payer_id, "transaction": transaction, "connection_id": connection}
    row = Enrollment.objects.select_for_update().filter(**asked, until_date=None).first()
    before = row.status if row else ""
    if row is None:
        row = Enrollment(**asked, tenant_id=tenant)
    if before != status:
        row.status, row.from_date = status, from_date or today()
        row.save()
        detail = {"npi": npi, "payer": payer_id, "status": status, "before": before}
        record(tenant=tenant, event="provider:enrollment:recorded", by=by, subjects=[connection], detail=detail)
    return before
