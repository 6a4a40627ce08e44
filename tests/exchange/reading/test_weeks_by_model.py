"""Money by week is the sum that a person would make with a calendar, for any days and any amounts."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from clearlane.exchange.reading.sum_weeks import WEEKS, Money, sum_weeks
from clearlane.exchange.reading.told_usage import find_usage
from clearlane.foundation.clock.move import move
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

Owner = psycopg.Connection[Any]
TODAYS = [
    date(2026, 11, 28),
    date(2026, 11, 30),
    date(2026, 12, 1),
    date(2027, 1, 1),
    date(2027, 1, 3),
    date(2028, 2, 29),
]
"""A Saturday, a Monday, a month's first day, a year's first, a Sunday, and a day that few years have."""


class Books:
    """What came and what was paid, by day, as rows of the register and as deposits."""

    def __init__(self, owner: Owner, tenant: int, today: date) -> None:
        self.owner, self.tenant, self.today = owner, tenant, today
        self.submitted: dict[date, int] = defaultdict(int)
        self.claims: dict[date, int] = defaultdict(int)
        self.decided: dict[date, int] = defaultdict(int)
        self.rejected: dict[date, int] = defaultdict(int)
        self.paid: dict[date, int] = defaultdict(int)
        self.payments: dict[date, int] = defaultdict(int)

    def submit(self, day: date, *, claims: int, cents: int, state: str = "ready", usage: str = "P") -> None:
        self.owner.execute(
            "INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, decision, n, cents)"
            " VALUES (%s, %s, %s, %s, %s, '', %s, %s)",
            [uuid4(), self.tenant, day, usage, state, claims, cents],
        )
        if usage == "P":
            self.submitted[day] += cents
            self.claims[day] += claims
            self.decided[day] += claims if state != "held" else 0
            self.rejected[day] += claims if state.startswith("rejected") or state == "dead" else 0

    def furnish(self, chance: random.Random) -> None:
        for _ in range(60):
            day = self.today - timedelta(days=chance.randrange(0, 7 * (WEEKS + 2)))
            state = chance.choice(["ready", "sent", "rejected", "rejected_by_payer", "dead", "held"])
            claims = chance.randrange(1, 40)
            self.submit(day, claims=claims, cents=claims * chance.randrange(1, 90_000), state=state)
            if chance.random() < 0.3:
                self.submit(day, claims=3, cents=5_000_000, usage="T")

    def read(self, as_role: AsRole) -> Money:
        with as_role("web"), scope([self.tenant], by="user:1"):
            return sum_weeks(usage=find_usage(tenant=self.tenant))


@pytest.fixture(params=TODAYS, ids=str)
def books(
    request: pytest.FixtureRequest, owner: Owner, tenant: MakeTenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Books:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    today: date = request.param
    move(to=datetime(today.year, today.month, today.day, 12, tzinfo=UTC))
    return Books(owner, tenant(), today)


@pytest.mark.parametrize("seed", [1, 2])
def test_weeks_months_and_days_are_those_of_the_calendar(books: Books, as_role: AsRole, seed: int) -> None:
    books.furnish(random.Random(seed))
    money = books.read(as_role)
    monday = books.today - timedelta(days=books.today.weekday())
    assert [week.monday for week in money.weeks] == [monday - timedelta(weeks=WEEKS - 1 - n) for n in range(WEEKS)]
    for week in money.weeks:
        days = [week.monday + timedelta(days=n) for n in range(7)]
        assert week.submitted == sum(books.submitted[day] for day in days)
        assert week.paid == 0
    month = [day for day in books.submitted if (day.year, day.month) == (books.today.year, books.today.month)]
    assert (money.claims, money.submitted) == (
        sum(books.claims[day] for day in month), sum(books.submitted[day] for day in month),
    )  # fmt: skip
    recent = [day for day in books.claims if day >= monday - timedelta(weeks=3)]
    assert (money.came, money.rejected) == (
        sum(books.decided[day] for day in recent), sum(books.rejected[day] for day in recent),
    )  # fmt: skip


def test_a_house_without_claims_has_twelve_empty_weeks(books: Books, as_role: AsRole) -> None:
    money = books.read(as_role)
    assert len(money.weeks) == WEEKS
    assert {(week.submitted, week.paid) for week in money.weeks} == {(0, 0)}
    assert (money.claims, money.payments, money.paid, money.came, money.rejected) == (0, 0, 0, 0, 0)


def test_a_claim_that_was_moved_on_counts_once_on_the_day_it_came(books: Books, as_role: AsRole) -> None:
    day = books.today
    books.submit(day, claims=5, cents=500, state="received")
    books.submit(day, claims=-5, cents=-500, state="received")
    books.submit(day, claims=5, cents=500, state="ready")
    money = books.read(as_role)
    assert (money.weeks[-1].submitted, money.claims, money.came) == (500, 5, 5)


def test_a_practice_in_test_mode_sees_its_tests(books: Books, as_role: AsRole) -> None:
    books.owner.execute("UPDATE foundation_tenancy_tenant SET is_live = false WHERE id = %s", [books.tenant])
    books.submit(books.today, claims=2, cents=700, usage="T")
    assert books.read(as_role).weeks[-1].submitted == 700
    books.owner.execute("UPDATE foundation_tenancy_tenant SET is_live = true WHERE id = %s", [books.tenant])
    assert books.read(as_role).weeks[-1].submitted == 0


def test_another_tenants_money_is_not_there(books: Books, as_role: AsRole, tenant: MakeTenant) -> None:
    other = Books(books.owner, tenant(name="Other"), books.today)
    other.submit(books.today, claims=9, cents=900)
    assert books.read(as_role).came == 0
    assert other.read(as_role).came == 9
