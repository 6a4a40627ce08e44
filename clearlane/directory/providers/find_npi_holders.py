"""Which organizations hold an NPI live?"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from .models import AuthorizedPair


def find_npi_holders(*, npis: Collection[str]) -> dict[str, frozenset[int]]:
    """By NPI: the holders of its live pairs, whatever their tax ids. For the role ``operator``."""
    rows = AuthorizedPair.objects.filter(npi__in=npis, status="live", until_date=None, tenant_id=F("submitter_id"))
    found: dict[str, set[int]] = {}
    for npi, tenant in rows.values_list("npi", "tenant_id"):
        found.setdefault(npi, set()).add(tenant)
    return {npi: frozenset(tenants) for npi, tenants in found.items()}
