"""Keep for a claim's tenant what a payer's file says of this one claim: the file itself is the house's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.seal import seal
from clearlane.vocabulary.outcome import Ref

_KEEP = """
    INSERT INTO exchange_claims_extract
        (claim_id, tenant_id, seq, kind, file_sha256, first_segment, last_segment, sealed, at)
    SELECT new.claim_id, new.tenant_id,
           (SELECT coalesce(max(kept.seq), 0) FROM exchange_claims_extract AS kept
            WHERE kept.tenant_id = new.tenant_id AND kept.claim_id = new.claim_id)
           + row_number() OVER (PARTITION BY new.claim_id ORDER BY new.place),
           new.kind, new.sha256, new.first_segment, new.last_segment, new.sealed, %s
    FROM unnest(%s::uuid[], %s::int[], %s::text[], %s::bytea[], %s::int[], %s::int[], %s::bytea[])
        WITH ORDINALITY AS new (claim_id, tenant_id, kind, sha256, first_segment, last_segment, sealed, place)
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What one file says of one claim: its envelope and the claim's own loop, with their segment numbers in the ST."""

    claim: Ref
    kind: str
    file_sha256: bytes
    first_segment: int
    last_segment: int
    plain: bytes


def keep_extracts(extracts: Sequence[Kept]) -> None:
    """Seal the extracts under their tenants' keys and add them to the claims, which the caller has locked."""
    if not extracts:
        return
    sealed_once: dict[tuple[int, bytes], bytes] = {}
    rows = [
        (
            kept.claim.id,
            kept.claim.tenant,
            kept.kind,
            kept.file_sha256,
            kept.first_segment,
            kept.last_segment,
            _sealed(kept, sealed_once),
        )  # fmt: skip
        for kept in extracts
    ]
    with cursor() as sql:
        sql.execute(_KEEP, [now(), *(list(column) for column in zip(*rows, strict=True))])


def _sealed(kept: Kept, once: dict[tuple[int, bytes], bytes]) -> bytes:
    """A text that stands in many extracts of a tenant (a 999 of a whole batch) is sealed once."""
    key = (kept.claim.tenant, kept.plain)
    if key not in once:
        once[key] = seal(tenant=kept.claim.tenant, plain=kept.plain)
    return once[key]
