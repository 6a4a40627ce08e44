"""Asks that no verified owner of the client can answer by himself: operators decide, by a signed letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress

from clearlane.directory.members.list_members import open_memberships
from clearlane.directory.organizations.name_tenants import name_tenants
from clearlane.directory.providers.find_npi_holders import find_npi_holders

from .find_ask import GONE, Asked, open_asks, show_ask
from .models import ConsentAsk


@dataclass(frozen=True, slots=True)
class WaitingConsent:
    """An ask that operators decide. ``client`` is whose rooms would be opened: of who has said yes, else of the one
    organization that holds the NPI live; None where there is not just one."""

    ask: Asked
    client: int | None
    client_name: str
    has_said_yes: bool
    is_holder: bool


def list_waiting_consents(*, limit: int = 200) -> tuple[WaitingConsent, ...]:
    """The longest waiting first. For the role ``operator``."""
    rows = open_asks().order_by("made_at", "id")
    return tuple(_waiting(rows[:limit]))


def find_waiting_consent(*, ask: int) -> WaitingConsent | None:
    """One of them."""
    rows = open_asks().filter(pk=ask)
    return next(iter(_waiting(rows)), None)


def _waiting(rows: Iterable[ConsentAsk]) -> Iterable[WaitingConsent]:
    """Those of them that the owner of a verified holder cannot answer, and whose asker still may ask."""
    found = list(rows)
    holders = find_npi_holders(npis={row.npi for row in found})
    for row in found:
        of_npi = holders.get(row.npi, frozenset())
        asked = show_ask(row)
        if asked.state == GONE or (row.client_id is None and _is_owners(row.address, of_npi)):
            continue
        client = row.client_id or (next(iter(of_npi)) if len(of_npi) == 1 else None)
        name = dict(name_tenants(tenants=[client]))[client] if client else ""
        yield WaitingConsent(asked, client, name, row.answered_at is not None, client in of_npi)


def _is_owners(address: str, tenants: Iterable[int]) -> bool:
    """Whether it is a verified address of an owner of one of them."""
    users = EmailAddress.objects.filter(email=address, verified=True).values("user_id")
    return any(open_memberships(tenant=each).filter(role="owner", user_id__in=users).exists() for each in tenants)
