"""All that an organization said of itself, and who its people are: for an operator who decides about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clearlane.directory.agreements.list_signed import SignedLine, list_signed
from clearlane.directory.members.list_members import Member, list_members
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.house import HOUSE

from .ask_live import find_live_ask
from .find_organization import OrganizationView, find_organization


@dataclass(frozen=True, slots=True)
class Sheet:
    """Who it is (None where it said nothing), its people, what it signed, and since when it asks to go live."""

    organization: OrganizationView | None
    people: tuple[Member, ...]
    signed: tuple[SignedLine, ...]
    asked_at: datetime | None


def read_sheet(*, tenant: int, by: str) -> Sheet:
    """Read it, inside a scope of the house and of the tenant. It stands in the house's trail that it was read."""
    record(tenant=HOUSE, event="operator:organization:read", by=by, detail={"tenant": tenant})
    signed = tuple(each for each in list_signed() if each.tenant == tenant)
    people = list_members(tenant=tenant)
    return Sheet(find_organization(tenant=tenant), people, signed, find_live_ask(tenant=tenant))
