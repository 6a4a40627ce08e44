"""The practice payers of a house that is not in production: who tries Clearlane sends test claims, and they answer."""

from __future__ import annotations

from pathlib import Path

from clearlane.directory.payers.add_payer import add_payer
from clearlane.doors.console.showing.ways import connect, ready_host_key
from clearlane.exchange.connections.find_profile import find_profile
from clearlane.exchange.connections.open_route import open_route
from clearlane.exchange.connections.set_live import set_live
from clearlane.exchange.routing.choose import ANY_PAYER
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards.x12.generate.order import PRACTICE_PAYER

NAME = "sandbox-practice"
BY = "operator:up"


def ready_practice(*, data: Path, port: int, is_shared: bool, by: str = BY) -> None:
    """Open the way to the practice payers, or leave it as it is where it is so already; outside of a scope.

    It takes every test claim: those for the practice payer of the directory, and those for a payer that no other
    practice connection leads to. Of several machines on one database (``is_shared``) the first has the practice payers,
    also where they start at one moment.
    """
    host_key = ready_host_key(data)
    with scope([HOUSE], by=by):
        with cursor() as sql:
            sql.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [NAME, HOUSE])
        known = find_profile(name=NAME)
        if is_shared and known is not None and known.way.host_key != host_key:
            return
        way = connect(port, host_key, PRACTICE_PAYER, "practice", by=by)
        set_live(name=NAME, is_live=True, by=by)
        add_payer(payer_id=PRACTICE_PAYER.id, name=PRACTICE_PAYER.name, by=by)
        for payer in (PRACTICE_PAYER.id, ANY_PAYER):
            open_route(payer_id=payer, connection=way, payer_id_there=payer, by=by)


def close_practice(*, by: str = BY) -> None:
    """Close it for a house that goes into production; outside of a scope."""
    with scope([HOUSE], by=by):
        set_live(name=NAME, is_live=False, by=by)
