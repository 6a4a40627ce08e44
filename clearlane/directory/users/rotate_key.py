"""Give a program a new key, and the old one a day to go."""

from __future__ import annotations

from datetime import timedelta

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now

from .add_key import KeyRefused, NewKey, add_key
from .models import ApiKey

BOTH_HOLD = timedelta(hours=24)
_WAS_ROTATED = "This key was rotated before. Rotate the key that took its place, or make a new one."


def rotate_key(*, tenant: int, prefix: str, by: str) -> NewKey | None:
    """Make a key like the one that begins so, good for as long as that was; the old one is good for one day more.

    Inside a scope of the organization. None where it has no such key, or it was revoked. Raises KeyRefused where
    another has taken its place before: that one is rotated, which lasts as long as this one was made for.
    """
    old = ApiKey.objects.select_for_update().filter(tenant_id=tenant, prefix=prefix, revoked_at=None).first()
    if old is None:
        return None
    if old.rotated_at:
        raise KeyRefused(_WAS_ROTATED)
    at = now()
    lasts = old.expires_at - old.created_at if old.expires_at else None
    made = add_key(
        tenant=tenant,
        name=old.name,
        by=by,
        scopes=old.scopes.split(),
        expires_at=at + lasts if lasts else None,
        scheme=old.scheme,
    )
    old.expires_at = min(filter(None, (old.expires_at, at + BOTH_HOLD)))
    old.told_at = old.rotated_at = at
    old.save(update_fields=["expires_at", "told_at", "rotated_at"])
    record(tenant=tenant, event="user:key:rotated", by=by, detail={"old": prefix, "new": made.prefix})
    return made
