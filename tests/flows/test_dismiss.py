"""What is dealt with leaves the worklist; what still waits for a person stays, whatever he says."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from clearlane.exchange.worklists.find import find
from clearlane.flows.dismiss import Dismissed, dismiss
from clearlane.flows.find_waiting import find_waiting
from clearlane.flows.release import drop
from clearlane.foundation.tenancy.scope import scope
from tests.exchange.payer_files import send_out
from tests.flows.world import BY, World


def dismissed(world: World, *ids: UUID) -> Dismissed:
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        return dismiss(ids=ids, by=BY, note="seen")


def listed(world: World) -> set[UUID]:
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        return {item.subject_id for item in find()}


def held_claim(world: World) -> UUID:
    content = world.order(claims=1).content
    npi = next(pair.npi for pair in world.pairs if pair.npi.encode() in content)
    world.send(content.replace(npi.encode(), b"1234567893"))
    world.run()
    ((claim,),) = world.rows("SELECT id FROM exchange_claims_claim WHERE state = 'held'")
    return UUID(str(claim))


def held_file(world: World) -> UUID:
    world.send(world.order(claims=1, control=1).content)
    world.run()
    again = world.send(world.order(claims=1, control=2).content)
    world.run()
    return again.id


HELD: list[Callable[[World], UUID]] = [held_claim, held_file]


@pytest.mark.parametrize("hold", HELD)
def test_what_is_held_stays_on_the_list_until_it_is_released_or_dropped(
    world: World, hold: Callable[[World], UUID]
) -> None:
    held = hold(world)
    assert dismissed(world, held) == Dismissed(0, {held: "held"}, ())
    assert held in listed(world)
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        drop(ids=[held], by=BY)
    assert held not in listed(world)


def test_what_only_tells_something_is_closed_beside_what_waits(world: World) -> None:
    held = held_claim(world)
    world.send(b"hello")
    world.run()
    told = world.sent[-1].id
    stranger = uuid4()
    assert dismissed(world, held, told, stranger) == Dismissed(1, {held: "held"}, (stranger,))
    assert listed(world) == {held}


def test_a_stuck_thing_and_a_batch_in_doubt_wait(world: World) -> None:
    send_out(world)
    ((batch,),) = world.rows("SELECT id FROM exchange_batches_batch")
    stuck = uuid4()
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        from clearlane.foundation.tenancy.connection import cursor

        with cursor() as sql:
            sql.execute("UPDATE exchange_batches_batch SET state = 'in_doubt' WHERE id = %s", [batch])
            sql.execute(
                "INSERT INTO foundation_queue_work (tenant_id, step, thing_id, due_at, lane, error, leased_by, "
                "attempts, stuck_at) VALUES (1, 'claims/edits.check', %s, now(), '', '', '', 1, now())",
                [stuck],
            )
        assert find_waiting(ids=[UUID(str(batch)), stuck, uuid4()]) == {batch: "in_doubt", stuck: "stuck"}
