"""Who receives this payment?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from .models import EraRight


def find_era_holders(*, wanted: Collection[tuple[str, str, str]], on: date) -> dict[tuple[str, str, str], int]:
    """For each (payer id, payee NPI, payee tax id): the tenant that holds the ERA right on that day.

    A right that names the payer goes before one for every payer; what nobody holds is not in the answer.
    """
    valid = Q(from_date__lte=on) & (Q(until_date=None) | Q(until_date__gt=on))
    rows = EraRight.objects.filter(
        valid, status="live", npi__in={each[1] for each in wanted}, tin__in={each[2] for each in wanted}
    ).values_list("payer_id", "npi", "tin", "tenant_id")
    held = {(row[0], row[1], row[2]): row[3] for row in rows}
    found: dict[tuple[str, str, str], int] = {}
    for payer, npi, tin in wanted:
        tenant = held.get((payer, npi, tin)) or held.get(("", npi, tin))
        if tenant is not None:
            found[payer, npi, tin] = tenant
    return found
