"""A connection's profile: everything that is peculiar to one way out, as a text that an analyst reads and writes.

TOML with the sections ``way`` (how to get there), ``identity`` (ISA05-08, GS02, GS03), ``names`` (NM1*41 with PER,
NM1*40), ``claims`` (what to write) and ``answers`` (what comes back).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import Any


class ProfileIsWrong(ValueError):
    """The text is no TOML, or a setting is unknown, missing or of another type; the message names it."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where the files go, by SFTP. ``key`` and ``password`` name secrets in the keys folder, never the secrets."""

    host: str
    username: str
    port: int = 22
    host_key: str = ""
    key: str = ""
    password: str = ""
    inbound: str = "/inbound"
    outbound: str = "/outbound"


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
    return profile


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
