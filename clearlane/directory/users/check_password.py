"""Is this the account's password?"""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("no account has this password")


def check_password(*, password: str, password_hash: str) -> bool:
    """Whether the password is the one of the Argon2id hash.

    An empty hash (no such account, or one without a password) takes as long as a wrong password and is never right.
    """
    try:
        _HASHER.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)
