"""The whole directory of payers."""

from __future__ import annotations

from .find_payers import PayerEntry, find_payers
from .models import Payer


def list_payers() -> tuple[PayerEntry, ...]:
    """Every payer that claims may name, by id."""
    known = find_payers(payer_ids=list(Payer.objects.values_list("payer_id", flat=True)))
    return tuple(known[each] for each in sorted(known))
