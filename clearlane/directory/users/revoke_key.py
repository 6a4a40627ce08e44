"""Revoke an API key; its organization's owners are told by mail."""

from __future__ import annotations

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now

from .models import ApiKey
from .tell_key import API, tell_key


def revoke_key(*, tenant: int, prefix: str, by: str) -> bool:
    """Make a key of this organization useless from the next request on, inside a scope of the organization.

    False where the organization has no such key, or it was revoked before.
    """
    changed = ApiKey.objects.filter(tenant_id=tenant, prefix=prefix, revoked_at=None).update(
        revoked_at=now(), revoked_by=by
    )
    if changed:
        record(tenant=tenant, event="user:key:revoked", by=by, detail={"key": prefix})
        tell_key(tenant=tenant, what=API, name=prefix, is_made=False)
    return bool(changed)
