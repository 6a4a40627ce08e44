"""Ask the house to let an organization's claims go to payers, and see who has asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now

from .models import LiveAsk


@dataclass(frozen=True, slots=True)
class AskEntry:
    """An organization that asks, since when, for the operators' list."""

    tenant: int
    name: str
    kind: str
    asked_at: datetime


def ask_live(*, tenant: int, by: str) -> bool:
    """Write the wish down, inside a scope of the tenant. False where it is written down already."""
    _, is_new = LiveAsk.objects.get_or_create(
        tenant_id=tenant, closed_at=None, defaults={"asked_at": now(), "asked_by": by}
    )
    if is_new:
        record(tenant=tenant, event="organization:live:asked", by=by)
    return is_new


def find_live_ask(*, tenant: int) -> datetime | None:
    """Since when the organization asks; None where it does not."""
    return LiveAsk.objects.filter(tenant_id=tenant, closed_at=None).values_list("asked_at", flat=True).first()


def why_refused(*, tenant: int) -> str:
    """Why the organization's last wish was refused; empty where it was not, or a newer one is open."""
    last = LiveAsk.objects.filter(tenant_id=tenant).order_by("-id").values_list("refused_why", flat=True).first()
    return last or ""


def list_live_asks(*, limit: int = 200) -> tuple[AskEntry, ...]:
    """Who asks, the longest waiting first. For the role ``operator``."""
    rows = LiveAsk.objects.filter(closed_at=None).select_related("tenant").order_by("asked_at", "id")[:limit]
    return tuple(AskEntry(row.tenant_id, row.tenant.name, row.tenant.kind, row.asked_at) for row in rows)
