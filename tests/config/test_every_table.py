"""Pairs of probes for every table of the tenants, every role and every right; and a mutant of each table is caught.

A row is planted as the superuser, then each role tries what it has a right to, for the row's owner and for a stranger,
all in one transaction that is rolled back. A table that is added later is probed without a line being written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg import sql

from clearlane.config.read_tables import ROLES, read_tables
from clearlane.foundation.partitions.identify import new_id

Superuser = psycopg.Connection[Any]
OWNER, STRANGER = 41, 42
TABLES = [name for name, table in sorted(read_tables().items()) if table.owner == "tenant"]
_COLUMNS = """
    SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' AND attgenerated = ''
"""
_VALUES = {
    "integer": 1, "bigint": 1, "text": "planted", "bytea": b"planted", "boolean": False, "jsonb": "{}",
    "timestamp with time zone": "2026-11-24T00:00:00Z", "date": "2026-11-24", "numeric": 1, "smallint": 1,
    "character varying": "planted",
}  # fmt: skip


@pytest.fixture
def planted(superuser: Superuser, database: None, request: pytest.FixtureRequest) -> Iterator[str]:
    """One row of OWNER in the table; what its checks and foreign keys say is not asked."""
    table: str = request.param
    with superuser.transaction(force_rollback=True):
        for (name,) in superuser.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'f')"
            " AND coninhcount = 0",
            [table],
        ).fetchall():
            superuser.execute(_say("ALTER TABLE {} DROP CONSTRAINT {}", table, name))
        plant(superuser, table)
        yield table


def _say(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))


def row_of(superuser: Superuser, table: str) -> dict[str, Any]:
    """A value for each column, by its type."""
    values = {
        name: new_id() if kind == "uuid" else [] if kind.endswith("[]") else _VALUES[kind]
        for name, kind in superuser.execute(_COLUMNS, [table]).fetchall()
    }
    return values | {"tenant_id": OWNER}


def plant(connection: Superuser, table: str, row: dict[str, Any] | None = None) -> None:
    row = row or row_of(connection, table)
    columns = sql.SQL(", ").join(map(sql.Identifier, row))
    places = sql.SQL(", ").join([sql.Placeholder()] * len(row))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), columns, places)
    connection.execute(statement, list(row.values()))


@contextmanager
def working_as(superuser: Superuser, role: str, tenant: int) -> Iterator[None]:
    with superuser.transaction(force_rollback=True):
        superuser.execute("SELECT set_config('app.tenants', %s, true)", [f"{{{tenant}}}"])
        superuser.execute(_say("SET LOCAL ROLE {}", f"clearlane_{role}"))
        yield


def touched(superuser: Superuser, table: str, role: str, tenant: int, right: str) -> int:
    """How many rows a role reaches with one of its rights while it works for a tenant."""
    statements = {
        "s": "SELECT tenant_id FROM {}",
        "u": "UPDATE {} SET tenant_id = tenant_id",
        "d": "DELETE FROM {}",
    }
    with working_as(superuser, role, tenant):
        return superuser.execute(_say(statements[right], table)).rowcount


def probe(superuser: Superuser, table: str, role: str) -> int:
    """Try each right of a role on a table in pairs; gives the number of pairs."""
    held = read_tables()[table].rights[role]
    for right in held.replace("i", ""):
        if right != "s" and "s" not in held:
            continue
        assert touched(superuser, table, role, OWNER, right) == 1, f"{role} does not reach its own row with {right}"
        assert touched(superuser, table, role, STRANGER, right) == 0, f"a stranger as {role} reaches it with {right}"
    if "i" in held:
        probe_insert(superuser, table, role)
    return len(held)


def probe_insert(superuser: Superuser, table: str, role: str) -> None:
    row = row_of(superuser, table)
    with superuser.transaction(force_rollback=True):
        superuser.execute(_say("DELETE FROM {}", table))
        with working_as(superuser, role, OWNER):
            plant(superuser, table, row)
        with pytest.raises(psycopg.errors.InsufficientPrivilege), working_as(superuser, role, STRANGER):
            plant(superuser, table, row)


@pytest.mark.parametrize("planted", TABLES, indirect=True)
def test_a_stranger_reaches_nothing_that_the_owner_reaches(superuser: Superuser, planted: str) -> None:
    assert sum(probe(superuser, planted, role) for role in ROLES) > 0


@pytest.mark.parametrize("planted", TABLES, indirect=True)
def test_a_mutant_that_lets_everyone_in_is_caught(superuser: Superuser, planted: str) -> None:
    superuser.execute(_say("ALTER POLICY tenant ON {} USING (true) WITH CHECK (true)", planted))
    for role in ROLES:
        if read_tables()[planted].rights[role]:
            with pytest.raises((AssertionError, pytest.fail.Exception)):
                probe(superuser, planted, role)


@pytest.mark.parametrize("planted", TABLES, indirect=True)
def test_nobody_gives_his_row_to_another(superuser: Superuser, planted: str) -> None:
    for role in ROLES:
        held = read_tables()[planted].rights[role]
        if "u" in held and "s" in held:
            with pytest.raises(psycopg.errors.InsufficientPrivilege), working_as(superuser, role, OWNER):
                superuser.execute(_say("UPDATE {} SET tenant_id = 42", planted))


@pytest.mark.parametrize("planted", TABLES, indirect=True)
def test_without_a_tenant_the_table_is_an_error(superuser: Superuser, planted: str) -> None:
    for role in ROLES:
        if "s" in read_tables()[planted].rights[role]:
            with pytest.raises(psycopg.DataError):
                read_without_a_tenant(superuser, planted, role)


def read_without_a_tenant(superuser: Superuser, table: str, role: str) -> None:
    with superuser.transaction():
        superuser.execute(_say("SET LOCAL ROLE {}", f"clearlane_{role}"))
        superuser.execute("SELECT set_config('app.tenants', '', true)")
        superuser.execute(_say("SELECT * FROM {}", table))
