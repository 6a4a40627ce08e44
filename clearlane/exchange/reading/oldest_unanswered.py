"""Silence: for each payer, the oldest claim that is to leave or has left, and that nobody has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.foundation.tenancy.connection import cursor

_OLDEST = """
    SELECT payer_code, count(*), min(received_at), (array_agg(id ORDER BY id))[1] FROM exchange_claims_claim
    WHERE state IN ('batched', 'sent', 'in_doubt', 'received_by_payer') GROUP BY payer_code ORDER BY min(received_at)
"""


@dataclass(frozen=True, slots=True)
class Silence:
    """How many claims a payer has not answered, and the oldest of them; times are UTC."""

    payer: str
    claims: int
    oldest_at: datetime
    oldest: UUID


def oldest_unanswered() -> tuple[Silence, ...]:
    """One row a payer for the scope's tenants, the longest silence first."""
    with cursor() as sql:
        sql.execute(_OLDEST)
        return tuple(Silence(*row) for row in sql.fetchall())
