"""What became of mails: for the operator, for the screens of sign-up, and for the local mail page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.compose import Composed
from clearlane.foundation.mail.seal_words import open_words

_COLUMNS = "SELECT id, tenant_id, recipient, template, state, attempts, put_at, concluded_at, note"
_TROUBLED = ("failed", "bounced", "in_doubt")


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail, without its words."""

    id: UUID
    tenant: int | None
    recipient: str
    template: str
    state: str
    attempts: int
    put_at: datetime
    concluded_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One mail of the local mail page, with its words."""

    id: UUID
    recipient: str
    put_at: datetime
    words: Composed


def list_troubled(*, limit: int = 200) -> list[Entry]:
    """The mails that did not arrive, or perhaps did not, and those that were tried in vain so far; newest first."""
    with connections["default"].cursor() as cur:
        cur.execute(
            f"{_COLUMNS} FROM foundation_mail_message"
            " WHERE state = ANY(%s) OR (state = 'pending' AND attempts > 0) ORDER BY put_at DESC, id DESC LIMIT %s",
            [list(_TROUBLED), limit],
        )
        return [Entry(*row) for row in cur.fetchall()]


def count_troubled(*, within: timedelta) -> int:
    """How many mails of this last while failed, bounced or are in doubt."""
    with connections["default"].cursor() as cur:
        cur.execute(
            "SELECT count(*) FROM foundation_mail_message WHERE put_at > %s AND state = ANY(%s)",
            [now() - within, list(_TROUBLED)],
        )
        return int(cur.fetchone()[0])


def find_state(*, message: UUID) -> str | None:
    """The state of one mail (``sent``, ``bounced``, ...); None where there is none."""
    with connections["default"].cursor() as cur:
        cur.execute("SELECT state FROM foundation_mail_message WHERE id = %s", [message])
        row = cur.fetchone()
    return str(row[0]) if row else None


def list_shown(*, limit: int = 50) -> list[Shown]:
    """The mails of the local mail page, newest first; on a connection that is closed afterwards."""
    query = "WHERE state = 'shown' AND sealed IS NOT NULL ORDER BY put_at DESC, id DESC LIMIT %s"
    with _for_a_moment() as cur:
        return _opened(cur, query, [limit])


def find_shown(*, message: UUID) -> Shown | None:
    """One mail of the local mail page; on a connection that is closed afterwards."""
    with _for_a_moment() as cur:
        found = _opened(cur, "WHERE state = 'shown' AND sealed IS NOT NULL AND id = %s", [message])
    return found[0] if found else None


def _opened(cur: Any, where: str, given: list[Any]) -> list[Shown]:
    cur.execute(f"SELECT id, recipient, put_at, sealed FROM foundation_mail_message {where}", given)
    return [
        Shown(id, recipient, at, open_words(message=id, recipient=recipient, sealed=sealed))
        for id, recipient, at, sealed in cur.fetchall()
    ]


@contextmanager
def _for_a_moment() -> Iterator[Any]:
    """A cursor of a connection that ends with the block: a small listener has a thread for each request."""
    try:
        with connections["default"].cursor() as cur:
            yield cur
    finally:
        connections["default"].close()
