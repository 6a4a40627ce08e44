"""Folding the register of counts, by chance and again and again, is what a person with a calendar would make of it."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from clearlane.exchange.claims.fold_counts import DAYS, fold_counts
from clearlane.foundation.clock.move import move
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

Owner = psycopg.Connection[Any]
Key = tuple[date, str, str, str]
PLACES = (("received", ""), ("sent", ""), ("accepted_by_payer", "paid"), ("accepted_by_payer", ""))
TODAYS = [date(2026, 11, 28), date(2026, 11, 30), date(2027, 1, 1), date(2028, 3, 1), date(2027, 1, 4)]
"""A Saturday, a Monday, a year's first, the day after a leap day, and a year's first Monday."""


class Register:
    """Rows of the register of one tenant, and the same as a person keeps them."""

    def __init__(self, owner: Owner, tenant: int, today: date) -> None:
        self.owner, self.tenant, self.today = owner, tenant, today
        self.known: dict[Key, tuple[int, int]] = defaultdict(lambda: (0, 0))

    def add(self, chance: random.Random, times: int) -> None:
        for _ in range(times):
            day = self.today - timedelta(days=min(chance.randrange(60), chance.randrange(60)))
            usage, (state, decision) = chance.choice("PPT"), chance.choice(PLACES)
            n, cents = chance.choice([-2, -1, 1, 1, 3]), chance.choice([-100, 100, 0, 250])
            self.owner.execute(
                "INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, decision, n, cents)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                [uuid4(), self.tenant, day, usage, state, decision, n, cents],
            )
            before = self.known[day, usage, state, decision]
            self.known[day, usage, state, decision] = before[0] + n, before[1] + cents

    def rows(self) -> list[tuple[Any, ...]]:
        return self.owner.execute(
            "SELECT day, usage, state, decision, n, cents FROM exchange_claims_claimcount WHERE tenant_id = %s"
            " ORDER BY 1, 2, 3, 4, 5, 6",
            [self.tenant],
        ).fetchall()

    def sums(self, *, folded: bool) -> dict[Key, tuple[int, int]]:
        """What a person would have under each day, or under the day that its week is kept by."""
        found: dict[Key, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for (day, usage, state, decision), (n, cents) in self.known.items():
            key = self.kept(day) if folded else day, usage, state, decision
            found[key] = found[key][0] + n, found[key][1] + cents
        return {key: value for key, value in found.items() if value != (0, 0)}

    def kept(self, day: date) -> date:
        """The first day of the week's part that lies within the month, for days that are over; else the day."""
        if (self.today - day).days <= DAYS.days:
            return day
        first = day
        while first.weekday() != 0 and first.day != 1:
            first -= timedelta(days=1)
        return first


@pytest.fixture(params=TODAYS, ids=str)
def register(
    request: pytest.FixtureRequest, owner: Owner, tenant: MakeTenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Register:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    today: date = request.param
    move(to=datetime(today.year, today.month, today.day, 12, tzinfo=UTC))
    return Register(owner, tenant(), today)


def fold(register: Register, as_role: AsRole) -> int:
    with as_role("flow"), scope([register.tenant], by="flow:test"):
        return fold_counts(tenants=[register.tenant])


@pytest.mark.parametrize("seed", range(3))
def test_folded_rows_are_those_of_a_person_with_a_calendar(register: Register, as_role: AsRole, seed: int) -> None:
    chance = random.Random(seed)
    for times in (90, 0, 15, 1, 40):
        register.add(chance, times)
        fold(register, as_role)
        found: dict[Key, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for *key, n, cents in register.rows():
            day, usage, state, decision = key
            before = found[day, usage, state, decision]
            found[register.kept(day), usage, state, decision] = before[0] + n, before[1] + cents
        sums = {key: value for key, value in found.items() if value != (0, 0)}
        assert sums == register.sums(folded=True)


@pytest.mark.parametrize("seed", range(3))
def test_no_two_rows_differ_in_number_alone_after_folding(register: Register, as_role: AsRole, seed: int) -> None:
    register.add(random.Random(seed), 120)
    fold(register, as_role)
    keys = [row[:4] for row in register.rows()]
    assert len(keys) == len(set(keys))


def test_folding_twice_is_folding_once(register: Register, as_role: AsRole) -> None:
    register.add(random.Random(1), 80)
    fold(register, as_role)
    after = register.rows()
    assert fold(register, as_role) == 0
    assert register.rows() == after


def test_each_months_sums_stay_that_months(register: Register, as_role: AsRole) -> None:
    register.add(random.Random(2), 150)

    def months() -> dict[tuple[int, int], tuple[int, int]]:
        found: dict[tuple[int, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
        for day, _, _, _, n, cents in register.rows():
            before = found[day.year, day.month]
            found[day.year, day.month] = before[0] + n, before[1] + cents
        return {key: value for key, value in found.items() if value != (0, 0)}

    before = months()
    fold(register, as_role)
    assert months() == before


def test_a_fold_in_anothers_scope_changes_nothing(register: Register, as_role: AsRole, tenant: MakeTenant) -> None:
    register.add(random.Random(3), 60)
    before = register.rows()
    other = tenant()
    with as_role("flow"), scope([other], by="flow:test"):
        assert fold_counts(tenants=[register.tenant, other]) == 0
    assert register.rows() == before
