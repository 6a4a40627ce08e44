"""Send a mail to try the way there, at once; or only greet the server."""

from __future__ import annotations

from django.conf import settings

from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.address import read_address
from clearlane.foundation.mail.compose import compose
from clearlane.foundation.mail.letter import read_sender, write_letter
from clearlane.foundation.mail.server import Server
from clearlane.foundation.mail.transmit import Answer, connected, transmit
from clearlane.foundation.partitions.identify import new_id


def try_mail(*, server: Server, to: str) -> Answer:
    """Send a test mail as any other is sent, but without a row: it waits for nobody and is not tried again.

    Raises NotSent, AddressIsWrong.
    """
    recipient = read_address(to)
    words = compose(template="test_mail", values={})
    letter = write_letter(message=new_id(), sender=settings.MAIL_FROM, recipient=recipient, words=words, at=now())
    return transmit(server=server, sender=read_sender(settings.MAIL_FROM)[1], recipient=recipient, letter=letter)


def greet(*, server: Server) -> None:
    """Connect, encrypt and log in as for a mail, and leave. Raises NotSent."""
    with connected(server):
        return
