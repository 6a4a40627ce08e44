"""Bring a database to this version: tables, partitions, rights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections

from clearlane.config.protect import protect
from clearlane.foundation.partitions.ensure import ensure

_LOCK = 7_205_003


def migrate(*, verbosity: int = 0) -> None:
    """Run all migrations, make the partitions of the months to come, and close every table; as the owner.

    Nothing new is reachable for the running roles before the last of the three. It may be run at any time, and on
    several machines at once: one works, the others wait and find it done.
    """
    with _alone():
        call_command("migrate", verbosity=verbosity, interactive=False)
        ensure()
        protect()


@contextmanager
def _alone() -> Iterator[None]:
    """Wait for whoever migrates this database, and keep others waiting, by a transaction on a connection apart."""
    apart = connections["default"].copy()
    try:
        apart.set_autocommit(False)
        with apart.cursor() as cur:
            cur.execute("SET LOCAL lock_timeout = 0")
            cur.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield
    finally:
        apart.close()
