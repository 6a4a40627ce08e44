"""A connection that gives up. Django asks for the class by this module's name.

A server that is frozen, or behind a network that swallows everything, keeps its sockets open: neither libpq nor the
kernel ever ends a wait for it. So the wait itself has an end. The connection is closed then, since nobody knows how
far its question came, and the caller hears what he hears of a server that is away.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, TypeVar

import psycopg
from django.db.backends.postgresql import base

ANSWER_SECONDS = 10.0
"""How long one question may be under way. What the doors ask takes milliseconds."""

T = TypeVar("T")


class Bounded(psycopg.Connection[Any]):
    """A connection on which no wait takes longer than ``ANSWER_SECONDS``."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Do what the driver waits for. Raises OperationalError where the server does not answer in time."""
        try:
            return super().wait(gen, interval, ANSWER_SECONDS if timeout is None else timeout)
        except psycopg.errors._WaitTimeout as late:
            if timeout is not None:
                raise
            self.close()
            raise psycopg.OperationalError("the database did not answer in time; the connection is closed") from late


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with bounded connections."""

    Database: Any = SimpleNamespace(**{**vars(psycopg), "connect": Bounded.connect})
