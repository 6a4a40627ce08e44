from __future__ import annotations

import threading
from typing import Any

import psycopg
from django.core.management import call_command

from clearlane.config.migrate import migrate
from tests.conftest import AsRole


def test_the_models_and_the_migrations_say_the_same(database: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrate_may_be_run_again(as_role: AsRole) -> None:
    with as_role("owner"):
        migrate()


def test_migrate_waits_for_another_that_is_at_it(as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    done = threading.Event()

    def run() -> None:
        from django.db import connections

        migrate()
        connections.close_all()
        done.set()

    with as_role("owner"):
        with owner.transaction():
            owner.execute("SELECT pg_advisory_xact_lock(7205003)")
            other = threading.Thread(target=run)
            other.start()
            assert not done.wait(0.5)
        other.join(60)
    assert done.is_set()


def test_the_owner_does_not_queue_before_the_running_house(as_role: AsRole, superuser: psycopg.Connection[Any]) -> None:
    """A migration that waits for a lock would make everyone else wait behind it: it gives up after four seconds."""
    from django.db import connections

    with as_role("owner"), connections["default"].cursor() as cur:
        cur.execute("SHOW lock_timeout")
        assert cur.fetchone() == ("4s",)
