"""Revoke an SFTP account; its organization's owners are told by mail."""

from __future__ import annotations

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now

from .models import SftpUser
from .tell_key import SFTP, tell_key


def revoke_sftp_user(*, tenant: int, username: str, by: str) -> int | None:
    """End an account of this organization, inside a scope of it; its open connections are closed within 5 seconds.

    Returns its id; None where the organization has no such account, or it was revoked before.
    """
    account = SftpUser.objects.filter(tenant_id=tenant, username=username, revoked_at=None).first()
    if account is None or not SftpUser.objects.filter(id=account.pk, revoked_at=None).update(
        revoked_at=now(), revoked_by=by
    ):
        return None
    record(tenant=tenant, event="user:sftp:revoked", by=by, detail={"username": username})
    tell_key(tenant=tenant, what=SFTP, name=username, is_made=False)
    return int(account.pk)
