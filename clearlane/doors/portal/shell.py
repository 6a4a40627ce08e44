"""What stands around every page of work: whose rooms these are, what waits in them, and where else one may go."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from django.http import HttpRequest

from clearlane.directory.organizations.describe import Described, describe
from clearlane.directory.organizations.find_visible import find_visible
from clearlane.directory.organizations.name_tenants import name_tenants
from clearlane.doors.portal.asking import CLIENT, Asking
from clearlane.exchange.reading.count_work import Work, count_work
from clearlane.exchange.reading.told_usage import told_usage
from clearlane.foundation.tenancy.connection import current_tenants
from clearlane.foundation.tenancy.scope import scope

SHOWN = 8
"""How many clients the switcher lists; the page behind it finds the others."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the switcher: an organization, or a client of the present one (``client``); 0 is all of them."""

    name: str
    tenant: int
    client: int = 0
    here: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a page. ``name`` and ``second`` stand on the switcher, ``own`` is the person's own organization
    where that is a client's; ``has_clients``: it works for others."""

    name: str
    second: str
    username: str
    initials: str
    zone: str
    test_mode: bool
    work: Work
    places: tuple[Place, ...] = ()
    clients: tuple[Place, ...] = ()
    clients_count: int = 0
    own: str = ""
    has_clients: bool = False
    kind: str = ""


def get_shell(request: HttpRequest, asking: Asking) -> Shell:
    """Read what the frame shows, in the scope that is open or in one of its own."""
    visible = find_visible(tenant=asking.tenant) if CLIENT in request.session else asking.tenants
    chosen = asking.tenants[0] if CLIENT in request.session and len(asking.tenants) == 1 else 0
    with _in_scope(asking):
        shown = describe(tenant=chosen or asking.tenant)
        own = describe(tenant=asking.tenant).name if chosen else shown.name
        work = count_work(sender=asking.tenant, tenants=asking.tenants, usage=told_usage(is_live=shown.is_live))
    mine = name_tenants(tenants=asking.memberships) if len(asking.memberships) > 1 else ()
    clients = name_tenants(tenants=visible[1:], limit=SHOWN) if len(visible) > 1 else ()
    username = request.user.get_username()
    return Shell(
        name=shown.name,
        own=own,
        second=_second(shown, 0 if chosen else len(visible) - 1),
        username=username,
        initials=_initials(username),
        zone=shown.time_zone,
        test_mode=not shown.is_live,
        work=work,
        places=tuple(Place(name, tenant, here=tenant == asking.tenant) for tenant, name in mine),
        clients=_list_clients(asking.tenant, clients, chosen),
        clients_count=len(visible) - 1,
        has_clients=shown.kind == "billing" or len(visible) > 1,
        kind=shown.kind,
    )


def _in_scope(asking: Asking) -> AbstractContextManager[None]:
    """The scope that is open, else one of whose claims the person may see, and of his own organization."""
    return nullcontext() if current_tenants() else scope({asking.tenant, *asking.tenants}, by=asking.by)


def _list_clients(tenant: int, clients: tuple[tuple[int, str], ...], chosen: int) -> tuple[Place, ...]:
    if not clients:
        return ()
    every = Place("All clients", tenant, here=not chosen)
    return every, *(Place(name, tenant, client, client == chosen) for client, name in clients)


def _second(shown: Described, clients: int) -> str:
    """The second line: which of the clients, else the NPI, else nothing."""
    if clients:
        return "All clients"
    return f"NPI {shown.npi}" if shown.npi else ""


def _initials(username: str) -> str:
    """``dana.demo`` -> DD, ``dana`` -> DA."""
    parts = [part for part in username.replace("_", ".").replace("-", ".").split(".") if part]
    return ("".join(part[0] for part in parts[:2]) if len(parts) > 1 else username[:2]).upper()
