"""Make an SFTP account; its organization's owners are told by mail."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from argon2 import PasswordHasher
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_ssh_public_key

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now

from .models import SftpSecret, SftpUser
from .tell_key import SFTP, tell_key

_NAME = re.compile(r"[a-z0-9._-]{3,30}")
_KEY = re.compile(
    r"(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+=*( [^\x00-\x08\x0a-\x1f\x7f-\x9f]*)?"
)


class SftpUserRefused(ValueError):
    """The name is taken or not of the right form, a key is none, or there is neither key nor password."""


class KeyIsPrivate(SftpUserRefused):
    """A private key was pasted: it has left its machine, and is good for nothing any more."""


class NameIsTaken(SftpUserRefused):
    """Another account has the name."""


@dataclass(frozen=True, slots=True)
class NewSftpUser:
    """An account; ``password`` is empty unless one was asked for, and can be read here only."""

    id: int
    username: str
    password: str


def add_sftp_user(
    *,
    tenant: int,
    username: str,
    by: str,
    public_keys: Sequence[str] = (),
    with_password: bool = False,
    scheme: str = "",
) -> NewSftpUser:
    """Make an account of an organization, inside a scope of it.

    ``public_keys`` are lines as in authorized_keys, without options. A password is generated, never chosen.
    ``scheme`` is clean, compatible, or empty for the organization's. Raises SftpUserRefused before anything is
    written.
    """
    keys = tuple(each.strip() for each in public_keys)
    _refuse(username=username, keys=keys, with_password=with_password, scheme=scheme)
    password = secrets.token_urlsafe(24) if with_password else ""
    row = SftpUser.objects.create(username=username, tenant_id=tenant, scheme=scheme, created_at=now(), created_by=by)
    SftpSecret.objects.create(
        user=row,
        public_keys="\n".join(keys),
        password_hash=PasswordHasher().hash(password) if password else "",
    )
    record(tenant=tenant, event="user:sftp:added", by=by, detail={"username": username, "keys": len(keys)})
    tell_key(tenant=tenant, what=SFTP, name=username, is_made=True)
    return NewSftpUser(id=row.pk, username=username, password=password)


def _refuse(*, username: str, keys: Sequence[str], with_password: bool, scheme: str) -> None:
    if not _NAME.fullmatch(username):
        raise SftpUserRefused("an SFTP name has 3 to 30 of a-z 0-9 . _ -")
    if SftpUser.objects.filter(username=username).exists():
        raise NameIsTaken(f"the name {username} is taken")
    if not keys and not with_password:
        raise SftpUserRefused("an SFTP account needs a public key or a password")
    if scheme not in ("", "clean", "compatible"):
        raise SftpUserRefused(f"a naming scheme is clean or compatible, not {scheme!r}")
    if any("PRIVATE KEY" in key for key in keys):
        raise KeyIsPrivate(
            "this is a private key, which should never leave its machine; we did not keep it. Throw it away, make a "
            "new pair, and paste the line of its .pub file"
        )
    for key in keys:
        if not (_KEY.fullmatch(key) and _is_key(key)):
            raise SftpUserRefused("a public key is one line that begins with ssh-ed25519, ssh-rsa or ecdsa-sha2-...")


def _is_key(line: str) -> bool:
    try:
        load_ssh_public_key(line.encode())
    except (ValueError, UnsupportedAlgorithm):
        return False
    return True
