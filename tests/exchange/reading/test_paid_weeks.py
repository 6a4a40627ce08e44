"""What was paid by week and month is the sum of the deposits, and the present day is that of who looks."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from clearlane.exchange.reading.page_payments import page_payments
from clearlane.exchange.reading.sum_weeks import WEEKS, Money, sum_weeks
from clearlane.exchange.remits.models import Payment
from clearlane.foundation.clock.move import move
from clearlane.foundation.partitions.ensure import months_of
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

Owner = psycopg.Connection[Any]


class Deposits:
    """Payments of a tenant, and what they come to by day as a person would write it down.

    ``now`` is a Saturday's afternoon, more than twelve weeks after the first month for which there is a place.
    """

    def __init__(self, tenant: int, now: datetime) -> None:
        self.tenant, self.now = tenant, now
        self.monday = datetime(now.year, now.month, now.day, tzinfo=UTC) - timedelta(days=now.weekday())
        self.cents: dict[date, int] = defaultdict(int)
        self.count: dict[date, int] = defaultdict(int)

    def add(self, at: datetime, cents: int, *, usage: str = "P", state: str = "posted") -> None:
        """One deposit that arrived at an instant, as the role flow; a day's sums hold what is shown."""
        move(to=at)
        values: dict[str, Any] = dict.fromkeys(("delimiters", "payer_name", "payee_npi", "payee_tin", "handling"), "")
        Payment(
            id=new_id(), tenant_id=self.tenant, file_id=uuid4(), set_id=uuid4(), usage=usage, version="005010X221A1",
            trace="T", payer_id="HARBOR", method="ACH", cents=cents, claims=1, adjusted_cents=0, state=state, offset=0,
            length=1, sha256=b"x", received_at=at, **values,
        ).save(force_insert=True)  # fmt: skip
        if usage == "P":
            self.cents[at.date()] += cents
            self.count[at.date()] += 1

    def read(self, as_role: AsRole, at: date | None = None, zone: str = "UTC") -> Money:
        move(to=self.now)
        with as_role("web"), scope([self.tenant], by="user:1"):
            return sum_weeks(usage="P", at=at, zone=zone)


@pytest.fixture
def deposits(tenant: MakeTenant, owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deposits:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    first = min(months_of(owner.cursor(), "exchange_remits_payment"))
    day = first + timedelta(days=100)
    saturday = day + timedelta(days=5 - day.weekday())
    return Deposits(tenant(), datetime(saturday.year, saturday.month, saturday.day, 15, tzinfo=UTC))


def pay(deposits: Deposits, as_role: AsRole, *rows: tuple[datetime, int, dict[str, str]]) -> None:
    with as_role("flow"), scope([deposits.tenant], by="flow:test"):
        for at, cents, more in rows:
            deposits.add(at, cents, **more)


@pytest.mark.parametrize("seed", range(4))
def test_what_was_paid_by_week_and_month_is_the_sum_of_the_deposits(
    deposits: Deposits, as_role: AsRole, seed: int
) -> None:
    chance = random.Random(seed)
    rows = []
    for _ in range(50):
        at = deposits.now - timedelta(minutes=chance.randrange(7 * WEEKS * 24 * 60))
        rows.append((at, chance.randrange(-50_000, 500_000), {"usage": chance.choice("PPT")}))
    pay(deposits, as_role, *sorted(rows, key=lambda row: row[0]))
    money = deposits.read(as_role)
    for week in money.weeks:
        assert week.paid == sum(deposits.cents[week.monday + timedelta(days=n)] for n in range(7))
    month = [day for day in deposits.cents if (day.year, day.month) == (deposits.now.year, deposits.now.month)]
    assert (money.paid, money.payments) == (
        sum(deposits.cents[day] for day in month), sum(deposits.count[day] for day in month),
    )  # fmt: skip
    assert_the_list_holds_what_is_summed(deposits, as_role, money)


def assert_the_list_holds_what_is_summed(deposits: Deposits, as_role: AsRole, money: Money) -> None:
    """Page by page, there and back."""
    asked: dict[str, Any] = {"tenant": deposits.tenant, "by": "user:1", "usage": "P", "limit": 3}
    asked["since"] = datetime(deposits.now.year, deposits.now.month, 1, tzinfo=UTC)
    with as_role("web"), scope([deposits.tenant], by="user:1"):
        page = page_payments(**asked)
        assert (page.payments, page.cents) == (money.payments, money.paid)
        ahead = list(page.rows)
        while page.older:
            page = page_payments(**asked, after=page.older)
            ahead += page.rows
        assert sum(row.cents for row in ahead) == money.paid
        assert len({row.id for row in ahead}) == money.payments
        back = list(page.rows)
        while page.newer:
            page = page_payments(**asked, before=page.newer)
            back = [*page.rows, *back]
        assert back == ahead


@pytest.mark.parametrize("state", ["received", "unbalanced", "posted"])
def test_money_is_told_whether_it_could_be_posted_or_not(deposits: Deposits, as_role: AsRole, state: str) -> None:
    pay(deposits, as_role, (deposits.now, 1_000, {"state": state}))
    assert deposits.read(as_role).weeks[-1].paid == 1_000


def test_a_week_begins_with_the_first_instant_of_its_monday(deposits: Deposits, as_role: AsRole) -> None:
    monday = deposits.monday
    pay(deposits, as_role, (monday - timedelta(milliseconds=1), 1, {}), (monday, 20, {}))
    weeks = deposits.read(as_role).weeks
    before = (monday - timedelta(weeks=1)).date()
    assert [(week.monday, week.paid) for week in weeks[-2:]] == [(before, 1), (monday.date(), 20)]


def test_what_is_older_than_twelve_weeks_is_in_no_week(deposits: Deposits, as_role: AsRole) -> None:
    first = deposits.monday - timedelta(weeks=WEEKS - 1)
    pay(deposits, as_role, (first - timedelta(seconds=1), 7, {}), (first, 30, {}))
    assert [week.paid for week in deposits.read(as_role).weeks] == [30] + [0] * 11


def test_a_payment_that_was_taken_back_makes_a_week_negative(deposits: Deposits, as_role: AsRole) -> None:
    pay(deposits, as_role, (deposits.now, 1_000, {}), (deposits.now + timedelta(seconds=1), -2_500, {}))
    assert deposits.read(as_role).weeks[-1].paid == -1_500


def test_anothers_deposits_are_not_told(deposits: Deposits, as_role: AsRole, tenant: MakeTenant) -> None:
    other = Deposits(tenant(), deposits.now)
    pay(other, as_role, (deposits.now, 1_000, {}))
    pay(deposits, as_role, (deposits.now, 5, {}))
    assert (deposits.read(as_role).paid, other.read(as_role).paid) == (5, 1_000)


def test_the_month_is_that_of_who_looks_where_greenwich_has_the_next_one(deposits: Deposits, as_role: AsRole) -> None:
    evening = datetime(deposits.now.year, deposits.now.month, 1, 1, tzinfo=UTC)
    pay(deposits, as_role, (evening - timedelta(days=20), 300, {}), (evening, 40, {}))
    money = deposits.read(as_role, at=evening.date() - timedelta(days=1))
    assert (money.paid, money.payments) == (340, 2)
    assert deposits.read(as_role, at=evening.date()).paid == 40


def test_a_deposit_of_the_evening_is_of_the_day_that_the_zone_has(deposits: Deposits, as_role: AsRole) -> None:
    evening = deposits.monday + timedelta(hours=2)
    pay(deposits, as_role, (evening, 77, {}))
    sunday = (evening - timedelta(days=1)).date()
    for zone, monday in (("America/Chicago", sunday - timedelta(days=6)), ("UTC", evening.date())):
        weeks = deposits.read(as_role, at=deposits.now.date(), zone=zone).weeks
        assert [week.monday for week in weeks if week.paid] == [monday]


def test_no_money_is_lost_between_two_weeks_on_a_sunday_evening(deposits: Deposits, as_role: AsRole) -> None:
    evening = deposits.monday + timedelta(hours=2)
    pay(deposits, as_role, (evening, 77, {}))
    weeks = deposits.read(as_role, at=evening.date() - timedelta(days=1)).weeks
    assert (weeks[-1].monday, weeks[-1].paid) == ((deposits.monday - timedelta(weeks=1)).date(), 77)
    assert sum(week.paid for week in weeks) == 77
