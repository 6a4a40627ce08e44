"""Close every table and partition to all but those whom ``tables.txt`` names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections, transaction

OWNERS = ("tenant", "house", "shared", "identity")
ROLES = ("gate", "web", "flow", "operator")
LISTED = Path(__file__).with_name("tables.txt")
RIGHTS = {"s": "SELECT", "i": "INSERT", "u": "UPDATE", "d": "DELETE"}
_CHOSEN = "tenant_id = ANY ((SELECT current_setting('app.tenants')::int[])::int[])"


class TableNotListed(RuntimeError):
    """The database has a table that ``config/tables.txt`` does not name. Add its line: whose rows are these, and who
    may do what with them?"""


class LineIsWrong(ValueError):
    """A line of ``config/tables.txt`` does not read ``table | owner | gate | web | flow | operator | reason``."""


@dataclass(frozen=True, slots=True)
class Table:
    """One line: whose rows a table holds, and the rights of each role as letters of RIGHTS."""

    name: str
    owner: str
    rights: dict[str, str]
    reason: str


def read_tables(*, text: str | None = None) -> dict[str, Table]:
    """The lines of ``tables.txt`` by table. Raises LineIsWrong."""
    lines = (LISTED.read_text(encoding="utf-8") if text is None else text).splitlines()
    tables = [_read(line) for line in lines if line.strip() and not line.startswith("#")]
    named = {table.name: table for table in tables}
    if len(named) != len(tables):
        raise LineIsWrong("a table is listed twice")
    return named


def _read(line: str) -> Table:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) != 7:
        raise LineIsWrong(line)
    name, owner, *rights, reason = cells
    letters = {role: right.replace("-", "") for role, right in zip(ROLES, rights, strict=True)}
    if owner not in OWNERS or not reason or not all(set(right) <= set(RIGHTS) for right in letters.values()):
        raise LineIsWrong(line)
    return Table(name, owner, letters, reason)


def protect() -> int:
    """Apply ``tables.txt`` to the database and give the number of tables; run as the owner, after each migration.

    It may be run at any time and any number of times. Raises TableNotListed, LineIsWrong.
    """
    listed = read_tables()
    with transaction.atomic(using="default", durable=True), connections["default"].cursor() as cur:
        present = dict(_present(cur))
        missing = sorted(set(present) - set(listed))
        if missing:
            raise TableNotListed(f"not in config/tables.txt: {', '.join(missing)}")
        cur.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        cur.execute(f"GRANT USAGE ON SCHEMA public TO {', '.join(map(_role, ROLES))}")
        for name, partitions in present.items():
            _close(cur, listed[name])
            for partition in partitions:
                _close_partition(cur, partition)
    return len(present)


def _present(cur: Any) -> Iterator[tuple[str, list[str]]]:
    """Each table with its partitions."""
    cur.execute(
        "SELECT c.relname, array_remove(array_agg(p.relname ORDER BY p.relname), NULL) FROM pg_class c"
        " LEFT JOIN pg_inherits i ON i.inhparent = c.oid LEFT JOIN pg_class p ON p.oid = i.inhrelid AND p.relkind = 'r'"
        " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace"
        " GROUP BY c.relname ORDER BY c.relname"
    )
    yield from cur.fetchall()


def _close(cur: Any, table: Table) -> None:
    """Row security, policies and grants of one table."""
    _revoke(cur, table.name)
    if table.owner == "tenant":
        _force(cur, table.name)
        served = [_role(role) for role in ROLES if table.rights[role]]
        if served:
            cur.execute(
                f'CREATE POLICY tenant ON "{table.name}" FOR ALL TO {", ".join(served)}'
                f" USING ({_CHOSEN}) WITH CHECK ({_CHOSEN})"
            )
    for role, letters in table.rights.items():
        if letters:
            rights = ", ".join(RIGHTS[letter] for letter in letters)
            cur.execute(f'GRANT {rights} ON "{table.name}" TO {_role(role)}')
            _grant_sequences(cur, table.name, role, letters)


def _close_partition(cur: Any, partition: str) -> None:
    """A partition is reached through its table only: row security without a policy but the owner's, no grant."""
    _revoke(cur, partition)
    _force(cur, partition)


def _revoke(cur: Any, name: str) -> None:
    cur.execute(f'REVOKE ALL ON "{name}" FROM PUBLIC, {", ".join(map(_role, ROLES))}')
    cur.execute("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [f'public."{name}"'])
    for (policy,) in cur.fetchall():
        cur.execute(f'DROP POLICY "{policy}" ON "{name}"')


def _force(cur: Any, name: str) -> None:
    """Row security that holds for the owner as well, who gets a policy of his own: migrations and dumps stay whole."""
    cur.execute(f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY')
    cur.execute(f'CREATE POLICY owner ON "{name}" FOR ALL TO {_role("owner")} USING (true) WITH CHECK (true)')


def _grant_sequences(cur: Any, table: str, role: str, letters: str) -> None:
    """Who may insert may draw from the sequences that the table's defaults draw from."""
    if "i" not in letters:
        return
    cur.execute(
        "SELECT s.relname FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'"
        " WHERE d.refobjid = %s::regclass",
        [f'public."{table}"'],
    )
    for (sequence,) in cur.fetchall():
        cur.execute(f'GRANT USAGE ON SEQUENCE "{sequence}" TO {_role(role)}')


def _role(name: str) -> str:
    return f"clearlane_{name}"
