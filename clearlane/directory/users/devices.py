"""In which browsers is a person signed in?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clearlane.foundation.clock.read import now

from .models import Session
from .session_store import hash_of

_SHOWN = 24


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One session: ``mark`` names it to its owner, and to nobody the key."""

    mark: str
    device: str
    since: datetime
    seen: datetime
    is_this: bool


def find_signed_in(*, user_id: int, this: str | None) -> tuple[SignedIn, ...]:
    """Where the person is signed in, the latest first; ``this`` is the key of the session that asks."""
    rows = Session.objects.filter(user_id=user_id, expire_date__gt=now()).order_by("-seen_at")
    mine = hash_of(this)
    return tuple(
        SignedIn(
            row.session_key[:_SHOWN], row.device or "A browser", row.begun_at, row.seen_at, row.session_key == mine
        )
        for row in rows
    )


def end_signed_in(*, user_id: int, mark: str) -> bool:
    """End one of the person's sessions. False where he has none of that mark."""
    if len(mark) != _SHOWN:
        return False
    return bool(Session.objects.filter(user_id=user_id, session_key__startswith=mark).delete()[0])


def end_other_sessions(*, user_id: int, this: str | None) -> int:
    """End all of the person's sessions but the one that asks, and give how many there were."""
    return Session.objects.filter(user_id=user_id).exclude(session_key=hash_of(this)).delete()[0]
