"""Step 8: by what name and password he signs in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from clearlane.directory.users.password_rules import broken_rule

from .checked import Checked

_PROBLEM_OF = {
    "short": "too_short", "long": "too_long", "breached": "breached", "plain": "own_name",
    "password_too_similar": "own_name",
}  # fmt: skip
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
    if not login.password:
        return "missing"
    broken = broken_rule(password=login.password, username=login.username, email=email)
    return _PROBLEM_OF[broken.code or ""] if broken else ""
