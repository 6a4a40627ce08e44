"""Write down why a claim is held behind its edits: on its way, or where it was to be written."""

from __future__ import annotations

import json
from collections.abc import Mapping

from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.finding import Finding
from clearlane.vocabulary.outcome import Ref

_ADD = """
    INSERT INTO exchange_claims_claimfinding (claim_id, tenant_id, seq, rule, disposition, finding)
    SELECT new.claim_id, new.tenant_id, 1 + coalesce((
               SELECT max(seq) FROM exchange_claims_claimfinding AS old
               WHERE old.claim_id = new.claim_id AND old.tenant_id = new.tenant_id), 0),
           new.rule, new.disposition, new.finding
    FROM unnest(%s::uuid[], %s::int[], %s::text[], %s::text[], %s::text[])
        AS new (claim_id, tenant_id, rule, disposition, finding)
"""


def find_fault(faults: Mapping[Ref, Finding]) -> None:
    """Add a finding to each of these claims, behind those of its edits; inside the caller's scope."""
    if not faults:
        return
    found = [(ref, finding, finding.as_json()) for ref, finding in faults.items()]
    with cursor() as sql:
        sql.execute(
            _ADD,
            [
                [ref.id for ref, _, _ in found],
                [ref.tenant for ref, _, _ in found],
                [finding.rule for _, finding, _ in found],
                [finding.disposition.value for _, finding, _ in found],
                [json.dumps(plain) for _, _, plain in found],
            ],
        )
