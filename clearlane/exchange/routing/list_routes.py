"""Which payer is reached over which connection today."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.routing.models import Route
from clearlane.foundation.tenancy.connection import alias


@dataclass(frozen=True, slots=True)
class RouteEntry:
    """One way to one payer, which the connection knows as ``payer_id_there``."""

    payer_id: str
    transaction: str
    connection: UUID
    payer_id_there: str
    needs_enrollment: bool


def list_routes() -> tuple[RouteEntry, ...]:
    """Every route that has no end date, by payer."""
    rows = Route.objects.using(alias()).filter(until_date=None).order_by("payer_id", "transaction", "id")
    return tuple(
        RouteEntry(row.payer_id, row.transaction, row.connection_id, row.payer_id_there, row.needs_enrollment)
        for row in rows
    )
