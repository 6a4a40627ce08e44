"""Hand one mail to the SMTP server, and say exactly how far that went."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from clearlane.foundation.mail.server import Server

_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")
_UNPRINTABLE = re.compile(r"[^ -~]+")
_BEGINS_WITH_A_DOT = re.compile(rb"^\.", re.MULTILINE)
LONGEST_ANSWER = 300
PERMANENT = 500
_BROKEN = {"cut", "in_doubt", "tls"}
"""How a conversation ends in which no goodbye would be heard, or it would be taken for a line of the text."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said: its code, and its words, which may repeat an address or a link: never into a log."""

    code: int
    words: str

    @property
    def short(self) -> str:
        """The codes alone: ``550 5.1.1``."""
        found = _ENHANCED.match(self.words)
        return f"{self.code} {found[1]}" if found else str(self.code)


class NotSent(Exception):
    """The mail was not taken, or nobody knows. ``kind`` says where it ended:

    ``address`` no such host, ``unreached`` nobody answers there, ``tls`` no trusted encryption, ``login`` user and
    password are not taken, ``turned_away`` the server does not want to talk with us or our sender, ``cut`` it hung up,
    ``refused`` it does not take this mail or this recipient, ``in_doubt`` it hung up when it had all of it.
    """

    def __init__(self, kind: str, answer: Answer | None = None, why: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.answer = answer
        self.why = why

    @property
    def is_for_good(self) -> bool:
        """Whether this recipient, or this mail, is refused and will be again."""
        return self.kind == "refused" and self.answer is not None and self.answer.code >= PERMANENT

    @property
    def note(self) -> str:
        """Kind and codes, without a word of the server's."""
        return f"{self.kind} {self.answer.short}" if self.answer else self.kind


def transmit(
    *, server: Server, sender: str, recipient: str, letter: bytes, before_end: Callable[[], bool] = lambda: True
) -> Answer:
    """Hand over one mail and give the answer of the server, who has it from then on.

    ``before_end`` is called when all but the end of the text was said: the server has nothing until then, and may have
    everything after. Where it says False, nothing is sent. Raises NotSent.
    """
    with connected(server) as smtp, _told():
        _expect(smtp.mail(sender), {250}, otherwise="turned_away")
        _expect(smtp.rcpt(recipient), {250, 251}, otherwise="refused")
        _expect(smtp.docmd("DATA"), {354}, otherwise="refused")
        smtp.send(_BEGINS_WITH_A_DOT.sub(b"..", letter))
        if not before_end():
            raise NotSent("cut", why="another sender has this mail")
        return _end(smtp)


def _end(smtp: smtplib.SMTP) -> Answer:
    """Say the end of the text. Whoever hangs up now may have taken the mail."""
    try:
        smtp.send(b".\r\n")
        said = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent("in_doubt", why=type(error).__name__) from error
    return _expect(said, {250}, otherwise="refused")


@contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    """A conversation with the server: encrypted and logged in as its URL says. Raises NotSent."""
    smtp = _connect(server)
    try:
        with _told():
            _expect(smtp.ehlo(), {250}, otherwise="turned_away")
        if server.tls == "upgrade":
            _upgrade(smtp, server)
        if server.user:
            _log_in(smtp, server)
        yield smtp
        _part(smtp)
    except NotSent as problem:
        if problem.kind not in _BROKEN:
            _part(smtp)
        raise
    finally:
        smtp.close()


def _connect(server: Server) -> smtplib.SMTP:
    name = urlsplit(settings.ORIGIN).hostname or "localhost"
    try:
        if server.tls == "from_start":
            return smtplib.SMTP_SSL(server.host, server.port, name, timeout=server.seconds, context=_context(server))
        return smtplib.SMTP(server.host, server.port, name, timeout=server.seconds)
    except smtplib.SMTPConnectError as error:
        raise NotSent("turned_away", _answer(error.smtp_code, error.smtp_error)) from error
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        raise NotSent(_kind_of(error), why=_reason(error)) from error


def _upgrade(smtp: smtplib.SMTP, server: Server) -> None:
    try:
        if smtp.starttls(context=_context(server))[0] != 220:
            raise NotSent("tls", why="the server refuses STARTTLS")
        _expect(smtp.ehlo(), {250}, otherwise="turned_away")
    except smtplib.SMTPNotSupportedError as error:
        raise NotSent("tls", why="the server offers no STARTTLS") from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent("tls", why=_reason(error)) from error


def _log_in(smtp: smtplib.SMTP, server: Server) -> None:
    try:
        smtp.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as error:
        raise NotSent("login", _answer(error.smtp_code, error.smtp_error)) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotSent("login", why="the server takes no login on this connection") from error
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        raise NotSent("cut", why=type(error).__name__) from error


def _context(server: Server) -> ssl.SSLContext:
    """Encryption with a server whose certificate is trusted and names it."""
    try:
        return ssl.create_default_context(cafile=server.ca or None)
    except OSError as error:
        raise NotSent(
            "tls", why=f"CLEARLANE_SMTP_CA cannot be read: {error.strerror or 'it holds no certificate'}"
        ) from error


@contextmanager
def _told() -> Iterator[None]:
    """A conversation that breaks before the end of the text has sent nothing."""
    try:
        yield
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent("cut", why=type(error).__name__) from error


def _part(smtp: smtplib.SMTP) -> None:
    """Say goodbye; what was said before stands, whatever the other side makes of it."""
    with suppress(OSError, smtplib.SMTPException):
        smtp.quit()


def _expect(said: tuple[int, bytes], wanted: set[int], *, otherwise: str) -> Answer:
    answer = _answer(*said)
    if answer.code not in wanted:
        raise NotSent(otherwise, answer)
    return answer


def _answer(code: int, words: bytes | str) -> Answer:
    text = words if isinstance(words, str) else words.decode("ascii", "replace")
    return Answer(code, _UNPRINTABLE.sub(" ", text)[:LONGEST_ANSWER])


def _kind_of(error: Exception) -> str:
    if isinstance(error, socket.gaierror | UnicodeError):
        return "address"
    if isinstance(error, ssl.SSLError):
        return "tls"
    return "cut" if isinstance(error, smtplib.SMTPServerDisconnected) else "unreached"


def _reason(error: Exception) -> str:
    """What the machine says of it; these errors know nothing of the mail."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    said = getattr(error, "strerror", None) or getattr(error, "reason", None) or str(error)
    return str(said or type(error).__name__)
