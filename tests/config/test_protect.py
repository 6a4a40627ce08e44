"""The catalogue of the database against ``tables.txt``: every table that there is, and every one to come."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.config.protect import TableNotListed, protect
from clearlane.config.read_tables import RIGHTS, ROLES, LineIsWrong, read_tables
from tests.conftest import AsRole, MakeTenant

_TENANT_TABLES = [name for name, table in read_tables().items() if table.owner == "tenant"]
_HELD = "SELECT has_table_privilege('clearlane_' || %s, %s::regclass, %s)"
_KEYS = """
    SELECT i.indexrelid::regclass::text, array_agg(a.attname::text) FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indexrelid WHERE i.indrelid = %s::regclass AND i.indisunique GROUP BY 1
"""
_LINKS = """
    SELECT c.conname, c.confrelid::regclass::text,
           array(SELECT attname::text FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = ANY (c.conkey))
    FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = %s::regclass
"""


@pytest.fixture
def catalogue(owner: psycopg.Connection[Any], database: None) -> psycopg.Connection[Any]:
    return owner


def present(catalogue: psycopg.Connection[Any]) -> set[str]:
    found = catalogue.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition"
        " AND relnamespace = 'public'::regnamespace"
    )
    return {name for (name,) in found}


def test_every_table_is_listed_and_every_line_has_its_table(catalogue: psycopg.Connection[Any]) -> None:
    assert present(catalogue) == set(read_tables())


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_the_rights_that_are_listed_and_no_others(catalogue: psycopg.Connection[Any], role: str) -> None:
    wrong = [
        f"{role} {right} {table.name}"
        for table in read_tables().values()
        for letter, right in RIGHTS.items()
        if catalogue.execute(_HELD, [role, table.name, right]).fetchone() != (letter in table.rights[role],)
    ]
    assert wrong == []


@pytest.mark.parametrize("right", ["TRUNCATE", "REFERENCES", "TRIGGER"])
def test_no_role_has_a_right_that_cannot_be_listed(catalogue: psycopg.Connection[Any], right: str) -> None:
    held = [
        f"{role} {name}"
        for role in ROLES
        for name in read_tables()
        if catalogue.execute(_HELD, [role, name, right]).fetchone() != (False,)
    ]
    assert held == []


def test_row_security_is_forced_on_every_table_of_the_tenants(catalogue: psycopg.Connection[Any]) -> None:
    found = catalogue.execute(
        "SELECT relname FROM pg_class WHERE relname = ANY (%s) AND NOT (relrowsecurity AND relforcerowsecurity)",
        [_TENANT_TABLES],
    )
    assert found.fetchall() == []


def test_every_table_of_the_tenants_has_the_two_policies_and_no_third(catalogue: psycopg.Connection[Any]) -> None:
    found = catalogue.execute(
        "SELECT tablename, policyname, permissive, cmd, qual = with_check, qual FROM pg_policies"
        " WHERE tablename = ANY (%s) ORDER BY 1, 2",
        [_TENANT_TABLES],
    ).fetchall()
    loud = (
        "(tenant_id = ANY (( SELECT (current_setting('app.tenants'::text))::integer[] AS current_setting)::integer[]))"
    )
    wanted = [
        (table, *policy)
        for table in sorted(_TENANT_TABLES)
        for policy in (("owner", "PERMISSIVE", "ALL", True, "true"), ("tenant", "PERMISSIVE", "ALL", True, loud))
        if table in present(catalogue)
    ]
    assert found == wanted


def test_every_unique_key_of_a_tenants_table_contains_the_tenant(catalogue: psycopg.Connection[Any]) -> None:
    bare = [
        f"{table}: {index} ({', '.join(columns)})"
        for table in _TENANT_TABLES
        for index, columns in catalogue.execute(_KEYS, [table])
        if "tenant_id" not in columns
    ]
    assert bare == []


def test_every_foreign_key_between_tables_of_the_tenants_contains_the_tenant(
    catalogue: psycopg.Connection[Any],
) -> None:
    bare = [
        f"{table}: {name}"
        for table in _TENANT_TABLES
        for name, target, columns in catalogue.execute(_LINKS, [table])
        if target in _TENANT_TABLES and "tenant_id" not in columns
    ]
    assert bare == []


def test_only_the_owner_may_make_tables(catalogue: psycopg.Connection[Any]) -> None:
    for role in ROLES:
        asked = "SELECT has_schema_privilege('clearlane_' || %s, 'public', 'CREATE')"
        assert catalogue.execute(asked, [role]).fetchone() == (False,)


def test_no_default_privileges_are_set(catalogue: psycopg.Connection[Any]) -> None:
    assert catalogue.execute("SELECT count(*) FROM pg_default_acl").fetchone() == (0,)


def test_protect_touches_nothing_that_is_right(as_role: AsRole) -> None:
    with as_role("owner"):
        assert protect() == 0


def test_protect_waits_for_nobody_when_all_is_right(
    as_role: AsRole, superuser: psycopg.Connection[Any], tenant: MakeTenant
) -> None:
    with superuser.transaction(), as_role("owner"):
        superuser.execute("SELECT count(*) FROM foundation_audit_entry")
        assert protect() == 0


def test_protect_refuses_a_table_that_is_not_listed(as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    owner.execute("CREATE TABLE stray (id int)")
    try:
        with as_role("owner"), pytest.raises(TableNotListed, match="stray"):
            protect()
    finally:
        owner.execute("DROP TABLE stray")


MEDDLING = [
    "GRANT DELETE ON foundation_audit_entry TO clearlane_web",
    "GRANT SELECT ON foundation_audit_entry TO PUBLIC",
    "REVOKE INSERT ON foundation_audit_entry FROM clearlane_flow",
    "ALTER TABLE foundation_audit_entry NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE foundation_audit_entry DISABLE ROW LEVEL SECURITY",
    "DROP POLICY tenant ON foundation_audit_entry",
    "DROP POLICY owner ON foundation_audit_entry",
    "CREATE POLICY open ON foundation_audit_entry USING (true)",
    "ALTER POLICY tenant ON foundation_audit_entry USING (true)",
    "ALTER POLICY tenant ON foundation_audit_entry TO PUBLIC",
    "ALTER TABLE foundation_tenancy_tenant ENABLE ROW LEVEL SECURITY",
]


@pytest.mark.parametrize("statement", MEDDLING)
def test_protect_mends_what_was_changed_by_hand(
    as_role: AsRole, owner: psycopg.Connection[Any], statement: str
) -> None:
    owner.execute(statement)
    with as_role("owner"):
        assert protect() == 1
        assert protect() == 0
    test_a_role_has_the_rights_that_are_listed_and_no_others(owner, "web")
    test_every_table_of_the_tenants_has_the_two_policies_and_no_third(owner)


def test_protect_closes_a_partition_that_was_opened_by_hand(as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    found = owner.execute("SELECT relname FROM pg_class WHERE relname ~ '^foundation_audit_entry_y[0-9m]+$'").fetchone()
    assert found is not None
    owner.execute(f'GRANT SELECT ON "{found[0]}" TO clearlane_web')
    with as_role("owner"):
        assert protect() == 1


@pytest.mark.parametrize(
    "line",
    [
        "a | tenant | - | s | s | s",
        "a | nobody | - | s | s | s | why",
        "a | tenant | - | x | s | s | why",
        "a | tenant | - | s | s | s |",
        "a | shared | - | s | s | s | why\na | shared | - | s | s | s | why",
    ],
)
def test_a_wrong_line_is_refused(line: str) -> None:
    with pytest.raises(LineIsWrong):
        read_tables(text=line)


def test_a_line_reads_as_it_stands() -> None:
    table = read_tables(text="# a comment\n\na | tenant | - | s | siud | su | why\n")["a"]
    assert (table.owner, table.reason) == ("tenant", "why")
    assert table.rights == {"gate": "", "web": "s", "flow": "siud", "operator": "su"}
