"""Take a batch apart that will never reach its payer, or that he has refused: its claims are ready for another one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clearlane.exchange.claims.move import move
from clearlane.exchange.routing.lane import lane
from clearlane.exchange.worklists.close import close_about
from clearlane.flows.steps import STEPS
from clearlane.foundation.audit.record import record
from clearlane.foundation.outbox.conclude import withdraw
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.queue.wake import wake
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.vocabulary.outcome import Ref

BUILD = "claims/batches.build"
_BATCH = """
    SELECT batch.id, batch.state, outbox.id FROM exchange_batches_batch AS batch
    JOIN foundation_outbox_outbox AS outbox ON outbox.tenant_id = batch.tenant_id AND outbox.subject = batch.id
    WHERE batch.tenant_id = %(house)s AND (batch.id = %(id)s OR batch.id = (
        SELECT batch_id FROM exchange_responses_response WHERE tenant_id = %(house)s AND id = %(id)s))
    FOR UPDATE OF batch
"""
_ANSWERS = """
    SELECT id, kind, body FROM exchange_responses_response
    WHERE tenant_id = %s AND batch_id = %s AND id > %s AND kind IN ('TA1', '999') ORDER BY id
"""
_CLAIMS = """
    SELECT tenant_id, id, connection_id, usage, version, bht06 FROM exchange_claims_claim
    WHERE batch_id = %s AND state IN ('batched', 'in_doubt', 'sent') ORDER BY id FOR UPDATE
"""
_FREE = "UPDATE exchange_claims_claim SET batch_id = NULL WHERE id = ANY(%s::uuid[])"
_UNBATCHED = "UPDATE exchange_batches_batch SET state = 'unbatched' WHERE tenant_id = %s AND id = %s"
_LETTER = "DELETE FROM foundation_queue_work WHERE thing_id = %s AND stuck_at IS NOT NULL"


class MayNotUnbatch(ValueError):
    """The batch is apart already, or it or a part of it may be with the payer: its claims would be billed twice."""


@dataclass(frozen=True, slots=True)
class _Freed:
    tenant: int
    id: UUID
    lane: str

    @property
    def ref(self) -> Ref:
        return Ref(self.tenant, self.id)


def unbatch(*, id: UUID, by: str, has_not_arrived: bool = False) -> int | None:
    """Take one batch apart, by its id or that of a response that refuses it; inside a scope of the whole house.

    A batch that is built and not yet under way, one that the payer refused whole, and one in doubt of which the
    caller says, having asked the receiver, that it ``has_not_arrived``. Its claims wait for a new batch, with a
    number of its own. Returns how many; None where there is no such batch. Raises MayNotUnbatch.
    """
    found = _ask(_BATCH, {"house": HOUSE, "id": id})
    if not found:
        return None
    batch, state, outbox = found[0]
    answers = _ask(_ANSWERS, [HOUSE, batch, batch])
    _refuse(state, [(kind, json.loads(body)) for _, kind, body in answers], has_not_arrived=has_not_arrived)
    claims = [_Freed(row[0], row[1], _lane(row)) for row in _ask(_CLAIMS, [batch])]
    withdraw(tenant=HOUSE, outbox=outbox, by=by)
    _take_apart(batch, claims, by)
    for subject in (batch, *(response for response, _, _ in answers)):
        close_about(subject=Ref(HOUSE, subject), by=by, note="its claims were taken into another batch")
    return len(claims)


def _refuse(state: str, answers: Sequence[tuple[str, dict[str, Any]]], *, has_not_arrived: bool) -> None:
    """Whether taking it apart could bill a claim twice. Raises MayNotUnbatch."""
    if state == "unbatched":
        raise MayNotUnbatch("the batch was taken apart already: its claims are in other batches, or wait for one")
    if state not in ("built", "in_doubt", "refused"):
        raise MayNotUnbatch(f"the batch is {state}: what a payer has cannot be taken back")
    if state == "in_doubt" and not has_not_arrived:
        raise MayNotUnbatch("the batch is in doubt: ask its receiver, and say --not-arrived where it is not there")
    if any(kind == "999" and _is_taken_in_part(body) for kind, body in answers):
        raise MayNotUnbatch("its receiver took part of it: those claims would be billed twice")


def _is_taken_in_part(body: dict[str, Any]) -> bool:
    """Whether the group's verdict or a set's says so: a receiver may name only the sets that it refuses."""
    verdicts = [str(body["verdict"]), *(str(each["verdict"]) for each in body["sets"])]
    return any(verdict in ("A", "E", "P") for verdict in verdicts)


def _take_apart(batch: UUID, claims: Sequence[_Freed], by: str) -> None:
    move(claims=[one.ref for one in claims], event="unbatch", by=by, detail=str(batch))
    _tell(_FREE, [[one.id for one in claims]])
    _tell(_UNBATCHED, [HOUSE, batch])
    _tell(_LETTER, [batch])
    put([Due(STEPS[BUILD].name, one.tenant, one.id, one.lane) for one in claims])
    wake(step=BUILD)
    record(tenant=HOUSE, event="batch:file:unbatched", by=by, subjects=[batch], detail={"claims": len(claims)})
    for tenant in sorted({one.tenant for one in claims} - {HOUSE}):
        mine = [one.id for one in claims if one.tenant == tenant]
        record(tenant=tenant, event="batch:claims:unbatched", by=by, subjects=mine)


def _lane(row: Sequence[Any]) -> str:
    return lane(connection=row[2], usage=row[3], version=row[4], bht06=row[5], tenant=row[0])


def _ask(query: str, parameters: Any) -> list[tuple[Any, ...]]:
    with cursor() as sql:
        sql.execute(query, parameters)
        return list(sql.fetchall())


def _tell(statement: str, parameters: Any) -> None:
    with cursor() as sql:
        sql.execute(statement, parameters)
