"""Make an API key; its organization's owners are told by mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now

from .models import ApiKey
from .scopes import SCOPES
from .secret import secret
from .tell_key import API, tell_key


class KeyRefused(ValueError):
    """The caller asked for a key without scopes, with an unknown scope, or that has expired already."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key on the one occasion on which its ``secret`` can be read."""

    prefix: str
    secret: str
    scopes: tuple[str, ...]
    expires_at: datetime | None


def add_key(
    *,
    tenant: int,
    name: str,
    by: str,
    scopes: Sequence[str] = tuple(SCOPES),
    expires_at: datetime | None = None,
    scheme: str = "",
) -> NewKey:
    """Make a key of an organization, inside a scope of it; ``expires_at`` is UTC, None means not before revoked.

    ``scheme`` is clean, compatible, or empty for the organization's. Raises KeyRefused before anything is written.
    """
    _refuse(scopes=scopes, expires_at=expires_at)
    made = secret()
    ApiKey.objects.create(
        tenant_id=tenant,
        name=name,
        prefix=made.prefix,
        secret_sha256=made.digest,
        scopes=" ".join(scopes),
        scheme=scheme,
        expires_at=expires_at,
        created_at=now(),
        created_by=by,
    )
    record(tenant=tenant, event="user:key:added", by=by, detail={"key": made.prefix, "scopes": list(scopes)})
    tell_key(tenant=tenant, what=API, name=f"{name} ({made.prefix})", is_made=True)
    return NewKey(prefix=made.prefix, secret=made.text, scopes=tuple(scopes), expires_at=expires_at)


def _refuse(*, scopes: Sequence[str], expires_at: datetime | None) -> None:
    unknown = [each for each in scopes if each not in SCOPES]
    if unknown:
        raise KeyRefused(f"no such scope: {', '.join(unknown)}; there are {', '.join(SCOPES)}")
    if not scopes:
        raise KeyRefused("a key needs at least one scope")
    if expires_at is not None and expires_at <= now():
        raise KeyRefused("a key must expire in the future")
