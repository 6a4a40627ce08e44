"""How does the verification of an organization's own NPI and tax id stand?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clearlane.foundation.tenancy.connection import cursor


@dataclass(frozen=True, slots=True)
class OwnPair:
    """A pair that the organization gave for itself: verified and live since when, or waiting since when,
    or refused, for the reason ``refused_why``. ``tin_kind`` is EIN, SSN, or "" where nobody said it of this number."""

    npi: str
    tin: str
    is_live: bool
    given_at: datetime
    verified_at: datetime | None
    refused_why: str = ""
    tin_kind: str = ""


def list_own_pairs(*, tenant: int) -> tuple[OwnPair, ...]:
    """Those of a tenant, inside a scope of it, as given. A pair that another holds waits like any other."""
    with cursor() as cur:
        cur.execute(
            "SELECT own.npi, own.tin, own.is_live, own.created_at, own.verified_at, own.refused_why,"
            " coalesce(said.tin_kind, '') FROM public.directory_own_pairs() AS own"
            " LEFT JOIN directory_organizations_organization AS said"
            " ON said.tenant_id = own.tenant_id AND said.tin = own.tin WHERE own.tenant_id = %s",
            [tenant],
        )
        return tuple(OwnPair(*row) for row in cur.fetchall())
