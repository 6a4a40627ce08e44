"""Tell the owners of an organization by mail what concerns all of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from clearlane.foundation.clock.read import now

from .models import Membership
from .tell import tell


def tell_owners(*, tenant: int, template: str, **values: Any) -> int:
    """Put a mail to each owner, in the caller's transaction; how many there are."""
    at = now()
    holds = Q(until_at=None) | Q(until_at__gt=at)
    rows = Membership.objects.filter(holds, tenant_id=tenant, role="owner", from_at__lte=at)
    owners = list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())
    for user in owners:
        tell(user_id=user, template=template, **values)
    return len(owners)
