"""Whose name and password are these?"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password

from .models import User
from .read_address import AddressIsWrong, read_address

_NOBODY = make_password("no account has this password")


@dataclass(frozen=True, slots=True)
class Account:
    """An account that somebody means to sign in to; ``password`` is its Argon2 hash, or empty."""

    id: int
    password: str


def look_up(*, typed: str) -> Account | None:
    """The account of that name or address. What holds an @ is an address only, anything else a username only.

    Read by the role ``gate``, outside of any scope.
    """
    name = normal(typed)
    field = "email" if "@" in name else "username"
    row = User.objects.filter(**{field: name}, is_active=True).values_list("id", "password").first() if name else None
    return Account(*row) if row else None


def is_password_of(account: Account | None, password: str) -> bool:
    """Whether the password is the account's. One Argon2 runs in any case, also for None, which is never right: time
    does not tell whether there is such an account."""
    encoded = account.password if account else ""
    is_right = check_password(password, encoded or _NOBODY)
    return is_right and bool(encoded)


def normal(typed: str) -> str:
    """A name or address as it is kept; the NUL that no text of a database holds is taken out."""
    name = typed.replace("\x00", "").strip().lower()
    try:
        return read_address(name)
    except AddressIsWrong:
        return name


def is_own_password(*, user_id: int, password: str) -> bool:
    """Whether the password is that of a person who is signed in already."""
    encoded = User.objects.filter(id=user_id).values_list("password", flat=True).first()
    return is_password_of(Account(user_id, encoded or ""), password)
