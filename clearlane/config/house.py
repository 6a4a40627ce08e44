"""Who runs this house: its legal identity, whom people ask, its calendar: what ``clearlane setup`` asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clearlane.config.environment import SettingIsWrong, choice, text
from clearlane.foundation.mail.address import AddressIsWrong
from clearlane.foundation.mail.letter import read_sender
from clearlane.foundation.mail.server import ServerIsWrong, read_server

MODES = ("evaluation", "own_use", "service")
_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]+)?/*", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


@dataclass(frozen=True, slots=True)
class House:
    """What stands in the settings about the house itself; a text that is not set is empty, and shown nowhere."""

    mode: str
    legal_name: str
    legal_address: str
    signatory_name: str
    signatory_title: str
    support_email: str
    support_phone: str
    support_hours: str
    terms: str
    privacy: str
    time_zone: str
    holidays: tuple[date, ...]

    @property
    def support(self) -> str:
        """Whom a person asks: one line, never an invented number."""
        ways = ", ".join(filter(None, (self.support_phone, self.support_email, self.support_hours)))
        return ways or "Ask the person who runs this installation"

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a house in service must have and has not: without it nobody goes live."""
        needed = ("legal_name", "legal_address", "signatory_name", "signatory_title")
        return tuple(name for name in needed if not getattr(self, name)) if self.mode == "service" else ()


def house() -> House:
    """The house as the settings say. Raises SettingIsWrong."""
    return House(
        mode=choice("CLEARLANE_MODE", "evaluation", among=MODES),
        legal_name=text("CLEARLANE_LEGAL_NAME"),
        legal_address=text("CLEARLANE_LEGAL_ADDRESS"),
        signatory_name=text("CLEARLANE_SIGNATORY_NAME"),
        signatory_title=text("CLEARLANE_SIGNATORY_TITLE"),
        support_email=text("CLEARLANE_SUPPORT_EMAIL"),
        support_phone=text("CLEARLANE_SUPPORT_PHONE"),
        support_hours=text("CLEARLANE_SUPPORT_HOURS"),
        terms=text("CLEARLANE_TERMS"),
        privacy=text("CLEARLANE_PRIVACY"),
        time_zone=_checked("CLEARLANE_TIME_ZONE", text("CLEARLANE_TIME_ZONE", "America/New_York"), why_no_zone),
        holidays=_days(text("CLEARLANE_HOLIDAYS")),
    )


def _checked(name: str, value: str, why_not: Callable[[str], str]) -> str:
    if reason := why_not(value):
        raise SettingIsWrong(f"{name} is {value!r}: {reason}")
    return value


def _days(written: str) -> tuple[date, ...]:
    _checked("CLEARLANE_HOLIDAYS", written, why_no_days)
    return tuple(sorted(date.fromisoformat(day.strip()) for day in written.split(",") if day.strip()))


def why_no_origin(value: str) -> str:
    """https, or http on localhost alone: passkeys work nowhere else."""
    if (parts := _parts(value)) is None:
        return "it is an address such as https://claims.example.org, without a path"
    if parts.scheme == "http" and parts.hostname != "localhost":
        return "plain http is for http://localhost alone; put a certificate in front (docs/OPERATING.md)"
    return ""


def _parts(origin: str) -> SplitResult | None:
    try:
        parts = urlsplit(origin)
        return parts if _ORIGIN.fullmatch(origin) and parts.port != 0 else None
    except ValueError:
        return None


def why_no_mode(value: str) -> str:
    """One of the three kinds of house."""
    return "" if value in MODES else f"it is one of {', '.join(MODES)}"


def why_no_address(value: str) -> str:
    """Something with one @ in it; whether it arrives is what ``clearlane mail test`` says."""
    return "" if _ADDRESS.fullmatch(value) else "it is an e-mail address such as help@example.org"


def why_no_file(value: str) -> str:
    """A text file that can be read."""
    path = Path(value)
    if not path.is_absolute():
        return "name the file from the root: /etc/clearlane/terms.txt"
    try:
        path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        return f"the file cannot be read ({type(error).__name__})"
    return ""


def why_no_zone(value: str) -> str:
    """A name of the time zone database."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        return "it is a name such as America/Chicago"
    return ""


def why_no_days(value: str) -> str:
    """Days with commas between them."""
    try:
        for day in value.split(","):
            date.fromisoformat(day.strip() or "2026-01-01")
    except ValueError:
        return "days are written 2026-12-25, 2027-01-01"
    return ""


def why_no_smtp(value: str) -> str:
    """A server that answers, speaks the encryption that is asked for, and lets us in."""
    from clearlane.config.setup import setup

    setup(role="operator")
    from clearlane.foundation.mail.transmit import NotSent
    from clearlane.foundation.mail.try_way import greet

    try:
        greet(server=read_server(value))
    except ServerIsWrong as error:
        return str(error)
    except NotSent as error:
        return f"the server does not take us ({error.kind})"
    return ""


def why_no_sender(value: str) -> str:
    """An address, with or without a name before it."""
    try:
        read_sender(value)
    except AddressIsWrong as error:
        return str(error)
    return ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that ``clearlane setup`` asks, and how an answer is tested; in which modes it must be answered."""

    name: str
    asks: str
    why_not: Callable[[str], str] = lambda value: ""
    needed_in: tuple[str, ...] = ()


_SERVICE = ("service",)
QUESTIONS = (
    Question("mode", "What is this house: evaluation, own_use or service?", why_no_mode, MODES),
    Question("origin", "Under which address do people reach it?", why_no_origin, MODES),
    Question("legal_name", "Who runs it? The legal name that agreements bear", needed_in=_SERVICE),
    Question("legal_address", "Its postal address, in one line", needed_in=_SERVICE),
    Question("signatory_name", "Who signs for it?", needed_in=_SERVICE),
    Question("signatory_title", "With which title?", needed_in=_SERVICE),
    Question("support_email", "Where do people write for help?", why_no_address),
    Question("support_phone", "Which number do they call?"),
    Question("support_hours", "When is somebody there? For instance: Mon-Fri 8 AM-8 PM ET"),
    Question("terms", "A text file with your terms of use", why_no_file),
    Question("privacy", "A text file that says how you treat data", why_no_file),
    Question("smtp_url", "The mail server: smtp://user:password@host:587 or smtps://...", why_no_smtp),
    Question("mail_from", "The address that mails come from", why_no_sender),
    Question("time_zone", "The time zone of this house", why_no_zone, MODES),
    Question("holidays", "Days on which nobody is there, such as 2026-12-25, 2027-01-01", why_no_days),
)
