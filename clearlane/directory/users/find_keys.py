"""Which API keys and SFTP accounts has an organization?"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_ssh_public_key, ssh_key_fingerprint

from clearlane.foundation.clock.read import now

from .models import ApiKey, SftpUser


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key that was not revoked, without its secret. ``is_over``: it has expired; ``is_rotated``: another took its
    place."""

    prefix: str
    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    made_by: str
    expires_at: datetime | None
    is_over: bool
    is_rotated: bool


@dataclass(frozen=True, slots=True)
class SftpLine:
    """An SFTP account that was not revoked: the fingerprints of its keys, and whether it takes a password."""

    username: str
    fingerprints: tuple[str, ...]
    has_password: bool
    made_at: datetime
    made_by: str


def find_keys(*, tenant: int) -> tuple[KeyLine, ...]:
    """The organization's keys, the newest first. Read by the role ``gate``."""
    at = now()
    return tuple(
        KeyLine(
            row.prefix,
            row.name,
            tuple(row.scopes.split()),
            row.created_at,
            row.created_by,
            row.expires_at,
            row.expires_at is not None and row.expires_at <= at,
            row.rotated_at is not None,
        )
        for row in ApiKey.objects.filter(tenant_id=tenant, revoked_at=None).order_by("-id")
    )


def find_sftp_accounts(*, tenant: int) -> tuple[SftpLine, ...]:
    """The organization's SFTP accounts, by name. Read by the role ``gate``."""
    rows = SftpUser.objects.filter(tenant_id=tenant, revoked_at=None).select_related("secret").order_by("username")
    return tuple(
        SftpLine(
            row.username,
            tuple(fingerprint(line) for line in row.secret.public_keys.splitlines()),
            bool(row.secret.password_hash),
            row.created_at,
            row.created_by,
        )
        for row in rows
    )


def fingerprint(line: str) -> str:
    """A public key as SSH programs show it: ``SHA256:...``."""
    found = ssh_key_fingerprint(load_ssh_public_key(line.encode()), SHA256())
    return "SHA256:" + base64.b64encode(found).decode("ascii").rstrip("=")
