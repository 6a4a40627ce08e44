"""The register of counts is folded: fewer rows, the same sums."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import MakeTenant

BY = "flow:test"


@pytest.fixture
def two(tenant: MakeTenant) -> tuple[int, int]:
    return tenant(), tenant()


def _today() -> date:
    from clearlane.foundation.clock.read import today

    return today()


def _add(owner: psycopg.Connection[Any], tenant: int, days_ago: int, state: str, n: int, cents: int) -> None:
    owner.execute(
        "INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, n, cents)"
        " VALUES (%s, %s, %s, 'P', %s, %s, %s)",
        [uuid4(), tenant, _today() - timedelta(days=days_ago), state, n, cents],
    )


def _rows(owner: psycopg.Connection[Any], tenant: int) -> list[tuple[Any, ...]]:
    return owner.execute(
        "SELECT day, state, n, cents FROM exchange_claims_claimcount WHERE tenant_id = %s ORDER BY day, state, n",
        [tenant],
    ).fetchall()


def _fold(*tenants: int) -> int:
    from clearlane.exchange.claims.fold_counts import fold_counts
    from clearlane.foundation.tenancy.scope import scope

    with scope(tenants, by=BY):
        return fold_counts(tenants=tenants)


def _plant(owner: psycopg.Connection[Any], tenant: int) -> None:
    for days_ago in (0, 0, 1, 3, 9, 40, 41, 70, 70):
        _add(owner, tenant, days_ago, "received", 1, 100)
        _add(owner, tenant, days_ago, "received", -1, -100)
        _add(owner, tenant, days_ago, "accepted_by_payer", 1, 100)


def test_folding_leaves_every_sum_as_it_was(two: tuple[int, int], owner: psycopg.Connection[Any]) -> None:
    from clearlane.exchange.reading.sum_claims import sum_claims
    from clearlane.exchange.reading.sum_weeks import sum_weeks
    from clearlane.foundation.tenancy.scope import scope

    def sums() -> tuple[Any, ...]:
        with scope([two[0]], by=BY):
            return sum_claims(), sum_weeks()

    _plant(owner, two[0])
    before, many = sums(), len(_rows(owner, two[0]))
    assert _fold(two[0]) > 0
    assert sums() == before
    assert len(_rows(owner, two[0])) < many / 2


def test_what_came_and_went_leaves_no_row(two: tuple[int, int], owner: psycopg.Connection[Any]) -> None:
    _plant(owner, two[0])
    _fold(two[0])
    assert {state for _, state, _, _ in _rows(owner, two[0])} == {"accepted_by_payer"}


def test_folding_again_finds_nothing_to_do(two: tuple[int, int], owner: psycopg.Connection[Any]) -> None:
    _plant(owner, two[0])
    _fold(two[0])
    after = _rows(owner, two[0])
    assert _fold(two[0]) == 0
    assert _rows(owner, two[0]) == after


def test_the_last_days_stay_days(two: tuple[int, int], owner: psycopg.Connection[Any]) -> None:
    for days_ago in range(5):
        _add(owner, two[0], days_ago, "sent", 1, 5)
        _add(owner, two[0], days_ago, "sent", 2, 5)
    _fold(two[0])
    days = [_today() - timedelta(days=days_ago) for days_ago in range(4, -1, -1)]
    assert [(day, n) for day, _, n, _ in _rows(owner, two[0])] == [(day, 3) for day in days]


def test_folding_touches_no_other_tenant(two: tuple[int, int], owner: psycopg.Connection[Any]) -> None:
    for tenant in two:
        _plant(owner, tenant)
    stays = _rows(owner, two[1])
    _fold(two[0])
    assert _rows(owner, two[1]) == stays


def test_a_row_that_is_added_after_the_fold_is_folded_by_the_next(
    two: tuple[int, int], owner: psycopg.Connection[Any]
) -> None:
    _plant(owner, two[0])
    _fold(two[0])
    _add(owner, two[0], 40, "accepted_by_payer", 1, 7)
    before = len(_rows(owner, two[0]))
    assert _fold(two[0]) == 1
    assert len(_rows(owner, two[0])) == before - 1


@given(at=st.dates(date(2020, 1, 1), date(2030, 12, 31)), ago=st.integers(0, 800))
def test_a_day_is_kept_in_its_own_week_and_month(at: date, ago: int) -> None:
    from clearlane.exchange.claims.fold_counts import DAYS, kept_as

    day = at - timedelta(days=ago)
    kept = kept_as(day, at=at)
    assert kept <= day
    assert (kept.year, kept.month) == (day.year, day.month)
    assert kept.isocalendar()[:2] == day.isocalendar()[:2]
    assert kept_as(kept, at=at) == kept or at - kept <= DAYS
    assert kept == day or at - day > DAYS
