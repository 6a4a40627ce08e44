"""Which way a claim goes, by a plain model: random payers, connections, days, enrollments and claims."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from clearlane.exchange.routing.choose import TIER, choose
from clearlane.foundation.clock.read import today
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Aside, Kind, Moved, Ref
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import plant
from tests.flows.world import BY, PROFILE

Owner = psycopg.Connection[Any]
PAYERS = ("HARBOR", "GRANITE", "SUNRISE", "")
PAIRS = (("1234567893", "123456789"), ("1245319599", "987654321"))


@dataclass(frozen=True)
class Way:
    """One route as the model knows it."""

    payer: str
    connection: UUID
    tier: str
    is_live: bool
    needs_enrollment: bool
    start: date
    end: date | None
    transaction: str

    def is_open(self, on: date) -> bool:
        return self.is_live and self.transaction == "837P" and self.start <= on and (self.end is None or self.end > on)


@dataclass(frozen=True)
class Enrolled:
    """One enrollment as the model knows it."""

    pair: tuple[str, str]
    payer: str
    connection: UUID
    start: date
    end: date | None
    status: str

    def holds(self, on: date) -> bool:
        return self.status == "live" and self.start <= on and (self.end is None or self.end > on)


class Roads:
    """Random ways out, written as rows and kept as values."""

    def __init__(self, owner: Owner, chance: random.Random) -> None:
        self.owner, self.chance = owner, chance
        self.connections = [(uuid4(), tier, chance.random() < 0.8) for tier in ("production", "practice") for _ in "ab"]
        for number, (id, tier, is_live) in enumerate(self.connections):
            owner.execute(
                "INSERT INTO exchange_connections_connection (id, name, tier, profile, is_live, created_at)"
                " VALUES (%s, %s, %s, %s, %s, now())",
                [id, f"way-{number}", tier, PROFILE.format(port=1), is_live],
            )
        self.ways = [self._way(day) for day in chance.sample(range(-60, 30), 14)]
        self.enrollments = [self._enrollment() for _ in range(10)]

    def _way(self, day: int) -> Way:
        """Each begins on a day of its own, so that the latest is one."""
        connection, tier, is_live = self.chance.choice(self.connections)
        start = today() + timedelta(days=day)
        end = self.chance.choice([None, None, start + timedelta(days=self.chance.randrange(1, 80))])
        way = Way(
            self.chance.choice(PAYERS if tier == "practice" else PAYERS[:3]), connection, tier, is_live,
            self.chance.random() < 0.4, start, end, self.chance.choice(["837P", "837P", "837P", "270"]),
        )  # fmt: skip
        self.owner.execute(
            "INSERT INTO exchange_routing_route (id, payer_id, transaction, claim_type, line_of_business, state,"
            " connection_id, payer_id_there, payer_name_there, needs_enrollment, from_date, until_date)"
            " VALUES (%s, %s, %s, '', '', '', %s, 'X', '', %s, %s, %s)",
            [new_id(), way.payer, way.transaction, connection, way.needs_enrollment, start, end],
        )
        return way

    def _enrollment(self) -> Enrolled:
        start = today() + timedelta(days=self.chance.randrange(-40, 10))
        one = Enrolled(
            self.chance.choice(PAIRS), self.chance.choice(PAYERS[:3]), self.chance.choice(self.connections)[0], start,
            start + timedelta(days=self.chance.choice([30, 400])), self.chance.choice(["live", "live", "ended"]),
        )  # fmt: skip
        (npi, tin) = one.pair
        self.owner.execute(
            "INSERT INTO directory_providers_enrollment (tenant_id, npi, tin, payer_id, transaction, connection_id,"
            " status, from_date, until_date) VALUES (1, %s, %s, %s, '837P', %s, %s, %s, %s)",
            [npi, tin, one.payer, one.connection, one.status, one.start, one.end],
        )
        return one

    def expect(self, payer: str, usage: str, pair: tuple[str, str]) -> tuple[str, UUID | None]:
        """Where a claim goes, or why it is held."""
        on, tier = today(), TIER[usage]
        asked = [payer, ""] if usage == "T" else [payer]
        for name in asked:
            open_now = [way for way in self.ways if (way.payer, way.tier) == (name, tier) and way.is_open(on)]
            if open_now:
                way = max(open_now, key=lambda one: one.start)
                may = not way.needs_enrollment or any(
                    one.holds(on) and (one.pair, one.payer, one.connection) == (pair, payer, way.connection)
                    for one in self.enrollments
                )
                return ("goes", way.connection) if may else ("not_enrolled", None)
        return "no_route", None


@pytest.fixture
def practice(tenant: MakeTenant, as_role: AsRole) -> int:
    return tenant()


@pytest.mark.parametrize("seed", range(10))
def test_a_claim_goes_where_the_model_says_or_is_held_for_its_reason(
    practice: int, as_role: AsRole, owner: Owner, seed: int
) -> None:
    chance = random.Random(seed)
    roads = Roads(owner, chance)
    asked: dict[Ref, tuple[str, str, tuple[str, str]]] = {}
    with as_role("flow"):
        for _ in range(16):
            payer, usage, pair = chance.choice([*PAYERS[:3], "NOBODY"]), chance.choice("PT"), chance.choice(PAIRS)
            planted = plant(
                submitter=practice, state="received", usage=usage, payer_code=payer, billing_npi=pair[0],
                billing_tin=pair[1], seq=2,
            )  # fmt: skip
            asked[Ref(practice, planted.claim)] = (payer, usage, pair)
        with scope([1, practice], by=BY):
            outcomes = {one.ref: one for one in choose(chunk=list(asked), by=BY)}
    assert set(outcomes) == set(asked)
    for ref, (payer, usage, pair) in asked.items():
        said, connection = roads.expect(payer, usage, pair)
        outcome = outcomes[ref]
        if said == "goes":
            assert isinstance(outcome, Moved), (payer, usage, pair)
            lane = next(given.lane for given in outcome.gives if given.kind is Kind.CLAIM)
            assert str(connection) in lane
        else:
            assert isinstance(outcome, Aside), (payer, usage, pair)
            assert outcome.reason == said


@pytest.mark.parametrize("seed", range(4))
def test_a_test_never_leaves_for_a_real_payer_nor_a_real_claim_for_practice(
    practice: int, as_role: AsRole, owner: Owner, seed: int
) -> None:
    chance = random.Random(1000 + seed)
    Roads(owner, chance)
    with as_role("flow"):
        for _ in range(12):
            plant(
                submitter=practice, state="received", usage=chance.choice("PT"), payer_code=chance.choice(PAYERS[:3]),
                billing_npi=PAIRS[0][0], billing_tin=PAIRS[0][1], seq=2,
            )  # fmt: skip
        ids = [id for (id,) in owner.execute("SELECT id FROM exchange_claims_claim").fetchall()]
        with scope([1, practice], by=BY):
            choose(chunk=[Ref(practice, id) for id in ids], by=BY)
    crossed = owner.execute(
        "SELECT claim.usage, way.tier FROM exchange_claims_claim AS claim"
        " JOIN exchange_connections_connection AS way ON way.id = claim.connection_id GROUP BY 1, 2"
    ).fetchall()
    assert {(usage, tier) for usage, tier in crossed} <= {("P", "production"), ("T", "practice")}
