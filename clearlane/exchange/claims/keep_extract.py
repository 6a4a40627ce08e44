"""Keep for a claim's owner what a file that is not his says of his claim, under his own key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.set_wise import set_wise
from clearlane.foundation.vault.seal import seal
from clearlane.vocabulary.outcome import Ref

_INSERT = """
    INSERT INTO exchange_claims_extract
        (claim_id, tenant_id, seq, kind, file_sha256, first_segment, last_segment, sealed, at)
    SELECT new.claim_id, new.tenant_id,
           coalesce(max(old.seq), 0) + row_number() OVER (PARTITION BY new.claim_id ORDER BY new.place),
           new.kind, new.file_sha256, new.first_segment, new.last_segment, new.sealed, %s
    FROM unnest(%s::int[], %s::uuid[], %s::int[], %s::text[], %s::bytea[], %s::int[], %s::int[], %s::bytea[])
         AS new (place, claim_id, tenant_id, kind, file_sha256, first_segment, last_segment, sealed)
    LEFT JOIN exchange_claims_extract AS old
         ON old.tenant_id = new.tenant_id AND old.claim_id = new.claim_id AND old.claim_id = ANY(%s::uuid[])
    GROUP BY new.place, new.claim_id, new.tenant_id, new.kind, new.file_sha256,
             new.first_segment, new.last_segment, new.sealed
"""


@dataclass(frozen=True, slots=True)
class ExtractOf:
    """A claim's part of a file: in837, out837, ta1, 999, 277ca or 835, with the segment numbers there (0: unknown)."""

    claim: Ref
    kind: str
    file_sha256: bytes
    first_segment: int
    last_segment: int
    plain: bytes


def keep_extracts(*, extracts: Sequence[ExtractOf]) -> None:
    """Seal and insert these extracts, numbered by claim in the order given, inside a scope that holds their tenants."""
    if not extracts:
        return
    claims = [one.claim.id for one in extracts]
    with set_wise() as sql:
        sql.execute(
            _INSERT,
            [
                now(), list(range(len(extracts))), claims, [one.claim.tenant for one in extracts],
                [one.kind for one in extracts], [one.file_sha256 for one in extracts],
                [one.first_segment for one in extracts], [one.last_segment for one in extracts],
                [seal(tenant=one.claim.tenant, plain=one.plain) for one in extracts], claims,
            ],
        )  # fmt: skip
