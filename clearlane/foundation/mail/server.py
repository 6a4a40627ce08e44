"""The SMTP server that takes our mails, as a URL says it."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
_OPTIONS = {"starttls", "timeout"}
USUAL_SECONDS, MOST_SECONDS = 20.0, 60.0


class ServerIsWrong(ValueError):
    """The URL of the SMTP server cannot be used. The message says what it may be, without its password."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails go. ``tls`` is ``from_start``, ``upgrade`` (STARTTLS, without which nothing is said) or ``none``."""

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = ""
    seconds: float = USUAL_SECONDS
    ca: str = ""
    """A file of certificates that are trusted instead of the system's."""

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port}, {self.tls})"


def read_server(address: str, *, ca: str = "") -> Server:
    """What ``smtp://user:password@host:port`` or ``smtps://...`` means.

    ``smtp`` upgrades by STARTTLS, unless the host is this machine; ``?starttls=yes`` or ``no`` says otherwise.
    ``?timeout=SECONDS`` is how long each answer is waited for. Raises ServerIsWrong.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise ServerIsWrong("its port is no number from 1 to 65535") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.path not in {"", "/"}:
        raise ServerIsWrong("it may be smtp://user:password@host:587 or smtps://user:password@host:465")
    options = dict(parse_qsl(parts.query))
    if not set(options) <= _OPTIONS:
        raise ServerIsWrong("after the ? there may be starttls=yes, starttls=no, timeout=SECONDS")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ServerIsWrong("a login needs user and password, each with %40 for @, %3A for :, %2F for /")
    tls = _tls(parts.scheme, parts.hostname, options.get("starttls", ""))
    return Server(
        parts.hostname, port or PORTS[parts.scheme], tls, user, password, _seconds(options.get("timeout", "")), ca
    )


def _tls(scheme: str, host: str, asked: str) -> str:
    if asked not in {"", "yes", "no"} or (asked and scheme == "smtps"):
        raise ServerIsWrong("starttls is yes or no, and of no use with smtps")
    if scheme == "smtps":
        return "from_start"
    wants = asked == "yes" or (not asked and not is_this_machine(host))
    return "upgrade" if wants else "none"


def _seconds(text: str) -> float:
    if not text:
        return USUAL_SECONDS
    if not text.replace(".", "", 1).isdecimal() or not 0 < float(text) <= MOST_SECONDS:
        raise ServerIsWrong(f"timeout is a number of seconds up to {MOST_SECONDS:.0f}")
    return float(text)


def is_this_machine(host: str) -> bool:
    """Whether a host's name is that of the loopback."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost" or host.lower().endswith(".localhost")
