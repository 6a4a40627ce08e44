"""Move claims through the table of states: one statement for the chunk, each move with its transition and its count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.claims.states import BY_WHOM, CLAIM_STATES, ITEM, NOTE
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.set_wise import set_wise
from clearlane.vocabulary.outcome import Ref

_MOVE = """
    WITH chunk AS (
        SELECT claim.tenant_id, claim.id, claim.state AS from_state, law.next AS to_state, law.way, new.detail,
               new.connection, claim.decision AS from_decision, new.decision
        FROM exchange_claims_claim AS claim
        JOIN unnest(%(ids)s::uuid[], %(details)s::text[], %(connections)s::uuid[], %(decisions)s::text[])
             AS new (id, detail, connection, decision) ON new.id = claim.id
        JOIN unnest(%(states)s::text[], %(nexts)s::text[], %(ways)s::text[]) AS law (state, next, way)
             ON law.state = claim.state
        WHERE claim.id = ANY(%(ids)s::uuid[]) AND claim.tenant_id = ANY(%(tenants)s::int[])
        FOR UPDATE OF claim
    ), moved AS (
        UPDATE exchange_claims_claim AS claim
        SET state = chunk.to_state, seq = claim.seq + 1,
            by_whom = CASE WHEN chunk.way = 'move' THEN %(by_whom)s ELSE claim.by_whom END,
            decision = CASE WHEN chunk.way = 'item' THEN claim.decision
                            ELSE coalesce(chunk.decision, claim.decision) END,
            connection_id = coalesce(chunk.connection, claim.connection_id),
            batch_id = coalesce(%(batch)s::uuid, claim.batch_id)
        FROM chunk
        WHERE claim.tenant_id = chunk.tenant_id AND claim.id = chunk.id AND claim.id = ANY(%(ids)s::uuid[])
        RETURNING claim.tenant_id, claim.id, claim.seq, chunk.from_state, chunk.to_state, chunk.way, chunk.detail,
                  chunk.from_decision, claim.decision, claim.usage, claim.total_cents,
                  (claim.received_at AT TIME ZONE 'UTC')::date AS day
    ), told AS (
        INSERT INTO exchange_claims_transition (claim_id, tenant_id, seq, event, from_state, to_state, by, detail, at)
        SELECT id, tenant_id, seq, %(event)s, from_state, to_state, %(by)s, detail, %(at)s FROM moved
    ), counted AS (
        INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, decision, n, cents)
        SELECT gen_random_uuid(), tenant_id, day, usage, state, decision, sum(n), sum(cents) FROM (
            SELECT tenant_id, day, usage, from_state AS state, from_decision AS decision, -1 AS n, -total_cents AS cents
            FROM moved WHERE from_state <> to_state OR from_decision <> decision
            UNION ALL
            SELECT tenant_id, day, usage, to_state, decision, 1, total_cents
            FROM moved WHERE from_state <> to_state OR from_decision <> decision
        ) AS delta GROUP BY tenant_id, day, usage, state, decision
    )
    SELECT tenant_id, id, way FROM moved
"""


@dataclass(frozen=True, slots=True)
class Moves:
    """What an event did: claims that it moved, that it left where they were, and that it should never have met."""

    moved: frozenset[Ref]
    noted: frozenset[Ref] = frozenset()
    odd: frozenset[Ref] = frozenset()


def move(
    *,
    claims: Sequence[Ref],
    event: str,
    by: str,
    details: Mapping[Ref, str] | None = None,
    detail: str = "",
    connections: Mapping[Ref, UUID] | None = None,
    decisions: Mapping[Ref, str] | None = None,
    batch: UUID | None = None,
) -> Moves:
    """Tell the table of an event that these claims meet, inside the caller's transaction.

    Every claim gets a transition, also where its state stays; ``details`` gives a text for single claims, ``detail``
    one for all. What the event fixes is written with it: the way of each claim (``connections``), what its payers have
    decided (``decisions``), the batch of all. Raises KeyError for an event that the table does not have.
    """
    law = CLAIM_STATES[event]
    if not claims:
        return Moves(frozenset())
    texts, ways, decided = details or {}, connections or {}, decisions or {}
    asked = {
        "ids": [claim.id for claim in claims],
        "tenants": sorted({claim.tenant for claim in claims}),
        "details": [texts.get(claim, detail) for claim in claims],
        "connections": [ways.get(claim) for claim in claims],
        "decisions": [decided.get(claim) for claim in claims],
        "batch": batch,
        "states": list(law),
        "nexts": [state if to in (NOTE, ITEM) else to for state, to in law.items()],
        "ways": [to if to in (NOTE, ITEM) else "move" for to in law.values()],
        "event": event,
        "by": by,
        "by_whom": BY_WHOM.get(event, "us"),
        "at": now(),
    }
    with set_wise() as sql:
        sql.execute(_MOVE, asked)
        rows = sql.fetchall()
    return Moves(
        *(frozenset(Ref(tenant, id) for tenant, id, was in rows if was == way) for way in ("move", NOTE, ITEM))
    )
