"""Which way a claim goes: payer, tier, day, enrollment; and what is held says why."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.exchange.connections.add import add as add_connection
from clearlane.exchange.routing.add_route import add_route
from clearlane.exchange.routing.choose import choose
from clearlane.exchange.routing.list_routes import list_routes
from clearlane.foundation.clock.read import today
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Already, Aside, Kind, Moved, Outcome, Ref
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import Planted, plant
from tests.flows.world import BY, PROFILE

Owner = psycopg.Connection[Any]


class Roads:
    """A house with ways out, and claims to send over them."""

    def __init__(self, as_role: AsRole, owner: Owner, practice: int) -> None:
        self.as_role, self.owner, self.practice = as_role, owner, practice

    def connection(self, name: str, tier: str = "production") -> UUID:
        with self.as_role("operator"), scope([1], by=BY):
            return add_connection(name=name, tier=tier, profile=PROFILE.format(port=1), by=BY)

    def route(self, connection: UUID, payer: str = "HARBOR", **more: Any) -> None:
        with self.as_role("operator"), scope([1], by=BY):
            add_route(payer_id=payer, connection=connection, payer_id_there="H1", by=BY, **more)

    def claim(self, **more: Any) -> Planted:
        with self.as_role("flow"):
            columns: dict[str, Any] = {"state": "received", "seq": 2, **more}
            return plant(submitter=self.practice, **columns)

    def choose(self, *claims: Planted) -> list[Outcome]:
        with self.as_role("flow"), scope([1, self.practice], by=BY):
            return choose(chunk=[Ref(one.owner, one.claim) for one in claims], by=BY)

    def lane(self, claim: Planted) -> str:
        """The lane in which a claim goes on; "" where it is held."""
        (outcome,) = self.choose(claim)
        if not isinstance(outcome, Moved):
            return ""
        return next(given.lane for given in outcome.gives if given.kind is Kind.CLAIM)


@pytest.fixture
def roads(as_role: AsRole, owner: Owner, tenant: MakeTenant) -> Roads:
    return Roads(as_role, owner, tenant())


def test_a_routed_claim_is_ready_and_its_submitter_owed_a_receipt(roads: Roads) -> None:
    way = roads.connection("a")
    roads.route(way)
    claim = roads.claim()
    (outcome,) = roads.choose(claim)
    assert isinstance(outcome, Moved)
    assert [given.kind for given in outcome.gives] == [Kind.CLAIM, Kind.ANSWER]
    row = roads.owner.execute("SELECT state, connection_id FROM exchange_claims_claim").fetchone()
    assert row == ("ready", way)


def test_choosing_again_changes_nothing(roads: Roads) -> None:
    roads.route(roads.connection("a"))
    claim = roads.claim()
    roads.choose(claim)
    assert roads.choose(claim) == [Already(Ref(claim.owner, claim.claim))]
    assert roads.owner.execute("SELECT count(*) FROM exchange_claims_answer WHERE told_at IS NULL").fetchone() == (1,)


@pytest.mark.parametrize(
    ("usage", "version", "bht06", "lane"),
    [
        ("P", "005010X222A1", "CH", "production/P/005010X222/CH"),
        ("P", "005010X222A2", "CH", "production/P/005010X222/CH"),
        ("P", "005010X222A1", "", "production/P/005010X222/CH"),
        ("P", "005010X222A1", "RP", "production/P/005010X222/RP"),
        ("T", "005010X222A1", "CH", "practice/T/005010X222/CH"),
    ],
)
def test_what_never_travels_together_goes_in_different_lanes(
    roads: Roads, usage: str, version: str, bht06: str, lane: str
) -> None:
    ways = {tier: roads.connection(tier, tier) for tier in ("production", "practice")}
    for way in ways.values():
        roads.route(way)
    found = roads.lane(roads.claim(usage=usage, version=version, bht06=bht06))
    for tier, way in ways.items():
        found = found.replace(str(way), tier)
    assert found == lane


@pytest.mark.parametrize(("usage", "tier"), [("P", "practice"), ("T", "production")])
def test_no_claim_crosses_between_test_and_production(roads: Roads, usage: str, tier: str) -> None:
    roads.route(roads.connection("a", tier))
    (outcome,) = roads.choose(roads.claim(usage=usage))
    assert isinstance(outcome, Aside)
    assert (outcome.reason, outcome.note) == ("no_route", "payer HARBOR")


@pytest.mark.parametrize("payer", ["HARBOR", "harbor", "Harbor"])
def test_a_payer_is_found_in_whatever_case_it_was_sent(roads: Roads, payer: str) -> None:
    roads.route(roads.connection("a"), payer="harbor")
    assert roads.lane(roads.claim(payer_code=payer))


@pytest.mark.parametrize(
    ("starts", "ends", "open_now"), [(0, None, True), (-9, 1, True), (1, None, False), (-9, 0, False)]
)
def test_a_route_leads_there_on_its_days_only(roads: Roads, starts: int, ends: int | None, open_now: bool) -> None:
    roads.route(roads.connection("a"), from_date=today() + timedelta(days=starts))
    if ends is not None:
        roads.owner.execute("UPDATE exchange_routing_route SET until_date = %s", [today() + timedelta(days=ends)])
    assert bool(roads.lane(roads.claim())) is open_now


def test_a_closed_connection_carries_nothing(roads: Roads) -> None:
    roads.route(roads.connection("a"))
    roads.owner.execute("UPDATE exchange_connections_connection SET is_live = false")
    assert roads.lane(roads.claim()) == ""


def test_of_two_routes_the_younger_leads(roads: Roads) -> None:
    old, new = roads.connection("old"), roads.connection("new")
    roads.route(old, from_date=today() - timedelta(days=9))
    roads.route(new, from_date=today())
    assert roads.lane(roads.claim()).startswith(str(new))


@pytest.mark.parametrize(("status", "goes"), [("live", True), ("asked", False), ("refused", False), ("ended", False)])
def test_a_route_that_wants_enrollment_takes_the_enrolled_alone(roads: Roads, status: str, goes: bool) -> None:
    way = roads.connection("a")
    roads.route(way, needs_enrollment=True)
    pair = {"billing_npi": "1234567893", "billing_tin": "123456789"}
    roads.owner.execute(
        "INSERT INTO directory_providers_enrollment"
        " (tenant_id, npi, tin, payer_id, transaction, connection_id, status, from_date)"
        " VALUES (%s, '1234567893', '123456789', 'HARBOR', '837P', %s, %s, %s)",
        [roads.practice, way, status, today()],
    )
    (enrolled, stranger) = roads.claim(**pair), roads.claim(billing_npi="2222222228", billing_tin="123456789")
    outcomes = roads.choose(enrolled, stranger)
    reasons = [one.reason if isinstance(one, Aside) else "" for one in sorted(outcomes, key=lambda one: one.ref)]
    assert reasons == ["" if goes else "not_enrolled", "not_enrolled"]


def test_one_chunk_of_many_fates_answers_for_each(roads: Roads) -> None:
    roads.route(roads.connection("a"))
    claims = [roads.claim(), roads.claim(payer_code="NOBODY"), roads.claim(state="held"), roads.claim(usage="T")]
    gone = Planted(roads.practice, roads.practice, claims[0].file, new_id())
    outcomes = {outcome.ref.id: type(outcome) for outcome in roads.choose(*claims, gone)}
    assert [outcomes[one.claim] for one in (*claims, gone)] == [Moved, Aside, Already, Aside, Already]


def test_a_route_is_added_once(roads: Roads) -> None:
    way = roads.connection("a")
    for _ in range(2):
        roads.route(way, payer="harbor")
    with roads.as_role("operator"), scope([1], by=BY):
        (entry,) = list_routes()
    assert (entry.payer_id, entry.connection, entry.payer_id_there) == ("HARBOR", way, "H1")
    assert roads.owner.execute(
        "SELECT count(*) FROM foundation_audit_entry WHERE event = 'route:route:added'"
    ).fetchone() == (1,)  # fmt: skip


def test_a_route_that_ended_is_listed_no_more(roads: Roads) -> None:
    roads.route(roads.connection("a"))
    roads.owner.execute("UPDATE exchange_routing_route SET until_date = %s", [today()])
    with roads.as_role("operator"), scope([1], by=BY):
        assert list_routes() == ()


@pytest.mark.parametrize("role", ["web", "gate"])
def test_only_the_house_routes(roads: Roads, role: str) -> None:
    from django.db import DatabaseError

    way = roads.connection("a")
    with pytest.raises(DatabaseError), roads.as_role(role), scope([1], by=BY):
        add_route(payer_id="HARBOR", connection=way, payer_id_there="H1", by=BY)


def test_claims_of_a_stranger_are_not_seen(roads: Roads, tenant: MakeTenant) -> None:
    roads.route(roads.connection("a"))
    claim = roads.claim()
    with roads.as_role("flow"), scope([tenant()], by=BY), cursor() as sql:
        (outcome,) = choose(chunk=[Ref(claim.owner, claim.claim)], by=BY)
        sql.execute("SELECT count(*) FROM exchange_claims_claim")
        assert sql.fetchone() == (0,)
    assert isinstance(outcome, Already)


def findings(roads: Roads) -> list[dict[str, Any]]:
    query = "SELECT finding FROM exchange_claims_claimfinding WHERE disposition = 'hold' ORDER BY claim_id, seq"
    rows = roads.owner.execute(query).fetchall()
    return [json.loads(text) for (text,) in rows]


@pytest.mark.parametrize(("reason", "status"), [("no_route", "A7:116"), ("not_enrolled", "A3:24:85")])
def test_what_is_held_on_its_way_says_what_happened_and_what_to_do(roads: Roads, reason: str, status: str) -> None:
    if reason == "not_enrolled":
        roads.route(roads.connection("a"), needs_enrollment=True)
    roads.choose(roads.claim(), roads.claim())
    told = findings(roads)
    assert [(one["rule"], one["disposition"], one["status"]) for one in told] == [(reason, "hold", status)] * 2
    assert all(one["what"] and one["why"] and one["remedy"] for one in told)


def test_what_is_held_on_its_way_is_told_behind_what_its_edits_found(roads: Roads) -> None:
    claim = roads.claim()
    before = roads.owner.execute("SELECT max(seq) FROM exchange_claims_claimfinding").fetchone()
    assert before is not None
    roads.choose(claim)
    rows = roads.owner.execute("SELECT seq, rule FROM exchange_claims_claimfinding ORDER BY seq").fetchall()
    assert rows[-1] == (before[0] + 1, "no_route")


def test_a_released_claim_is_not_told_of_its_receipt_again(roads: Roads) -> None:
    roads.route(roads.connection("a"))
    claim = roads.claim()
    roads.choose(claim)
    roads.owner.execute("UPDATE exchange_claims_claim SET state = 'received', seq = seq + 2")
    (outcome,) = roads.choose(claim)
    assert isinstance(outcome, Moved)
    assert [given.kind for given in outcome.gives] == [Kind.CLAIM]
    owed = roads.owner.execute("SELECT count(*) FROM exchange_claims_answer WHERE told_at IS NULL").fetchone()
    assert owed == (1,)
