"""A payer's words find their claims."""

from __future__ import annotations

from typing import Any

import psycopg

from clearlane.exchange.connections.add import add as add_connection
from clearlane.foundation.tenancy.scope import scope
from tests.exchange.payer_files import (
    TODAY,
    about,
    answer_277,
    arrive,
    extracts,
    interchange,
    items,
    mails,
    send_out,
    state_of,
)
from tests.flows.world import BY, PROFILE, World


def test_match_finds_claims_by_our_trace_number(world: World) -> None:
    first, second, *_ = send_out(world)
    arrive(world, answer_277(about(first, "A2:20:PR"), about(second, "A7:562:85")))
    assert (state_of(world, first), state_of(world, second)) == ("accepted_by_payer", "rejected_by_payer")


def test_match_tells_claims_that_are_not_named_what_is_said_of_the_batch(world: World) -> None:
    named, *others = send_out(world)
    arrive(world, answer_277(about(named, "A2:20:PR")))
    assert {state_of(world, claim) for claim in others} == {"received_by_payer"}


def test_match_finds_claims_without_d9_by_batch_number_and_charge(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "A7:562:85", d9=False)))
    assert state_of(world, claim) == "rejected_by_payer"
    assert items(world) == []


def test_match_sets_aside_what_names_no_claim_of_ours(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "A7:562:85", d9=False, trace="STRANGER")))
    assert [(kind, reason) for kind, reason, _ in items(world)] == [("response", "unmatched")]
    assert state_of(world, claim) == "received_by_payer"


def test_match_keeps_for_the_tenant_envelope_and_own_loop(world: World) -> None:
    claim, other, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "A2:20:PR", k1="PAYER77"), about(other, "A2:20:PR")))
    (kept,) = extracts(world, claim, "277ca")
    assert kept.startswith("ISA*")
    assert "HL*4*3*PT~" in kept
    assert "REF*1K*PAYER77~" in kept
    assert other.number not in kept


def test_match_finds_numbers_that_a_payer_cut_to_twenty(world: World) -> None:
    long = world.order(claims=1).content.replace(b"CLM*", b"CLM*LONG-NUMBER-OF-A-CLAIM-")
    (claim,) = send_out(world, long)
    assert len(claim.number) > 20
    arrive(world, answer_277(about(claim, "A2:20:PR", d9=False, trace=claim.number[:20])))
    assert state_of(world, claim) == "accepted_by_payer"


def test_match_finds_numbers_that_a_payer_wrote_in_capitals(world: World) -> None:
    low = world.order(claims=1).content.replace(b"CLM*", b"CLM*ab-")
    (claim,) = send_out(world, low)
    arrive(world, answer_277(about(claim, "A2:20:PR", d9=False, trace=claim.number.upper())))
    assert state_of(world, claim) == "accepted_by_payer"


def test_match_does_not_guess_where_the_charge_differs(world: World) -> None:
    claim, *_ = send_out(world)
    answer = about(claim, "A7:562:85", d9=False)
    answer[2] = f"STC*A7:562:85*{TODAY}*U*99999"
    arrive(world, answer_277(answer))
    assert [reason for _, reason, _ in items(world)] == ["unmatched"]


def test_match_rejects_all_claims_of_a_batch_that_is_rejected_as_one(world: World) -> None:
    claims = send_out(world)
    arrive(world, answer_277(batch_status="A3:24:41"))
    assert {state_of(world, claim) for claim in claims} == {"rejected_by_payer"}


def test_match_rejects_the_claims_of_a_provider_that_are_not_named(world: World) -> None:
    named, *others = send_out(world)
    arrive(world, answer_277(about(named, "A2:20:PR"), provider_status="A3:24:85", provider=named.npi))
    assert state_of(world, named) == "accepted_by_payer"
    expected = {claim: "rejected_by_payer" if claim.npi == named.npi else "received_by_payer" for claim in others}
    assert {claim: state_of(world, claim) for claim in others} == expected


def test_match_takes_a_status_of_no_provider_for_nobodys(world: World, owner: psycopg.Connection[Any]) -> None:
    named, atypical, *others = send_out(world)
    owner.execute("UPDATE exchange_claims_claim SET billing_npi = '' WHERE id = %s", [atypical.id])
    arrive(world, answer_277(about(named, "A2:20:PR"), provider_status="A3:24:85", provider=""))
    assert {state_of(world, claim) for claim in (atypical, *others)} == {"received_by_payer"}


def test_match_knows_the_batch_by_its_claims_where_the_payer_lost_its_number(world: World) -> None:
    named, other, *_ = send_out(world)
    arrive(world, answer_277(about(named, "A2:20:PR"), batch_trace="LOST"))
    assert state_of(world, other) == "received_by_payer"
    assert items(world) == []


def test_match_sets_aside_a_batch_that_is_not_ours(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, answer_277(batch_trace="999999999", batch_status="A3:24:41"))
    assert [reason for _, reason, _ in items(world)] == ["unmatched"]
    assert state_of(world, claim) == "sent"


def test_a_test_answer_never_touches_a_production_claim(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "A3:24:41"), usage="T"))
    assert state_of(world, claim) == "sent"
    assert "unexpected" in [reason for _, reason, _ in items(world)]


def test_an_answer_over_another_connection_touches_nothing(world: World) -> None:
    claim, *_ = send_out(world)
    with world.as_role("operator"), scope([1], by=BY):
        stranger = add_connection(name="stranger", tier="production", profile=PROFILE.format(port=2), by=BY)
    arrive(world, answer_277(about(claim, "A3:24:41")), connection=stranger)
    assert state_of(world, claim) == "sent"
    assert {reason for _, reason, _ in items(world)} == {"unmatched", "unexpected"}


def test_the_last_word_wins(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "A1:20:PR", day="20261120")))
    arrive(world, answer_277(about(claim, "A2:20:PR", day="20261121")))
    arrive(world, answer_277(about(claim, "A3:24:PR", day="20261122")))
    assert state_of(world, claim) == "rejected_by_payer"
    arrive(world, answer_277(about(claim, "A2:20:PR", day="20261123")))
    assert state_of(world, claim) == "accepted_by_payer"
    events = world.rows("SELECT event FROM exchange_claims_transition WHERE claim_id = %s ORDER BY seq", claim.id)
    assert [event for (event,) in events][-4:] == [
        "payer_received",
        "payer_accepted",
        "payer_rejected",
        "payer_accepted",
    ]


def test_a_word_that_comes_late_does_not_overturn_a_later_one(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "A2:20:PR", day="20261122")))
    arrive(world, answer_277(about(claim, "A3:24:PR", day="20261120")))
    assert state_of(world, claim) == "accepted_by_payer"
    assert world.rows(
        "SELECT count(*) FROM exchange_claims_answer WHERE source = 'payer' AND claim_id = %s", claim.id
    ) == [(2,)]


def test_two_words_in_one_file_are_heard_in_the_order_of_their_days(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "A2:20:PR", day="20261122"), about(claim, "A3:24:PR", day="20261120")))
    assert state_of(world, claim) == "accepted_by_payer"


def test_the_same_word_is_told_once(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim, "A2:20:PR")))
    arrive(world, answer_277(about(claim, "A2:20:PR")), name="again.txt")
    assert len(mails(world, "277")) == 1


def test_match_learns_the_payers_number(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "A2:20:PR", k1="PAYER77")))
    assert world.rows("SELECT number, claim_id, kind FROM exchange_claims_payernumber") == [("PAYER77", claim.id, "1K")]


def test_a_status_that_is_no_acknowledgment_is_for_a_person(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "F1:65:PR")))
    assert state_of(world, claim) == "sent"
    assert "unexpected" in [reason for _, reason, _ in items(world)]


def test_matching_again_changes_nothing(world: World) -> None:
    from clearlane.exchange.responses.match import match
    from clearlane.vocabulary.outcome import Already, Ref

    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim, "A2:20:PR")))
    refs = [Ref(1, id) for (id,) in world.rows("SELECT id FROM exchange_responses_response")]
    with world.as_role("flow"), scope([1], by=BY):
        assert match(chunk=refs, by=BY) == [Already(ref) for ref in refs]


def test_extract_gives_a_set_of_its_responses_once(world: World) -> None:
    from clearlane.exchange.responses.extract import extract
    from clearlane.vocabulary.outcome import Already, Ref

    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim, "A2:20:PR")))
    ((set_id,),) = world.rows("SELECT id FROM exchange_interchanges_transactionset WHERE set_id = '277'")
    with world.as_role("flow"), scope([1], by=BY):
        assert extract(chunk=[Ref(1, set_id)], by=BY) == [Already(Ref(1, set_id))]


def test_other_delimiters_of_a_payer_change_nothing(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim, "A7:562:85", k1="P:77")).replace(b"*", b"|").replace(b"~", b"\x1c"))
    assert state_of(world, claim) == "rejected_by_payer"


def test_a_277ca_without_answers_moves_nothing(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    arrive(world, interchange([f"BHT*0085*08*X*{TODAY}*1200*TH"], functional_id="HN", version="005010X214"))
    assert state_of(world, claim) == "sent"
