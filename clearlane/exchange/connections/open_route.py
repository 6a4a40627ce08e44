"""Say that a payer is reached over a connection, under an id and a name that can be written there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings

from clearlane.exchange.connections.models import Connection
from clearlane.exchange.connections.profile import read_profile
from clearlane.exchange.connections.why_not import why_not
from clearlane.exchange.routing.add_route import add_route
from clearlane.foundation.tenancy.connection import alias

WIDEST_ID, WIDEST_NAME = 80, 60


class RouteRefused(ValueError):
    """The payer's id or name on that connection could not be written into a file, or a sandbox payer would answer in a
    production house; the message says why."""


def open_route(
    *,
    payer_id: str,
    connection: UUID,
    payer_id_there: str,
    by: str,
    payer_name_there: str = "",
    needs_enrollment: bool = False,
    from_date: date | None = None,
) -> None:
    """Route a payer's claims over a connection, inside a scope of the house; the same again changes nothing.

    An empty ``payer_id`` takes test claims for any payer of the directory, as ``add_route`` says.
    Raises RouteRefused.
    """
    _check(connection, payer_id_there, payer_name_there)
    add_route(
        payer_id=payer_id,
        connection=connection,
        payer_id_there=payer_id_there,
        payer_name_there=payer_name_there,
        needs_enrollment=needs_enrollment,
        from_date=from_date,
        by=by,
    )


def _check(connection: UUID, payer_id: str, name: str) -> None:
    way = Connection.objects.using(alias()).get(id=connection)
    profile = read_profile(text=way.profile)
    if settings.PRODUCTION and profile.way.sandbox:
        raise RouteRefused(f"a sandbox payer answers at {way.name}, and CLEARLANE_PRODUCTION is set; name another way")
    delimiters = profile.claims.delimiters
    reasons = {
        "id": payer_id and why_not(payer_id, widest=WIDEST_ID, delimiters=delimiters),
        "name": name and why_not(name, widest=WIDEST_NAME, delimiters=delimiters),
    }
    for what, reason in reasons.items():
        if reason:
            raise RouteRefused(f"the payer's {what} there {reason}")
