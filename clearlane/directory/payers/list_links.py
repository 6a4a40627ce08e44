"""Links of organizations to payers: those of one organization, and those that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .models import PayerLink


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link: proposed, made, or taken back, by the times that it has."""

    id: int
    tenant: int
    payer_id: str
    name: str
    proposed_at: datetime
    linked_at: datetime | None
    revoked_at: datetime | None
    revoked_why: str


def list_links(*, tenant: int) -> tuple[LinkView, ...]:
    """Every link that the organization ever had, the newest first."""
    return tuple(map(_view, PayerLink.objects.filter(tenant_id=tenant).select_related("payer").order_by("-id")))


def list_open_links(*, limit: int = 200) -> tuple[LinkView, ...]:
    """Those that wait for another operator's yes, the longest waiting first."""
    rows = PayerLink.objects.filter(revoked_at=None, linked_at=None).select_related("payer").order_by("proposed_at")
    return tuple(map(_view, rows[:limit]))


def find_link(*, link: int) -> LinkView | None:
    """One, unless it was taken back."""
    row = PayerLink.objects.filter(pk=link, revoked_at=None).select_related("payer").first()
    return _view(row) if row else None


def _view(row: PayerLink) -> LinkView:
    return LinkView(
        row.pk,
        row.tenant_id,
        row.payer.payer_id,
        row.payer.name,
        row.proposed_at,
        row.linked_at,
        row.revoked_at,
        row.revoked_why,
    )
