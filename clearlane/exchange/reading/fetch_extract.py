"""The bytes of one message about a claim: what was received, what was sent, what a payer answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.exchange.claims.models import Claim, Extract
from clearlane.exchange.reading.read_segments import read_segments
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import current_tenants
from clearlane.foundation.vault.fetch import NothingStored
from clearlane.foundation.vault.seal import unseal
from clearlane.foundation.vault.tenant_key import KeyIsGone

RECEIVED = "in837"


@dataclass(frozen=True, slots=True)
class Message:
    """One file's part about the claim: ``kind`` of in837, out837, ta1, 999, 277ca, 835; the file's SHA-256 as hex;
    the segment numbers that the part's end has in its set, 0 where unknown."""

    kind: str
    at: datetime
    file_sha256: str
    first_segment: int
    last_segment: int
    content: bytes


def fetch_extract(*, claim_id: UUID, seq: int, by: str) -> Message | None:
    """The extract ``seq`` of a claim of the scope, 0 for what was received; None where there is none, or none is kept.

    That it was read is audited in the trail of the claim's owner.
    """
    claim = Claim.objects.filter(tenant_id__in=current_tenants(), id=claim_id).first()
    return read_extract(claim, seq=seq, by=by) if claim else None


def read_extract(claim: Claim, *, seq: int, by: str) -> Message | None:
    """The same of a claim that is at hand."""
    message = _received(claim) if seq == 0 else _kept(claim, seq)
    if message is not None:
        detail = {"extract": seq, "kind": message.kind}
        record(tenant=claim.tenant_id, event="claim:extract:read", by=by, subjects=[claim.id], detail=detail)
    return message


def _received(claim: Claim) -> Message | None:
    try:
        text = read_segments(tenant=claim.tenant_id, claim_id=claim.id)
    except (NothingStored, KeyIsGone):
        text = None
    if text is None:
        return None
    return Message(RECEIVED, claim.received_at, text.file_sha256, claim.first_segment, claim.last_segment, text.content)


def _kept(claim: Claim, seq: int) -> Message | None:
    row = Extract.objects.filter(tenant_id=claim.tenant_id, claim_id=claim.id, seq=seq).first()
    if row is None:
        return None
    plain = unseal(tenant=claim.tenant_id, sealed=bytes(row.sealed))
    return Message(row.kind, row.at, bytes(row.file_sha256).hex(), row.first_segment, row.last_segment, plain)
