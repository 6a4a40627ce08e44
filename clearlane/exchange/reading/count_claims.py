"""How many claims a list has, and what they come to: from the register where it knows, else counted up to a bound."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clearlane.exchange.reading.claim_filter import ClaimFilter, across, every_place, lanes, together, values
from clearlane.exchange.reading.walk_claims import goes_across, goes_together
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.in_order import in_order

EXACT_UP_TO, REASONS_UP_TO, ACROSS_UP_TO = 10_000, 1_000, 2_000
_REGISTER = """
    SELECT coalesce(sum(n), 0), coalesce(sum(cents), 0) FROM exchange_claims_claimcount
    WHERE tenant_id = ANY(%(tenants)s::int[]) AND (%(usage)s = '' OR usage = %(usage)s)
      AND (%(all)s OR (state, decision) IN (SELECT * FROM unnest(%(states)s::text[], %(decisions)s::text[])))
"""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of claims and their charges; ``is_whole`` tells that counting did not stop at the bound."""

    claims: int
    cents: int
    is_whole: bool = True


def count_claims(*, wanted: ClaimFilter) -> Count:
    """The count of a list of the scope's tenants."""
    if wanted.counts_alone:
        return _from_register(wanted)
    is_wide = goes_across(replace(wanted, sort="newest"))
    most = REASONS_UP_TO if wanted.reason else ACROSS_UP_TO if is_wide else EXACT_UP_TO
    select = across if is_wide else together if goes_together(wanted) else lanes
    inner = select(wanted, give="claim.total_cents", ending="LIMIT %(most)s")
    bound = "" if select is together else " LIMIT %(most)s"
    statement = f"SELECT count(*), coalesce(sum(total_cents), 0) FROM ({inner}{bound}) AS found"
    asked = values(wanted) | (every_place(wanted) if is_wide else {}) | {"most": most + 1}
    with in_order() if is_wide else cursor() as sql:
        sql.execute(statement, asked)
        claims, cents = map(int, sql.fetchone())
    return Count(min(claims, most), cents, claims <= most)


def _from_register(wanted: ClaimFilter) -> Count:
    with cursor() as sql:
        sql.execute(_REGISTER, values(wanted) | {"all": not wanted.asks_places})
        claims, cents = map(int, sql.fetchone())
    return Count(claims, cents)
