"""Has anything happened to a claim? The cheapest answer, for pages that follow it."""

from __future__ import annotations

from uuid import UUID

from clearlane.foundation.tenancy.connection import current_tenants, cursor

_VERSION = """
    SELECT claim.seq, claim.state, claim.decision,
           (SELECT count(*) || '.' || count(told_at) FROM exchange_claims_answer AS answer
            WHERE answer.tenant_id = claim.tenant_id AND answer.claim_id = claim.id),
           (SELECT count(*) FROM exchange_claims_extract AS one
            WHERE one.tenant_id = claim.tenant_id AND one.claim_id = claim.id)
    FROM exchange_claims_claim AS claim WHERE claim.tenant_id = ANY(%s::int[]) AND claim.id = %s
"""


def tell_version(*, claim_id: UUID) -> str | None:
    """A text that changes whenever the claim's page would; None where the scope has no such claim."""
    with cursor() as sql:
        sql.execute(_VERSION, [list(current_tenants()), claim_id])
        row = sql.fetchone()
    return None if row is None else "-".join(map(str, row))
