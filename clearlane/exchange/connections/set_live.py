"""Open or close a way out of the house."""

from __future__ import annotations

from clearlane.exchange.connections.models import Connection
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import alias
from clearlane.foundation.tenancy.house import HOUSE


def set_live(*, name: str, is_live: bool, by: str) -> bool:
    """Let claims travel over the connection of that name, or no more; inside a scope of the house.

    False where there is no such connection, or where it is so already. What was sent over it keeps its history.
    """
    rows = Connection.objects.using(alias()).filter(name=name).exclude(is_live=is_live)
    found = rows.values_list("id", flat=True).first()
    if found is None or not rows.update(is_live=is_live):
        return False
    event = "connection:way:opened" if is_live else "connection:way:closed"
    record(tenant=HOUSE, event=event, by=by, subjects=[found], detail={"name": name})
    return True
