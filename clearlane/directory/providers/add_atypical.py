"""Register a provider who has no NPI."""

from __future__ import annotations

from datetime import date

from clearlane.directory.organizations.grant import grant
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now, today

from .models import AtypicalProvider


def add_atypical(
    *,
    number: str,
    tin: str,
    tenant: int,
    by: str,
    submitter: int | None = None,
    payer_id: str = "",
    from_date: date | None = None,
) -> None:
    """Let ``submitter`` (default: the tenant itself) bill by a payer's own number (REF*G2) and tax id.

    Runs inside a scope of the tenant. A submitter that is not the holder may also see the holder's claims. Adding the
    same again changes nothing but that grant, where it was revoked or never made.
    """
    sender = submitter or tenant
    if sender != tenant:
        grant(grantor=tenant, grantee=sender, by=by)
    if AtypicalProvider.objects.filter(number=number, tin=tin, submitter_id=sender, until_date=None).exists():
        return
    AtypicalProvider.objects.create(
        number=number,
        tin=tin,
        payer_id=payer_id,
        tenant_id=tenant,
        submitter_id=sender,
        from_date=from_date or today(),
        created_at=now(),
        created_by=by,
    )
    record(tenant=tenant, event="provider:atypical:added", by=by, detail={"submitter": sender, "payer": payer_id})
