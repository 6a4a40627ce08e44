"""The tie-out: every claim that was received stands in exactly one place, in claims and in cents; so do payments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.foundation.tenancy.connection import current_tenants, cursor

PLACES: dict[str, tuple[str, ...]] = {
    "dead in 999": ("dead",),
    "rejected by us": ("rejected",),
    "held": ("held",),
    "stuck": ("stuck",),
    "withdrawn": ("withdrawn",),
    "waiting": ("received", "ready", "batched"),
    "sent": ("sent", "in_doubt"),
    "received by payer": ("received_by_payer",),
    "accepted by payer": ("accepted_by_payer", "replaced"),
    "rejected by payer": ("rejected_by_payer",),
}
"""Where a claim may stand, by its state. What is in doubt counts as sent."""

_COUNTING = ("claims/interchanges.read", "claims/claims.extract")
"""The steps after which a file's claims are known."""

_SUMS = """
    WITH received AS (
        SELECT coalesce(sum(claims), 0), coalesce(sum(cents), 0) FROM exchange_interchanges_transactionset
        WHERE set_id = '837' AND state = 'extracted'
          AND (%(files)s::uuid[] IS NULL OR file_id = ANY(%(files)s::uuid[]))),
    states AS (
        SELECT state, count(*) AS n, coalesce(sum(total_cents), 0) AS cents FROM exchange_claims_claim
        WHERE %(files)s::uuid[] IS NULL OR file_id = ANY(%(files)s::uuid[]) GROUP BY state),
    placed AS (SELECT coalesce(jsonb_object_agg(state, jsonb_build_array(n, cents)), '{}') FROM states),
    payments AS (
        SELECT count(*), coalesce(sum(cents), 0),
               count(*) FILTER (WHERE delivered_at IS NOT NULL),
               coalesce(sum(cents) FILTER (WHERE delivered_at IS NOT NULL), 0),
               count(*) FILTER (WHERE state = 'unassigned'),
               coalesce(sum(cents) FILTER (WHERE state = 'unassigned'), 0),
               count(*) FILTER (WHERE adjusted_cents <> 0), coalesce(sum(adjusted_cents), 0)
        FROM exchange_remits_payment WHERE state <> 'assigned'),
    uncounted AS (
        SELECT count(*) FROM foundation_queue_work
        WHERE stuck_at IS NOT NULL AND step = ANY(%(counting)s) AND tenant_id = ANY(%(tenants)s::int[])
          AND (%(files)s::uuid[] IS NULL OR thing_id = ANY(%(files)s::uuid[]) OR thing_id IN (
               SELECT id FROM exchange_interchanges_transactionset WHERE file_id = ANY(%(files)s::uuid[]))))
    SELECT * FROM received, placed, payments, uncounted
"""
"""One statement, and so of one instant: claims that come between two would be in one sum and not in the other."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A number of claims or payments, and their cents."""

    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class TieOut:
    """``received`` is counted from the sets, ``places`` from the claims. Payments: all, delivered, unassigned.

    ``adjusted``: how many payments have provider adjustments (PLB), and what those take off what the claims were paid.
    ``uncounted``: how many files and sets stand still before anybody knows what claims they hold.
    """

    received: Sum
    places: dict[str, Sum]
    payments: Sum
    delivered: Sum
    unassigned: Sum
    adjusted: Sum = Sum(0, 0)
    uncounted: int = 0

    @property
    def is_placed(self) -> bool:
        """Whether what came in is what stands somewhere."""
        placed = Sum(sum(one.count for one in self.places.values()), sum(one.cents for one in self.places.values()))
        return placed == self.received

    @property
    def closes(self) -> bool:
        """Whether that is so of all that came, and every payment was delivered or is known to be nobody's."""
        paid = Sum(self.delivered.count + self.unassigned.count, self.delivered.cents + self.unassigned.cents)
        return self.is_placed and not self.uncounted and paid == self.payments


def tie_out(*, files: Sequence[UUID] | None = None) -> TieOut:
    """The tie-out of the scope's tenants, or of some of their files (payments: those of the tenants)."""
    with cursor() as sql:
        asked = {"files": list(files) if files is not None else None, "counting": list(_COUNTING)}
        sql.execute(_SUMS, asked | {"tenants": list(current_tenants())})
        claims, charged, placed, *figures = sql.fetchone()
    states = {state: Sum(*map(int, sums)) for state, sums in json.loads(placed).items()}
    places = {
        place: Sum(
            sum(states[s].count for s in among if s in states), sum(states[s].cents for s in among if s in states)
        )
        for place, among in PLACES.items()
    }
    *sums, uncounted = map(int, figures)
    payments, delivered, unassigned, adjusted = (Sum(*sums[at : at + 2]) for at in range(0, len(sums), 2))
    received = Sum(int(claims), int(charged))
    return TieOut(received, places, payments, delivered, unassigned, adjusted, uncounted)
