"""How many claims stand where, from the register of counts: one statement, however many claims there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from clearlane.exchange.reading.claim_filter import BY_PAYER
from clearlane.exchange.reading.words import word_of
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import current_tenants, cursor

_SUMS = """
    SELECT state, decision, sum(n), sum(cents),
           coalesce(sum(n) FILTER (WHERE day < %(yesterday)s), 0), coalesce(sum(n) FILTER (WHERE day < %(silent)s), 0)
    FROM exchange_claims_claimcount
    WHERE tenant_id = ANY(%(tenants)s::int[]) AND (%(usage)s = '' OR usage = %(usage)s)
    GROUP BY state, decision HAVING sum(n) <> 0
"""
SILENT = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many claims stand under a word, by whom, what they come to, and how many came before yesterday, and more
    than three days ago."""

    word: str
    by: str
    claims: int
    cents: int
    before_yesterday: int = 0
    silent: int = 0


def sum_claims(*, client: int | None = None, usage: str = "") -> tuple[Standing, ...]:
    """The claims of the scope's tenants (of one of them, of one usage) by word and by whom."""
    at = today()
    asked = {
        "tenants": [each for each in current_tenants() if client in (None, each)],
        "usage": usage,
        "yesterday": at - timedelta(days=1),
        "silent": at - SILENT,
    }
    with cursor() as sql:
        sql.execute(_SUMS, asked)
        rows = sql.fetchall()
    found: dict[tuple[str, str], list[int]] = {}
    for state, decision, *figures in rows:
        key = (word_of(state=state, decision=decision), "payer" if state in BY_PAYER else "us")
        found[key] = [a + int(b) for a, b in zip(found.get(key, [0] * 4), figures, strict=True)]
    return tuple(Standing(word, by, *figures) for (word, by), figures in sorted(found.items()))


def pick(standings: Collection[Standing], *, words: Collection[str], by: str = "") -> tuple[int, int]:
    """Claims and cents under these words (by one of the two)."""
    those = [each for each in standings if each.word in words and by in ("", each.by)]
    return sum(each.claims for each in those), sum(each.cents for each in those)
