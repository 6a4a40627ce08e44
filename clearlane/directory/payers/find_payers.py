"""Which payers are these?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .models import Payer


@dataclass(frozen=True, slots=True)
class PayerEntry:
    """A payer as the directory knows it; ``takes``: transaction -> CLM05-3 frequency codes, live ones only."""

    payer_id: str
    name: str
    is_live: bool
    takes: Mapping[str, frozenset[str]]


def find_payers(*, payer_ids: Collection[str]) -> dict[str, PayerEntry]:
    """The entries of those ids that the directory knows, by id. Two statements, whatever their number."""
    rows = Payer.objects.filter(payer_id__in=set(payer_ids)).prefetch_related("transactions")
    return {
        row.payer_id: PayerEntry(
            payer_id=row.payer_id,
            name=row.name,
            is_live=row.is_live,
            takes={
                each.transaction: frozenset(each.frequencies.split()) for each in row.transactions.all() if each.is_live
            },
        )
        for row in rows
    }
