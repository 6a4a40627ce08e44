"""What operators and reports look at: sums, silence, progress and traces, each inside its scope and nothing beyond."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from clearlane.exchange.claims.states import STATES
from clearlane.exchange.reading.claim_outcomes import claim_outcomes
from clearlane.exchange.reading.list_claims import list_claims
from clearlane.exchange.reading.measure_journey import count_adjudications, measure_journey
from clearlane.exchange.reading.oldest_unanswered import oldest_unanswered
from clearlane.exchange.reading.progress import progress
from clearlane.exchange.reading.tie_out import tie_out
from clearlane.exchange.reading.trace_claim import find_traced, trace_claim
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.claims_again import claims_again
from tests.conftest import AsRole, MakeTenant
from tests.exchange.payer_files import about, advice, ak, answer_277, arrive, paid, pays, send_out
from tests.exchange.reading.plant import TOKEN, Planted, adjudicate, plant
from tests.flows.world import BY, World

ROLES = ["flow", "operator"]


def seen(as_role: AsRole, role: str, *tenants: int, ask: Callable[[], Any]) -> Any:
    with as_role(role), scope(tenants, by=BY):
        return ask()


@pytest.fixture
def every_state(tenant: MakeTenant, as_role: AsRole) -> list[Planted]:
    """One claim of one practice in each state, each in a file of its own."""
    practice = tenant()
    with as_role("flow"):
        return [plant(submitter=practice, state=state) for state in STATES]


@pytest.mark.parametrize("role", ROLES)
def test_silence_is_told_by_payer_for_what_is_to_leave_or_was_sent(
    every_state: list[Planted], as_role: AsRole, role: str
) -> None:
    practice = every_state[0].owner
    (silence,) = seen(as_role, role, practice, ask=oldest_unanswered)
    waiting = {"batched", "sent", "in_doubt", "received_by_payer"}
    ids = [one.claim for state, one in zip(STATES, every_state, strict=True) if state in waiting]
    assert (silence.payer, silence.claims, silence.oldest) == ("HARBOR", 4, min(ids))


@pytest.mark.parametrize("role", ROLES)
def test_a_stranger_gets_zeroes(every_state: list[Planted], tenant: MakeTenant, as_role: AsRole, role: str) -> None:
    stranger = tenant()
    assert seen(as_role, role, stranger, ask=oldest_unanswered) == ()
    assert seen(as_role, role, stranger, ask=claim_outcomes) == ()
    sums = seen(as_role, role, stranger, ask=tie_out)
    assert (sums.received.count, {one.count for one in sums.places.values()}) == (0, {0})
    assert seen(as_role, role, stranger, ask=progress).is_settled
    files = [one.file for one in every_state]
    assert seen(as_role, role, stranger, ask=lambda: claim_outcomes(files=files)) == ()
    assert seen(as_role, role, stranger, ask=lambda: find_traced(id=every_state[0].claim)) == ()


def test_every_state_stands_in_its_place_of_the_tie_out(
    every_state: list[Planted], as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    practice = every_state[0].owner
    owner.execute("UPDATE exchange_interchanges_transactionset SET state = 'extracted'")
    sums = seen(as_role, "operator", practice, ask=tie_out)
    assert {place: one.count for place, one in sums.places.items()} == {
        "dead in 999": 1, "rejected by us": 1, "held": 1, "stuck": 1, "withdrawn": 1, "waiting": 3, "sent": 2,
        "received by payer": 1, "accepted by payer": 2, "rejected by payer": 1,
    }  # fmt: skip
    assert sums.closes
    one_file = seen(as_role, "operator", practice, ask=lambda: tie_out(files=[every_state[0].file]))
    assert (one_file.received.count, one_file.places["waiting"].count, one_file.closes) == (1, 1, True)
    owner.execute("UPDATE exchange_claims_claim SET total_cents = total_cents + 1 WHERE state = 'held'")
    assert not seen(as_role, "operator", practice, ask=tie_out).closes


def test_progress_counts_what_waits_for_us_or_for_a_payer(every_state: list[Planted], as_role: AsRole) -> None:
    practice = every_state[0].owner
    far = seen(as_role, "flow", practice, ask=progress)
    assert (far.claims, far.open, far.files, far.files_open) == (14, 7, 14, 14)
    assert not far.is_settled
    paid_for = next(one for state, one in zip(STATES, every_state, strict=True) if state == "accepted_by_payer")
    with as_role("flow"):
        adjudicate(paid_for, ("1", 12_500, 0))
    assert seen(as_role, "flow", practice, ask=progress).open == 6


REASONS = {
    "rejected": TOKEN, "held": TOKEN, "dead": "refused by the guide, see the 999", "stuck": "", "sent": "",
    "rejected_by_payer": "A value is wrong: the NPI of the billing provider (A7:562:85), Sent back unprocessed (A3)",
}  # fmt: skip


def test_an_outcome_says_why(every_state: list[Planted], as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    owner.execute("UPDATE exchange_claims_claimfinding SET disposition = 'reject'")
    statuses = '[{"stc": [["A7", "562", "85"], "20261120"]}, {"stc": ["A3"]}]'
    owner.execute("UPDATE exchange_claims_answer SET source = 'payer', statuses = %s", [statuses])
    outcomes = seen(as_role, "operator", every_state[0].owner, ask=claim_outcomes)
    assert {one.state: one.reason for one in outcomes} == dict.fromkeys(STATES, "") | REASONS
    assert {(one.paid, one.patient) for one in outcomes} == {(None, None)}


def test_an_outcome_sums_what_was_decided(tenant: MakeTenant, as_role: AsRole) -> None:
    practice = tenant()
    with as_role("flow"):
        adjudicate(plant(submitter=practice), ("1", 10_000, 500), ("22", -10_000, -500), ("1", 8_000, 700))
    (outcome,) = seen(as_role, "operator", practice, ask=claim_outcomes)
    assert (outcome.word, outcome.paid, outcome.patient, outcome.charge) == ("Paid", 8_000, 700, 12_500)


_COPIES = claims_again(
    "jsonb_build_object('id', overlay(claim.id::text PLACING lpad(n::text, 12, '0') FROM 25),"
    " 'trace_number', 'T' || n)",
    among="generate_series(1, 1500) AS n CROSS JOIN exchange_claims_claim AS claim",
)


def test_no_outcome_is_left_out_of_many(tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    practice = tenant()
    with as_role("flow"):
        plant(submitter=practice)
    owner.execute(_COPIES)
    outcomes = seen(as_role, "operator", practice, ask=claim_outcomes)
    assert (len(outcomes), sum(one.charge for one in outcomes)) == (1_501, 1_501 * 12_500)


def listed(as_role: AsRole, tenant: int, **asked: Any) -> list[UUID]:
    with as_role("web"), scope([tenant], by=BY):
        return [one.id for one in list_claims(tenant=tenant, by=BY, **asked)]


def test_claims_are_listed_page_by_page(every_state: list[Planted], as_role: AsRole) -> None:
    practice = every_state[0].owner
    pages: list[UUID] = []
    while page := listed(as_role, practice, after=pages[-1] if pages else None, limit=5):
        assert len(page) <= 5
        pages += page
    assert pages == [one.claim for one in every_state]
    assert listed(as_role, practice, file_id=every_state[3].file) == [every_state[3].claim]


def test_a_whole_life_is_traced_with_the_bytes_of_each_step(world: World) -> None:
    claim, other, *_ = send_out(world)
    arrive(world, ak(1))
    arrive(world, answer_277(about(claim, "A2:20:PR", k1="P1")))
    arrive(world, advice(pays(claim, paid(claim))))
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        (found,) = find_traced(trace=claim.trace)
        assert found == claim.ref
        assert find_traced(tenant=world.practice, number=claim.number) == (claim.ref,)
        assert find_traced(trace="NO SUCH TRACE") == ()
        life = trace_claim(claim=found, by="operator:ann")
    assert [one.kind for one in life.bytes] == ["in837", "out837", "999", "277ca", "835"]
    assert all(claim.number.encode() in one.content for one in life.bytes if one.kind != "999")
    assert not any(other.number.encode() in one.content for one in life.bytes)
    assert [move[1] for move in life.moves] == ["born", "pass", "batch", "send", "payer_accepted", "adjudicated"]
    assert [(row[1], row[3]) for row in life.decisions] == [("1", claim.cents)]
    assert (life.summary["state"], life.summary["trace_number"]) == ("accepted_by_payer", claim.trace)


def test_a_trace_is_audited_with_its_owner(world: World, owner: psycopg.Connection[Any]) -> None:
    claim, *_ = send_out(world, claims=1)
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        trace_claim(claim=claim.ref, by="operator:ann")
    query = "SELECT tenant_id, by, subjects FROM foundation_audit_entry WHERE event = 'claim:trace:read'"
    assert owner.execute(query).fetchall() == [(world.practice, "operator:ann", [claim.id])]


def test_a_strangers_claim_cannot_be_traced(world: World, tenant: Callable[..., int]) -> None:
    claim, *_ = send_out(world, claims=1)
    stranger = tenant()
    with world.as_role("operator"), scope([stranger], by=BY):
        assert find_traced(id=claim.id) == ()
        assert find_traced(tenant=world.practice, number=claim.number) == ()
        with pytest.raises(IndexError):
            trace_claim(claim=Ref(stranger, claim.id), by=BY)
        assert find_traced(id=uuid4()) == ()


def test_a_journey_is_measured_in_its_scope(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim))))
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        measured = measure_journey()
        assert count_adjudications() == 1
    assert (measured.batches, measured.last_posted_at is not None) == (1, True)
    assert measured.mails == len(world.rows("SELECT 1 FROM foundation_outbox_mail"))
    assert set(measured.settings) == {"synchronous_commit", "fsync", "full_page_writes"}
    assert measured.roles["clearlane_operator"] is False
