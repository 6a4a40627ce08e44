"""Who has signed lately?"""

from __future__ import annotations

from datetime import datetime

from .models import Agreement


def find_signers(*, since: datetime, until: datetime) -> tuple[tuple[int, str], ...]:
    """(tenant, who signed for it) of what was signed between and is no draft; for a role that sees every tenant."""
    rows = Agreement.objects.filter(signed_at__gte=since, signed_at__lt=until, is_draft=False)
    return tuple(rows.order_by("tenant_id", "signed_by").values_list("tenant_id", "signed_by").distinct())
