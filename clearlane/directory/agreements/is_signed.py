"""Has this organization signed anything?"""

from __future__ import annotations

from .models import Agreement


def is_signed(*, tenant: int) -> bool:
    """Whether it has, inside a scope of it. Nothing of it is read, so that nothing is written down."""
    return Agreement.objects.filter(tenant_id=tenant).exists()
