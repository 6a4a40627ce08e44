"""Close every table, partition and function of the owner's to all but those whom ``tables.txt`` and ``functions.txt``
name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction

from clearlane.config.protect_functions import protect_functions
from clearlane.config.read_tables import RIGHTS, ROLES, Table, read_tables

_CHOSEN = "tenant_id = ANY ((SELECT current_setting('app.tenants')::int[])::int[])"
_STORED = (
    "(tenant_id = ANY (( SELECT (current_setting('app.tenants'::text))::integer[] AS current_setting)::integer[]))"
)
_PRESENT = """
    SELECT c.relname, c.relispartition, c.relrowsecurity AND c.relforcerowsecurity,
           c.relrowsecurity OR c.relforcerowsecurity,
           array(SELECT coalesce(r.rolname, 'public') || ' ' || a.privilege_type FROM aclexplode(c.relacl) a
                 LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE a.grantee <> c.relowner),
           array(SELECT concat_ws(' ', policyname, array_to_string(roles, ','), permissive, cmd, qual, with_check)
                 FROM pg_policies WHERE schemaname = 'public' AND tablename = c.relname)
    FROM pg_class c
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname
"""


class TableNotListed(RuntimeError):
    """The database has a table that ``config/tables.txt`` does not name. Add its line: whose rows are these, and who
    may do what with them?"""


@dataclass(frozen=True, slots=True)
class Guard:
    """How a table stands, or is to stand: row security, grants as ``role RIGHT``, policies as the catalogue says."""

    is_forced: bool
    grants: frozenset[str]
    policies: frozenset[str]


def protect() -> int:
    """Apply ``tables.txt`` and ``functions.txt`` to the database: the number of what had to be changed.

    Run as the owner after each migration; at any time and any number of times: what is right is not touched, so that
    it waits for nobody. Raises TableNotListed, LineIsWrong, FunctionNotListed.
    """
    listed = read_tables()
    with transaction.atomic(using="default", durable=True), connections["default"].cursor() as cur:
        cur.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        cur.execute(f"GRANT USAGE ON SCHEMA public TO {', '.join(map(_role, ROLES))}")
        cur.execute(_PRESENT)
        found = cur.fetchall()
        missing = [name for name, is_partition, *_ in found if not is_partition and name not in listed]
        if missing:
            raise TableNotListed(f"not in config/tables.txt: {', '.join(missing)}")
        wrong = [row for row in found if _actual(row) != _wanted(None if row[1] else listed[row[0]])]
        for name, is_partition, *_ in wrong:
            _close(cur, name, None if is_partition else listed[name])
        closed = protect_functions(cur)
    return len(wrong) + closed


def _actual(row: tuple[Any, ...]) -> Guard:
    """How a table stands. Row security that is enabled but not forced, or the reverse, is neither right."""
    _name, _is_partition, is_forced, is_begun, grants, policies = row
    return Guard(
        is_forced, frozenset(grants), frozenset(policies) | ({"half"} if is_begun and not is_forced else set())
    )


def _wanted(table: Table | None) -> Guard:
    """How a table is to stand. None is a partition, which is reached through its table only: nothing is granted."""
    owner = f"owner {_role('owner')} PERMISSIVE ALL true true"
    if table is None:
        return Guard(True, frozenset(), frozenset({owner}))
    grants = frozenset(f"{_role(role)} {RIGHTS[letter]}" for role, held in table.rights.items() for letter in held)
    if table.owner != "tenant":
        return Guard(False, grants, frozenset())
    served = ",".join(_served(table))
    tenant = {f"tenant {served} PERMISSIVE ALL {_STORED} {_STORED}"} if served else set()
    return Guard(True, grants, frozenset({owner, *tenant}))


def _served(table: Table) -> list[str]:
    """The roles that have any right on a table."""
    return sorted(_role(role) for role, held in table.rights.items() if held)


def _close(cur: Any, name: str, table: Table | None) -> None:
    """Take every right and policy away, then set those that are wanted."""
    _open_nothing(cur, name)
    if table is None or table.owner == "tenant":
        _force(cur, name)
    if table is None:
        return
    if table.owner == "tenant" and (served := _served(table)):
        cur.execute(
            f'CREATE POLICY tenant ON "{name}" FOR ALL TO {", ".join(served)} USING ({_CHOSEN}) WITH CHECK ({_CHOSEN})'
        )
    for role, held in table.rights.items():
        if held:
            cur.execute(f'GRANT {", ".join(RIGHTS[letter] for letter in held)} ON "{name}" TO {_role(role)}')
        if "i" in held:
            _grant_sequences(cur, name, role)


def _open_nothing(cur: Any, name: str) -> None:
    """No grants, no policies, no row security."""
    cur.execute(f'REVOKE ALL ON "{name}" FROM PUBLIC, {", ".join(map(_role, ROLES))}')
    cur.execute("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [f'public."{name}"'])
    for (policy,) in cur.fetchall():
        cur.execute(f'DROP POLICY "{policy}" ON "{name}"')
    cur.execute(f'ALTER TABLE "{name}" DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY')


def _force(cur: Any, name: str) -> None:
    """Row security that holds for the owner as well, who gets a policy of his own: migrations and dumps stay whole."""
    cur.execute(f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY')
    cur.execute(f'CREATE POLICY owner ON "{name}" FOR ALL TO {_role("owner")} USING (true) WITH CHECK (true)')


def _grant_sequences(cur: Any, table: str, role: str) -> None:
    """Who may insert may draw from the sequences that the table's defaults draw from."""
    cur.execute(
        "SELECT s.relname FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'"
        " WHERE d.refobjid = %s::regclass",
        [f'public."{table}"'],
    )
    for (sequence,) in cur.fetchall():
        cur.execute(f'GRANT USAGE ON SEQUENCE "{sequence}" TO {_role(role)}')


def _role(name: str) -> str:
    return f"clearlane_{name}"
