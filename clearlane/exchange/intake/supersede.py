"""Put a partial file away: it has become a whole one, or its sender removed it."""

from __future__ import annotations

from uuid import UUID

from clearlane.exchange.intake.models import File
from clearlane.foundation.audit.record import record

BECAME = "became another file"
REMOVED = "removed by its sender"


def supersede(*, tenant: int, partial: UUID, by: str, became: UUID | None = None) -> bool:
    """Show a partial file no more, inside the caller's scope; ``became`` is the whole file that its bytes went into.

    Its bytes stay in the vault. False where it is not there as a partial file any more.
    """
    waiting = File.objects.filter(tenant_id=tenant, id=partial, state="partial", first_id=None)
    if not waiting.exclude(reason=REMOVED).update(first_id=became, reason=BECAME if became else REMOVED):
        return False
    record(tenant=tenant, event="file:file:superseded", by=by, subjects=[partial, *([became] if became else [])])
    return True
