"""Enter a payer into the directory."""

from __future__ import annotations

from collections.abc import Mapping

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.house import HOUSE

from .models import Payer, PayerTransaction

TAKES: Mapping[str, str] = {"837P": "1 7 8"}
"""What a payer takes unless it is said otherwise: transaction -> frequency codes."""


def add_payer(*, payer_id: str, name: str, by: str, is_live: bool = True, takes: Mapping[str, str] = TAKES) -> bool:
    """Enter a payer by the id that claims name (2010BB NM109), inside a scope of the house.

    ``takes``: transaction -> CLM05-3 frequency codes with a blank between them. False where the id is known: then
    nothing changes.
    """
    payer, is_new = Payer.objects.get_or_create(
        payer_id=payer_id, defaults={"name": name, "is_live": is_live, "created_at": now(), "created_by": by}
    )
    if not is_new:
        return False
    PayerTransaction.objects.bulk_create(
        PayerTransaction(payer=payer, transaction=each, frequencies=codes) for each, codes in takes.items()
    )
    record(tenant=HOUSE, event="payer:payer:added", by=by, detail={"payer": payer_id, "live": is_live})
    return True
