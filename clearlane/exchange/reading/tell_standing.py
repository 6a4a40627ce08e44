"""Where claims stand now and what holds them, for whoever has just let them go."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.reading.words import word_of
from clearlane.foundation.tenancy.connection import cursor

_STANDING = """
    SELECT claim.id, claim.state, claim.decision,
           (SELECT found.finding FROM exchange_claims_claimfinding AS found
            WHERE found.tenant_id = claim.tenant_id AND found.claim_id = claim.id AND found.disposition <> 'warn'
              AND claim.state IN ('held', 'rejected')
            ORDER BY found.seq LIMIT 1)
    FROM exchange_claims_claim AS claim WHERE claim.id = ANY(%s::uuid[]) ORDER BY claim.id
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """One claim: its state, the word for it, and what stopped it, empty where nothing did."""

    id: UUID
    state: str
    word: str
    why: str


def tell_standing(*, ids: Sequence[UUID]) -> tuple[Standing, ...]:
    """Those of these that are claims of the scope, by their ids."""
    with cursor() as sql:
        sql.execute(_STANDING, [list(ids)])
        rows = sql.fetchall()
    return tuple(
        Standing(id, state, word_of(state=state, decision=decision), json.loads(found)["what"] if found else "")
        for id, state, decision, found in rows
    )
