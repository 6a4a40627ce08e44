"""Is this organization a payer of the directory?"""

from __future__ import annotations

from .models import PayerLink


def is_linked(*, tenant: int) -> bool:
    """Whether a link of it was made, and not taken back."""
    return PayerLink.objects.filter(tenant_id=tenant, revoked_at=None, linked_at__isnull=False).exists()
