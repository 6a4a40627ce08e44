"""Who is this SFTP account?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .models import SftpUser

_COLUMNS = ("id", "tenant_id", "username", "scheme", "secret__public_keys", "secret__password_hash", "tenant__kind")


@dataclass(frozen=True, slots=True)
class SftpAccount:
    """An account that is good now.

    ``scheme`` says how replies to it are named, empty as for its organization; ``public_keys`` as in
    authorized_keys; ``password_hash`` is Argon2id or empty; ``kind`` is that of its organization.
    """

    id: int
    tenant: int
    username: str
    scheme: str
    public_keys: str
    password_hash: str
    kind: str


def find_sftp_user(*, username: str) -> SftpAccount | None:
    """The live account of that name, or None. Read by the role ``gate``, outside of any scope."""
    row = SftpUser.objects.filter(username=username, revoked_at=None).values_list(*_COLUMNS).first()
    return None if row is None else SftpAccount(*row)


def find_live_sftp_users(*, ids: Iterable[int]) -> frozenset[int]:
    """Those of the accounts ``ids`` that are not revoked. Read by the role ``gate``, outside of any scope."""
    return frozenset(SftpUser.objects.filter(id__in=list(ids), revoked_at=None).values_list("id", flat=True))
