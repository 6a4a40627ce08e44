"""Where operators have been, for the operator who reviews it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .models import Entry


@dataclass(frozen=True, slots=True)
class Been:
    """One entry that nobody has reviewed: who was in whose rooms, why, and when."""

    id: int
    operator: int
    name: str
    tenant: int
    organization: str
    reason: str
    begun_at: datetime
    ends_at: datetime
    left_at: datetime | None


def list_unreviewed(*, limit: int = 200) -> tuple[Been, ...]:
    """The entries that wait for another operator's review, the oldest first."""
    rows = Entry.objects.filter(reviewed_by=None).select_related("operator", "tenant").order_by("begun_at")[:limit]
    return tuple(map(_been, rows))


def find_unreviewed(*, entry: int) -> Been | None:
    """One of them."""
    row = Entry.objects.filter(pk=entry, reviewed_by=None).select_related("operator", "tenant").first()
    return _been(row) if row else None


def _been(row: Entry) -> Been:
    return Been(
        row.pk,
        row.operator_id,
        row.operator.name,
        row.tenant_id,
        row.tenant.name,
        row.reason,
        row.begun_at,
        row.ends_at,
        row.left_at,
    )
