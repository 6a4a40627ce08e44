"""The one function by which the gate makes a tenant: what it does, for whom, and how often."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from tests.cluster import Cluster

_CALL = "SELECT directory_open_account(%s, %s, NULL, %s)"
_COMPLETE = {
    "organization": "Elm Street Family Care", "npi": "1234567893", "tin": "123456789", "tin_kind": "EIN",
    "phone": "5550100188", "street": "100 Elm Street", "city": "Springfield", "state": "IL", "zip": "62701",
    "time_zone": "America/Chicago", "kind": "small",
}  # fmt: skip


def sign_up(owner: psycopg.Connection[Any], **changed: Any) -> UUID:
    """A sign-up as the steps before have left it."""
    user = owner.execute(
        "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
        " VALUES ('u' || substr(md5(random()::text), 1, 12), '', '', true, now(), 'a test') RETURNING id"
    ).fetchone()
    assert user is not None
    at = now()
    row = {
        "id": new_id(), "email": "dana@example.org", "product": "clearinghouse", "asked_at": at,
        "asked_from": "127.0.0.1", "expires_at": at, "spent_at": at, "user_id": user[0], "sends_from_here": True,
        **_COMPLETE, **changed,
    }  # fmt: skip
    columns, places = ", ".join(row), ", ".join(["%s"] * len(row))
    owner.execute(
        f"INSERT INTO directory_registrations_registration ({columns}) VALUES ({places})",
        list(row.values()),
    )
    return UUID(str(row["id"]))


def connect(cluster: Cluster, database_name: str, role: str) -> psycopg.Connection[Any]:
    return psycopg.connect(cluster.url(role, database_name), autocommit=True)


@pytest.fixture
def gate(cluster: Cluster, database_name: str, database: None) -> Any:
    with connect(cluster, database_name, "gate") as connection:
        yield connection


def opened(connection: psycopg.Connection[Any], known: UUID) -> int:
    row = connection.execute(_CALL, [known, new_id(), now()]).fetchone()
    assert row is not None
    return int(row[0])


def test_the_gate_opens_an_account_and_can_read_nothing_of_it(
    gate: psycopg.Connection[Any], owner: psycopg.Connection[Any]
) -> None:
    tenant = opened(gate, sign_up(owner))
    for table in (
        "directory_organizations_organization",
        "directory_providers_authorizedpair",
        "foundation_audit_entry",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            gate.execute(f"SELECT * FROM {table}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        gate.execute("INSERT INTO foundation_tenancy_tenant (kind, name) VALUES ('practice', 'x')")
    assert owner.execute("SELECT name FROM foundation_tenancy_tenant WHERE id = %s", [tenant]).fetchone() == (
        "Elm Street Family Care",
    )


@pytest.mark.parametrize("role", ["web", "flow", "operator"])
def test_no_other_role_can_call_it(
    cluster: Cluster, database_name: str, owner: psycopg.Connection[Any], database: None, role: str
) -> None:
    known = sign_up(owner)
    with connect(cluster, database_name, role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(_CALL, [known, new_id(), now()])


def test_the_second_call_gives_the_same_tenant(gate: psycopg.Connection[Any], owner: psycopg.Connection[Any]) -> None:
    known = sign_up(owner)
    assert opened(gate, known) == opened(gate, known)
    assert owner.execute("SELECT count(*) FROM directory_users_membership").fetchone() == (1,)
    assert owner.execute("SELECT count(*) FROM directory_providers_authorizedpair").fetchone() == (1,)


def test_two_at_once_make_one_tenant(
    cluster: Cluster, database_name: str, owner: psycopg.Connection[Any], database: None
) -> None:
    known = sign_up(owner)

    def call(_: int) -> int:
        with connect(cluster, database_name, "gate") as connection:
            return opened(connection, known)

    with ThreadPoolExecutor(4) as pool:
        tenants = set(pool.map(call, range(8)))
    assert len(tenants) == 1
    assert owner.execute("SELECT count(*) FROM foundation_tenancy_tenant WHERE id > 1").fetchone() == (1,)


@pytest.mark.parametrize("field", ["organization", "tin", "street", "kind"])
def test_a_sign_up_that_lacks_a_step_opens_nothing(
    gate: psycopg.Connection[Any], owner: psycopg.Connection[Any], field: str
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="not complete"):
        opened(gate, sign_up(owner, **{field: ""}))


def test_a_sign_up_that_there_is_not_opens_nothing(gate: psycopg.Connection[Any]) -> None:
    with pytest.raises(psycopg.errors.NoDataFound):
        opened(gate, uuid4())


def test_a_link_that_nobody_has_spent_opens_nothing(
    gate: psycopg.Connection[Any], owner: psycopg.Connection[Any]
) -> None:
    with pytest.raises(psycopg.errors.NoDataFound):
        opened(gate, sign_up(owner, user_id=None, spent_at=None))


HOSTILE = [
    "'); DROP TABLE foundation_tenancy_tenant; --",
    "$body$; SELECT 1; $body$",
    "' || (SELECT wrapped::text FROM foundation_vault_key LIMIT 1) || '",
    "\\'; --",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_what_people_typed_is_kept_as_text(
    gate: psycopg.Connection[Any], owner: psycopg.Connection[Any], value: str
) -> None:
    tenant = opened(gate, sign_up(owner, organization=value, street=value, city=value))
    found = owner.execute(
        "SELECT legal_name, street, city FROM directory_organizations_organization WHERE tenant_id = %s", [tenant]
    ).fetchone()
    assert found == (value, value, value)


@pytest.mark.parametrize("changed", [{"npi": "3234567893"}, {"tin": "12345678x"}, {"tin_kind": "ITIN"}])
def test_values_that_the_tables_refuse_leave_nothing_behind(
    gate: psycopg.Connection[Any], owner: psycopg.Connection[Any], changed: dict[str, str]
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        opened(gate, sign_up(owner, **changed))
    assert owner.execute("SELECT count(*) FROM foundation_tenancy_tenant WHERE id > 1").fetchone() == (0,)


def test_tables_of_ones_own_do_not_come_between(
    gate: psycopg.Connection[Any], owner: psycopg.Connection[Any], superuser: psycopg.Connection[Any]
) -> None:
    database = gate.info.dbname
    superuser.execute(f'GRANT TEMPORARY ON DATABASE "{database}" TO clearlane_gate'.encode())
    gate.execute("CREATE TEMP TABLE foundation_tenancy_tenant (id int, kind text, name text)")
    gate.execute("CREATE TEMP TABLE directory_users_membership (user_id int, tenant_id int, role text)")
    superuser.execute(f'REVOKE TEMPORARY ON DATABASE "{database}" FROM clearlane_gate'.encode())
    opened(gate, sign_up(owner))
    assert gate.execute("SELECT count(*) FROM pg_temp.directory_users_membership").fetchone() == (0,)
    assert owner.execute("SELECT count(*) FROM directory_users_membership").fetchone() == (1,)


def test_it_makes_no_member_of_the_house_and_none_of_another_tenant(
    gate: psycopg.Connection[Any], owner: psycopg.Connection[Any]
) -> None:
    tenant = opened(gate, sign_up(owner))
    assert owner.execute("SELECT tenant_id, role FROM directory_users_membership").fetchall() == [(tenant, "owner")]
    assert tenant > 1
