"""A username for somebody of whom we know the e-mail address."""

from __future__ import annotations

import re

from clearlane.directory.users.models import User

_SHORTEST, _LONGEST = 3, 30
_TRIES = 50


def suggest_username(*, email: str) -> str:
    """A name made of the address's own, which nobody has at this moment; empty where none was found."""
    name = re.sub(r"[^a-z0-9._-]", "", email.partition("@")[0].lower()).strip("._-")[: _LONGEST - 3]
    if len(name) < _SHORTEST:
        name = (name + "user")[:_LONGEST]
    wanted = [name, *(f"{name}{number}" for number in range(2, _TRIES))]
    taken = set(User.objects.filter(username__in=wanted).values_list("username", flat=True))
    return next((each for each in wanted if each not in taken), "")
