"""How many claims stand where, from the register of counts: one statement, however many claims there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from clearlane.exchange.reading.claim_filter import BY_PAYER
from clearlane.exchange.reading.words import word_of
from clearlane.foundation.tenancy.connection import current_tenants, cursor

_SUMS = """
    SELECT state, decision, sum(n), sum(cents) FROM exchange_claims_claimcount
    WHERE tenant_id = ANY(%s::int[]) GROUP BY state, decision HAVING sum(n) <> 0
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many claims stand under a word, by whom, and what they come to."""

    word: str
    by: str
    claims: int
    cents: int


def sum_claims(*, client: int | None = None) -> tuple[Standing, ...]:
    """The claims of the scope's tenants (of one of them) by word and by whom."""
    tenants = [each for each in current_tenants() if client in (None, each)]
    with cursor() as sql:
        sql.execute(_SUMS, [tenants])
        rows = sql.fetchall()
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for state, decision, claims, cents in rows:
        key = (word_of(state=state, decision=decision), "payer" if state in BY_PAYER else "us")
        before = found.get(key, (0, 0))
        found[key] = before[0] + int(claims), before[1] + int(cents)
    return tuple(Standing(word, by, *figures) for (word, by), figures in sorted(found.items()))


def pick(standings: Collection[Standing], *, words: Collection[str], by: str = "") -> tuple[int, int]:
    """Claims and cents under these words (by one of the two)."""
    those = [each for each in standings if each.word in words and by in ("", each.by)]
    return sum(each.claims for each in those), sum(each.cents for each in those)
