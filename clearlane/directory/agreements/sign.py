"""Write down what was signed, and keep its exact bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.store import store

from .agreement_text import AUTHORITY, AgreementText
from .check_signature import Signature
from .models import Agreement


def sign(
    *,
    tenant: int,
    agreement: UUID,
    text: AgreementText,
    organization: str,
    signature: Signature,
    pdf: bytes,
    by: str,
    at: datetime,
) -> bytes:
    """Keep the signature of a tenant, inside a scope of it, with the PDF in the vault, and give the SHA-256 of
    the PDF that is kept. Where this ``agreement`` was signed already, what was signed first stays."""
    _wait_for(tenant)
    if (before := Agreement.objects.filter(tenant_id=tenant, id=agreement).first()) is not None:
        return bytes(before.pdf_sha256)
    kept = store(tenant=tenant, content=pdf)
    Agreement.objects.create(
        tenant_id=tenant,
        id=agreement,
        text=text.name,
        version=text.version,
        text_sha256=bytes.fromhex(text.sha256),
        is_draft=text.is_draft,
        signer_name=signature.name,
        signer_title=signature.title,
        authority=AUTHORITY.format(organization=organization),
        signed_at=at,
        signed_by=by,
        pdf_address=kept.address,
        pdf_sha256=kept.sha256,
    )
    detail = {"text": text.name, "version": text.version, "draft": text.is_draft, "pdf": kept.sha256.hex()}
    record(tenant=tenant, event="organization:agreement:signed", by=by, subjects=[agreement], detail=detail)
    return kept.sha256


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that is kept, under the text of this SHA-256 (hex)."""

    id: UUID
    name: str
    title: str
    at: datetime
    pdf_sha256: bytes
    version: str
    text_sha256: str


def list_signed(*, tenant: int, by: str, since: datetime) -> tuple[Signed, ...]:
    """Those that this person gave since then, of no draft, inside a scope of the tenant."""
    rows = Agreement.objects.filter(tenant_id=tenant, signed_by=by, signed_at__gte=since, is_draft=False)
    return tuple(
        Signed(
            id=row.id,
            name=row.signer_name,
            title=row.signer_title,
            at=row.signed_at,
            pdf_sha256=bytes(row.pdf_sha256),
            version=row.version,
            text_sha256=bytes(row.text_sha256).hex(),
        )
        for row in rows.order_by("signed_at")
    )


def _wait_for(tenant: int) -> None:
    """Two signatures of one tenant go one after the other."""
    with cursor() as cur:
        cur.execute("SELECT pg_advisory_xact_lock(hashtext('agreement'), %s)", [tenant])
