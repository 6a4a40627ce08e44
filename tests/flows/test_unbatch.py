"""A batch that will not reach its payer, or that he has refused, is taken apart, and no claim is billed twice by it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from clearlane.exchange.claims.move import move
from clearlane.flows.unbatch import MayNotUnbatch, unbatch
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from tests.exchange.payer_files import ak, arrive, claims_of, interchange, items, mark_sent, send_out, ta1
from tests.flows.world import BY, World

AN = "operator:ann"


def built(world: World, claims: int = 3) -> None:
    """Claims in a batch that nobody has begun to send."""
    world.send(world.order(claims=claims).content)
    world.run()


def doubtful(world: World) -> None:
    """Claims in a batch of which nobody knows whether it has arrived."""
    built(world)
    claims = [claim.ref for claim in claims_of(world)]
    with world.as_role("flow"), scope([1, world.practice], by=BY), cursor() as sql:
        move(claims=claims, event="doubt", by=BY)
        sql.execute("UPDATE exchange_batches_batch SET state = 'in_doubt'")
        sql.execute("UPDATE foundation_outbox_outbox SET state = 'in_doubt'")


def apart(world: World, id: UUID | None = None, **said: bool) -> int | None:
    """An operator takes the oldest batch apart."""
    batch = id or world.rows("SELECT id FROM exchange_batches_batch ORDER BY control")[0][0]
    with world.as_role("operator"), scope([1, world.practice], by=AN):
        return unbatch(id=batch, by=AN, **said)


def batches(world: World) -> list[tuple[str, int]]:
    return [(state, n) for state, n in world.rows("SELECT state, claims FROM exchange_batches_batch ORDER BY control")]


def test_the_claims_of_a_batch_that_never_left_go_into_another_one(world: World) -> None:
    built(world)
    assert apart(world) == 3
    assert world.states() == {"ready": 3}
    world.run()
    assert (world.states(), batches(world)) == ({"batched": 3}, [("unbatched", 3), ("built", 3)])


def test_a_batch_that_was_taken_apart_is_never_sent(world: World) -> None:
    built(world)
    apart(world)
    with world.as_role("flow"), scope([1], by=BY), cursor() as sql:
        sql.execute("DELETE FROM foundation_queue_work WHERE step <> 'claims/batches.send'")
        sql.execute("UPDATE foundation_queue_work SET due_at = now()")
        assert sql.rowcount == 1
    world.run("claims/batches.send")
    assert batches(world) == [("unbatched", 3)]
    assert world.rows("SELECT state FROM foundation_outbox_outbox") == [("failed",)]
    assert world.rows("SELECT 1 FROM foundation_queue_work") == []


@pytest.mark.parametrize("refusal", [ta1(1, "R", "025"), ak(1, verdict="R", group="R")], ids=["TA1", "999"])
def test_the_claims_of_a_refused_batch_go_into_another_one(world: World, refusal: bytes) -> None:
    send_out(world, claims=3)
    arrive(world, refusal)
    assert apart(world) == 3
    world.run()
    assert (world.states(), batches(world)) == ({"batched": 3}, [("unbatched", 3), ("built", 3)])
    assert items(world) == []


def test_a_refused_batch_is_found_by_the_response_that_stands_on_the_worklist(world: World) -> None:
    send_out(world, claims=2)
    arrive(world, ak(1, verdict="R", group="R"))
    ((response,),) = world.rows("SELECT subject_id FROM exchange_worklists_item WHERE closed_at IS NULL")
    assert apart(world, response) == 2


def test_a_batch_in_doubt_needs_the_receivers_word(world: World) -> None:
    doubtful(world)
    with pytest.raises(MayNotUnbatch, match="ask its receiver"):
        apart(world)
    assert apart(world, has_not_arrived=True) == 3
    assert world.states() == {"ready": 3}


def test_a_batch_that_was_sent_is_not_taken_apart(world: World) -> None:
    send_out(world)
    with pytest.raises(MayNotUnbatch, match="the batch is sent"):
        apart(world)
    assert world.states() == {"sent": 4}


def test_a_batch_of_which_a_part_was_taken_is_not_taken_apart(world: World) -> None:
    send_out(world)
    sets = ["AK1*HC*1*005010X222A1", "AK2*837*0001*005010X222A1", "IK5*A", "AK2*837*0002*005010X222A1", "IK5*R*5"]
    content = interchange([*sets, "AK9*P*2*2*1"], functional_id="FA", version="005010X231A1")
    arrive(world, content)
    with pytest.raises(MayNotUnbatch, match="took part of it"):
        apart(world)


def test_a_batch_of_which_only_the_refused_set_is_named_is_not_taken_apart(world: World) -> None:
    send_out(world)
    sets = ["AK1*HC*1*005010X222A1", "AK2*837*0002*005010X222A1", "IK5*R*5", "AK9*P*2*2*1"]
    arrive(world, interchange(sets, functional_id="FA", version="005010X231A1"))
    assert [reason for _, reason, _ in items(world)] == ["refused"]
    with pytest.raises(MayNotUnbatch, match="took part of it"):
        apart(world)


def test_a_claim_on_which_the_payer_has_spoken_stays_where_it_is(world: World) -> None:
    first, *_ = send_out(world, claims=3)
    arrive(world, ta1(1, "R", "025"))
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        move(claims=[first.ref], event="payer_accepted", by=BY)
    assert apart(world) == 2
    assert world.states() == {"ready": 2, "accepted_by_payer": 1}


def test_a_batch_that_arrived_although_it_was_taken_apart_is_looked_at(world: World) -> None:
    doubtful(world)
    apart(world, has_not_arrived=True)
    arrive(world, ak(1))
    ((kind, reason, note),) = items(world)
    assert (kind, reason) == ("response", "unexpected")
    assert "its claims may be there twice" in note


def test_taking_apart_twice_is_refused(world: World) -> None:
    built(world)
    apart(world)
    with pytest.raises(MayNotUnbatch, match="the batch was taken apart already"):
        apart(world)


def test_there_is_no_batch_of_an_unknown_id(world: World) -> None:
    assert apart(world, uuid4()) is None


def test_taking_apart_is_audited_for_the_house_and_for_who_has_the_claims(world: World) -> None:
    built(world)
    apart(world)
    told = world.rows("SELECT event, tenant_id, by FROM foundation_audit_entry WHERE event LIKE 'batch:%%:unbatched'")
    assert sorted(told) == [("batch:claims:unbatched", world.practice, AN), ("batch:file:unbatched", 1, AN)]
    moves = world.rows("SELECT DISTINCT event, from_state, to_state, by FROM exchange_claims_transition ORDER BY 1")
    assert ("unbatch", "batched", "ready", AN) in moves


def test_a_second_batch_of_the_same_claims_is_answered_like_any_other(world: World) -> None:
    send_out(world, claims=2)
    arrive(world, ta1(1, "R", "025"))
    apart(world)
    world.run()
    mark_sent(world)
    arrive(world, ak(2))
    assert batches(world) == [("unbatched", 2), ("acknowledged", 2)]
    assert {claim.state for claim in claims_of(world)} == {"sent"}
