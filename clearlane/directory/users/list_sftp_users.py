"""The SFTP accounts of an organization."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .models import SftpUser


@dataclass(frozen=True, slots=True)
class SftpEntry:
    """An account that is not revoked."""

    id: int
    username: str
    created_at: datetime


def list_sftp_users(*, tenant: int) -> tuple[SftpEntry, ...]:
    """Those of this organization, the newest first. Read by the role ``gate``."""
    rows = SftpUser.objects.filter(tenant_id=tenant, revoked_at=None).order_by("-id")
    return tuple(SftpEntry(*row) for row in rows.values_list("id", "username", "created_at"))
