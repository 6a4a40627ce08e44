"""TA1 and 999 on our own batches."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import psycopg

from clearlane.exchange.claims.move import move
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from tests.exchange.payer_files import Claim, ak, arrive, extracts, given_to, items, send_out, state_of, ta1
from tests.flows.world import BY, World


def _batch_state(world: World) -> str:
    return str(world.rows("SELECT state FROM exchange_batches_batch")[0][0])


def _position(world: World, claim: Claim, start: str) -> int:
    """The number, in our ST, of a claim's first segment that starts so."""
    ((address, first, last),) = world.rows(
        "SELECT batch.address, locator.first_segment, locator.last_segment FROM exchange_batches_locator AS locator "
        "JOIN exchange_batches_batch AS batch ON batch.id = locator.batch_id WHERE locator.claim_id = %s",
        claim.id,
    )
    with world.as_role("flow"), scope([1], by=BY):
        text = fetch(tenant=1, address=bytes(address)).decode()
    segments = text.split("~")[2:]
    return next(n for n in range(first, last + 1) if segments[n - 1].startswith(start))


def test_a_999_acknowledges_the_batch_and_moves_no_claim(world: World) -> None:
    claims = send_out(world)
    arrive(world, ak(1))
    assert _batch_state(world) == "acknowledged"
    assert {state_of(world, claim) for claim in claims} == {"sent"}
    assert items(world) == []


def test_a_ta1_acknowledges_the_batch(world: World) -> None:
    send_out(world)
    arrive(world, ta1(1))
    assert _batch_state(world) == "acknowledged"
    assert items(world) == []


def test_each_claim_keeps_the_acknowledgment_of_its_batch(world: World) -> None:
    claims = send_out(world)
    arrive(world, ak(1))
    arrive(world, ta1(1))
    kept = [(extracts(world, claim, "999"), extracts(world, claim, "ta1")) for claim in claims]
    assert all(len(nines) == 1 and "AK9*A*1*1*1~" in nines[0] and len(ones) == 1 for nines, ones in kept)


def test_of_a_999_each_tenant_keeps_only_the_errors_in_its_own_claim(
    world: World, tenant: Any, owner: psycopg.Connection[Any]
) -> None:
    other = tenant(kind="practice")
    mine, theirs = send_out(world, claims=2)
    errors = [
        segment
        for claim in (mine, theirs)
        for segment in (
            f"IK3*CLM*{_position(world, claim, 'CLM')}*2300*8", f"CTX*CLM01:{claim.number}",
            f"IK4*1*1028*7*{claim.last}",
        )
    ]  # fmt: skip
    given_to(other, theirs, owner)
    above = ("IK3*NM1*12*2010BA*8", "CTX*CLM01:STRANGER", "IK4*9*67*7*NOBODYS")
    arrive(world, ak(1, "CTX*CLM01:STRANGER", *errors, *above, verdict="R", group="R"))
    for claim, stranger in ((mine, theirs), (replace(theirs, tenant=other), mine)):
        (kept,) = extracts(world, claim, "999")
        assert f"CTX*CLM01:{claim.number}~IK4*1*1028*7*{claim.last}~IK5*R~AK9*R*1*1*0~SE*" in kept
        assert kept.startswith("ISA*")
        assert "AK2*837*0001*" in kept
        assert not [value for value in (stranger.number, "STRANGER", "NOBODYS", "IK3*NM1") if value in kept]


def test_of_a_999_each_claim_keeps_the_verdict_on_its_own_set(world: World, owner: psycopg.Connection[Any]) -> None:
    first, second = send_out(world, claims=2)
    owner.execute("UPDATE exchange_batches_locator SET set_seq = 2 WHERE claim_id = %s", [second.id])
    arrive(world, ak(1, "IK5*A", "AK2*837*0002*005010X222A1", verdict="R*5", group="P"))
    for claim, verdict, others in ((first, "IK5*A~", "0002"), (second, "IK5*R*5~", "0001")):
        (kept,) = extracts(world, claim, "999")
        assert kept.count("AK2*837*") == 1
        assert f"AK2*837*{others}" not in kept
        assert verdict in kept
        assert "AK9*P*1*1*0~" in kept


def test_a_refused_batch_is_the_operators_and_the_submitter_sees_nothing_rejected(world: World) -> None:
    claims = send_out(world)
    arrive(world, ak(1, verdict="R", group="R"))
    assert _batch_state(world) == "refused"
    assert {state_of(world, claim) for claim in claims} == {"sent"}
    ((kind, reason, note),) = items(world)
    assert (kind, reason) == ("response", "refused")
    assert "IK5 R" in note


def test_a_refusing_ta1_is_the_operators(world: World) -> None:
    send_out(world)
    arrive(world, ta1(1, "R", "025"))
    assert _batch_state(world) == "refused"
    ((_, reason, note),) = items(world)
    assert reason == "refused"
    assert "TA1 R, note 025" in note


def test_errors_are_mapped_back_to_the_senders_segment(world: World) -> None:
    _, claim, *_ = send_out(world)
    ours = _position(world, claim, "HI")
    arrive(world, ak(1, f"IK3*HI*{ours}*2300*8", "IK4*1:2**7", verdict="E", group="E"))
    ((first,),) = world.rows("SELECT first_segment FROM exchange_claims_claim WHERE id = %s", claim.id)
    ((_, _, note),) = items(world)
    assert f"HI at segment {ours} of our ST: IK304 8 element 1-2 IK403 7" in note
    assert f"claim {claim.id}, segment " in note
    theirs = int(note.rsplit("segment ", 1)[1].split()[0])
    assert theirs > first
    assert _batch_state(world) == "acknowledged"


def test_an_error_above_the_claims_says_so(world: World) -> None:
    send_out(world)
    arrive(world, ak(1, "IK3*BHT*2**8", "IK4*2**7", verdict="R", group="R"))
    assert "it stands above the claims" in items(world)[0][2]


def test_an_error_in_our_own_segment_says_so(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, ak(1, f"IK3*REF*{_position(world, claim, 'REF*D9')}*2300*8", verdict="E", group="E"))
    assert "a segment of our own" in items(world)[0][2]


def test_a_999_for_a_batch_that_we_never_sent_is_unmatched(world: World) -> None:
    send_out(world)
    arrive(world, ak(777))
    assert [reason for _, reason, _ in items(world)] == ["unmatched"]
    assert _batch_state(world) == "sent"


def test_a_999_of_a_test_does_not_acknowledge_a_production_batch(world: World) -> None:
    send_out(world)
    arrive(world, ak(1, usage="T"))
    assert _batch_state(world) == "sent"


def test_an_answer_resolves_a_batch_in_doubt(world: World) -> None:
    world.send(world.order(claims=2).content)
    world.run()
    with world.as_role("flow"), scope([1, world.practice], by=BY), cursor() as sql:
        from clearlane.vocabulary.outcome import Ref

        sql.execute("SELECT tenant_id, claim_id FROM exchange_batches_locator")
        claims = [Ref(*row) for row in sql.fetchall()]
        move(claims=claims, event="doubt", by=BY)
        sql.execute("UPDATE exchange_batches_batch SET state = 'in_doubt'")
        sql.execute("UPDATE foundation_outbox_outbox SET state = 'in_doubt'")
        sql.execute("DELETE FROM foundation_queue_work")
    arrive(world, ak(1))
    assert _batch_state(world) == "acknowledged"
    assert world.states() == {"sent": 2}
    assert world.rows("SELECT state FROM foundation_outbox_outbox") == [("confirmed",)]


def test_a_second_999_that_accepts_does_not_heal_a_refusal(world: World) -> None:
    send_out(world)
    arrive(world, ak(1, verdict="R", group="R"))
    arrive(world, ak(1), name="later.999")
    assert _batch_state(world) == "refused"
