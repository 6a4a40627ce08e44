"""Where a stretch of a file is to be read from, and what was found in it: by the guide, and by the edits on claims."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clearlane.foundation.tenancy.connection import current_tenants, cursor
from clearlane.standards import x12
from clearlane.vocabulary.finding import Finding

MOST = 500
"""So many findings of edits, and so many claims, are told of one stretch."""
_BEGINS = """
    SELECT envelope.offset, envelope.offset + envelope.length, one.offset, one.delimiters, one.version
    FROM exchange_interchanges_interchange AS envelope
    LEFT JOIN LATERAL (
        SELECT "offset", delimiters, version FROM exchange_interchanges_transactionset AS each
        WHERE each.tenant_id = envelope.tenant_id AND each.file_id = envelope.file_id
          AND each.interchange_id = envelope.id AND each.offset <= %s
        ORDER BY each.offset DESC LIMIT 1) AS one ON true
    WHERE envelope.tenant_id = %s AND envelope.file_id = %s
      AND envelope.offset < %s AND envelope.offset + envelope.length > %s
    ORDER BY envelope.offset
"""
_REPORTS = """
    SELECT report FROM exchange_interchanges_interchange
    WHERE tenant_id = %s AND file_id = %s AND "offset" < %s AND "offset" + length > %s ORDER BY "offset"
"""
_OVERLAPS = """
    claim.tenant_id = ANY(%s::int[]) AND claim.file_id = %s AND claim.file_tenant_id = %s
    AND ((claim.offset < %s AND claim.offset + claim.length > %s)
      OR (claim.provider_offset < %s AND claim.provider_offset + claim.provider_length > %s)
      OR (claim.subscriber_offset < %s AND claim.subscriber_offset + claim.subscriber_length > %s)
      OR (claim.patient_offset < %s AND claim.patient_offset + claim.patient_length > %s))
"""
_OF_EDITS = f"""
    SELECT DISTINCT one.finding FROM exchange_claims_claim AS claim
    JOIN exchange_claims_claimfinding AS one ON one.tenant_id = claim.tenant_id AND one.claim_id = claim.id
    WHERE {_OVERLAPS} LIMIT {MOST}
"""
_CLAIMS = f"""
    SELECT id, "offset" FROM exchange_claims_claim
    WHERE tenant_id = ANY(%s::int[]) AND file_id = %s AND file_tenant_id = %s AND "offset" >= %s AND "offset" < %s
    ORDER BY "offset" LIMIT {MOST}
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What lies from ``start`` to ``end`` in a file: where to read from, findings, and the claims by their offset."""

    begins: tuple[x12.Begin, ...]
    findings: tuple[Finding, ...]
    claims: Mapping[int, UUID]


def find_stretch(*, tenant: int, file_id: UUID, start: int, end: int) -> Stretch:
    """The stretch of a tenant's file, in the scope of it and of those whose claims it may see; whoever calls has
    audited that the file is read. A finding that several claims share is told once."""
    seen = sorted(current_tenants())
    with cursor() as sql:
        sql.execute(_BEGINS, [start, tenant, file_id, end, start])
        begins = tuple(_begin(*row) for row in sql.fetchall())
        sql.execute(_REPORTS, [tenant, file_id, end, start])
        found = [one for (text,) in sql.fetchall() for one in _findings(json.loads(text))]
        sql.execute(_OF_EDITS, [seen, file_id, tenant, *[end, start] * 4])
        found += [json.loads(text) for (text,) in sql.fetchall()]
        sql.execute(_CLAIMS, [seen, file_id, tenant, start, end])
        claims = {offset: id for id, offset in sql.fetchall()}
    here = (one for one in found if start <= one.get("place", {}).get("offset", -1) < end)
    return Stretch(begins, tuple(map(Finding.from_json, here)), claims)


def _begin(offset: int, end: int, set_offset: int | None, delimiters: str | None, version: str | None) -> x12.Begin:
    """The set in which the stretch begins, or the last before it; else the interchange."""
    if set_offset is None:
        return x12.Begin(offset, end)
    return x12.Begin(set_offset, end, x12.Delimiters.from_text(delimiters or ""), version or "")


def _findings(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Those of an interchange, of its groups and of their sets."""
    yield from part.get("findings", ())
    for inner in (*part.get("groups", ()), *part.get("sets", ())):
        yield from _findings(inner)
