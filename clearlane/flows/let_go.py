"""Held claims go on by themselves once what they waited for has happened: they are judged again, and nothing is waived.

Where another reason holds them still, it stands on them then; so a hold always says its present reason.
"""

from __future__ import annotations

from uuid import UUID

from clearlane.flows.release import judge_again
from clearlane.foundation.tenancy.connection import cursor

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


def let_go(*, rule: str, by: str, submitter: int = 0, npi: str = "", tin: str = "", payer: str = "") -> int:
    """Have the claims of the scope that ``rule`` holds judged again: those of a submitter, of a pair, or for a payer.

    Returns how many. Those of a pair that is another tenant's now are held again, and say so: a claim's owner stays.
    """
    asked = {"rule": rule, "submitter": submitter, "npi": npi, "tin": tin, "payer": payer.upper()}
    with cursor() as sql:
        sql.execute(_WAITING, asked)
        waiting: list[UUID] = [id for (id,) in sql.fetchall()]
    return judge_again(ids=waiting, by=by) if waiting else 0
