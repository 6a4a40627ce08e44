"""Send a batch: the attempt is a committed row before the first byte leaves; an unknown outcome is never repeated."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from clearlane.exchange.claims.move import move
from clearlane.exchange.connections.models import Connection
from clearlane.exchange.connections.profile import Profile, read_profile
from clearlane.exchange.connections.sftp import CannotReach, OutcomeUnknown, find, put
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.outbox.begin import begin
from clearlane.foundation.outbox.conclude import conclude, doubt, resolve
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.widen import widen
from clearlane.foundation.vault.fetch import fetch
from clearlane.vocabulary.outcome import Already, Aside, Moved, Outcome, Ref, Waiting

RETRY_SECONDS = 30
PATIENCE = timedelta(minutes=10)
"""So long a receiver may be away before a person hears of it."""

SENT, UNKNOWN, ABSENT = "sent", "unknown", "absent"

_BATCHES = """
    SELECT batch.id, batch.connection_id, batch.name, batch.size, batch.address, batch.state, batch.built_at, outbox.id,
           outbox.state,
           EXISTS (SELECT 1 FROM exchange_batches_batch AS earlier WHERE earlier.tenant_id = batch.tenant_id
                   AND earlier.connection_id = batch.connection_id AND earlier.usage = batch.usage
                   AND earlier.control < batch.control AND earlier.state IN ('built', 'sending', 'in_doubt'))
    FROM exchange_batches_batch AS batch
    JOIN foundation_outbox_outbox AS outbox ON outbox.tenant_id = batch.tenant_id AND outbox.subject = batch.id
    WHERE batch.tenant_id = %s AND batch.id = ANY(%s::uuid[])
    FOR UPDATE OF batch
"""


@dataclass(frozen=True, slots=True)
class _Task:
    """One batch and what is to be done with it: put it, or find out what became of it (``attempt`` is 0).

    ``state`` is the batch's own before this: one in doubt stays so until it is known to have arrived.
    """

    ref: Ref
    outbox: UUID
    profile: Profile
    name: str
    size: int
    built_at: datetime
    content: bytes
    attempt: int
    state: str


def send(*, chunk: Sequence[Ref], by: str) -> Generator[None, None, list[Outcome]]:
    """Send these batches, each connection's lowest number first; one found half sent is looked for, not sent again."""
    prepared = [_prepare(ref, by) for ref in chunk]
    yield
    results = [_speak(one) if isinstance(one, _Task) else "" for one in prepared]
    yield
    return [
        _conclude(one, result, by) if isinstance(one, _Task) else one
        for one, result in zip(prepared, results, strict=True)
    ]


def _prepare(ref: Ref, by: str) -> _Task | Outcome:
    with cursor() as sql:
        sql.execute(_BATCHES, [HOUSE, [ref.id]])
        (_, connection, name, size, address, state, built_at, outbox, outbox_state, must_wait) = sql.fetchone()
    if state not in ("built", "sending", "in_doubt"):
        return Already(ref)
    if must_wait and state == "built":
        return Waiting(ref, now() + timedelta(seconds=1))
    profile = read_profile(text=Connection.objects.using(alias()).get(id=connection).profile)
    attempt = begin(tenant=HOUSE, outbox=outbox, by=by) if outbox_state == "pending" else None
    if attempt is None:
        doubt(tenant=HOUSE, outbox=outbox, by=by)
        return _Task(ref, outbox, profile, name, size, built_at, b"", 0, state)
    _set_state(ref, "sending")
    content = fetch(tenant=HOUSE, address=bytes(address))
    return _Task(ref, outbox, profile, name, size, built_at, content, attempt, state)


def _speak(task: _Task) -> str | CannotReach:
    """The one place where a batch leaves the house; no transaction is open."""
    way = task.profile.way
    try:
        if not task.attempt:
            return SENT if find(way=way, name=task.name) == task.size else ABSENT
        put(way=way, name=task.name, content=task.content)
    except CannotReach as unreached:
        return unreached
    except OutcomeUnknown:
        return UNKNOWN
    return SENT


def _conclude(task: _Task, result: str | CannotReach, by: str) -> Outcome:
    if isinstance(result, CannotReach):
        return _try_later(task, result, by)
    if result == SENT:
        return _sent(task, by)
    return _in_doubt(task, result, by)


def _sent(task: _Task, by: str) -> Outcome:
    """It lies there, also where another worker has come to doubt it meanwhile."""
    if not (_end(task, "confirmed", by) or resolve(tenant=HOUSE, outbox=task.outbox, to="confirmed", by=by)):
        return _give_way(task)
    claims = _claims(task.ref)
    _set_state(task.ref, "sent")
    move(claims=claims, event="send", by=by)
    record(tenant=HOUSE, event="batch:file:sent", by=by, subjects=(task.ref.id,), detail={"claims": len(claims)})
    return Moved(task.ref)


def _try_later(task: _Task, unreached: CannotReach, by: str) -> Outcome:
    """Nothing left the house this time: the batch waits for the next try, its bytes, name and number unchanged.

    One that may have arrived by an earlier try stays in doubt. A person hears of it where trying again will not help,
    or has not helped for long.
    """
    if task.attempt:
        if not _end(task, "in_doubt", by, note="not reached"):
            return _give_way(task)
        resolve(tenant=HOUSE, outbox=task.outbox, to="pending", by=by)
        _set_state(task.ref, task.state)
    until = now() + timedelta(seconds=RETRY_SECONDS)
    if unreached.permanent or now() - task.built_at >= PATIENCE:
        return Waiting(task.ref, until, reason="unreached", note=str(unreached))
    return Waiting(task.ref, until)


def _in_doubt(task: _Task, result: str, by: str) -> Outcome:
    """It may have arrived. Who deduplicates gets the same bytes again; else the payer's answer or a person decides."""
    if task.attempt:
        if not _end(task, "in_doubt", by, note=result):
            return _give_way(task)
        _set_state(task.ref, "in_doubt")
        move(claims=_claims(task.ref), event="doubt", by=by)
        return Waiting(task.ref, now() + timedelta(seconds=1))
    if task.profile.answers.resend == "deduplicates":
        resolve(tenant=HOUSE, outbox=task.outbox, to="pending", by=by)
        return Waiting(task.ref, now())
    _set_state(task.ref, "in_doubt")
    move(claims=_claims(task.ref), event="doubt", by=by)
    return Aside(task.ref, "in_doubt", "neither its bytes nor an answer were found at the receiver")


def _end(task: _Task, result: str, by: str, note: str = "") -> bool:
    """False where this is no attempt of ours, or another worker has taken us for dead and ended it."""
    return bool(task.attempt) and conclude(
        tenant=HOUSE, outbox=task.outbox, attempt=task.attempt, result=result, by=by, note=note
    )


def _give_way(task: _Task) -> Outcome:
    """Another worker has the batch in hand: what he finds stands, and no more is said or done about it here."""
    return Waiting(task.ref, now() + timedelta(seconds=RETRY_SECONDS))


def _claims(batch: Ref) -> list[Ref]:
    with cursor() as sql:
        sql.execute("SELECT tenant_id, claim_id FROM exchange_batches_locator WHERE batch_id = %s", [batch.id])
        claims = [Ref(tenant, id) for tenant, id in sql.fetchall()]
    widen({claim.tenant for claim in claims})
    return claims


def _set_state(batch: Ref, state: str) -> None:
    """What the payer has answered meanwhile stands, for his word came later than our sending; and an operator's."""
    with cursor() as sql:
        sql.execute(
            "UPDATE exchange_batches_batch SET state = %s, sent_at = CASE WHEN %s = 'sent' THEN %s ELSE sent_at END, "
            "attempts = attempts + (CASE WHEN %s = 'sending' THEN 1 ELSE 0 END) WHERE tenant_id = %s AND id = %s "
            "AND state NOT IN ('acknowledged', 'refused', 'unbatched')",
            [state, state, now(), state, HOUSE, batch.id],
        )
