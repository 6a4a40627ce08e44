"""The step that judges: facts for a whole chunk, verdicts written down, and nobody judged by another's facts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.directory.providers.add_atypical import add_atypical
from clearlane.directory.providers.add_pair import add_pair
from clearlane.exchange.claims.learn import learn
from clearlane.exchange.claims.move import move
from clearlane.exchange.edits.check import check
from clearlane.exchange.edits.fingerprint import fingerprint
from clearlane.exchange.edits.load_facts import Asked, load_facts
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.outcome import Already, Aside, Moved, Outcome, Ref
from tests.exchange.edits.judging import typed
from tests.exchange.payer_files import claims_of, items
from tests.flows import test_poison as poison
from tests.flows.world import BY, World

Owner = psycopg.Connection[Any]
FAULTS = {
    "bad_billing_npi": ("rejected", "billing_npi"),
    "stranger_pair": ("held", "authorized_pair"),
    "unknown_payer": ("held", "payer_known"),
    "charge_mismatch": ("rejected", "total_charge"),
    "future_service": ("rejected", "service_dates"),
    "bad_diagnosis": ("rejected", "diagnosis_codes"),
    "bad_pointer": ("rejected", "diagnosis_pointers"),
    "bad_place": ("rejected", "place_of_service"),
    "bad_frequency": ("rejected", "claim_frequency"),
}
BEFORE = ("claims/interchanges.read", "claims/claims.extract")


def judged(world: World, *claims: Ref) -> list[Outcome]:
    with world.as_role("flow"), scope([1, *{claim.tenant for claim in claims}], by=BY):
        return check(chunk=claims, by=BY)


def waiting(world: World, **order: Any) -> list[Ref]:
    """Claims that wait to be judged."""
    world.send(world.order(**order).content)
    poison.advance(world, *BEFORE)
    return [claim.ref for claim in claims_of(world)]


def test_one_chunk_with_every_fault_is_judged_claim_by_claim(world: World, owner: Owner) -> None:
    claims = waiting(world, claims=len(FAULTS) + 1, planted=dict(enumerate(FAULTS)))
    outcomes = {outcome.ref: outcome for outcome in judged(world, *claims)}
    states = {claim.id: claim.state for claim in claims_of(world)}
    for ref, (state, rule) in zip(claims, FAULTS.values(), strict=False):
        assert states[ref.id] == state
        assert isinstance(outcomes[ref], Aside if state == "held" else Moved)
        found = owner.execute("SELECT rule FROM exchange_claims_claimfinding WHERE claim_id = %s", [ref.id]).fetchall()
        assert (rule,) in found
    clean = claims[-1]
    assert (states[clean.id], type(outcomes[clean])) == ("received", Moved)


def test_judging_again_writes_nothing_twice(world: World) -> None:
    claims = waiting(world, claims=3, planted={0: "charge_mismatch", 1: "stranger_pair"})
    judged(world, *claims)
    before = written(world)
    outcomes = {outcome.ref: type(outcome) for outcome in judged(world, *claims)}
    assert outcomes == {claims[0]: Already, claims[1]: Already, claims[2]: Moved}
    assert written(world) == before


def written(world: World) -> list[tuple[Any, ...]]:
    return world.rows(
        "SELECT (SELECT count(*) FROM exchange_claims_claimfinding), (SELECT count(*) FROM exchange_claims_answer),"
        " (SELECT count(*) FROM exchange_claims_fingerprint), (SELECT count(*) FROM exchange_claims_transition)"
    )


def test_a_rejection_is_owed_with_every_status_and_its_sentence(world: World) -> None:
    judged(world, *waiting(world, claims=1, planted={0: "charge_mismatch"}))
    ((statuses,),) = world.rows("SELECT statuses FROM exchange_claims_answer")
    assert [(one["category"], one["code"], one["rule"]) for one in json.loads(statuses)] == [
        ("A8", "400", "total_charge"), ("A8", "178", "total_charge"),
    ]  # fmt: skip
    assert all(" up to $" in one["message"] for one in json.loads(statuses))


def test_what_holds_a_claim_stands_on_the_list_by_the_rules_name(world: World) -> None:
    world.send(world.order(claims=1, planted={0: "stranger_pair"}).content)
    world.run()
    assert items(world) == [("claim", "held", "authorized_pair")]


def two_equal(world: World) -> tuple[Ref, Ref]:
    """Two claims that ask for the same, in the order in which they came."""
    content = world.order(claims=1).content
    world.send(content)
    poison.advance(world, BEFORE[0])
    world.send(content.replace(b"*000000001*0*P", b"*000000002*0*P").replace(b"IEA*1*000000001", b"IEA*1*000000002")
               .replace(b"CLM*", b"CLM*SECOND"), name="b")  # fmt: skip
    poison.advance(world, *BEFORE)
    first, second = sorted((claim.ref for claim in claims_of(world)), key=lambda ref: ref.id)
    return first, second


def test_of_two_equal_claims_in_one_chunk_the_second_is_held(world: World) -> None:
    first, second = two_equal(world)
    outcomes = {outcome.ref: type(outcome) for outcome in judged(world, second, first)}
    assert outcomes == {first: Moved, second: Aside}


@pytest.mark.parametrize("has_gone_on", [False, True])
def test_of_two_equal_claims_only_the_one_that_is_judged_first_passes(world: World, has_gone_on: bool) -> None:
    first, second = two_equal(world)
    assert isinstance(judged(world, second)[0], Moved)
    if has_gone_on:
        with world.as_role("flow"), scope([world.practice], by=BY):
            move(claims=[second], event="pass", by=BY)
    assert isinstance(judged(world, first)[0], Aside)


def test_what_was_judged_first_is_not_held_by_its_double_when_it_is_judged_again(world: World) -> None:
    first, second = two_equal(world)
    verdicts = [type(judged(world, one)[0]) for one in (first, second, first)]
    assert verdicts == [Moved, Aside, Moved]


# The facts of a chunk


def asked(claim: Claim, tenant: int, *, id: int = 5, submitter: int = 0, marked: bool = True) -> Asked:
    return Asked(Ref(tenant, UUID(int=id)), submitter or tenant, claim, fingerprint(claim=claim) if marked else b"")


def facts(world: World, *wanted: Asked) -> list[Any]:
    with world.as_role("flow"), scope([1, *{one.ref.tenant for one in wanted}], by=BY):
        return load_facts(asked=wanted)


def billed_by(npi: str, tin: str = "123456789", *more: str) -> Claim:
    return typed(f"2010AA NM1*85*2*LAKESIDE CLINIC*****XX*{npi}", f"2010AA REF*EI*{tin}", *more)


def test_each_submitter_has_his_own_pairs_in_one_chunk(world: World, tenant: Callable[..., int]) -> None:
    other = tenant()
    mine = world.pairs[0]
    with world.as_role("operator"), scope([1, other], by=BY):
        add_pair(npi="2222222228", tin="555555555", tenant=other, by=BY)
        add_atypical(number="MILES77", tin="555555555", tenant=other, by=BY)
    claim = billed_by(mine.npi, mine.tin)
    theirs = billed_by("2222222228", "555555555", "2010BB REF*G2*MILES77")
    one, two, crossed = facts(
        world, asked(claim, world.practice), asked(theirs, other), asked(theirs, world.practice, id=6)
    )
    assert one.pairs == {(mine.npi, mine.tin)}
    assert (two.pairs, two.atypical) == ({("2222222228", "555555555")}, {("MILES77", "555555555")})
    assert crossed.pairs == {(mine.npi, mine.tin)}
    assert crossed.atypical == frozenset()


def test_who_is_not_live_is_known_by_the_submitter_and_not_the_owner(world: World, tenant: Callable[..., int]) -> None:
    new = tenant(is_live=False)
    claim = billed_by(world.pairs[0].npi, world.pairs[0].tin)
    by_live, by_new = facts(world, asked(claim, world.practice), asked(claim, world.practice, submitter=new, id=6))
    assert (by_live.is_live, by_new.is_live) == (True, False)


@pytest.mark.parametrize("payer", ["HARBOR", "harbor", "Harbor"])
def test_a_payer_is_known_in_any_case(world: World, payer: str) -> None:
    (known,) = facts(world, asked(typed(f"2010BB NM1*PR*2*X*****PI*{payer}"), world.practice))
    assert known.payers["HARBOR"].takes_claims


def test_only_the_tenants_own_earlier_claims_are_facts(world: World, tenant: Callable[..., int], owner: Owner) -> None:
    stranger = tenant()
    world.send(world.order(claims=1).content)
    world.run()
    ((id, mark),) = world.rows("SELECT claim_id, fingerprint FROM exchange_claims_fingerprint")
    claim = typed()
    later = UUID(int=2**128 - 1)
    mine = Asked(Ref(world.practice, later), world.practice, claim, bytes(mark))
    theirs = Asked(Ref(stranger, later), stranger, claim, bytes(mark))
    own, others = facts(world, mine, theirs)
    assert [earlier.claim_id for earlier in own.earlier[bytes(mark)]] == [str(id)]
    assert others.earlier == {}
    (itself,) = facts(world, replace(mine, ref=Ref(world.practice, id)))
    assert itself.earlier == {}


def test_a_payers_number_is_a_fact_of_its_tenant_alone(world: World, tenant: Callable[..., int]) -> None:
    stranger = tenant()
    world.send(world.order(claims=1).content)
    world.run()
    (claim,) = claims_of(world)
    with world.as_role("flow"), scope([world.practice], by=BY):
        learn(heard=[(claim.ref, "ICN77")], kind="1K")
    correction = typed("2300 CLM*A*225***11:B:7*Y*A*Y*Y", "2300 REF*F8*ICN77")
    own, others = facts(world, asked(correction, world.practice), asked(correction, stranger))
    assert (own.numbers["ICN77"].patient_control_number, own.numbers["ICN77"].payer_id) == (claim.number, claim.payer)
    assert others.numbers == {}
