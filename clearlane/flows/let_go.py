"""Held claims go on by themselves once what they waited for has happened: they are judged again, and nothing is waived.

Where another reason holds them still, it stands on them then; so a hold always says its present reason.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from clearlane.flows.release import judge_again
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

PAIR, LIVE, PAYER = "authorized_pair", "live_submitter", "payer_known"
ROUTE, ENROLLED = "no_route", "not_enrolled"
"""The rules that hold a claim until something happens outside of it."""

_WAITING = """
    SELECT claim.id FROM exchange_claims_claim AS claim
    WHERE claim.state = 'held' AND claim.decision = ''
      AND (%(submitter)s = 0 OR claim.submitter_id = %(submitter)s)
      AND (%(npi)s = '' OR (claim.billing_npi = %(npi)s AND claim.billing_tin = %(tin)s))
      AND (%(payer)s = '' OR upper(claim.payer_code) = %(payer)s)
      AND EXISTS (SELECT 1 FROM exchange_claims_claimfinding AS found
                  WHERE found.tenant_id = claim.tenant_id AND found.claim_id = claim.id
                    AND found.disposition = 'hold' AND found.rule = %(rule)s)
    ORDER BY claim.id
"""
_LET_IN_LATELY = """
    SELECT DISTINCT submitter_id FROM directory_providers_authorizedpair
    WHERE tenant_id <> submitter_id AND status = 'live' AND until_date IS NULL AND created_at > %s
"""
_LET_IN_SINCE = """
    SELECT claim.id FROM exchange_claims_claim AS claim
    JOIN directory_providers_authorizedpair AS pair
         ON pair.submitter_id = claim.submitter_id AND pair.npi = claim.billing_npi AND pair.tin = claim.billing_tin
        AND pair.status = 'live' AND pair.until_date IS NULL
    WHERE claim.state = 'held' AND claim.decision = ''
      AND pair.created_at > (SELECT max(held.at) FROM exchange_claims_transition AS held
                             WHERE held.tenant_id = claim.tenant_id AND held.claim_id = claim.id
                               AND held.event = 'hold')
    ORDER BY claim.id
"""
LATELY = timedelta(days=1)


def let_go(*, rule: str, by: str, submitter: int = 0, npi: str = "", tin: str = "", payer: str = "") -> int:
    """Have the claims of the scope that ``rule`` holds judged again: those of a submitter, of a pair, or for a payer.

    Returns how many. Those of a pair that is another tenant's now are held again, and say so: a claim's owner stays.
    """
    asked = {"rule": rule, "submitter": submitter, "npi": npi, "tin": tin, "payer": payer.upper()}
    with cursor() as sql:
        sql.execute(_WAITING, asked)
        waiting: list[UUID] = [id for (id,) in sql.fetchall()]
    return judge_again(ids=waiting, by=by) if waiting else 0


def let_go_of_let_in(*, by: str) -> int:
    """Have claims judged again whose sender a provider has let in since they were held; opens scopes of its own.

    A provider who lets somebody in has no right to that one's claims, so nobody's yes can do it at once.
    """
    with scope([HOUSE], by=by), cursor() as sql:
        sql.execute(_LET_IN_LATELY, [now() - LATELY])
        senders = [submitter for (submitter,) in sql.fetchall()]
    return sum(_let_go_of(sender, by) for sender in senders)


def _let_go_of(sender: int, by: str) -> int:
    with scope([sender], by=by):
        with cursor() as sql:
            sql.execute(_LET_IN_SINCE)
            ids: list[UUID] = [id for (id,) in sql.fetchall()]
        return judge_again(ids=ids, by=by) if ids else 0
