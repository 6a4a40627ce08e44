"""Revoke an SFTP account."""

from __future__ import annotations

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now

from .models import SftpUser


def revoke_sftp_user(*, tenant: int, username: str, by: str) -> bool:
    """End an account of this organization, inside a scope of it; its open connections are closed within 5 seconds.

    False where the organization has no such account, or it was revoked before.
    """
    changed = SftpUser.objects.filter(tenant_id=tenant, username=username, revoked_at=None).update(
        revoked_at=now(), revoked_by=by
    )
    if changed:
        record(tenant=tenant, event="user:sftp:revoked", by=by, detail={"username": username})
    return bool(changed)
