"""Add many rows in one statement. (COPY is refused on tables under row security; unnest is not.)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clearlane.foundation.tenancy.connection import cursor


def insert(*, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]], conflict: str = "") -> int:
    """Insert rows inside the caller's scope; returns how many were added.

    ``columns`` gives each column's PostgreSQL type, in the order of the values of a row; ``conflict`` is an ON
    CONFLICT clause or nothing. Table, columns and clause come from the program, never from outside.
    """
    if not rows:
        return 0
    with cursor() as sql:
        sql.execute(_statement(table, columns, conflict), _values(rows))
        return int(sql.rowcount)


def insert_new(*, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]], give: str) -> list[Any]:
    """As ``insert``, leaving out the rows whose key is there already, also when it comes twice among ``rows``.

    Returns the column ``give`` of each row that was added.
    """
    if not rows:
        return []
    with cursor() as sql:
        sql.execute(_statement(table, columns, f"ON CONFLICT DO NOTHING RETURNING {give}"), _values(rows))
        return [value for (value,) in sql.fetchall()]


def _statement(table: str, columns: Mapping[str, str], ending: str) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
    return f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) {ending}"


def _values(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
