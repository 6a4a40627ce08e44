"""Find a way out by its name."""

from __future__ import annotations

from uuid import UUID

from clearlane.exchange.connections.models import Connection
from clearlane.foundation.tenancy.connection import alias


class NoSuchConnection(LookupError):
    """There is no connection of this name; `clearlane connection list` shows those that are there."""


def find_named(*, name: str) -> UUID:
    """The id of the connection of that name. Raises NoSuchConnection."""
    found = Connection.objects.using(alias()).filter(name=name).values_list("id", flat=True).first()
    if found is None:
        raise NoSuchConnection(name)
    return found
