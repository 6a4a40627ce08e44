"""Acting as one role after another: Django's connections are those of the role, and stay open for its next turn.

A fresh connection costs a log-in and an empty catalogue cache; tests change roles several times each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_kept: dict[tuple[str, ...], BaseDatabaseWrapper] = {}
"""Open connections that no role acts by at this moment, by who they are of and where they lead."""


@contextmanager
def connected_as(role: str) -> Iterator[None]:
    """Let Django's connections be those of a process role, and prove that the role is none of the mighty."""
    before = connections.settings
    _connect(role)
    try:
        if role != "owner":
            for alias in connections:
                if connections[alias].connection is None:  # one that was kept has proved it
                    _assert_is_humble(alias)
        yield
    finally:
        _put_aside()
        _take_up(before)


def close_all() -> None:
    """Close what is kept: before the rights of roles change, and at the end."""
    while _kept:
        _kept.popitem()[1].close()


def _connect(role: str) -> None:
    from django.conf import settings
    from procrastinate.contrib.django import app

    from clearlane.config.databases import databases
    from clearlane.foundation.tenancy.connection import alias

    _put_aside()
    _take_up(connections.configure_settings(databases(role, data=settings.DATA)))
    app.connector.alias = alias()  # type: ignore[attr-defined]


def _put_aside() -> None:
    """Take the open connections from Django; one that is amid a transaction or broken is closed."""
    from clearlane.foundation.vault import tenant_key

    for connection in connections.all(initialized_only=True):
        key = _key(connection.alias, connection.settings_dict)
        if key in _kept or not _is_clean(connection):
            connection.close()
        else:
            _kept[key] = connection
        del connections[connection.alias]
    tenant_key.forget()


def _take_up(settings: dict[str, dict[str, Any]]) -> None:
    """Let Django use these settings, and the kept connections that are of them, where no test has ended them."""
    connections.settings = settings
    for alias, one in settings.items():
        kept = _kept.pop(_key(alias, one), None)
        if kept is not None and kept.is_usable():
            connections[alias] = kept
        elif kept is not None:
            kept.close()


def _is_clean(connection: BaseDatabaseWrapper) -> bool:
    if connection.connection is None or connection.in_atomic_block or connection.savepoint_ids:
        return False
    idle = connection.connection.info.transaction_status is psycopg.pq.TransactionStatus.IDLE
    return idle and connection.get_autocommit()


def _key(alias: str, settings: dict[str, Any]) -> tuple[str, ...]:
    return (alias, *(str(settings.get(name)) for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD")))


def _assert_is_humble(alias: str) -> None:
    """No running role is superuser, bypasses row security, or owns a table."""
    with connections[alias].cursor() as cur:
        cur.execute("SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cur.fetchone() == (False,)
        cur.execute("SELECT count(*) FROM pg_class WHERE pg_has_role(current_user, relowner, 'usage') AND oid >= 16384")
        assert cur.fetchone() == (0,)
