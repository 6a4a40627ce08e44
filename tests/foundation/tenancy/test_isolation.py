"""Pairs of probes: the owner sees the token that was planted, the stranger does not; and a mutant is caught."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from clearlane.config.protect import protect
from clearlane.foundation.audit.record import record
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.scope import scope
from tests.cluster import Cluster
from tests.conftest import AlterRoles, AsRole, MakeTenant

TOKEN = "planted:token:seen"


def plant(tenant: int) -> None:
    with scope([tenant], by="test"):
        record(tenant=tenant, event=TOKEN, by="test")


def read_as(connection: psycopg.Connection[Any], tenant: int) -> list[str]:
    """The events that a role reads while it works for a tenant."""
    with connection.transaction():
        connection.execute("SELECT set_config('app.tenants', %s, true)", [f"{{{tenant}}}"])
        return [row[0] for row in connection.execute("SELECT event FROM foundation_audit_entry")]


def probe(connection: psycopg.Connection[Any], owner: int, stranger: int) -> None:
    """One pair of probes."""
    assert read_as(connection, owner) == [TOKEN]
    assert read_as(connection, stranger) == []


@pytest.fixture
def pair(tenant: MakeTenant) -> tuple[int, int]:
    owner, stranger = tenant(), tenant()
    plant(owner)
    return owner, stranger


@pytest.fixture(params=["web", "flow", "operator"])
def connection(request: pytest.FixtureRequest, cluster: Cluster, database_name: str) -> Iterator[Any]:
    with psycopg.connect(cluster.url(request.param, database_name), autocommit=True) as made:
        yield made


def test_a_stranger_does_not_see_what_the_owner_sees(connection: Any, pair: tuple[int, int]) -> None:
    probe(connection, *pair)


def add_for(connection: psycopg.Connection[Any], owner: int, *, while_for: int) -> None:
    with connection.transaction():
        connection.execute("SELECT set_config('app.tenants', %s, true)", [f"{{{while_for}}}"])
        connection.execute(
            "INSERT INTO foundation_audit_entry (id, tenant_id, at, event, by, subjects, detail)"
            " VALUES (%s, %s, now(), 'a:b:c', 'test', '{}', '{}')",
            [new_id(), owner],
        )


def test_a_stranger_adds_nothing_to_the_owner(connection: Any, pair: tuple[int, int]) -> None:
    owner, stranger = pair
    add_for(connection, owner, while_for=owner)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        add_for(connection, owner, while_for=stranger)


def test_the_gate_sees_nothing_of_the_tenants(cluster: Cluster, database_name: str, pair: tuple[int, int]) -> None:
    with (
        psycopg.connect(cluster.url("gate", database_name), autocommit=True) as gate,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        read_as(gate, pair[0])


MUTANTS = [
    "ALTER TABLE foundation_audit_entry DISABLE ROW LEVEL SECURITY",
    "CREATE POLICY open ON foundation_audit_entry USING (true)",
]


@pytest.mark.parametrize("mutation", MUTANTS)
def test_a_mutant_without_the_policy_is_caught(
    mutation: str, pair: tuple[int, int], owner: Any, cluster: Cluster, database_name: str, as_role: AsRole
) -> None:
    with psycopg.connect(cluster.url("flow", database_name), autocommit=True) as flow:
        owner.execute(mutation)
        try:
            with pytest.raises(AssertionError):
                probe(flow, *pair)
        finally:
            with as_role("owner"):
                protect()
        probe(flow, *pair)


def test_a_mutant_that_passes_row_security_by_is_caught(
    pair: tuple[int, int], cluster: Cluster, database_name: str, alter_roles: AlterRoles
) -> None:
    alter_roles("ALTER ROLE clearlane_flow BYPASSRLS")
    with (
        psycopg.connect(cluster.url("flow", database_name), autocommit=True) as flow,
        pytest.raises(AssertionError),
    ):
        probe(flow, *pair)
