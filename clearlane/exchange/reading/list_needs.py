"""What waits for a person: claims that stopped, gathered by who stopped them and why, the dearest first."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.exchange.reading.claim_filter import BY_PAYER, ClaimFilter, lanes, values
from clearlane.exchange.reading.explain_claim import name_rule
from clearlane.exchange.reading.plain_codes import tell_status
from clearlane.exchange.reading.words import word_of
from clearlane.foundation.tenancy.connection import cursor

STOPPED = ("Rejected", "Held", "Denied")
MOST_CLAIMS, MOST_GROUPS, LEAST_A_LANE = 3_000, 12, 5
_GROUPS = """
    WITH stopped AS MATERIALIZED ({lanes})
    SELECT stopped.state, stopped.decision, stopped.payer_code, payer.name,
           CASE WHEN stopped.decision = '' AND stopped.state <> 'stuck' THEN move.detail ELSE '' END AS reason,
           count(*), sum(stopped.total_cents)
    FROM stopped
    LEFT JOIN directory_payers_payer AS payer ON payer.payer_id = stopped.payer_code
    LEFT JOIN LATERAL (
        SELECT one.detail FROM exchange_claims_transition AS one
        WHERE one.tenant_id = stopped.tenant_id AND one.claim_id = stopped.id AND one.to_state = stopped.state
          AND stopped.decision = '' ORDER BY one.seq DESC LIMIT 1) AS move ON true
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 7 DESC LIMIT {most}
"""


@dataclass(frozen=True, slots=True)
class Need:
    """A group of claims with one word, one reason and one payer; ``told`` is the reason in words."""

    word: str
    by: str
    payer: str
    payer_name: str
    reason: str
    told: str
    claims: int
    cents: int


def list_needs() -> tuple[Need, ...]:
    """The dearest groups among the newest stopped claims of the scope's tenants. One statement."""
    wanted = ClaimFilter(words=STOPPED)
    places = len(wanted.places) * max(1, len(wanted.tenants))
    each = max(LEAST_A_LANE, MOST_CLAIMS // places)
    give = "claim.id, claim.tenant_id, claim.state, claim.decision, claim.payer_code, claim.total_cents"
    inner = lanes(wanted, give=give, ending="ORDER BY claim.id DESC LIMIT %(each)s")
    with cursor() as sql:
        sql.execute(_GROUPS.format(lanes=inner, most=MOST_GROUPS), values(wanted) | {"each": each})
        rows = sql.fetchall()
    return tuple(
        Need(
            word_of(state=state, decision=decision), "payer" if state in BY_PAYER else "us", payer, name or payer,
            reason or "", _tell(state, decision, reason or ""), claims, int(cents),
        )
        for state, decision, payer, name, reason, claims, cents in rows
    )  # fmt: skip


def _tell(state: str, decision: str, reason: str) -> str:
    if decision:
        return "The payer pays nothing; each claim says why"
    if state == "dead":
        return "The format is broken; our 999 says where"
    if state == "stuck":
        return "A fault of ours stopped them; they go on by themselves"
    if state == "rejected_by_payer":
        return tell_status(reason) if reason else "Refused by the payer's front end"
    return "; ".join(name_rule(rule) for rule in reason.split(", ") if rule)
