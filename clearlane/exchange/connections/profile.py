"""A connection's profile: everything that is peculiar to one way out, as a text that an analyst reads and writes.

TOML with the sections ``way`` (how to get there), ``identity`` (ISA05-08, GS02, GS03), ``names`` (NM1*41 with PER,
NM1*40), ``claims`` (what to write) and ``answers`` (what comes back).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from typing import Any

from clearlane.exchange.connections.why_not import why_not
from clearlane.standards.x12 import Delimiters

MOST_PER_SET = 5000
"""CLM segments that the 837P guide allows in a set."""


class ProfileIsWrong(ValueError):
    """The text is no TOML, or a setting is unknown, missing or of another type; the message names it."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where the files go, by SFTP. ``key`` and ``password`` name secrets in the keys folder, never the secrets.

    ``sandbox``: a sandbox payer answers there, so that a production house does not start with it.
    """

    host: str
    username: str
    port: int = 22
    host_key: str = ""
    key: str = ""
    password: str = ""
    inbound: str = "/inbound"
    outbound: str = "/outbound"
    sandbox: bool = False


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom: ISA05 to ISA08, GS02 and GS03 (the ISA's ids where empty)."""

    sender: str
    receiver: str
    sender_qualifier: str = "ZZ"
    receiver_qualifier: str = "ZZ"
    application_sender: str = ""
    application_receiver: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """NM1*41 (us, with the contact of its PER) and NM1*40 (the receiver)."""

    submitter: str
    submitter_id: str
    contact: str
    telephone: str
    receiver: str
    receiver_id: str


@dataclass(frozen=True, slots=True)
class Claims:
    """How a batch is written. ``file_name`` knows {control}, {day}, {test}; ``gather_seconds`` is a wait for more."""

    version: str = "005010X222A1"
    delimiters: str = "*:~^"
    per_set: int = 5000
    gather_seconds: int = 60
    ack_requested: bool = False
    file_name: str = "{test}837P_{control}.837"
    send_from: str = ""
    send_until: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What comes back. ``resend`` says what becomes of a batch that the receiver gets twice: deduplicates, or ask."""

    poll_seconds: int = 300
    resend: str = "ask"
    asks_acknowledgments: bool = False
    is_intermediary: bool = False
    deadline_999_hours: int = 2
    deadline_277ca_days: int = 2


@dataclass(frozen=True, slots=True)
class Profile:
    """One connection's profile, checked."""

    way: Way
    identity: Envelope
    names: Names
    claims: Claims = field(default_factory=Claims)
    answers: Answers = field(default_factory=Answers)


_WIDEST = {
    "identity.sender": 15,
    "identity.receiver": 15,
    "identity.sender_qualifier": 2,
    "identity.receiver_qualifier": 2,
    "identity.application_sender": 15,
    "identity.application_receiver": 15,
    "names.submitter": 60,
    "names.submitter_id": 80,
    "names.contact": 60,
    "names.telephone": 256,
    "names.receiver": 60,
    "names.receiver_id": 80,
}
"""Characters that fit into the element of each text."""

_BLANK = re.compile(r"<.*>", re.DOTALL)
_SECTIONS: dict[str, type[Any]] = {
    "way": Way,
    "identity": Envelope,
    "names": Names,
    "claims": Claims,
    "answers": Answers,
}


def read_profile(*, text: str) -> Profile:
    """The profile that a text says. Raises ProfileIsWrong."""
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileIsWrong(f"the profile is no TOML: {error}") from error
    unknown = sorted(set(plain) - set(_SECTIONS))
    if unknown:
        raise ProfileIsWrong(f"no such section: {', '.join(unknown)}")
    profile = Profile(**{name: _section(name, kind, plain.get(name, {})) for name, kind in _SECTIONS.items()})
    if profile.answers.resend not in ("deduplicates", "ask"):
        raise ProfileIsWrong("answers.resend is deduplicates or ask")
    _check_claims(profile.claims)
    return profile


def check_filled(*, profile: Profile) -> None:
    """Refuse what a shipped profile leaves to be filled in, in <angle brackets>. Raises ProfileIsWrong."""
    for section in _SECTIONS:
        part = getattr(profile, section)
        for setting in fields(part):
            value = getattr(part, setting.name)
            if isinstance(value, str) and _BLANK.fullmatch(value.strip()):
                raise ProfileIsWrong(f"{section}.{setting.name} is still to be filled in: {value}")


def check_texts(*, profile: Profile) -> None:
    """Refuse a text of the envelope or of its names that could not be written. Raises ProfileIsWrong."""
    for place, widest in _WIDEST.items():
        section, _, setting = place.partition(".")
        text = getattr(getattr(profile, section), setting)
        may_be_empty = setting.startswith("application_")
        reason = why_not(text, widest=widest, delimiters=profile.claims.delimiters)
        if reason and not (may_be_empty and not text):
            raise ProfileIsWrong(f"{place} {reason}")


def _check_claims(claims: Claims) -> None:
    """Refuse what would fail only when a batch is due."""
    if not 1 <= claims.per_set <= MOST_PER_SET:
        raise ProfileIsWrong(f"claims.per_set is 1 to {MOST_PER_SET}")
    if not _are_delimiters(claims.delimiters):
        raise ProfileIsWrong("claims.delimiters are element, component, segment and repetition: four different marks")
    names = {_file_name(claims, control) for control in ("000000001", "000000002")}
    if len(names) < 2 or any("/" in name for name in names):
        raise ProfileIsWrong("claims.file_name is a name without folders that differs with its {control}")


def _are_delimiters(text: str) -> bool:
    try:
        return len(text) <= 4 and not Delimiters.from_text(text).clashes()
    except ValueError:
        return False


def _file_name(claims: Claims, control: str) -> str:
    try:
        return claims.file_name.format(control=control, day="20260101", test="")
    except (LookupError, ValueError) as error:
        raise ProfileIsWrong(f"claims.file_name knows {{control}}, {{day}} and {{test}} alone: {error}") from error


def _section(name: str, kind: type[Any], plain: dict[str, Any]) -> Any:
    kinds = {one.name: one.type for one in fields(kind)}
    for setting, value in plain.items():
        if setting not in kinds:
            raise ProfileIsWrong(f"no such setting: {name}.{setting}")
        if type(value).__name__ != kinds[setting]:
            raise ProfileIsWrong(f"{name}.{setting} is a {kinds[setting]}")
    try:
        return kind(**plain)
    except TypeError as error:
        raise ProfileIsWrong(f"section {name}: {error}") from error
