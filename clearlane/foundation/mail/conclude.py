"""Write down how a try to send a mail ended."""

from __future__ import annotations

from datetime import timedelta

from django.db import connections

from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.claim import Claimed
from clearlane.foundation.mail.transmit import NotSent

WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800, 3600, 7200, 14400))
"""How long a mail waits after its first, second, ... try; after the ninth it has failed."""
MOST_TRIES = len(WAITS) + 1


def conclude_sent(claimed: Claimed, *, note: str) -> str:
    """The server has it: its words are wiped."""
    return _end(claimed, "sent", note)


def conclude_not_sent(claimed: Claimed, problem: NotSent) -> str:
    """Not taken: bounced where it is refused for good, in doubt where the server may have it, else tried again until
    it has failed. Gives the state."""
    if problem.kind == "in_doubt":
        return _end(claimed, "in_doubt", problem.note)
    if problem.is_for_good:
        return _end(claimed, "bounced", problem.note)
    if claimed.attempts >= MOST_TRIES:
        return _end(claimed, "failed", problem.note)
    return _wait(claimed, problem.note)


def conclude_unreadable(claimed: Claimed) -> str:
    """Its words cannot be opened, and never will be."""
    return _end(claimed, "failed", "words do not open with the key at hand")


def _end(claimed: Claimed, state: str, note: str) -> str:
    with connections["default"].cursor() as cur:
        cur.execute(
            "UPDATE foundation_mail_message SET state = %s, sealed = NULL, concluded_at = %s, note = %s"
            " WHERE id = %s AND state = 'sending' AND attempts = %s",
            [state, now(), note, claimed.id, claimed.attempts],
        )
    return state


def _wait(claimed: Claimed, note: str) -> str:
    with connections["default"].cursor() as cur:
        cur.execute(
            "UPDATE foundation_mail_message SET state = 'pending', due_at = %s, ending_at = NULL, note = %s"
            " WHERE id = %s AND state = 'sending' AND attempts = %s",
            [now() + WAITS[claimed.attempts - 1], note, claimed.id, claimed.attempts],
        )
    return "pending"
