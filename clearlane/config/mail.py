"""Where mails go: to an SMTP server, or, on a machine where one tries Clearlane, onto the local mail page."""

from __future__ import annotations

from urllib.parse import urlsplit

from clearlane.config.environment import SettingIsWrong, flag, secret, text
from clearlane.foundation.mail.address import AddressIsWrong
from clearlane.foundation.mail.letter import read_sender
from clearlane.foundation.mail.server import Server, ServerIsWrong, is_this_machine, read_server


def mail_server() -> Server | None:
    """The SMTP server of ``CLEARLANE_SMTP_URL``; None where none is set. Raises SettingIsWrong, without its value."""
    address = secret("CLEARLANE_SMTP_URL")
    try:
        return read_server(address, ca=text("CLEARLANE_SMTP_CA")) if address else None
    except ServerIsWrong as error:
        raise SettingIsWrong(f"CLEARLANE_SMTP_URL cannot be used: {error}") from error


def mail_from() -> str:
    """The sender of all mails. Raises SettingIsWrong."""
    host = _origin_host()
    sender = text("CLEARLANE_MAIL_FROM", f"no-reply@{host if host[:1].isalpha() else 'localhost'}")
    try:
        read_sender(sender)
    except AddressIsWrong as error:
        raise SettingIsWrong(
            f"CLEARLANE_MAIL_FROM is {sender!r}; it may be no-reply@example.org or Elm Clearing <no-reply@example.org>"
        ) from error
    return sender


def mail_is_shown() -> bool:
    """Whether mails are shown on the local mail page instead of being sent: no SMTP server is set, the house is known
    by this machine's own name, and it is not in production. Raises SettingIsWrong."""
    return not secret("CLEARLANE_SMTP_URL") and is_this_machine(_origin_host()) and not flag("CLEARLANE_PRODUCTION")


def _origin_host() -> str:
    return urlsplit(text("CLEARLANE_ORIGIN", "http://localhost")).hostname or ""
