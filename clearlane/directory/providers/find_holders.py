"""Whose claims are these?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from .models import AtypicalProvider, AuthorizedPair


def find_holders(*, wanted: Collection[tuple[int, str, str]], on: date) -> dict[tuple[int, str, str], int]:
    """For each (submitter, billing NPI, tax id): the tenant that owns such claims on that day.

    A pair that the submitter may not bill for is not in the answer. One statement, whatever their number; the
    table is shared, so that the scope does not matter.
    """
    if not wanted:
        return {}
    rows = AuthorizedPair.objects.filter(
        _valid(on),
        status="live",
        submitter_id__in={each[0] for each in wanted},
        npi__in={each[1] for each in wanted},
        tin__in={each[2] for each in wanted},
    ).values_list("submitter_id", "npi", "tin", "tenant_id")
    return {(row[0], row[1], row[2]): row[3] for row in rows if row[:3] in wanted}


def find_atypical(*, wanted: Collection[tuple[int, str, str]], on: date) -> dict[tuple[int, str, str], int]:
    """For each (submitter, REF*G2 number, tax id): the tenant that owns the claims of that atypical provider."""
    if not wanted:
        return {}
    rows = AtypicalProvider.objects.filter(
        _valid(on),
        submitter_id__in={each[0] for each in wanted},
        number__in={each[1] for each in wanted},
        tin__in={each[2] for each in wanted},
    ).values_list("submitter_id", "number", "tin", "tenant_id")
    return {(row[0], row[1], row[2]): row[3] for row in rows if row[:3] in wanted}


def _valid(on: date) -> Q:
    return Q(from_date__lte=on) & (Q(until_date=None) | Q(until_date__gt=on))
