"""A pair that an organization gave for itself waits for the operators' yes; then it is live, or in dispute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from clearlane.directory.organizations.name_tenants import name_tenants
from clearlane.directory.organizations.tell_answer import tell_pair
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now, today
from clearlane.foundation.tenancy.connection import cursor

from .models import AuthorizedPair


@dataclass(frozen=True, slots=True)
class WaitingPair:
    """A pair that is not live: whose, since when, ``pending`` or ``disputed``.

    ``holder`` is which tenant holds it live, ``rivals`` are those that gave the same and wait as well: (number, name).
    """

    id: int
    npi: str
    tin: str
    tenant: int
    name: str
    status: str
    created_at: datetime
    holder: int | None
    holder_name: str
    rivals: tuple[tuple[int, str], ...]


def list_waiting(*, limit: int = 200) -> tuple[WaitingPair, ...]:
    """Those that organizations gave for themselves, the longest waiting first. For the role ``operator``."""
    rows = AuthorizedPair.objects.filter(tenant_id=F("submitter_id"), until_date=None).exclude(status="live")
    return tuple(_shown(row) for row in rows.select_related("tenant").order_by("created_at", "id")[:limit])


def find_waiting(*, pair: int) -> WaitingPair | None:
    """One of them."""
    rows = AuthorizedPair.objects.filter(pk=pair, tenant_id=F("submitter_id"), until_date=None).exclude(status="live")
    row = rows.select_related("tenant").first()
    return _shown(row) if row else None


def verify_pair(*, pair: int, by: str) -> str:
    """Set a pending pair live, inside a scope of its tenant: ``live``, or ``disputed`` where another holds it.

    Who holds it keeps it: a dispute is for a person to end. One that its own tenant holds live beside it, as the shell
    once wrote them, ends. "" where no such pair is pending.
    """
    row = AuthorizedPair.objects.select_for_update().filter(pk=pair, status="pending", until_date=None).first()
    if row is None:
        return ""
    holder = _holder(row.npi, row.tin)
    if holder == row.tenant_id:
        AuthorizedPair.objects.filter(pk=pair).update(until_date=today())
        record(tenant=row.tenant_id, event="provider:pair:held_already", by=by, detail={"npi": row.npi})
        return "live"
    status = "live" if holder is None else "disputed"
    verified = {"verified_at": now(), "verified_by": by} if status == "live" else {}
    AuthorizedPair.objects.filter(pk=pair).update(status=status, **verified)
    if status == "live":
        _authorize_granted(row.tenant_id, by)
        tell_pair(tenant=row.tenant_id, npi=row.npi)
    event = "provider:pair:added" if status == "live" else "provider:pair:disputed"
    record(tenant=row.tenant_id, event=event, by=by, detail={"npi": row.npi, "submitter": row.submitter_id})
    return status


def _authorize_granted(tenant: int, by: str) -> None:
    """Whom the holder has granted to send in its name may do so under this pair too."""
    with cursor() as cur:
        cur.execute("SELECT public.directory_authorize_granted(%s, %s, %s)", [tenant, by, now()])


def _holder(npi: str, tin: str) -> int | None:
    live = AuthorizedPair.objects.filter(npi=npi, tin=tin, status="live", until_date=None, tenant_id=F("submitter_id"))
    return live.values_list("tenant_id", flat=True).first()


def _rivals(row: AuthorizedPair) -> tuple[tuple[int, str], ...]:
    same = AuthorizedPair.objects.filter(npi=row.npi, tin=row.tin, tenant_id=F("submitter_id"), until_date=None)
    others = same.exclude(status="live").exclude(tenant_id=row.tenant_id).order_by("created_at", "id")
    return tuple(others.values_list("tenant_id", "tenant__name"))


def _shown(row: AuthorizedPair) -> WaitingPair:
    holder = _holder(row.npi, row.tin)
    return WaitingPair(
        row.pk,
        row.npi,
        row.tin,
        row.tenant_id,
        row.tenant.name,
        row.status,
        row.created_at,
        holder,
        dict(name_tenants(tenants=[holder]))[holder] if holder else "",
        _rivals(row),
    )
