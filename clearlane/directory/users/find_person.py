"""How is a person called, and where does his mail go?"""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.foundation.clock.read import now

from .models import OneTimeLink, User


@dataclass(frozen=True, slots=True)
class Person:
    """``waiting`` is an address that he has given and not confirmed yet, else empty."""

    username: str
    email: str
    waiting: str
    has_password: bool


def find_person(*, user_id: int) -> Person:
    """The person of an account. Read by the role ``gate``."""
    row = User.objects.get(pk=user_id)
    open_links = OneTimeLink.objects.filter(user_id=user_id, kind="email_new", spent_at=None, ends_at__gt=now())
    waiting = open_links.order_by("-id").values_list("address", flat=True).first()
    return Person(row.username, row.email, waiting or "", bool(row.password))


def name_person(*, user_id: int) -> str:
    """The name by which a person signs in; "" where the account is gone. Read by the role ``gate``."""
    return User.objects.filter(pk=user_id).values_list("username", flat=True).first() or ""
