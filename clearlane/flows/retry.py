"""Give what is stuck another try: a person has looked at it, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from clearlane.exchange.worklists.close import close_about
from clearlane.flows.release import release_stuck
from clearlane.flows.steps import first
from clearlane.foundation.audit.record import record
from clearlane.foundation.outbox.conclude import resolve
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.queue.settle import revive
from clearlane.foundation.queue.wake import wake
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.vocabulary.outcome import Given, Kind, Ref

_STUCK = """
    SELECT tenant_id, thing_id, step FROM foundation_queue_work
    WHERE thing_id = ANY(%s::uuid[]) AND stuck_at IS NOT NULL
"""
_IN_DOUBT = """
    SELECT batch.id, outbox.id FROM exchange_batches_batch AS batch
    JOIN foundation_outbox_outbox AS outbox ON outbox.tenant_id = batch.tenant_id AND outbox.subject = batch.id
    WHERE batch.tenant_id = %s AND batch.id = ANY(%s::uuid[]) AND batch.state = 'in_doubt' FOR UPDATE OF batch
"""


def retry(*, ids: Sequence[UUID], by: str) -> int:
    """Take up again dead letters, stuck claims and batches in doubt, by their ids; inside a scope that holds them.

    A claim begins again at its edits; a batch in doubt is sent again with the same bytes, name and number. What is held
    waits for its release. Returns how many were taken up.
    """
    return release_stuck(ids=ids, by=by) + _letters(ids, by) + _batches(ids, by)


def _letters(ids: Sequence[UUID], by: str) -> int:
    with cursor() as sql:
        sql.execute(_STUCK, [list(ids)])
        letters = sql.fetchall()
    for tenant, thing, step in letters:
        revive(thing=thing)
        close_about(subject=Ref(tenant, thing), by=by, note="retried")
        record(tenant=tenant, event="queue:work:retried", by=by, subjects=[thing], detail={"step": step})
        wake(step=step)
    return len(letters)


def _batches(ids: Sequence[UUID], by: str) -> int:
    with cursor() as sql:
        sql.execute(_IN_DOUBT, [HOUSE, list(ids)])
        batches = sql.fetchall()
    for batch, outbox in batches:
        ref = Ref(HOUSE, batch)
        resolve(tenant=HOUSE, outbox=outbox, to="pending", by=by)
        close_about(subject=ref, by=by, note="sent again")
        record(tenant=HOUSE, event="batch:file:resent", by=by, subjects=[batch])
        step = first(flow="claims", given=Given(Kind.BATCH, ref))
        if step:
            put([Due(step.name, HOUSE, batch)])
            wake(step=step.name)
    return len(batches)
