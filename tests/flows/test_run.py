"""The runner: nothing lost, nothing doubled, and one bad thing stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import OperationalError

from clearlane.flows import run as runner
from clearlane.flows.retry import retry
from clearlane.flows.steps import FLOWS, STEPS, first, following
from clearlane.flows.table import Step
from clearlane.foundation.clock.read import now
from clearlane.foundation.queue.settle import fail, free, lease, put_off
from clearlane.foundation.queue.take import take
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.s3 import StoreIsAway
from clearlane.vocabulary.outcome import Given, Kind, Moved, Outcome, Ref
from tests.flows.world import BY, World

BOGUS = UUID(int=1)
OUT = ("claims/interchanges.read", "claims/claims.extract")


def spoil(owner: psycopg.Connection[Any], n: int) -> None:
    """Make the rows of some claims such that no step can read them."""
    owner.execute(
        "UPDATE exchange_claims_claim SET delimiters = '*' WHERE id IN (SELECT id FROM exchange_claims_claim LIMIT %s)",
        [n],
    )


def extracted(world: World, claims: int = 6) -> None:
    """Claims that wait to be judged."""
    world.send(world.order(claims=claims).content)
    with world.as_role("flow"):
        for name in OUT:
            runner.run(step=STEPS[name], worker="test")


def test_a_claim_at_fault_becomes_stuck_and_the_others_go_on(world: World, owner: psycopg.Connection[Any]) -> None:
    extracted(world)
    spoil(owner, 1)
    world.run()
    assert world.states() == {"stuck": 1, "batched": 5}


def test_what_is_stuck_stands_on_the_worklist_with_the_step_and_no_value(
    world: World, owner: psycopg.Connection[Any]
) -> None:
    extracted(world)
    spoil(owner, 1)
    world.run()
    items = world.rows("SELECT reason, note FROM exchange_worklists_item WHERE kind = 'claim'")
    assert items == [("stuck", "claims/edits.check failed with ValueError")]


def test_what_is_stuck_goes_on_when_it_is_mended_and_retried(world: World, owner: psycopg.Connection[Any]) -> None:
    extracted(world)
    spoil(owner, 1)
    world.run()
    owner.execute("UPDATE exchange_claims_claim SET delimiters = '*:~^' WHERE delimiters = '*'")
    stuck = [id for (id,) in world.rows("SELECT id FROM exchange_claims_claim WHERE state = 'stuck'")]
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        assert retry(ids=stuck, by=BY) == 1
    world.run()
    assert world.states() == {"batched": 6}
    open_items = world.rows("SELECT 1 FROM exchange_worklists_item WHERE closed_at IS NULL AND kind = 'claim'")
    assert open_items == []


def test_a_verb_that_forgets_a_thing_records_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
        return [Moved(ref) for ref in chunk[1:]]

    extracted(world)
    step = STEPS["claims/edits.check"]
    broken = Step(verb=forgetful, takes=step.takes, gives=step.gives, flow=step.flow)
    monkeypatch.setattr(type(broken), "name", step.name)
    with world.as_role("flow"):
        runner.run(step=broken, worker="test")
    assert world.rows("SELECT count(*), max(attempts) FROM foundation_queue_work WHERE step = %s", step.name) == [
        (6, 1)
    ]


def test_another_worker_does_not_get_what_is_held(world: World) -> None:
    extracted(world)
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        held = take(step="claims/edits.check", limit=4)
    assert len(held) == 4


def test_a_dead_workers_lease_is_free_at_once(world: World) -> None:
    extracted(world)
    with world.as_role("flow"), scope([1], by=BY):
        held = take(step="claims/edits.check", limit=4)
        lease(ids=[one.id for one in held], worker="dead", seconds=3600)
    with world.as_role("flow"), scope([1], by=BY):
        assert len(take(step="claims/edits.check", limit=10)) == 2
        assert free(worker="dead") == 4
        assert len(take(step="claims/edits.check", limit=10)) == 6


def test_every_thing_given_is_taken_by_a_later_step_or_ends() -> None:
    for step in STEPS.values():
        then = following(step=step, given=Given(step.gives, Ref(1, BOGUS), of="837"))
        assert then is None or then.accepts(Given(step.gives, Ref(1, BOGUS), of="837"))


def test_names_of_steps_are_unique() -> None:
    assert len(STEPS) == sum(len(flow.steps) for flow in FLOWS)


def test_a_payers_payment_goes_on_in_the_flow_of_payments() -> None:
    read = STEPS["answers/interchanges.read"]
    then = following(step=read, given=Given(Kind.SET, Ref(1, BOGUS), of="835"))
    assert then is not None
    assert then.name == "remittance/remits.extract"


def test_a_set_that_no_step_takes_ends() -> None:
    assert first(flow="claims", given=Given(Kind.SET, Ref(1, BOGUS), of="834")) is None


def failing_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> Step:
    """The step that judges claims, of which nothing comes but this."""

    def fail(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
        raise error

    real = STEPS["claims/edits.check"]
    broken = Step(verb=fail, takes=real.takes, gives=real.gives, flow=real.flow)
    monkeypatch.setattr(type(broken), "name", real.name)
    return broken


def tries(world: World, step: Step, times: int) -> list[tuple[Any, ...]]:
    """Let a step be tried as if each wait were over; how often it was, and how much of it is a dead letter."""
    for _ in range(times):
        world.rows("UPDATE foundation_queue_work SET due_at = now() - interval '1 hour' RETURNING 1")
        with world.as_role("flow"):
            runner.run(step=step, worker="test")
    return world.rows(
        "SELECT max(attempts), count(*) FILTER (WHERE stuck_at IS NOT NULL) FROM foundation_queue_work WHERE step = %s",
        "claims/edits.check",
    )


def rolled_back(sqlstate: str) -> OperationalError:
    """What Django raises of an error of PostgreSQL."""
    error = OperationalError("not for its own sake")
    error.__cause__ = psycopg.errors.lookup(sqlstate)()
    return error


PASSING = [
    OSError("no room"),
    StoreIsAway("ConnectTimeout"),
    TimeoutError(),
    *map(rolled_back, ("40001", "40P01", "53100")),
]


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_what_stands_in_the_way_of_all_is_waited_for_and_buries_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    extracted(world)
    with monkeypatch.context() as patch:
        assert tries(world, failing_with(error, patch), times=5) == [(5, 0)]
    world.rows("UPDATE foundation_queue_work SET due_at = now() RETURNING 1")
    world.run()
    assert world.states() == {"batched": 6}


@pytest.mark.parametrize("error", [RuntimeError(), FileNotFoundError()], ids=repr)
def test_what_is_the_works_own_fault_is_buried_at_the_second_time(
    world: World, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    extracted(world)
    with monkeypatch.context() as patch:
        assert tries(world, failing_with(error, patch), times=2)[0][1] == 6


def test_what_is_waited_for_in_vain_stands_before_a_person_in_the_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted(world)
    with monkeypatch.context() as patch:
        broken = failing_with(OSError("no room"), patch)
        assert tries(world, broken, times=runner.TRIES_BEFORE_HALVING - 1)[0][1] == 0
        assert tries(world, broken, times=1)[0][1] == 6


def test_a_failure_counts_no_more_once_the_work_went_well(world: World, owner: psycopg.Connection[Any]) -> None:
    extracted(world)
    later = now() + timedelta(days=1)
    with world.as_role("flow"), scope([1], by=BY):
        held = take(step="claims/edits.check", limit=1)[0].id
        fail(ids=[held], error="OSError", until=later)
        put_off(waits=[(held, later)])
    found = owner.execute("SELECT attempts, error FROM foundation_queue_work WHERE id = %s", [held]).fetchone()
    assert found == (0, "")
