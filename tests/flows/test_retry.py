"""Another try for what is stuck: dead letters of any step are revived, and nothing else is touched."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import psycopg

from clearlane.flows import run as runner
from clearlane.flows.retry import retry
from clearlane.flows.steps import STEPS
from clearlane.foundation.queue.settle import bury
from clearlane.foundation.tenancy.scope import scope
from tests.exchange.payer_files import items
from tests.flows.test_release import stuck
from tests.flows.world import BY, World

HELD_SETS = "SELECT count(*) FROM exchange_interchanges_transactionset WHERE state = 'held'"


def again(world: World, *ids: UUID) -> int:
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        return retry(ids=ids, by="operator:ann")


def buried(world: World) -> UUID:
    """A file whose reading failed for good."""
    file = world.send(world.order(claims=2).content)
    ((work,),) = world.rows("SELECT id FROM foundation_queue_work WHERE thing_id = %s", file.id)
    with world.as_role("flow"), scope([1], by=BY):
        bury(work=work, error="ValueError")
    return file.id


def test_a_dead_letter_is_not_taken_until_it_is_retried(world: World) -> None:
    file = buried(world)
    assert world.run() == 0
    assert again(world, file) == 1
    world.run()
    assert world.states() == {"batched": 2}


def test_a_retry_is_audited_and_closes_what_stood_on_the_list(world: World, owner: psycopg.Connection[Any]) -> None:
    file = buried(world)
    again(world, file)
    query = "SELECT tenant_id, by, subjects FROM foundation_audit_entry WHERE event = 'queue:work:retried'"
    assert owner.execute(query).fetchall() == [(world.practice, "operator:ann", [file])]
    assert items(world) == []


def test_what_is_not_stuck_is_left_alone(world: World) -> None:
    file = world.send(world.order(claims=1).content)
    before = world.rows("SELECT * FROM foundation_queue_work")
    assert again(world, file.id, uuid4()) == 0
    assert world.rows("SELECT * FROM foundation_queue_work") == before


def test_retrying_twice_takes_it_up_once(world: World) -> None:
    file = buried(world)
    assert [again(world, file), again(world, file)] == [1, 0]


def test_a_retry_does_not_release_what_an_edit_holds(world: World) -> None:
    world.send(world.order(claims=1, planted={0: "stranger_pair"}).content)
    world.run()
    ((held,),) = world.rows("SELECT id FROM exchange_claims_claim WHERE state = 'held'")
    assert again(world, held) == 0
    assert [reason for _, reason, _ in items(world)] == ["held"]


def test_a_retry_of_a_files_summary_does_not_release_its_held_sets(world: World) -> None:
    world.send(world.order(claims=2, control=1).content)
    world.run()
    repeat = world.send(world.order(claims=2, control=2).content, name="again.837")
    with world.as_role("flow"):
        runner.run(step=STEPS["claims/interchanges.read"], worker="test")
    ((work,),) = world.rows("SELECT id FROM foundation_queue_work WHERE thing_id = %s", repeat.id)
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        bury(work=work, error="ValueError")
    assert again(world, repeat.id) == 1
    world.run()
    assert (world.states(), world.rows(HELD_SETS)) == ({"batched": 2}, [(1,)])


def test_a_stuck_claim_that_is_retried_waives_no_rule(world: World, owner: psycopg.Connection[Any]) -> None:
    claim = stuck(world, owner)
    assert again(world, claim) == 1
    assert world.rows("SELECT detail FROM exchange_claims_transition WHERE event = 'release'") == [("",)]
    world.run()
    assert world.states() == {"batched": 2}
