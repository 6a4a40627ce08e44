"""Which organization does a key belong to?"""

from __future__ import annotations

from .models import ApiKey


def find_key_owner(*, prefix: str) -> int | None:
    """The tenant of the key that begins so, revoked or not; None where there is none. For operators."""
    return ApiKey.objects.filter(prefix=prefix).values_list("tenant_id", flat=True).first()
