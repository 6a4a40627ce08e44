"""The runner: nothing lost, nothing doubled, and one bad thing stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.flows import run as runner
from clearlane.flows.retry import retry
from clearlane.flows.steps import FLOWS, STEPS, first, following
from clearlane.flows.table import Step
from clearlane.foundation.queue.settle import free, lease
from clearlane.foundation.queue.take import take
from clearlane.foundation.tenancy.scope import scope
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
