"""All ways out, for the operators' list."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.connections.models import Connection
from clearlane.exchange.connections.profile import read_profile
from clearlane.foundation.tenancy.connection import alias


@dataclass(frozen=True, slots=True)
class ConnectionEntry:
    """One way out; ``tier`` is production or practice, ``host`` and ``username`` are where it leads."""

    id: UUID
    name: str
    tier: str
    is_live: bool
    host: str
    username: str


def list_all() -> tuple[ConnectionEntry, ...]:
    """Every connection, by name; secrets are not in profiles, so none is here."""
    entries = []
    for row in Connection.objects.using(alias()).order_by("name"):
        way = read_profile(text=row.profile).way
        entries.append(ConnectionEntry(row.id, row.name, row.tier, row.is_live, way.host, way.username))
    return tuple(entries)
