"""What lies in an inbound folder: files that were not sent to their end, or not yet given their name, or are empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from clearlane.exchange.intake.models import File
from clearlane.foundation.clock.read import now

LOST = "connection lost"
UNNAMED = "waits for its name"
EMPTY = "the file is empty: nothing was taken"
SHOWN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class PartialView:
    """A file that is shown and never read; ``size`` in bytes.

    ``is_whole``: its sender closed it, under a temporary name; else its connection broke, or it was empty.
    """

    id: UUID
    name: str
    size: int
    address: bytes
    is_whole: bool
    received_at: datetime


def list_partials(*, tenant: int, username: str, name: str | None = None) -> tuple[PartialView, ...]:
    """An SFTP account's partial files of the last 14 days, one a name, the latest; inside a scope of the tenant.

    With ``name``, that file alone.
    """
    rows = File.objects.filter(
        received_at__gte=now() - SHOWN,
        tenant_id=tenant,
        username=username,
        direction="in",
        state="partial",
        first_id=None,
        reason__in=[LOST, UNNAMED, EMPTY],
    ).order_by("id")
    if name is not None:
        rows = rows.filter(name=name)
    latest = {
        row.name: PartialView(row.id, row.name, row.size, bytes(row.address), row.reason == UNNAMED, row.received_at)
        for row in rows
    }
    return tuple(latest.values())
