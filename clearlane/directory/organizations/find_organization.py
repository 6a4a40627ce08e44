"""Who is this organization in the world?"""

from __future__ import annotations

from dataclasses import dataclass

from .models import Organization


@dataclass(frozen=True, slots=True)
class OrganizationView:
    """An organization as it described itself; what it has not said is empty. ``kind`` as in ``add.KINDS``."""

    tenant: int
    kind: str
    is_live: bool
    name: str
    npi: str
    tin: str
    street: str
    city: str
    state: str
    zip: str
    office_size: str
    phone: str = ""
    tin_kind: str = ""
    practice_payer_id: str = ""


def find_organization(*, tenant: int) -> OrganizationView | None:
    """The organization of a tenant, inside a scope of it; None where there is none."""
    row = (
        Organization.objects.filter(tenant_id=tenant)
        .values_list(
            "tenant_id",
            "tenant__kind",
            "tenant__is_live",
            "legal_name",
            "npi",
            "tin",
            "street",
            "city",
            "state",
            "zip",
            "office_size",
            "phone",
            "tin_kind",
            "practice_payer_id",
        )
        .first()
    )
    return None if row is None else OrganizationView(*row)
