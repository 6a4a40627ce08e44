"""Who an organization is, as the head of every page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.directory.organizations.models import Organization
from clearlane.foundation.tenancy.models import Tenant

_ZONE = "America/New_York"


@dataclass(frozen=True, slots=True)
class Described:
    """An organization's name, NPI (empty without one) and time zone, and whether its claims go to real payers."""

    tenant: int
    name: str
    kind: str
    is_live: bool
    npi: str
    time_zone: str


def describe(*, tenant: int) -> Described:
    """The organization of a tenant, inside a scope of it."""
    room = Tenant.objects.get(pk=tenant)
    known = Organization.objects.filter(pk=tenant).first()
    npi, zone = (known.npi, getattr(known, "time_zone", _ZONE)) if known else ("", _ZONE)
    return Described(tenant, room.name, room.kind, room.is_live, npi, zone or _ZONE)
