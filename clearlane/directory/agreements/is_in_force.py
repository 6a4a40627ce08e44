"""Is there an agreement between the house and this organization?"""

from __future__ import annotations

from django.conf import settings

from .models import Agreement


def is_in_force(*, tenant: int) -> bool:
    """Whether the last one that it signed is no draft, inside a scope of it. A house that works for itself alone needs
    none; in evaluation none is in force."""
    if settings.MODE == "own_use":
        return True
    drafts = Agreement.objects.filter(tenant_id=tenant).order_by("-signed_at").values_list("is_draft", flat=True)
    return settings.MODE == "service" and drafts.first() is False
