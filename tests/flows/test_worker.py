"""A worker: it goes straight on with what follows, picks up what was lost, and leaves what it does not know."""

from __future__ import annotations

import pytest

from clearlane.flows.steps import STEPS
from clearlane.flows.work import drain, sweep, work, worker_name
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from tests.flows.world import BY, World

FIRST = "claims/interchanges.read"


def test_from_the_first_step_a_file_goes_straight_on_to_its_end(world: World) -> None:
    world.send(world.order(claims=2).content)
    with world.as_role("flow"):
        taken = drain(steps=[STEPS[FIRST]], worker="test")
    assert world.states() == {"batched": 2}
    left = world.rows("SELECT DISTINCT step FROM foundation_queue_work")
    assert left == [("claims/batches.send",)]
    assert taken >= 8


def test_claims_of_two_files_are_gathered_into_one_batch(world: World) -> None:
    for seed in (1, 2):
        world.send(world.order(seed=seed, claims=2, control=seed).content, name=f"{seed}.837")
    world.run()
    assert world.rows("SELECT claims FROM exchange_batches_batch") == [(4,)]


def test_nothing_due_is_nothing_taken(world: World) -> None:
    with world.as_role("flow"):
        assert drain(steps=list(STEPS.values()), worker="test") == 0
        assert drain(steps=[], worker="test") == 0


def test_a_wake_up_runs_its_step(world: World) -> None:
    world.send(world.order(claims=1).content)
    with world.as_role("flow"):
        work(FIRST)
    assert world.states() == {"batched": 1}


def test_a_step_that_this_version_does_not_know_is_left_alone(world: World) -> None:
    file = world.send(world.order(claims=1).content)
    with world.as_role("flow"):
        with scope([1], by=BY):
            put([Due("claims/future.step", world.practice, file.id)])
        work("claims/future.step")
        sweep(0)
    assert world.rows("SELECT step FROM foundation_queue_work WHERE step LIKE %s", "%future%") == [
        ("claims/future.step",)
    ]
    assert world.states() == {"batched": 1}


def test_a_sweep_finds_work_whose_wake_up_was_lost(world: World) -> None:
    world.send(world.order(claims=1).content)
    with world.as_role("flow"), scope([1], by=BY), cursor() as sql:
        sql.execute("DELETE FROM procrastinate_jobs")
    with world.as_role("flow"):
        sweep(0)
    assert world.states() == {"batched": 1}


@pytest.mark.parametrize(("named", "name"), [("worker-7", "worker-7"), (None, "worker-")])
def test_a_worker_is_named_by_its_supervisor_else_by_its_process(
    monkeypatch: pytest.MonkeyPatch, named: str | None, name: str
) -> None:
    if named:
        monkeypatch.setenv("CLEARLANE_WORKER", named)
    else:
        monkeypatch.delenv("CLEARLANE_WORKER", raising=False)
    assert worker_name().startswith(name)
