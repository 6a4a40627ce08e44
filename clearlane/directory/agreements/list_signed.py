"""The agreements that organizations signed, for the operators' list; and the exact PDF of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.foundation.audit.record import record
from clearlane.foundation.vault.fetch import fetch

from .models import Agreement


@dataclass(frozen=True, slots=True)
class SignedLine:
    """One signature. ``is_draft``: signed where the house is in evaluation mode, so that no agreement is in force."""

    tenant: int
    id: UUID
    text: str
    version: str
    is_draft: bool
    signer: str
    title: str
    signed_at: datetime
    pdf_sha256: str


def list_signed(*, limit: int = 500) -> tuple[SignedLine, ...]:
    """Those of the tenants of the scope, the newest first."""
    rows = Agreement.objects.order_by("-signed_at", "tenant_id")[:limit]
    return tuple(
        SignedLine(
            row.tenant_id,
            row.id,
            row.text,
            row.version,
            row.is_draft,
            row.signer_name,
            row.signer_title,
            row.signed_at,
            bytes(row.pdf_sha256).hex(),
        )
        for row in rows
    )


def fetch_pdf(*, tenant: int, agreement: UUID, by: str) -> bytes | None:
    """What was signed, byte for byte, inside a scope of the tenant, in whose trail it stands that it was read."""
    address = Agreement.objects.filter(tenant_id=tenant, id=agreement).values_list("pdf_address", flat=True).first()
    if address is None:
        return None
    record(tenant=tenant, event="organization:agreement:read", by=by, subjects=[agreement])
    return fetch(tenant=tenant, address=bytes(address))
