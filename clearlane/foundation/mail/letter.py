"""The bytes of a mail: headers, plain text, HTML."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from uuid import UUID

from clearlane.foundation.mail.address import AddressIsWrong, read_address
from clearlane.foundation.mail.compose import Composed

HOUSE_NAME = "Clearlane"


def read_sender(text: str) -> tuple[str, str]:
    """Name and address of ``Name <name@domain>`` or ``name@domain``. Raises AddressIsWrong."""
    if not text.isprintable():
        raise AddressIsWrong("it holds characters that cannot be printed")
    name, address = parseaddr(text)
    if address not in text:
        raise AddressIsWrong("it holds more than a name and an address")
    return name or HOUSE_NAME, read_address(address)


def write_letter(*, message: UUID, sender: str, recipient: str, words: Composed, at: datetime) -> bytes:
    """The whole mail. Each try of one mail has the same Message-ID: a receiver that got it twice sees one.

    The library refuses a header with a line break in it; addresses have gone through read_address. Raises
    AddressIsWrong.
    """
    name, address = read_sender(sender)
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(name, addr_spec=address)
    letter["To"] = Address(addr_spec=read_address(recipient))
    letter["Subject"] = words.subject
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = f"<{message.hex}@{address.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    letter.set_content(words.text, cte="quoted-printable")
    letter.add_alternative(words.html, subtype="html", cte="quoted-printable")
    return letter.as_bytes()
