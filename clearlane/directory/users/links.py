"""Links in mails that do one thing once: made, looked at, spent."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from clearlane.foundation.clock.read import now

from .models import OneTimeLink
from .secret import digest

LASTS = {"reset": timedelta(hours=1), "email_new": timedelta(hours=24), "email_undo": timedelta(hours=72)}
"""What a link is for, and how long it is good."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is known: for whom, about which address, and its ``state``: ``good``, ``used`` or ``late``."""

    user: int
    username: str
    address: str
    state: str


def make_link(*, user_id: int, kind: str, address: str = "") -> str:
    """A new link's token. Older links of the kind are good no more, but those that undo: each undoes its own."""
    at, token = now(), secrets.token_urlsafe(32)
    if kind != "email_undo":
        OneTimeLink.objects.filter(user_id=user_id, kind=kind, spent_at=None).update(spent_at=at)
    OneTimeLink.objects.create(
        user_id=user_id,
        kind=kind,
        address=address,
        token_sha256=digest(token),
        made_at=at,
        ends_at=at + LASTS[kind],
    )
    return token


def find_link(*, token: str, kind: str) -> Link | None:
    """What a link is about, None where there is no such link. It stays as it was: mail scanners look at links too."""
    row = OneTimeLink.objects.filter(token_sha256=digest(token), kind=kind).select_related("user").first()
    if row is None:
        return None
    state = "used" if row.spent_at else "late" if row.ends_at <= now() else "good"
    return Link(row.user_id, row.user.username, row.address, state)


def spend_link(*, token: str, kind: str) -> bool:
    """Use a link up. False where it is not good, or somebody else has just used it."""
    at = now()
    good = OneTimeLink.objects.filter(token_sha256=digest(token), kind=kind, spent_at=None, ends_at__gt=at)
    return bool(good.update(spent_at=at))


def drop_links(*, user_id: int, kinds: tuple[str, ...]) -> None:
    """Make a person's open links of these kinds useless."""
    OneTimeLink.objects.filter(user_id=user_id, kind__in=kinds, spent_at=None).update(spent_at=now())


def drop_later_links(*, token: str, kind: str) -> None:
    """Make the open links of the kind useless that the person was sent after this one: it goes back behind them."""
    this = OneTimeLink.objects.get(token_sha256=digest(token), kind=kind)
    later = OneTimeLink.objects.filter(user_id=this.user_id, kind=kind, pk__gt=this.pk, spent_at=None)
    later.update(spent_at=now())
