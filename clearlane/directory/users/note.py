"""Write what became of a person's account into the trails of the organizations that he works for."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from clearlane.foundation.audit.record import Entry, record_all
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope

from .models import Membership


def note(*, user_id: int, event: str, by: str = "", **detail: Any) -> None:
    """One entry for each organization, outside of any scope; ``by`` is the person himself unless somebody is named.

    ``detail`` holds ids and words of the program, never a secret, a name or an address.
    """
    at, by = now(), by or f"user:{user_id}"
    rows = Membership.objects.filter(Q(until_at=None) | Q(until_at__gt=at), user_id=user_id, from_at__lte=at)
    tenants = sorted(set(rows.values_list("tenant_id", flat=True)))
    if tenants:
        with scope(tenants, by=by):
            record_all([Entry(tenant, event, (), {"user": user_id, **detail}) for tenant in tenants], by=by)
