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
    names = ", ".join(f'"{name}"' for name in columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
    values = [list(column) for column in zip(*rows, strict=True)]
    with cursor() as sql:
        sql.execute(f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) {conflict}", values)
        return int(sql.rowcount)
