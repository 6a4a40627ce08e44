"""Hand payments over that were nobody's: somebody has the right to them now."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from clearlane.exchange.reading.list_unassigned import Unassigned, list_unassigned
from clearlane.exchange.worklists.close import close_about
from clearlane.flows.steps import STEPS
from clearlane.foundation.audit.record import record
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.queue.settle import revive
from clearlane.foundation.queue.wake import wake
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.vocabulary.outcome import Ref

EXTRACT = "remittance/remits.extract"


def hand_over(*, ids: Collection[UUID], by: str) -> tuple[Unassigned, ...]:
    """Let the step that assigns payments take these up again, all of which the holder is known where none is named.

    ``ids`` are those of the worklist. Inside a scope of the house; returns what goes to its holder. The payment is
    then matched, posted and delivered like one that has just come in.
    """
    found = [one for one in list_unassigned() if one.holder is not None and (not ids or one.id in ids)]
    put([Due(STEPS[EXTRACT].name, HOUSE, one.id) for one in found])
    for one in found:
        revive(thing=one.id)
        close_about(subject=Ref(HOUSE, one.id), by=by, note=f"handed over to tenant {one.holder}")
        detail = {"holder": one.holder, "cents": one.cents}
        record(tenant=HOUSE, event="remits:payment:handed_over", by=by, subjects=[one.id], detail=detail)
    if found:
        wake(step=EXTRACT)
    return tuple(found)
