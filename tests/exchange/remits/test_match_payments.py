"""Whose claim a payment speaks of: the payer's number, else the number and two agreements, in the holder's rooms."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import psycopg

from clearlane.directory.providers.add_pair import add_pair
from clearlane.directory.providers.models import EraRight
from clearlane.exchange.claims.learn import learn
from clearlane.exchange.remits.extract import extract
from clearlane.exchange.remits.match import match
from clearlane.exchange.remits.post import post
from clearlane.exchange.replies.deliver import deliver
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS
from clearlane.vocabulary.outcome import Already, Ref
from tests.claims_again import claims_again
from tests.exchange.payer_files import Claim, advice, arrive, items, mails, paid, pays, send_out
from tests.flows.world import BY, World

Owner = psycopg.Connection[Any]
NOBODY = {"member": "NOBODY", "day": "20200101"}


def found(world: World, *tenants: int) -> list[tuple[str, str]]:
    """What became of each CLP: its state, and by what it was found."""
    return world.rows(
        "SELECT state, found_by FROM exchange_remits_paymentclaim ORDER BY payment_id, seq", tenants=tenants
    )


def other_charge(claim: Claim, segments: list[str]) -> list[str]:
    """The same CLP for a dollar more."""
    more = f"{(claim.cents + 100) / 100:.2f}"
    return [segments[0].replace(f"*{claim.dollars}*{claim.dollars}*", f"*{more}*{more}*"), *segments[1:]]


TIES = [
    ("all three agree", {}, False, "number, charge, service date, member id"),
    ("charge and member", {"day": "20200101"}, False, "number, charge, member id"),
    ("charge and day", {"member": "NOBODY"}, False, "number, charge, service date"),
    ("day and member", {}, True, "number, service date, member id"),
    ("charge alone", NOBODY, False, ""),
    ("day alone", {"member": "NOBODY"}, True, ""),
    ("member alone", {"day": "20200101"}, True, ""),
    ("nothing", NOBODY, True, ""),
]


def test_a_number_needs_two_agreements(world: World) -> None:
    payments = []
    for claim, (story, changed, dearer, _) in zip(send_out(world, claims=len(TIES)), TIES, strict=True):
        segments = paid(claim, **changed)
        segments = other_charge(claim, segments) if dearer else segments
        amount = f"{(claim.cents + 100 * dearer) / 100:.2f}"
        payments.append(pays(claim, segments, amount=amount, trace=story.upper()))
    arrive(world, advice(*payments))
    rows = world.rows(
        "SELECT payment.trace, paid.found_by FROM exchange_remits_paymentclaim AS paid"
        " JOIN exchange_remits_payment AS payment ON payment.id = paid.payment_id"
    )
    assert dict(rows) == {story.upper(): by for story, _, _, by in TIES}


def test_a_lines_own_number_is_an_agreement(world: World) -> None:
    (claim,) = send_out(world, world.order(claims=1, share_line_controls=1.0).content)
    ((control, cents),) = world.rows("SELECT control, cents FROM exchange_claims_line ORDER BY seq LIMIT 1")
    rest = f"{(claim.cents - cents) / 100:.2f}"
    money = f"{cents / 100:.2f}"
    line = [f"SVC*HC:99213*{money}*{money}", f"REF*6R*{control}"]
    other = [f"SVC*HC:99214*{rest}*{rest}"] if claim.cents > cents else []
    arrive(world, advice(pays(claim, [*paid(claim, **NOBODY), *line, *other])))
    assert found(world) == [("posted", "number, charge, line control")]


def numbered(world: World) -> tuple[Claim, list[str]]:
    """A claim to which its payer has given a number, and a CLP that agrees with it in this number alone."""
    claim, *_ = send_out(world, claims=2)
    with world.as_role("flow"), scope([claim.tenant], by=BY):
        learn(heard=[(claim.ref, "ICN77")], kind="1K")
    return claim, other_charge(claim, paid(claim, number="LOST", clp07="ICN77", **NOBODY))


def test_the_payers_number_alone_is_enough_where_he_pays(world: World) -> None:
    claim, lost = numbered(world)
    arrive(world, advice(pays(claim, lost, amount=f"{claim.cents / 100 + 1:.2f}", payer=claim.payer)))
    assert found(world) == [("posted", "payer's number")]


def test_a_payer_is_the_same_in_any_case(world: World, owner: Owner) -> None:
    claim, lost = numbered(world)
    owner.execute("UPDATE exchange_claims_claim SET payer_code = lower(payer_code)")
    arrive(world, advice(pays(claim, lost, amount=f"{claim.cents / 100 + 1:.2f}", payer=claim.payer)))
    assert found(world) == [("posted", "payer's number")]


def test_the_same_number_of_another_payer_over_the_same_connection_means_another_claim(world: World) -> None:
    claim, lost = numbered(world)
    other = next(payer.id for payer in SANDBOX_PAYERS if payer.id != claim.payer)
    arrive(world, advice(pays(claim, lost, amount=f"{claim.cents / 100 + 1:.2f}", payer=other)))
    assert found(world) == [("unsent", "")]


def test_the_payers_number_alone_is_enough_over_a_connection_of_one_payer(world: World, owner: Owner) -> None:
    claim, lost = numbered(world)
    owner.execute("DELETE FROM exchange_routing_route WHERE payer_id <> %s", [claim.payer])
    arrive(world, advice(pays(claim, lost, amount=f"{claim.cents / 100 + 1:.2f}", payer="ITS OTHER NAME")))
    assert found(world) == [("posted", "payer's number")]


def test_one_payers_number_on_two_claims_decides_nothing(world: World) -> None:
    claim, other, *_ = send_out(world, claims=2)
    with world.as_role("flow"), scope([claim.tenant], by=BY):
        learn(heard=[(claim.ref, "ICN77"), (other.ref, "ICN77")], kind="1K")
    arrive(world, advice(pays(claim, paid(claim, clp07="ICN77"))))
    assert found(world) == [("posted", "number, charge, service date, member id")]


def test_a_claim_that_never_left_is_not_paid(world: World, owner: Owner) -> None:
    states = ["received", "held", "stuck", "rejected", "dead", "withdrawn", "ready"]
    claims = send_out(world, claims=len(states))
    for claim, state in zip(claims, states, strict=True):
        owner.execute("UPDATE exchange_claims_claim SET state = %s WHERE id = %s", [state, claim.id])
    arrive(world, advice(*(pays(claim, paid(claim), trace=claim.number) for claim in claims)))
    assert found(world) == [("unsent", "")] * len(states)


def twin(world: World, owner: Owner, claim: Claim, **columns: Any) -> None:
    """The same claim once more, but for these columns."""
    owner.execute(
        claims_again("%s::text::jsonb", where="claim.id = %s"),
        [json.dumps({"id": str(new_id()), "trace_number": "TWIN", **columns}), claim.id],
    )


TWINS: list[tuple[dict[str, Any], bool]] = [
    ({}, False),
    ({"state": "rejected_by_payer"}, True),
    ({"state": "replaced"}, True),
    ({"payer_code": "ELSEWHERE", "connection_id": None}, True),
    ({"member_id": "OTHER", "total_cents": 1}, True),
    ({"usage": "T"}, True),
    ({"state": "withdrawn"}, True),
]


def test_of_two_claims_with_one_number_the_better_is_chosen_or_a_person_is_asked(world: World, owner: Owner) -> None:
    claims = send_out(world, claims=len(TWINS))
    for claim, (columns, _) in zip(claims, TWINS, strict=True):
        twin(world, owner, claim, trace_number=f"TWIN{claim.number}", **columns)
    arrive(world, advice(*(pays(claim, paid(claim), trace=claim.number) for claim in claims)))
    rows = world.rows("SELECT patient_control_number, state, claim_id FROM exchange_remits_paymentclaim")
    assert {number: (state, claim) for number, state, claim in rows} == {
        claim.number: ("posted", claim.id) if decided else ("doubtful", None)
        for claim, (_, decided) in zip(claims, TWINS, strict=True)
    }
    assert [reason for _, reason, _ in items(world)] == ["unmatched"]


def test_two_tenants_with_the_same_claim_in_one_batch_are_paid_apart(
    world: World, tenant: Callable[..., int], owner: Owner
) -> None:
    other = tenant(kind="practice")
    npi, tin = "2222222228", "555555555"
    with world.as_role("operator"), scope([1, other], by=BY):
        add_pair(npi=npi, tin=tin, tenant=other, by=BY)
    (mine, *_) = send_out(world, world.order(claims=1).content)
    twin(world, owner, mine, tenant_id=other, billing_npi=npi, billing_tin=tin)
    arrive(world, advice(pays(mine, paid(mine))))
    assert world.rows("SELECT tenant_id, claim_id FROM exchange_remits_adjudication", tenants=[other]) == [
        (world.practice, mine.id)
    ]


def test_who_holds_the_right_may_bill_for_another_and_finds_his_claims(
    world: World, tenant: Callable[..., int]
) -> None:
    company = tenant(kind="billing")
    claim, *_ = send_out(world, claims=1)
    with world.as_role("operator"), scope([1, world.practice, company], by=BY):
        add_pair(npi=claim.npi, tin=claim.tin, tenant=world.practice, submitter=company, by=BY)
        EraRight.objects.filter(npi=claim.npi).update(tenant_id=company)
    arrive(world, advice(pays(claim, paid(claim))))
    rows = world.rows("SELECT tenant_id, state FROM exchange_remits_payment ORDER BY 1", tenants=[company])
    assert rows == [(1, "assigned"), (company, "posted")]
    assert world.rows("SELECT tenant_id, claim_id FROM exchange_remits_adjudication", tenants=[company]) == [
        (world.practice, claim.id)
    ]
    assert (len(mails(world, "835", company)), mails(world, "835")) == (1, [])


def test_who_holds_the_right_but_may_not_bill_finds_nothing_of_others(world: World, tenant: Callable[..., int]) -> None:
    stranger = tenant(kind="practice")
    claim, *_ = send_out(world, claims=1)
    with world.as_role("operator"), scope([1, world.practice, stranger], by=BY):
        EraRight.objects.filter(npi=claim.npi).update(tenant_id=stranger)
    arrive(world, advice(pays(claim, paid(claim))))
    assert found(world, stranger) == [("unsent", "")]
    assert world.rows("SELECT 1 FROM exchange_remits_adjudication", tenants=[stranger]) == []


def test_every_step_of_a_payment_done_again_changes_nothing(world: World) -> None:
    claim, *_ = send_out(world, claims=2)
    arrive(world, advice(pays(claim, paid(claim))))
    before = counted(world)
    sets, payments = "interchanges_transactionset WHERE set_id = '835'", "remits_payment WHERE tenant_id <> 1"
    for verb, which in ((extract, sets), (match, payments), (post, payments), (deliver, payments)):
        ((tenant, id),) = world.rows(f"SELECT tenant_id, id FROM exchange_{which}")
        with world.as_role("flow"), scope([1, world.practice], by=BY):
            (outcome,) = verb(chunk=[Ref(tenant, id)], by=BY)
        assert counted(world) == before, verb
        assert isinstance(outcome, Already) or verb in (match, post)


def counted(world: World) -> list[tuple[Any, ...]]:
    """Everything that a payment may leave behind."""
    return world.rows(
        "SELECT (SELECT count(*) FROM exchange_remits_payment), (SELECT count(*) FROM exchange_remits_paymentclaim),"
        " (SELECT count(*) FROM exchange_remits_adjudication), (SELECT count(*) FROM foundation_outbox_mail),"
        " (SELECT count(*) FROM exchange_claims_extract), (SELECT count(*) FROM exchange_claims_payernumber)"
    )
