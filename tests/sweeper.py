"""Empties the database between tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg


class Sweeper:
    """Two connections of the superuser: the one that deletes switches triggers off, by which it forgets every plan it
    has made; to plan anew which of two hundred tables hold rows costs twenty times the looking."""

    def __init__(self, looks: psycopg.Connection[Any], deletes: psycopg.Connection[Any]) -> None:
        self._looks, self._deletes = looks, deletes
        self._kept = self._filled()
        self._keep()

    def empty(self) -> None:
        """Take out what a test has filled, and put back what the migrations made.

        Deleting few rows is quicker than truncating their tables, and leaves what other connections know of them.
        Without triggers, because the order of the tables is of no matter where all are emptied.
        """
        statements = [f'DELETE FROM "{name}"' for name in self._filled()]
        statements += [f'INSERT INTO "{name}" OVERRIDING SYSTEM VALUE TABLE pristine."{name}"' for name in self._kept]
        with self._deletes.transaction():
            self._deletes.execute("SET LOCAL session_replication_role = replica")
            self._deletes.execute("; ".join(statements))

    def _filled(self) -> list[str]:
        """The tables and partitions that hold rows."""
        tables = self._looks.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND relname <> 'django_migrations' ORDER BY relname"
        )
        query = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for (name,) in tables)
        return [name for (name,) in self._looks.execute(query, prepare=True)]

    def _keep(self) -> None:
        """Remember the rows that the migrations themselves made."""
        self._looks.execute("CREATE SCHEMA pristine")
        for name in self._kept:
            self._looks.execute(f'CREATE TABLE pristine."{name}" AS TABLE public."{name}"')


@contextmanager
def sweeper_of(url: str) -> Iterator[Sweeper]:
    """The sweeper of a freshly migrated database."""
    with psycopg.connect(url, autocommit=True) as looks, psycopg.connect(url, autocommit=True) as deletes:
        yield Sweeper(looks, deletes)
