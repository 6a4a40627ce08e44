"""What a payer says of our envelope and of claims: the batch's state, the claims', and what the operator sees."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.exchange.responses.match import match
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Already, Aside, Moved, Ref
from tests.exchange.payer_files import (
    Claim,
    about,
    ak,
    answer_277,
    arrive,
    extracts,
    given_to,
    items,
    mails,
    send_out,
    state_of,
    ta1,
)
from tests.flows.world import BY, World

Owner = psycopg.Connection[Any]
ERROR = ("IK3*NM1*8*2010AA*8", "IK4*9*67*7")
VERDICTS = [
    ("TA1 A", ta1(1), "acknowledged", ""),
    ("TA1 E", ta1(1, "E", "019"), "acknowledged", "TA1 E, note 019"),
    ("TA1 R", ta1(1, "R", "001"), "refused", "TA1 R, note 001"),
    ("999 A", ak(1), "acknowledged", ""),
    ("999 E, set E", ak(1, *ERROR, verdict="E", group="E"), "acknowledged", "999 AK9 E"),
    ("999 P, set R", ak(1, *ERROR, verdict="R", group="P"), "refused", "ST 0001 IK5 R"),
    ("999 R, set R", ak(1, *ERROR, verdict="R", group="R"), "refused", "999 AK9 R"),
    ("999 R, set M", ak(1, verdict="M", group="R"), "refused", "ST 0001 IK5 M"),
    ("999 X, set X", ak(1, verdict="X", group="X"), "refused", "999 AK9 X"),
]


def test_a_verdict_on_our_envelope_is_the_batchs_and_rejects_no_claim(world: World, owner: Owner) -> None:
    send_out(world, claims=2)
    for story, content, state, note in VERDICTS:
        owner.execute("UPDATE exchange_batches_batch SET state = 'sent'")
        owner.execute("DELETE FROM exchange_worklists_item")
        owner.execute("DELETE FROM exchange_interchanges_samecontent")
        arrive(world, content, name=story)
        assert world.rows("SELECT state FROM exchange_batches_batch") == [(state,)], story
        found = items(world)
        assert [reason for _, reason, _ in found] == (["refused"] if note else []), story
        assert all(note in said for _, _, said in found), story
    assert world.states() == {"sent": 2}
    assert mails(world, "277") == []


@pytest.mark.parametrize("first", [ta1(1), ak(1)], ids=["TA1", "999"])
def test_a_refusal_after_an_acceptance_counts(world: World, first: bytes) -> None:
    send_out(world, claims=1)
    arrive(world, first)
    arrive(world, ak(1, verdict="R", group="R"), name="later")
    assert world.rows("SELECT state FROM exchange_batches_batch") == [("refused",)]


@pytest.mark.parametrize(
    "content", [ta1(2), ak(2), ta1(0), ak(1, usage="T"), ta1(1, usage="T")],
    ids=["TA1 of another", "999 of another", "TA1 of none", "999 of a test", "TA1 of a test"],
)  # fmt: skip
def test_a_word_on_no_batch_of_ours_is_unmatched(world: World, content: bytes) -> None:
    send_out(world, claims=1)
    arrive(world, content)
    assert world.rows("SELECT state FROM exchange_batches_batch") == [("sent",)]
    assert [reason for _, reason, _ in items(world)] == ["unmatched"]


def test_no_value_of_a_claim_stands_in_the_operators_note(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    ((at,),) = world.rows("SELECT first_segment FROM exchange_batches_locator")
    arrive(world, ak(1, f"IK3*CLM*{at}*2300*8", "CTX*CLM01:" + claim.number, "IK4*2*782*6*77", verdict="R", group="R"))
    ((_, _, note),) = items(world)
    assert str(claim.id) in note
    assert claim.number not in note
    assert claim.last not in note


# Statuses of claims: which word moves which claim


WORDS = [
    ("A0:19:PR", "received_by_payer"), ("A1:19:PR", "received_by_payer"), ("A2:20:PR", "accepted_by_payer"),
    ("A3:24:PR", "rejected_by_payer"), ("A5:20:PR", "received_by_payer"), ("A6:21:PR", "rejected_by_payer"),
    ("A7:562:85", "rejected_by_payer"), ("A8:400", "rejected_by_payer"),
]  # fmt: skip


def test_each_category_moves_its_claim(world: World) -> None:
    claims = send_out(world, claims=len(WORDS))
    arrive(world, answer_277(*(about(claim, word) for claim, (word, _) in zip(claims, WORDS, strict=True))))
    assert [state_of(world, claim) for claim in claims] == [state for _, state in WORDS]
    answers = world.rows("SELECT count(*) FROM exchange_claims_answer WHERE source = 'payer' AND told_at IS NOT NULL")
    assert answers == [(len(WORDS),)]
    assert all(len(extracts(world, claim, "277ca")) == 1 for claim in claims)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (("20261120", "20261121"), "rejected_by_payer"),
        (("20261121", "20261120"), "accepted_by_payer"),
        (("20261120", "20261120"), "rejected_by_payer"),
        (("LATER", "20261121"), "rejected_by_payer"),
    ],
)
def test_acceptance_then_rejection_is_decided_by_the_day(world: World, days: tuple[str, str], state: str) -> None:
    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim, "A2:20:PR", day=days[0])))
    arrive(world, answer_277(about(claim, "A3:24:PR", day=days[1])), name="later")
    assert state_of(world, claim) == state


def test_a_claim_that_no_payer_can_have_is_not_moved_by_one(world: World, owner: Owner) -> None:
    states = ["received", "held", "stuck", "ready", "withdrawn", "dead", "rejected"]
    claims = send_out(world, claims=len(states))
    for claim, state in zip(claims, states, strict=True):
        owner.execute("UPDATE exchange_claims_claim SET state = %s WHERE id = %s", [state, claim.id])
    arrive(world, answer_277(*(about(claim, "A2:20:PR") for claim in claims)))
    assert [state_of(world, claim) for claim in claims] == states
    assert [reason for _, reason, _ in items(world)].count("unexpected") == len(states)


def test_one_chunk_of_words_on_two_tenants_tells_each_his_own(world: World, tenant: Any, owner: Owner) -> None:
    other = tenant(kind="practice")
    mine, theirs = send_out(world, claims=2)
    given_to(other, theirs, owner)
    arrive(world, answer_277(about(mine, "A2:20:PR"), about(theirs, "A7:562:85")))
    rows = world.rows("SELECT tenant_id, id, state FROM exchange_claims_claim ORDER BY tenant_id", tenants=[other])
    assert rows == [(world.practice, mine.id, "accepted_by_payer"), (other, theirs.id, "rejected_by_payer")]
    assert extracts(world, mine, "277ca")[0].count(theirs.number) == 0


def responses(world: World) -> list[Ref]:
    return [Ref(*row) for row in world.rows("SELECT tenant_id, id FROM exchange_responses_response ORDER BY seq")]


def rematched(world: World) -> list[type]:
    refs = responses(world)
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        return [type(outcome) for outcome in match(chunk=refs, by=BY)]


@pytest.mark.parametrize(
    ("content", "again"),
    [(ak(1), [Already]), (ta1(1), [Already]), (answer_277(batch_status="A1:19:PR"), [Already]), (ak(9), [Aside])],
    ids=["999", "TA1", "277CA", "unmatched"],
)
def test_matching_again_says_already_and_tries_what_was_aside_anew(
    world: World, content: bytes, again: list[type]
) -> None:
    send_out(world, claims=1)
    arrive(world, content)
    before = world.rows("SELECT count(*) FROM exchange_claims_transition")
    assert rematched(world) == again
    assert world.rows("SELECT count(*) FROM exchange_claims_transition") == before


def test_an_answer_that_came_before_its_batch_is_matched_when_it_is_tried_again(world: World, owner: Owner) -> None:
    claim, *_ = send_out(world, claims=1)
    owner.execute("UPDATE exchange_batches_batch SET control = 99")
    arrive(world, ak(1))
    assert [reason for _, reason, _ in items(world)] == ["unmatched"]
    owner.execute("UPDATE exchange_batches_batch SET control = 1")
    assert rematched(world) == [Moved]
    assert world.rows("SELECT state FROM exchange_batches_batch") == [("acknowledged",)]
    assert extracts(world, claim, "999") != []


def lines_of(claim: Claim) -> list[str]:
    return ["SVC*HC:99213*1*****1", "STC*A7:507*20261120*U", "REF*FJ*L1", "DTP*472*D8*20260901"]


def test_a_lines_rejection_is_told_and_does_not_reject_the_claim(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim, "A2:20:PR", more=lines_of(claim))))
    assert state_of(world, claim) == "accepted_by_payer"
    (mail,) = mails(world, "277")
    assert "STC*A7:507*20261120*U" in mail
    assert "REF*FJ*L1" in mail
