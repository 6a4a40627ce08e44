"""What has this organization signed?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clearlane.foundation.audit.record import record
from clearlane.foundation.vault.fetch import fetch

from .models import Agreement


@dataclass(frozen=True, slots=True)
class SignedAgreement:
    """The last agreement of a tenant; ``pdf`` is what was signed, byte for byte."""

    version: str
    is_draft: bool
    signed_at: datetime
    pdf: bytes
    pdf_sha256: str


def find_signed(*, tenant: int, by: str) -> SignedAgreement | None:
    """The agreement that the tenant signed last, inside a scope of it; None where it has signed none. It is written
    down that it was read."""
    row = Agreement.objects.filter(tenant_id=tenant).order_by("-signed_at").first()
    if row is None:
        return None
    record(tenant=tenant, event="organization:agreement:read", by=by, subjects=[row.id])
    pdf = fetch(tenant=tenant, address=bytes(row.pdf_address))
    return SignedAgreement(row.version, row.is_draft, row.signed_at, pdf, bytes(row.pdf_sha256).hex())
