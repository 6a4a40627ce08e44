"""A sample claim: whose it is, what it bears, and that a practice payer pays it to the one who sent it alone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.directory.organizations.add import add as add_organization
from clearlane.directory.organizations.reserve import reserve
from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.directory.providers.add_pair import add_pair
from clearlane.doors.console.house.ready_practice import NAME, close_practice, ready_practice
from clearlane.exchange.connections.find_named import find_named
from clearlane.exchange.reading.follow_sample import STOPS, SampleJourney, follow_sample
from clearlane.flows.send_sample import NoOrganization, is_own_biller, send_sample
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from clearlane.standards.x12.generate.order import PRACTICE_PAYER, Pair, Payer
from clearlane.vocabulary.npi import STAND_IN_NPI
from clearlane_sandbox.judge import judge
from clearlane_sandbox.read_profile import read_profiles
from tests.exchange.payer_files import arrive, mark_sent
from tests.flows.test_journey_home import SHIPPED
from tests.flows.world import BY, World
from tests.sandbox.counters import Counters

NPI, TIN = "1245319599", "987654321"
Join = Callable[..., int]
Owner = psycopg.Connection[Any]


@pytest.fixture(autouse=True)
def practice_payers(world: World, tmp_path: Path) -> None:
    with world.as_role("operator"):
        ready_practice(data=tmp_path, port=1, is_shared=False)


@pytest.fixture
def join(world: World, owner: Owner) -> Join:
    """``join("Elm Street")``: an organization as sign-up leaves it: not live, its pair given and not verified."""

    def make(name: str, *, kind: str = "practice", npi: str = NPI, tin: str = TIN, status: str = "pending") -> int:
        with world.as_role("operator"):
            tenant = reserve()
            with scope([1, tenant], by=BY):
                add_organization(tenant=tenant, name=name, kind=kind, by=BY, npi=npi, tin=tin)
        if npi:
            owner.execute(
                "INSERT INTO directory_providers_authorizedpair (npi, tin, tenant_id, submitter_id, status, from_date,"
                " verified_by, created_at, created_by) VALUES (%s, %s, %s, %s, %s, '2026-01-01', '', now(), 'sign-up')",
                [npi, tin, tenant, tenant, status],
            )
        return tenant

    return make


def click(world: World, tenant: int) -> UUID:
    """As the portal does it."""
    with world.as_role("web"), scope([tenant], by="user:7"):
        return send_sample(tenant=tenant, by="user:7")


def travel(world: World) -> None:
    """All that is due, and what waits a second for more."""
    world.run()
    with world.as_role("flow"), scope([1], by=BY), cursor() as sql:
        sql.execute(
            "UPDATE foundation_queue_work SET due_at = now() - interval '1 s' WHERE step LIKE '%%batches.build'"
        )
    world.run()


def sent(world: World, tenant: int) -> list[str]:
    """The segments of the samples of a tenant."""
    rows = world.rows("SELECT address FROM exchange_intake_file WHERE way = 'sample' ORDER BY number", tenants=[tenant])
    with world.as_role("flow"), scope([tenant], by=BY):
        texts = [fetch(tenant=tenant, address=bytes(address)).decode() for (address,) in rows]
    return [segment for text in texts for segment in text.split("~\n")]


def answered(world: World, *tenants: int) -> None:
    """The practice payer answers every batch; each of its files comes home."""
    mark_sent(world, *tenants)
    rows = world.rows("SELECT address FROM exchange_batches_batch ORDER BY control")
    with world.as_role("flow"), scope([1], by=BY):
        batches = [fetch(tenant=1, address=bytes(address)) for (address,) in rows]
        way = find_named(name=NAME)
    payer = next(one for one in read_profiles(SHIPPED) if one.user == "practice")
    numbers, noon = Counters(), dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
    for number, content in enumerate(batches, start=1):
        for answer in judge(data=content, profile=payer, numbers=numbers, batch=number, at=noon, seed=1).answers:
            arrive(world, answer.content, connection=way, name=answer.name)


def stands(world: World, *tenants: int) -> list[tuple[Any, ...]]:
    """Each claim: whose, its state, and what was paid for it to whom."""
    return world.rows(
        "SELECT claim.tenant_id, claim.state, adjudication.paid_cents > 0, payment.tenant_id"
        " FROM exchange_claims_claim AS claim"
        " LEFT JOIN exchange_remits_adjudication AS adjudication ON adjudication.claim_id = claim.id"
        " LEFT JOIN exchange_remits_payment AS payment ON payment.id = adjudication.payment_id ORDER BY 1",
        tenants=tenants,
    )


def test_a_sample_of_an_unverified_organization_is_paid(world: World, join: Join) -> None:
    elm = join("Elm Street Family Care")
    click(world, elm)
    travel(world)
    answered(world, elm)
    assert stands(world, elm) == [(elm, "accepted_by_payer", True, elm)]
    items = "SELECT kind, reason FROM exchange_worklists_item WHERE closed_at IS NULL"
    assert world.rows(items, tenants=[elm]) == []


def test_its_journey_can_be_followed_to_the_money(world: World, join: Join) -> None:
    elm, other = join("Elm"), join("Other")

    def follow(tenant: int) -> SampleJourney | None:
        with world.as_role("web"), scope([tenant], by=BY):
            return follow_sample(tenant=tenant)

    assert follow(elm) is None
    click(world, elm)
    click(world, elm)
    begun = follow(elm)
    assert begun
    assert ([*begun.reached], begun.state, begun.is_paid, begun.halted) == (["received"], "received", False, False)
    travel(world)
    answered(world, elm)
    ended = follow(elm)
    assert ended
    assert set(ended.reached) == set(STOPS)
    assert 0 < ended.paid_cents + ended.patient_cents < ended.charge_cents
    assert ended.is_paid
    assert ended.file == begun.file
    assert follow(other) is None


def test_a_sample_bears_the_name_and_numbers_of_its_organization_as_x12_can_say_them(world: World, join: Join) -> None:
    elm = join("Élm*Street~Family: Care")
    click(world, elm)
    segments = sent(world, elm)
    assert f"NM1*85*2*ELM STREET FAMILY CARE*****XX*{NPI}" in segments
    assert f"REF*EI*{TIN}" in segments
    assert segments[0].split("*")[15] == "T"


@pytest.mark.parametrize(
    ("kind", "npi", "biller", "payer"),
    [
        ("practice", "", f"ELM*****XX*{STAND_IN_NPI}", "PRACTICE PAYER"),
        ("hospital", NPI, f"ELM*****XX*{NPI}", "PRACTICE PAYER"),
        ("billing", "", f"SAMPLE CLIENT*****XX*{STAND_IN_NPI}", "PRACTICE PAYER"),
        ("payer", "", f"SAMPLE PRACTICE*****XX*{STAND_IN_NPI}", "ELM"),
    ],
)
def test_each_kind_of_organization_has_a_sample_that_is_paid(
    world: World, join: Join, kind: str, npi: str, biller: str, payer: str
) -> None:
    elm = join("Elm", kind=kind, npi=npi)
    click(world, elm)
    assert f"NM1*85*2*{biller}" in sent(world, elm)
    assert f"NM1*PR*2*{payer}*****PI*PRACTICE" in sent(world, elm)
    travel(world)
    answered(world, elm)
    assert stands(world, elm) == [(elm, "accepted_by_payer", True, elm)]


def test_two_samples_are_two_claims_and_neither_is_held_for_the_other(world: World, join: Join) -> None:
    elm = join("Elm")
    first, second = click(world, elm), click(world, elm)
    travel(world)
    assert first != second
    assert world.rows("SELECT state FROM exchange_claims_claim", tenants=[elm]) == [("batched",), ("batched",)]


@pytest.mark.parametrize("status", ["pending", "disputed"])
def test_who_gives_a_pair_that_another_holds_sees_what_anybody_sees_and_the_holder_sees_nothing(
    world: World, join: Join, status: str
) -> None:
    holder = join("The holder", npi="", tin="")
    with world.as_role("operator"), scope([1, holder], by=BY):
        add_pair(npi=NPI, tin=TIN, tenant=holder, by=BY)
        add_era_right(npi=NPI, tin=TIN, tenant=holder, by=BY)
    second, third = join("Second", status=status), join("Third", status=status)
    for each in (second, third):
        click(world, each)
    travel(world)
    assert world.rows("SELECT claims FROM exchange_batches_batch") == [(1,), (1,)]
    answered(world, holder, second, third)
    told = "accepted_by_payer", True
    assert stands(world, holder, second, third) == [(second, *told, second), (third, *told, third)]
    assert world.rows("SELECT 1 FROM foundation_outbox_mail WHERE tenant_id = %s", holder, tenants=[holder]) == []


def test_a_test_claim_of_a_verified_organization_is_paid_to_who_holds_its_remittances(world: World, join: Join) -> None:
    clinic, billing = join("Clinic", npi="", tin=""), join("Billing", kind="billing", npi="")
    with world.as_role("operator"), scope([1, clinic, billing], by=BY):
        add_pair(npi=NPI, tin=TIN, tenant=clinic, submitter=billing, by=BY)
        add_era_right(npi=NPI, tin=TIN, tenant=billing, by=BY)
    world.send(of_pair(world, "T"), tenant=billing)
    travel(world)
    answered(world, clinic, billing)
    assert {row[0] for row in stands(world, clinic, billing)} == {clinic}
    assert {row[3] for row in stands(world, clinic, billing)} == {billing}


def of_pair(world: World, usage: str, *payers: Payer) -> bytes:
    pairs = (Pair(NPI, TIN, "CLINIC"),)
    return world.order(claims=2, usage=usage, pairs=pairs, payers=payers or (PRACTICE_PAYER,)).content


def test_a_test_for_a_payer_that_nobody_knows_is_answered_by_the_practice_payer_and_the_sender_warned(
    world: World, join: Join
) -> None:
    elm = join("Elm")
    world.send(of_pair(world, "T", Payer("NBDY1", "NOBODY HEALTH")), tenant=elm)
    travel(world)
    answered(world, elm)
    assert {row[:3] for row in stands(world, elm)} == {(elm, "accepted_by_payer", True)}
    found = "SELECT finding FROM exchange_claims_claimfinding WHERE tenant_id = %s"
    rows = world.rows(found, elm, tenants=[elm])
    assert {(told["rule"], told["disposition"]) for told in (json.loads(finding) for (finding,) in rows)} == {
        ("payer_known", "warn")
    }


@pytest.mark.parametrize(("usage", "gave"), [("T", False), ("P", True), ("P", False)])
def test_a_pair_that_was_never_given_and_any_production_claim_of_it_are_held_by_whomever_it_is_held(
    world: World, join: Join, usage: str, gave: bool
) -> None:
    said: list[set[Any]] = []
    for is_known in (False, True):
        if is_known:
            with world.as_role("operator"), scope([1, world.practice], by=BY):
                add_pair(npi=NPI, tin=TIN, tenant=world.practice, by=BY)
        elm = join(f"Elm {is_known}", npi=NPI if gave else "")
        world.send(of_pair(world, usage), tenant=elm)
        world.run()
        states = "SELECT DISTINCT state FROM exchange_claims_claim WHERE tenant_id = %s"
        assert world.rows(states, elm, tenants=[elm]) == [("held",)]
        found = "SELECT DISTINCT finding FROM exchange_claims_claimfinding WHERE tenant_id = %s"
        said.append(set(world.rows(found, elm, tenants=[elm])))
    assert said[0] == said[1]


def test_a_house_in_production_has_no_practice_payers_and_one_that_goes_back_has_them_again(
    world: World, join: Join, tmp_path: Path
) -> None:
    elm = join("Elm")
    with world.as_role("operator"):
        close_practice()
    click(world, elm)
    world.run()
    state = "SELECT state FROM exchange_claims_claim"
    assert world.rows(state, tenants=[elm]) == [("held",)]
    with world.as_role("operator"):
        ready_practice(data=tmp_path, port=1, is_shared=False)
    click(world, elm)
    travel(world)
    assert sorted(world.rows(state, tenants=[elm])) == [("batched",), ("held",)]


def test_nobody_has_no_sample(world: World) -> None:
    with pytest.raises(NoOrganization), world.as_role("web"), scope([world.practice], by=BY):
        send_sample(tenant=world.practice, by=BY)


@pytest.mark.parametrize(
    ("kind", "npi", "own"),
    [("practice", "1245319599", True), ("practice", "", False), ("billing", "1245319599", False), ("payer", "", False)],
)
def test_the_page_says_whose_name_the_sample_bears(kind: str, npi: str, own: bool) -> None:
    said: Any = SimpleNamespace(kind=kind, npi=npi)
    assert is_own_biller(said) is own
