"""Senders are told of held claims that a provider has let them in since: withdraw, send again, and they go out.

Such a claim stays its sender's, and so it stays held; judged again, its hold says what is to be done.
"""

from __future__ import annotations

from uuid import UUID

from clearlane.exchange.edits.rules.authorized_pair import OF_ANOTHER
from clearlane.flows.let_go import PAIR
from clearlane.flows.release import judge_again
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

AT_ONCE = 50
"""So many senders' rooms are opened together."""

_LET_IN = """
    SELECT DISTINCT submitter_id FROM directory_providers_authorizedpair
    WHERE tenant_id <> submitter_id AND status = 'live'
      AND from_date <= %(on)s AND (until_date IS NULL OR until_date > %(on)s)
    ORDER BY submitter_id
"""
_NOT_TOLD = """
    SELECT claim.id FROM exchange_claims_claim AS claim
    WHERE claim.state = 'held' AND claim.decision = '' AND claim.tenant_id = ANY(%(tenants)s::int[])
      AND EXISTS (SELECT 1 FROM exchange_claims_claimfinding AS found
                  WHERE found.tenant_id = claim.tenant_id AND found.claim_id = claim.id
                    AND found.disposition = 'hold' AND found.rule = %(rule)s
                    AND found.finding::jsonb ->> 'expected' IS DISTINCT FROM %(told)s)
      AND EXISTS (SELECT 1 FROM directory_providers_authorizedpair AS pair
                  WHERE pair.submitter_id = claim.submitter_id AND pair.npi = claim.billing_npi
                    AND pair.tin = claim.billing_tin AND pair.status = 'live'
                    AND pair.from_date <= %(on)s AND (pair.until_date IS NULL OR pair.until_date > %(on)s))
    ORDER BY claim.id
"""


def tell_let_in(*, by: str) -> int:
    """Have claims judged again that are held for a pair for which their sender may bill now; opens scopes of its own.

    A provider who lets somebody in has no right to that one's claims, so nobody's yes can do it at once. Whether it was
    done stands in what holds the claim: no clock is asked when, and each is judged once. Returns how many were.
    """
    with scope([HOUSE], by=by), cursor() as sql:
        sql.execute(_LET_IN, {"on": today()})
        senders = [submitter for (submitter,) in sql.fetchall()]
    return sum(_tell(senders[start : start + AT_ONCE], by) for start in range(0, len(senders), AT_ONCE))


def _tell(senders: list[int], by: str) -> int:
    with scope(senders, by=by):
        with cursor() as sql:
            sql.execute(_NOT_TOLD, {"tenants": senders, "rule": PAIR, "told": OF_ANOTHER, "on": today()})
            ids: list[UUID] = [id for (id,) in sql.fetchall()]
        return judge_again(ids=ids, by=by) if ids else 0
