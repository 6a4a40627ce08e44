from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError

from clearlane.config.protect import protect
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.move import move
from clearlane.foundation.clock.read import today
from clearlane.foundation.partitions.ensure import ensure
from clearlane.foundation.partitions.remaining import remaining
from clearlane.foundation.tenancy.scope import scope
from tests.cluster import Cluster
from tests.conftest import AsRole, MakeTenant

LATER = datetime(2029, 2, 3, tzinfo=UTC)
_PARTITIONS = "SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY relname"


@pytest.fixture
def test_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))


@pytest.fixture
def drop_what_is_made(owner: psycopg.Connection[Any], database: None) -> Iterator[None]:
    before = partitions(owner)
    yield
    for name in sorted(set(partitions(owner)) - set(before)):
        owner.execute(f'DROP TABLE "{name}"')


def partitions(connection: psycopg.Connection[Any]) -> list[str]:
    return [name for (name,) in connection.execute(_PARTITIONS)]


def test_partitions_reach_six_months_ahead(database: None) -> None:
    assert remaining() >= 180


def test_ensure_makes_nothing_twice(as_role: AsRole) -> None:
    with as_role("owner"):
        assert ensure() == []


def test_ensure_is_the_owners_alone(drop_what_is_made: None) -> None:
    with pytest.raises(DatabaseError, match=r"must be owner|permission denied"):
        ensure(until=today() + timedelta(days=400))


def test_ensure_leaves_no_gap_when_the_clock_jumps(test_clock: None, drop_what_is_made: None, as_role: AsRole) -> None:
    move(to=LATER)
    assert remaining() == 0
    with as_role("owner"):
        made = ensure()
    months = sorted(name[-8:] for name in made if name.startswith("foundation_audit_entry_"))
    assert months[-1] == "y2029m08"
    assert months[: months.index("y2029m01")][-1] == "y2028m12"
    assert remaining() == (date(2029, 9, 1) - LATER.date()).days


def test_a_row_beyond_the_partitions_is_refused(test_clock: None, tenant: MakeTenant) -> None:
    mine = tenant()
    move(to=LATER)
    with pytest.raises(DatabaseError, match="no partition"), scope([mine], by="test"):
        record(tenant=mine, event="a:row:lost", by="test")


def test_after_a_jump_of_two_years_no_partition_can_be_read_by_itself(
    test_clock: None, drop_what_is_made: None, as_role: AsRole, tenant: MakeTenant, cluster: Cluster,
    database_name: str, owner: psycopg.Connection[Any],
) -> None:  # fmt: skip
    mine = tenant()
    move(to=LATER)
    with as_role("owner"):
        assert ensure()
    with scope([mine], by="test"):
        record(tenant=mine, event="a:row:planted", by="test")
    for role in ("gate", "web", "flow", "operator"):
        with psycopg.connect(cluster.url(role, database_name), autocommit=True) as stranger:
            for name in partitions(owner):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    stranger.execute(f'SELECT 1 FROM "{name}"')


def test_a_partition_forces_row_security_and_has_the_owners_policy_alone(
    test_clock: None, drop_what_is_made: None, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    move(to=LATER)
    with as_role("owner"):
        ensure()
        protect()
    found = owner.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relispartition AND c.relkind = 'r' AND (NOT c.relrowsecurity OR"
        " NOT c.relforcerowsecurity OR (SELECT array_agg(p.polname::text) FROM pg_policy p WHERE p.polrelid = c.oid)"
        " IS DISTINCT FROM ARRAY['owner'])"
    )
    assert found.fetchall() == []


def test_there_is_no_default_partition(owner: psycopg.Connection[Any]) -> None:
    found = owner.execute("SELECT partrelid::regclass::text FROM pg_partitioned_table WHERE partdefid <> 0")
    assert found.fetchall() == []
