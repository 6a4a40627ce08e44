"""Which claims stand before and behind one in a list."""

from __future__ import annotations

from uuid import UUID

from clearlane.exchange.reading.claim_filter import ClaimFilter
from clearlane.exchange.reading.walk_claims import walk_claims


def find_neighbours(*, wanted: ClaimFilter, claim_id: UUID) -> tuple[UUID | None, UUID | None]:
    """The claim ahead of this one in the list's order, and the one behind it; None at its ends. Two statements."""
    before = walk_claims(wanted=wanted, before=claim_id, limit=1)
    after = walk_claims(wanted=wanted, after=claim_id, limit=1)
    return (before[0] if before else None, after[0] if after else None)
