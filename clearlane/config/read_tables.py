"""Whose rows each table holds, and who may do what with them: ``tables.txt``, read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

OWNERS = ("tenant", "house", "shared", "identity")
ROLES = ("gate", "web", "flow", "operator")
LISTED = Path(__file__).with_name("tables.txt")
RIGHTS = {"s": "SELECT", "i": "INSERT", "u": "UPDATE", "d": "DELETE"}


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
