from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError

from clearlane.foundation.audit.record import NotAnEvent, record
from clearlane.foundation.clock.move import move
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.telemetry.correlation import bind
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

_ENTRY = "SELECT tenant_id, event, by, correlation, subjects, detail, at FROM foundation_audit_entry WHERE id = %s"


def test_record_writes_who_did_what_to_what(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine, subjects, correlation = tenant(), [new_id(), new_id()], new_id()
    with scope([mine], by="user:3"):
        made = record(
            tenant=mine, event="file:file:received", by="user:3", subjects=subjects, detail={"size": 12},
            correlation=correlation,
        )  # fmt: skip
    row = owner.execute(_ENTRY, [made]).fetchone()
    assert row is not None
    assert row[:6] == (mine, "file:file:received", "user:3", correlation, subjects, {"size": 12})


def test_record_takes_the_correlation_that_is_bound(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine, correlation = tenant(), new_id()
    with scope([mine], by="test"), bind(correlation=correlation):
        made = record(tenant=mine, event="a:b:c", by="test")
    row = owner.execute(_ENTRY, [made]).fetchone()
    assert row is not None
    assert row[3] == correlation


def test_record_is_gone_with_its_transaction(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    made: list[UUID] = []

    def record_and_break() -> None:
        with scope([mine], by="test"):
            made.append(record(tenant=mine, event="a:b:c", by="test"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        record_and_break()
    assert owner.execute(_ENTRY, made).fetchone() is None


@pytest.mark.parametrize(("event", "by"), [("received", "x"), ("File:file:received", "x"), ("a:b:c", "")])
def test_record_refuses_what_is_no_event(tenant: MakeTenant, event: str, by: str) -> None:
    mine = tenant()
    with pytest.raises(NotAnEvent), scope([mine], by="test"):
        record(tenant=mine, event=event, by=by)


@pytest.mark.parametrize("role", ["web", "flow", "operator"])
@pytest.mark.parametrize("change", ["UPDATE foundation_audit_entry SET by = 'x'", "DELETE FROM foundation_audit_entry"])
def test_no_role_changes_an_entry(tenant: MakeTenant, as_role: AsRole, role: str, change: str) -> None:
    mine = tenant()
    with as_role(role):
        with scope([mine], by="test"):
            record(tenant=mine, event="a:b:c", by="test")
        with pytest.raises(DatabaseError, match="permission denied"), scope([mine], by="test"), cursor() as cur:
            cur.execute(change)


def test_record_uses_the_clock_of_the_house(
    tenant: MakeTenant, owner: psycopg.Connection[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tenant()
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    instant = datetime.now(UTC).replace(microsecond=0)
    move(to=instant)
    with scope([mine], by="test"):
        made = record(tenant=mine, event="a:b:c", by="test")
    row = owner.execute(_ENTRY, [made]).fetchone()
    assert row is not None
    assert row[6] == instant
