"""The one runner. It takes work, opens the transaction, calls the verb, records each outcome and wakes what is next.

Law: ids in = moved + already moved + set aside + waiting, or the transaction fails. A chunk that fails by its data,
or twice by anything, is halved down to the one thing at fault, which becomes a dead letter with a worklist item,
while the rest goes on. What is no fault of the work (a store that is away, a full disk) is waited for, for a while.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import GeneratorType
from typing import cast

from django.db import DatabaseError, DataError, IntegrityError

from clearlane.exchange.claims.move import move
from clearlane.exchange.worklists.close import close_about
from clearlane.exchange.worklists.raise_item import Raised, raise_items
from clearlane.flows.steps import following
from clearlane.flows.table import Acts, Outcomes, Step
from clearlane.foundation.clock.read import now
from clearlane.foundation.queue import settle
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.queue.take import Taken, take
from clearlane.foundation.queue.wake import wake
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.telemetry.metrics import CHUNK_SECONDS, CHUNKS_FAILED, THINGS_MOVED, THINGS_STUCK
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.tenancy.widen import widen
from clearlane.vocabulary.outcome import Already, Aside, Given, Kind, Outcome, Ref, Waiting

LEASE_SECONDS = 600
FAILURES_BEFORE_HALVING = 2
TRIES_BEFORE_HALVING = 20
"""So often work is tried again that a store, a disk or a lock stands in the way of: for a quarter of an hour."""

_LOST = (None, "57P01", "57P02", "57P03")
"""SQLSTATE where the connection is gone: none at all, or the server is being stopped or started."""

_PASSING = ("40", "53")
"""Classes of SQLSTATE that say nothing of the work: rolled back for another's sake, and no room."""

log = logger(__name__)


class OutcomesDoNotTieOut(Exception):
    """A verb did not answer for each thing of its chunk exactly once: a bug in the verb; nothing was recorded."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one chunk came to: how many things were taken, and the steps that have something to do now."""

    taken: int
    next_steps: tuple[Step, ...] = ()


NOTHING = Ran(0)


def run(*, step: Step, worker: str) -> Ran:
    """Do one chunk of a step; ``worker`` names who does it. Returns NOTHING when no work is due."""
    return _run(step, worker, these=None)


def _run(step: Step, worker: str, these: Sequence[int] | None) -> Ran:
    held: list[Taken] = []
    try:
        return _attempt(step, worker, these, held)
    except Exception as error:  # whatever a verb raises, the rest of the work must go on
        log.exception("step failed", step=step.name, things=len(held), sqlstate=_sqlstate(error))
        CHUNKS_FAILED.labels(step.name).inc()
        return _after_failure(step, worker, held, error)


def _attempt(step: Step, worker: str, these: Sequence[int] | None, held: list[Taken]) -> Ran:
    began, cpu = time.perf_counter(), time.process_time()
    limit = step.gather.up_to if step.gather else step.chunk
    by = f"flow:{step.name}"
    with _opened(by):
        held.extend(take(step=step.name, limit=limit, lanes=step.gather.lanes if step.gather else None, these=these))
        if not held:
            return NOTHING
        widen({work.tenant for work in held})
        first = _first_act(step, worker, held, by)
    next_steps = first if isinstance(first, tuple) else _finish_outside(step, held, first, by)
    _tell_how_long(step, len(held), began, cpu)
    return Ran(len(held), next_steps)


def _first_act(step: Step, worker: str, held: list[Taken], by: str) -> tuple[Step, ...] | Acts:
    """Call the verb. Most are done with that; one that speaks with the outside has its work leased to this worker."""
    answered = step.verb(chunk=[Ref(work.tenant, work.thing) for work in held], by=by)
    if not isinstance(answered, GeneratorType):
        return _record(step, held, cast(Outcomes, answered), by)
    next(answered)
    settle.lease(ids=[work.id for work in held], worker=worker, seconds=LEASE_SECONDS)
    return answered


def _finish_outside(step: Step, held: list[Taken], acts: Acts, by: str) -> tuple[Step, ...]:
    """The second act speaks with the outside, no transaction being open; the third records what came of it."""
    next(acts)
    with _opened(by):
        widen({work.tenant for work in held})
        try:
            next(acts)
        except StopIteration as end:
            return _record(step, held, end.value, by)
    raise OutcomesDoNotTieOut(f"{step.name} has more than three acts")


@contextmanager
def _opened(by: str) -> Iterator[None]:
    with scope([HOUSE], by=by):
        yield


def _record(step: Step, held: Sequence[Taken], outcomes: Sequence[Outcome], by: str) -> tuple[Step, ...]:
    work = {Ref(row.tenant, row.thing): row.id for row in held}
    if sorted(outcome.ref for outcome in outcomes) != sorted(work):
        raise OutcomesDoNotTieOut(f"{step.name}: {len(work)} things in, {len(outcomes)} outcomes")
    waits = [(work[outcome.ref], outcome.until) for outcome in outcomes if isinstance(outcome, Waiting)]
    settle.finish(ids=[work[outcome.ref] for outcome in outcomes if not isinstance(outcome, Waiting)])
    settle.put_off(waits=waits)
    for outcome in outcomes:
        THINGS_MOVED.labels(step.name, type(outcome).__name__.lower()).inc()
    _raise(step, [one for one in outcomes if isinstance(one, Aside | Waiting) and one.reason], by)
    _take_back(step, outcomes, by)
    return _hand_on(
        step, [given for outcome in outcomes if not isinstance(outcome, Already) for given in outcome.gives]
    )


def _raise(step: Step, asides: Sequence[Aside | Waiting], by: str) -> None:
    unknown = {aside.reason for aside in asides} - set(step.asides)
    if unknown:
        raise OutcomesDoNotTieOut(f"{step.name} may not set aside for {sorted(unknown)}")
    kind = step.takes.value
    items = [Raised(aside.ref.tenant, kind, aside.reason, aside.ref, kind, aside.note) for aside in asides]
    raise_items(items=items, by=by)


def _take_back(step: Step, outcomes: Sequence[Outcome], by: str) -> None:
    """Close what was said of a thing while it waited, and is not said any more."""
    for reason in step.passing:
        for outcome in outcomes:
            if not (isinstance(outcome, Aside | Waiting) and outcome.reason == reason):
                close_about(subject=outcome.ref, reason=reason, by=by, note="it has passed")


def _hand_on(step: Step, gives: Sequence[Given]) -> tuple[Step, ...]:
    nexts: dict[str, Step] = {}
    due: list[Due] = []
    for given in gives:
        then = following(step=step, given=given)
        if then is None:
            continue
        nexts[then.name] = then
        due.append(Due(then.name, given.ref.tenant, given.ref.id, given.lane, given.due_at))
    put(_gathering(nexts, due))
    for name in nexts:
        wake(step=name)
    return tuple(nexts.values())


def _gathering(nexts: Mapping[str, Step], due: Sequence[Due]) -> Sequence[Due]:
    """What goes to a step that gathers is due when its lane has waited for more."""
    waits: dict[tuple[str, str], datetime] = {}
    for name, step in nexts.items():
        if step.gather and step.gather.after:
            until = step.gather.after(lanes=sorted({one.lane for one in due if one.step == name}))
            waits |= {(name, lane): at for lane, at in until.items()}
    return [replace(one, due_at=waits.get((one.step, one.lane), one.due_at)) for one in due] if waits else due


def _after_failure(step: Step, worker: str, held: Sequence[Taken], error: Exception) -> Ran:
    if not held:
        raise error
    by_data = isinstance(error, DataError | IntegrityError | ValueError | TypeError)
    most = TRIES_BEFORE_HALVING if _is_passing(error) else FAILURES_BEFORE_HALVING
    exhausted = by_data or max(work.attempts for work in held) + 1 >= most
    ids = [work.id for work in held]
    if not exhausted or _connection_is_lost(error):
        return _again(step, held, error)
    if len(held) == 1:
        return _bury(step, held[0], error)
    middle = len(ids) // 2
    halves = [_run(step, worker, these=half) for half in (ids[:middle], ids[middle:])]
    return Ran(len(held), tuple(dict.fromkeys(then for half in halves for then in half.next_steps)))


def _sqlstate(error: Exception) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""


def _connection_is_lost(error: Exception) -> bool:
    return isinstance(error, DatabaseError) and getattr(error.__cause__, "sqlstate", None) in _LOST


def _is_passing(error: Exception) -> bool:
    """Whether the fault lies in what the work stands on. A file that is not there is not there the next time either."""
    if isinstance(error, DatabaseError):
        return _sqlstate(error).startswith(_PASSING)
    return isinstance(error, OSError) and not isinstance(error, FileNotFoundError)


def _again(step: Step, held: Sequence[Taken], error: Exception) -> Ran:
    wait = min(60, 2 ** max(work.attempts for work in held))
    with scope([HOUSE], by=f"flow:{step.name}"):
        settle.fail(ids=[work.id for work in held], error=type(error).__name__, until=now() + timedelta(seconds=wait))
    return NOTHING


def _bury(step: Step, work: Taken, error: Exception) -> Ran:
    by = f"flow:{step.name}"
    with scope([HOUSE, work.tenant], by=by):
        settle.bury(work=work.id, error=type(error).__name__)
        subject = Ref(work.tenant, work.thing)
        if step.takes is Kind.CLAIM:
            move(claims=[subject], event="stick", by=by)
        note = f"{step.name} failed with {type(error).__name__}"
        kind = step.takes.value
        raise_items(items=[Raised(work.tenant, kind, "stuck", subject, kind, note)], by=by)
    THINGS_STUCK.labels(step.name).inc()
    return Ran(1)


def _tell_how_long(step: Step, things: int, began: float, cpu: float) -> None:
    wall = time.perf_counter() - began
    used = time.process_time() - cpu
    CHUNK_SECONDS.labels(step.name).observe(wall)
    log.info("step done", step=step.name, things=things, wall_ms=round(wall * 1000, 1), cpu_ms=round(used * 1000, 1))
