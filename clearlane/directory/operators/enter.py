"""An operator enters an organization's rooms, and leaves them; another looks at it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.models import Tenant
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.tenancy.widen import widen

from .models import Entry, Operator

LASTS = timedelta(minutes=60)
LEAST_REASON = 10
AT_ONCE = 100
"""So many entries that have ended by themselves are looked up together."""


class MayNotEnter(ValueError):
    """No such organization, no reason that says anything, an operator who has ended, or who reviews what he did."""


@dataclass(frozen=True, slots=True)
class Inside:
    """An entry that goes on: into whose rooms, why, until when."""

    id: int
    tenant: int
    reason: str
    ends_at: datetime


def enter(*, operator: int, tenant: int, reason: str, by: str) -> Inside:
    """Begin sixty minutes of reading, inside a scope of the organization, whose own trail says so. Ends what went on.

    Whoever calls this has just seen a passkey of the operator, and tells the organization's owners. Raises
    MayNotEnter.
    """
    if len(reason.strip()) < LEAST_REASON:
        raise MayNotEnter("say why, in a sentence that the organization's owners will read")
    if not Tenant.objects.filter(pk=tenant).exclude(kind="house").exists():
        raise MayNotEnter("there is no organization of that number")
    if Operator.objects.select_for_update(no_key=True).filter(pk=operator, ended_at=None).first() is None:
        raise MayNotEnter("you do not work here any more")
    end_entries(operator=operator, by=by)
    at = now()
    row = Entry.objects.create(
        operator_id=operator, tenant_id=tenant, reason=reason.strip(), begun_at=at, ends_at=at + LASTS
    )
    record(tenant=tenant, event="operator:entry:begun", by=by, detail={"entry": row.pk, "minutes": 60})
    return Inside(row.pk, tenant, row.reason, row.ends_at)


def where_inside(*, operator: int) -> Inside | None:
    """The entry of an operator that goes on now."""
    row = Entry.objects.filter(operator_id=operator, left_at=None, ends_at__gt=now()).order_by("-begun_at").first()
    return Inside(row.pk, row.tenant_id, row.reason, row.ends_at) if row else None


def leave(*, operator: int, by: str) -> bool:
    """End the entry that goes on, inside a scope of its organization. False where none does."""
    return end_entries(operator=operator, by=by) > 0


def end_entries(*, operator: int, by: str) -> int:
    """End what goes on of an operator, inside any scope; it stands in the trail of each organization. How many."""
    at = now()
    rows = Entry.objects.select_for_update(no_key=True).filter(operator_id=operator, left_at=None, ends_at__gt=at)
    open_now = list(rows.order_by("id"))
    widen(row.tenant_id for row in open_now)
    for row in open_now:
        _end(row, at=at, by=by)
    return len(open_now)


def end_lapsed(*, by: str) -> int:
    """Tell each organization, once, of an entry that ended by its sixty minutes. How many ended.

    It opens scopes of its own: that of each organization alone, some of whose entries are ended together.
    """
    ended, last = 0, 0
    while some := _lapsed(after=last, by=by):
        for tenant in sorted({row.tenant_id for row in some}):
            ended += _end_in(tenant, [row.pk for row in some if row.tenant_id == tenant], by)
        last = some[-1].pk
    return ended


def _lapsed(*, after: int, by: str) -> list[Entry]:
    with scope([HOUSE], by=by):
        rows = Entry.objects.filter(left_at=None, ends_at__lte=now(), pk__gt=after)
        return list(rows.order_by("id")[:AT_ONCE])


def _end_in(tenant: int, entries: list[int], by: str) -> int:
    """End those of one organization that nobody has ended meanwhile."""
    with scope([tenant], by=by):
        rows = list(Entry.objects.select_for_update(no_key=True).filter(pk__in=entries, left_at=None).order_by("id"))
        for row in rows:
            _end(row, at=row.ends_at, by=by)
    return len(rows)


def _end(row: Entry, *, at: datetime, by: str) -> None:
    Entry.objects.filter(pk=row.pk).update(left_at=at)
    detail = {"entry": row.pk, "ended_at": at.isoformat()}
    record(tenant=row.tenant_id, event="operator:entry:ended", by=by, detail=detail)


def review(*, entry: int, operator: int, by: str) -> None:
    """Another operator has looked at an entry; inside a scope of its organization. Raises MayNotEnter."""
    row = Entry.objects.filter(pk=entry, reviewed_by=None).first()
    if row is None:
        raise MayNotEnter("there is no such entry that waits for a review")
    if row.operator_id == operator:
        raise MayNotEnter("an entry is reviewed by another operator than who made it")
    Entry.objects.filter(pk=entry).update(reviewed_by=operator, reviewed_at=now())
    record(tenant=row.tenant_id, event="operator:entry:reviewed", by=by, detail={"entry": entry})
