"""What waits for a person: claims that stopped, gathered by who stopped them and why, the dearest first."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.exchange.reading.claim_filter import BY_PAYER, ClaimFilter, soon
from clearlane.exchange.reading.explain_claim import name_rule
from clearlane.exchange.reading.plain_codes import tell_status
from clearlane.exchange.reading.walk_claims import walk_refs
from clearlane.exchange.reading.words import word_of
from clearlane.foundation.tenancy.connection import cursor

STOPPED = ("Rejected", "Held", "Denied")
MOST_CLAIMS, MOST_GROUPS = 1_000, 12
_GROUPS = """
    WITH stopped AS MATERIALIZED (
        SELECT claim.id, claim.tenant_id, CASE WHEN decision = '' THEN state ELSE 'accepted_by_payer' END AS state,
               decision, payer_code, total_cents
        FROM unnest(%(owners)s::int[], %(ids)s::uuid[]) AS wanted (tenant_id, id)
        CROSS JOIN LATERAL (
            SELECT * FROM exchange_claims_claim AS one
            WHERE one.tenant_id = wanted.tenant_id AND one.id = wanted.id AND one.id < %(soon)s LIMIT 1) AS claim)
    SELECT stopped.state, stopped.decision, stopped.payer_code, payer.name,
           CASE WHEN stopped.decision = '' AND stopped.state <> 'stuck' THEN move.detail ELSE '' END AS reason,
           count(*), sum(stopped.total_cents)
    FROM stopped
    LEFT JOIN directory_payers_payer AS payer ON payer.payer_id = stopped.payer_code
    LEFT JOIN LATERAL (
        SELECT one.detail FROM exchange_claims_transition AS one
        WHERE one.tenant_id = stopped.tenant_id AND one.claim_id = stopped.id AND one.claim_id < %(soon)s
          AND one.to_state = stopped.state
          AND stopped.decision = '' ORDER BY one.seq DESC LIMIT 1) AS move ON true
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 7 DESC LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Need:
    """A group of claims with one word, one reason and one payer; ``told`` is the reason in words.

    ``state`` is the one behind the word that they are in, where no reason and no decision tells them apart.
    """

    word: str
    state: str
    by: str
    payer: str
    payer_name: str
    reason: str
    told: str
    claims: int
    cents: int


def list_needs(*, client: int | None = None, usage: str = "") -> tuple[Need, ...]:
    """The dearest groups among the newest thousand stopped claims of the scope (of one client, of one usage)."""
    wanted = ClaimFilter(words=STOPPED, client=client, usage=usage)
    refs = walk_refs(wanted=wanted, limit=MOST_CLAIMS)
    with cursor() as sql:
        sql.execute(
            _GROUPS,
            {
                "owners": [ref.tenant for ref in refs],
                "ids": [ref.id for ref in refs],
                "soon": soon(),
                "most": MOST_GROUPS,
            },
        )
        rows = sql.fetchall()
    return tuple(
        Need(
            word_of(state=state, decision=decision), "" if decision or reason else state,
            "payer" if state in BY_PAYER else "us", payer, name or payer, reason or "",
            _tell(state, decision, reason or ""), claims, int(cents),
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
