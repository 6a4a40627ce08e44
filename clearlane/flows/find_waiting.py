"""Which things wait for a person's word, so that nothing about them may be forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from clearlane.foundation.tenancy.connection import cursor

HELD, STUCK, IN_DOUBT = "held", "stuck", "in_doubt"
_WAITING = """
    SELECT thing_id, 'stuck' FROM foundation_queue_work WHERE thing_id = ANY(%(ids)s::uuid[]) AND stuck_at IS NOT NULL
    UNION ALL
    SELECT id, state FROM exchange_batches_batch WHERE id = ANY(%(ids)s::uuid[]) AND state = 'in_doubt'
    UNION ALL
    SELECT file_id, 'held' FROM exchange_interchanges_transactionset
    WHERE file_id = ANY(%(ids)s::uuid[]) AND state = 'held'
    UNION ALL
    SELECT id, state FROM exchange_claims_claim WHERE id = ANY(%(ids)s::uuid[]) AND state IN ('held', 'stuck')
"""


def find_waiting(*, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Those of these claims, files, batches and other things that are held, stuck or in doubt, and which of the three;
    inside a scope that holds them."""
    with cursor() as sql:
        sql.execute(_WAITING, {"ids": list(ids)})
        return dict(sql.fetchall())
