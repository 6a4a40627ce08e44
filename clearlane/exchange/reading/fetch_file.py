"""Take a file back as it was sent, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.intake.models import File
from clearlane.foundation.audit.record import record
from clearlane.foundation.vault.fetch import read


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of a file, with its name and whole size."""

    name: str
    size: int
    content: bytes


def fetch_file(*, tenant: int, file_id: UUID, offset: int, length: int, by: str) -> Piece | None:
    """``length`` bytes of a tenant's file from ``offset`` on; None where it is not this tenant's.

    The first piece is audited as a read.
    """
    file = File.objects.filter(tenant_id=tenant, id=file_id, direction="in").first()
    if file is None:
        return None
    if offset == 0:
        record(tenant=tenant, event="file:file:fetched", by=by, subjects=[file.id], detail={"number": file.number})
    content = read(tenant=tenant, address=bytes(file.address), offset=offset, length=length)
    return Piece(file.name, file.size, content)
