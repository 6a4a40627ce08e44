"""Which NPIs and tax ids has an organization given for itself that nobody has verified yet?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, Q

from .models import AuthorizedPair


def find_unverified(*, wanted: Collection[tuple[int, str, str]], on: date) -> frozenset[tuple[int, str, str]]:
    """Those of these (submitter, billing NPI, tax id) that the submitter has given for itself and that wait for a
    person, whoever else has given them too.

    They may be tried with test claims, which no real payer sees. The table is shared, so that the scope
    does not matter.
    """
    if not wanted:
        return frozenset()
    rows = AuthorizedPair.objects.filter(
        Q(until_date=None) | Q(until_date__gt=on),
        tenant_id=F("submitter_id"),
        from_date__lte=on,
        status__in=["pending", "disputed"],
        submitter_id__in={each[0] for each in wanted},
        npi__in={each[1] for each in wanted},
        tin__in={each[2] for each in wanted},
    ).values_list("submitter_id", "npi", "tin")
    return frozenset(row for row in rows if row in wanted)
