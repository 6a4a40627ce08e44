"""How many mails has an organization put lately?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from clearlane.foundation.clock.read import now

from .models import Message

_DAY = timedelta(days=1)


def count_recent(*, tenant: int, templates: Collection[str]) -> int:
    """Those of these templates within 24 hours, whatever became of them."""
    rows = Message.objects.filter(tenant_id=tenant, template__in=templates, put_at__gt=now() - _DAY)
    return rows.count()
