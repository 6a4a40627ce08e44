from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError

from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.insert import insert
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import MakeTenant

TABLE = "foundation_outbox_attempt"
COLUMNS = {
    "outbox_id": "uuid", "tenant_id": "int", "seq": "int", "began_at": "timestamptz", "began_by": "text",
    "result": "text", "note": "text",
}  # fmt: skip


def row(tenant: int, seq: int, outbox: UUID) -> list[Any]:
    return [outbox, tenant, seq, now(), "test", "", ""]


def count(owner: psycopg.Connection[Any]) -> int:
    found = owner.execute("SELECT count(*) FROM foundation_outbox_attempt").fetchone()
    assert found is not None
    return int(found[0])


def test_insert_adds_many_rows_in_one_statement(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine, outbox = tenant(), new_id()
    with scope([mine], by="test"):
        assert insert(table=TABLE, columns=COLUMNS, rows=[row(mine, seq, outbox) for seq in range(500)]) == 500
    assert count(owner) == 500


def test_insert_of_nothing_asks_nothing(database: None) -> None:
    assert insert(table="no_such_table", columns={}, rows=[]) == 0


def test_insert_counts_what_was_new(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine, outbox = tenant(), new_id()
    rows = [row(mine, 1, outbox), row(mine, 2, outbox)]
    with scope([mine], by="test"):
        insert(table=TABLE, columns=COLUMNS, rows=rows[:1])
        assert insert(table=TABLE, columns=COLUMNS, rows=rows, conflict="ON CONFLICT DO NOTHING") == 1
    assert count(owner) == 2


def test_insert_of_one_foreign_row_adds_none(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine, other, outbox = tenant(), tenant(), new_id()
    with pytest.raises(DatabaseError, match="row-level security"), scope([mine], by="test"):
        insert(table=TABLE, columns=COLUMNS, rows=[row(mine, 1, outbox), row(other, 2, outbox)])
    assert count(owner) == 0
