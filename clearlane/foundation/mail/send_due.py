"""Send the mails that are due, one after the other."""

from __future__ import annotations

from functools import partial

from django.conf import settings

from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.claim import Claimed, claim, mark_end
from clearlane.foundation.mail.conclude import conclude_not_sent, conclude_sent, conclude_unreadable
from clearlane.foundation.mail.letter import read_sender, write_letter
from clearlane.foundation.mail.seal_words import WordsAreSealed, open_words
from clearlane.foundation.mail.server import Server
from clearlane.foundation.mail.transmit import NotSent, transmit
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.telemetry.metrics import MAILS

_log = logger(__name__)
_OF_THE_WAY = {"address", "unreached", "tls", "login", "turned_away", "cut"}
"""What would meet the next mail as well: the round ends, the others wait for the next."""


def send_due() -> int:
    """Send what is due until nothing is, or the server cannot be spoken with; how many were sent.

    Outside of a transaction: a mail is claimed in one of its own before the first byte leaves, and so is the moment
    before the last. Any number of senders may work at once. Without a server nothing is claimed: mails wait.
    """
    server: Server | None = settings.MAIL_SERVER
    sent = 0
    while server is not None and (claimed := claim()) is not None:
        state, kind = _send(claimed, server)
        sent += state == "sent"
        if kind in _OF_THE_WAY:
            break
    return sent


def _send(claimed: Claimed, server: Server) -> tuple[str, str]:
    """Send one; the state in which it is now, and what kept it. Logs name template and codes, nobody and no words."""
    kind, note = "", ""
    try:
        letter = _letter(claimed)
        sender = read_sender(settings.MAIL_FROM)[1]
        answer = transmit(
            server=server,
            sender=sender,
            recipient=claimed.recipient,
            letter=letter,
            before_end=partial(mark_end, claimed),
        )
        note = answer.short
        state = conclude_sent(claimed, note=note)
    except NotSent as problem:
        kind, note = problem.kind, problem.note
        state = conclude_not_sent(claimed, problem)
    except WordsAreSealed:
        kind = note = "sealed"
        state = conclude_unreadable(claimed)
    MAILS.labels(state).inc()
    _log.info(
        "a mail was tried",
        mail=str(claimed.id),
        template=claimed.template,
        state=state,
        tries=claimed.attempts,
        note=note,
    )
    return state, kind


def _letter(claimed: Claimed) -> bytes:
    words = open_words(message=claimed.id, recipient=claimed.recipient, sealed=claimed.sealed)
    return write_letter(
        message=claimed.id, sender=settings.MAIL_FROM, recipient=claimed.recipient, words=words, at=now()
    )
