"""The ways out that are in use."""

from __future__ import annotations

from uuid import UUID

from clearlane.exchange.connections.models import Connection
from clearlane.foundation.tenancy.connection import alias


def list_live() -> tuple[UUID, ...]:
    """The ids of the live connections, by name."""
    return tuple(Connection.objects.using(alias()).filter(is_live=True).order_by("name").values_list("id", flat=True))
