"""Say over which connection a payer is reached, and what it is called there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from clearlane.exchange.routing.models import Route
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import today
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import alias
from clearlane.foundation.tenancy.house import HOUSE

TRANSACTION = "837P"


def add_route(
    *,
    payer_id: str,
    connection: UUID,
    payer_id_there: str,
    by: str,
    payer_name_there: str = "",
    transaction: str = TRANSACTION,
    needs_enrollment: bool = False,
    from_date: date | None = None,
) -> None:
    """Route a payer's transaction over a connection, inside a scope of the house; the same again changes nothing."""
    asked = {"payer_id": payer_id.upper(), "connection_id": connection, "transaction": transaction, "until_date": None}
    routes = Route.objects.using(alias())
    if routes.filter(**asked).exists():
        return
    routes.create(
        id=new_id(),
        payer_id_there=payer_id_there,
        payer_name_there=payer_name_there,
        needs_enrollment=needs_enrollment,
        from_date=from_date or today(),
        **asked,
    )
    record(tenant=HOUSE, event="route:route:added", by=by, subjects=[connection], detail={"payer": payer_id})
