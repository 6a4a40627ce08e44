"""Write what became of a person's account into the trails of the organizations that he works for."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from clearlane.foundation.audit.record import Entry, record_all
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.tenancy.widen import widen

from .models import Membership


def note(*, user_id: int, event: str, by: str = "", **detail: Any) -> None:
    """One entry for each organization, outside of any scope; ``by`` is the person himself unless somebody is named.

    ``detail`` holds ids and words of the program, never a secret, a name or an address.
    """
    by = by or f"user:{user_id}"
    if tenants := _works_for(user_id):
        with scope(tenants, by=by):
            _record(tenants, event, user_id, by, detail)


def note_here(*, user_id: int, event: str, by: str, **detail: Any) -> None:
    """The same within the scope that is open, which sees the person's organizations from then on."""
    tenants = _works_for(user_id)
    widen(tenants)
    _record(tenants, event, user_id, by, detail)


def _works_for(user_id: int) -> list[int]:
    at = now()
    rows = Membership.objects.filter(Q(until_at=None) | Q(until_at__gt=at), user_id=user_id, from_at__lte=at)
    return sorted(set(rows.values_list("tenant_id", flat=True)))


def _record(tenants: list[int], event: str, user_id: int, by: str, detail: dict[str, Any]) -> None:
    record_all([Entry(tenant, event, (), {"user": user_id, **detail}) for tenant in tenants], by=by)
