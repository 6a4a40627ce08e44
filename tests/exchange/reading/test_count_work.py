"""The counts beside the navigation: what is stopped, of whom, since when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.exchange.reading.count_work import CLAIM_DAYS, Work, count_work
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
Put = Callable[..., None]


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clock of the house stands at ``AT``."""
    path = tmp_path / "clock"
    path.write_text(AT.isoformat(), encoding="ascii")
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(path))
    return path


@pytest.fixture
def put(owner: psycopg.Connection[Any]) -> Put:
    """``put(tenant, "held", 3)``: a row of the register of counts."""

    def write(tenant: int, state: str, n: int, *, days_ago: int = 0) -> None:
        owner.execute(
            "INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, n, cents)"
            " VALUES (gen_random_uuid(), %s, %s, 'P', %s, %s, 0)",
            [tenant, (AT - timedelta(days=days_ago)).date(), state, n],
        )

    return write


def counted(*tenants: int) -> Work:
    """As the web process counts for these tenants."""
    with scope(tenants, by="user:1"):
        return count_work(sender=tenants[0], tenants=tenants)


def test_what_is_stopped_is_counted_and_what_moves_is_not(
    clock: Path, put: Put, tenant: MakeTenant, as_role: AsRole
) -> None:
    one = tenant()
    for state, n in {"rejected": 5, "rejected_by_payer": 3, "held": 2, "stuck": 1, "sent": 100, "ready": 50}.items():
        put(one, state, n)
    put(one, "held", -1)
    with as_role("web"):
        assert counted(one) == Work(claims=10, files=0)


def test_old_claims_are_no_work_any_more(clock: Path, put: Put, tenant: MakeTenant, as_role: AsRole) -> None:
    one = tenant()
    put(one, "rejected", 7, days_ago=CLAIM_DAYS)
    put(one, "rejected", 9, days_ago=CLAIM_DAYS + 1)
    with as_role("web"):
        assert counted(one).claims == 7


def test_only_the_tenants_that_are_asked_for_count(clock: Path, put: Put, tenant: MakeTenant, as_role: AsRole) -> None:
    one, other, stranger = tenant(), tenant(), tenant()
    for each, n in ((one, 1), (other, 10), (stranger, 100)):
        put(each, "held", n)
    with as_role("web"):
        assert (counted(one).claims, counted(one, other).claims) == (1, 11)
        with scope([one, other], by="user:1"):
            assert count_work(sender=one, tenants=(other,)).claims == 10


def test_for_many_clients_the_count_may_be_twenty_seconds_old_and_no_more(
    clock: Path, put: Put, tenant: MakeTenant, as_role: AsRole
) -> None:
    many = tuple(tenant() for _ in range(26))
    put(many[3], "held", 1)
    with as_role("web"):
        assert counted(*many).claims == 1
        put(many[4], "held", 1)
        assert (counted(*many).claims, counted(*many[:5]).claims) == (1, 2)
        clock.write_text((AT + timedelta(seconds=20)).isoformat(), encoding="ascii")
        assert counted(*many).claims == 2
