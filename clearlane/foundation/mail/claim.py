"""Claim a mail for sending: no two senders have the same one, and one whose sender died is found again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.link_lives import LINK_LIVES, USELESS_AFTER

LEASE = timedelta(minutes=10)
"""Longer than a conversation with a server takes: who has claimed a mail for longer may not end its text."""
SHOWN_FOR = timedelta(days=7)

_LIVES: dict[str, Any] = {"templates": list(LINK_LIVES), "lives": list(LINK_LIVES.values()), "others": USELESS_AFTER}
_DIES_AT = """
    put_at + coalesce(
        (SELECT known.life FROM unnest(%(templates)s::text[], %(lives)s::interval[]) AS known (template, life)
         WHERE known.template = foundation_mail_message.template), %(others)s)
"""
_CLAIM = f"""
    UPDATE foundation_mail_message SET state = 'sending', attempts = attempts + 1, claimed_at = %(now)s,
        ending_at = NULL
    WHERE id = (SELECT id FROM foundation_mail_message
                WHERE state = 'pending' AND due_at <= %(now)s AND {_DIES_AT} >= %(now)s
                ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, recipient, template, sealed, attempts, put_at
"""
_LET_GO = """
    UPDATE foundation_mail_message SET state = 'pending', due_at = %(now)s
    WHERE state = 'sending' AND claimed_at < %(lost)s AND ending_at IS NULL
"""
_DOUBT = """
    UPDATE foundation_mail_message
    SET state = 'in_doubt', sealed = NULL, concluded_at = %(now)s, note = 'the sender died at the end of the text'
    WHERE state = 'sending' AND claimed_at < %(lost)s AND ending_at IS NOT NULL
"""
_GIVE_UP = f"""
    UPDATE foundation_mail_message
    SET state = 'failed', sealed = NULL, concluded_at = %(now)s, note = trim('not in time ' || note)
    WHERE state = 'pending' AND {_DIES_AT} < %(now)s
"""
_FORGET = """
    UPDATE foundation_mail_message SET sealed = NULL WHERE state = 'shown' AND put_at < %(old)s AND sealed IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One mail that this sender, and no other, may send now."""

    id: UUID
    recipient: str
    template: str
    sealed: bytes
    attempts: int
    put_at: datetime


def claim() -> Claimed | None:
    """Take the mail that is due longest and whose link still opens something, in a statement that commits; None where
    none is."""
    with connections["default"].cursor() as cur:
        cur.execute(_CLAIM, {"now": now()} | _LIVES)
        row = cur.fetchone()
    return Claimed(row[0], row[1], row[2], bytes(row[3]), row[4], row[5]) if row else None


def mark_end(claimed: Claimed) -> bool:
    """Write down that the end of the text is about to be said; False where the mail is no longer this sender's."""
    with connections["default"].cursor() as cur:
        cur.execute(
            "UPDATE foundation_mail_message SET ending_at = %s WHERE id = %s AND state = 'sending' AND attempts = %s",
            [now(), claimed.id, claimed.attempts],
        )
        return bool(cur.rowcount == 1)


def forget() -> dict[str, int]:
    """Let go of what dead senders had claimed, and wipe what is of no use any more; how many of each.

    A mail of whose text the end was not said is sent again. One of which it was may have arrived: it is not.
    """
    at = now()
    times = {"now": at, "lost": at - LEASE, "old": at - SHOWN_FOR} | _LIVES
    done = {}
    with connections["default"].cursor() as cur:
        for what, statement in (("let_go", _LET_GO), ("in_doubt", _DOUBT), ("given_up", _GIVE_UP), ("wiped", _FORGET)):
            cur.execute(statement, times)
            done[what] = cur.rowcount
    return done
