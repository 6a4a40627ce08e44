"""Step 8: by what name and password he signs in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.contrib.auth.password_validation import CommonPasswordValidator

from .checked import Checked

SHORTEST = 12
_LONGEST = 128
_NAME = re.compile(r"[a-z0-9._-]{3,30}")


@dataclass(frozen=True, slots=True)
class Login:
    """A username and a password; the password is in no text of this value."""

    username: str
    password: str = field(repr=False)


def check_login(*, typed: Mapping[str, str], email: str) -> Checked[Login]:
    """Judge username, password and its repetition as they were typed; a username may be typed in capitals."""
    login = Login(typed.get("username", "").strip().lower(), typed.get("password", ""))
    found = {
        "username": "" if _NAME.fullmatch(login.username) else "not_a_username",
        "password": _password_problem(login, email),
        "again": "" if typed.get("again", "") == login.password else "differs",
    }
    return Checked(login, {field: problem for field, problem in found.items() if problem})


def _password_problem(login: Login, email: str) -> str:
    password = login.password
    if len(password) < SHORTEST:
        return "too_short" if password else "missing"
    if len(password) > _LONGEST:
        return "too_long"
    if is_breached(password):
        return "breached"
    own = {login.username, email.lower(), email.partition("@")[0].lower()}
    return "own_name" if password.lower() in own or len(set(password)) < 4 else ""


def is_breached(password: str) -> bool:
    """Whether a list of passwords that others have lost has this one, also repeated or with figures at its end."""
    plain = password.strip().lower()
    bare = plain.rstrip("0123456789!?.*#$@_-")
    repeated = {bare[:size] for size in range(4, len(bare) // 2 + 1) if bare == (bare[:size] * len(bare))[: len(bare)]}
    return bool({plain, bare, *repeated} & _lost())


@lru_cache(maxsize=1)
def _lost() -> frozenset[str]:
    """The 20,000 that the framework knows; those under six letters are no whole password for us."""
    return frozenset(each for each in CommonPasswordValidator().passwords if len(each) >= 6)
