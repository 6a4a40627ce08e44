"""The one connection of a process to the tables of the tenants."""

from __future__ import annotations

from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any

from django.db import OperationalError, connections

DatabaseIsAway = OperationalError
"""What any statement raises while the database does not answer, or has just been started anew."""

_tenants: ContextVar[tuple[int, ...]] = ContextVar("tenants", default=())
_there: ContextVar[tuple[int, ...]] = ContextVar("there", default=())
_by: ContextVar[str] = ContextVar("by", default="")


def alias() -> str:
    """The alias of the connection that holds the tenants' tables: ``web`` where there is one, else ``default``."""
    return "web" if "web" in connections.databases else "default"


def cursor() -> AbstractContextManager[Any]:
    """A cursor on the tenants' connection, for statements that work on sets of rows. Rows are tuples."""
    return connections[alias()].cursor()


def current_tenants() -> tuple[int, ...]:
    """The tenants of the open scope, ascending; empty outside of one."""
    return _tenants.get()


def current_there() -> tuple[int, ...]:
    """All tenants whose rows are there in the open scope: those that it is for, and those beside; empty outside."""
    return _there.get()


def current_by() -> str:
    """Who acts in the open scope; empty outside of one."""
    return _by.get()
