"""Make a tenant with its organization."""

from __future__ import annotations

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.models import Tenant

from .models import Organization

KINDS = ("practice", "billing", "hospital", "payer")
SCHEMES = ("clean", "compatible")


class OrganizationRefused(ValueError):
    """The caller asked for a kind, a naming scheme or a name that no organization can have."""


def add(
    *,
    tenant: int,
    name: str,
    kind: str,
    by: str,
    scheme: str = "clean",
    parent: int | None = None,
    is_live: bool = False,
    npi: str = "",
    tin: str = "",
) -> int:
    """Make the tenant of a number from ``reserve``; the number again.

    Runs inside a scope of the house and the new tenant. ``scheme`` says how files in the mailbox are named; only a
    live tenant's claims of usage P go to payers: the demo and the bench, whose payers are played, make theirs so, all
    others come by ``set_live``. Raises OrganizationRefused before anything is written.
    """
    _refuse(name=name, kind=kind, scheme=scheme)
    at = now()
    Tenant.objects.create(
        id=tenant, kind=kind, parent_id=parent, name=name, is_live=is_live, scheme=scheme, created_at=at
    )
    Organization.objects.create(tenant_id=tenant, legal_name=name, npi=npi, tin=tin, created_at=at, created_by=by)
    record(
        tenant=tenant,
        event="organization:organization:added",
        by=by,
        detail={"kind": kind, "scheme": scheme, "live": is_live, "parent": parent},
    )
    return tenant


def _refuse(*, name: str, kind: str, scheme: str) -> None:
    if not name.strip():
        raise OrganizationRefused("an organization needs a name")
    if kind not in KINDS:
        raise OrganizationRefused(f"an organization is one of {', '.join(KINDS)}, not {kind!r}")
    if scheme not in SCHEMES:
        raise OrganizationRefused(f"a naming scheme is one of {', '.join(SCHEMES)}, not {scheme!r}")
