"""An operator works here no more."""

from __future__ import annotations

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.house import HOUSE

from .enter import end_entries
from .models import Operator, OperatorLink, OperatorSession


def end_operator(*, name: str, by: str) -> bool:
    """End him: his sessions, links and entries end now. Inside a scope of the house; False where there is no such."""
    at = now()
    row = Operator.objects.select_for_update(no_key=True).filter(name=name, ended_at=None).first()
    if row is None:
        return False
    Operator.objects.filter(pk=row.pk).update(ended_at=at, ended_by=by)
    OperatorSession.objects.filter(user_id=row.pk).delete()
    OperatorLink.objects.filter(operator=row, spent_at=None).update(spent_at=at)
    end_entries(operator=row.pk, by=by)
    record(tenant=HOUSE, event="operator:operator:ended", by=by, detail={"operator": name})
    return True
