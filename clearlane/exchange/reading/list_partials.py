"""What lies in an inbound folder: files that were not sent to their end, or not yet given their name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.exchange.intake.models import File
from clearlane.foundation.vault.fetch import read


@dataclass(frozen=True, slots=True)
class PartialView:
    """A file that is shown and never read; ``size`` in bytes."""

    id: UUID
    name: str
    size: int
    received_at: datetime


def list_partials(*, tenant: int, username: str) -> tuple[PartialView, ...]:
    """The partial files of an SFTP account, one a name, the latest; inside a scope of the tenant."""
    rows = File.objects.filter(
        tenant_id=tenant, username=username, direction="in", state="partial", first_id=None, reason=""
    ).order_by("id")
    latest = {row.name: PartialView(row.id, row.name, row.size, row.received_at) for row in rows}
    return tuple(latest.values())


def read_partial(*, tenant: int, file_id: UUID, offset: int, length: int) -> bytes:
    """``length`` bytes of a partial file from ``offset`` on; inside a scope of the tenant."""
    row = File.objects.get(tenant_id=tenant, id=file_id, state="partial")
    return read(tenant=tenant, address=bytes(row.address), offset=offset, length=length)
