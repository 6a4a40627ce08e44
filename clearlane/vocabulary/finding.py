"""Finding: what a check says. The one error type of the suite; screen, 999, 277CA and API are renderings of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

UNITS = ("", "claim", "patient", "subscriber", "provider", "set", "group", "interchange")
"""What a finding can kill, smallest first; "" is a warning, which kills nothing."""


class Severity(StrEnum):
    """Whether something is wrong, or only worth knowing."""

    ERROR = "error"
    WARNING = "warning"


class Disposition(StrEnum):
    """What becomes of the unit in which a finding lies."""

    REJECT = "reject"
    HOLD = "hold"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Status:
    """One health care claim status, as in STC01: category (508: code list 507), code (list 508), entity or nothing."""

    category: str
    code: str
    entity: str = ""

    def __post_init__(self) -> None:
        if not self.category or not self.code:
            raise ValueError("a status has a category and a code")

    @classmethod
    def read(cls, text: str) -> Status:
        """Read "A7:562:85" or "A8:400". Raises ValueError."""
        parts = text.split(":")
        if len(parts) > 3:
            raise ValueError("a status has at most three parts")
        return cls(*parts) if len(parts) > 1 else cls(text, "")

    def __str__(self) -> str:
        return ":".join(part for part in (self.category, self.code, self.entity) if part)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: byte offset of the segment, its number in its ST..SE (ST is 1), names, positions (0: whole)."""

    offset: int | None = None
    segment: int | None = None
    segment_id: str = ""
    loop: str = ""
    element: int = 0
    component: int = 0
    repeat: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        position = f"{self.segment_id}{self.element:02d}" if self.element else self.segment_id
        if self.component:
            position += f"-{self.component}"
        return " ".join(part for part in (self.loop, position) if part)


_IN_PLACE = tuple(one.name for one in fields(Place))
NOWHERE = Place()
"""The place of what was not read from a file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule says about one place, in words for the sender and in data for each answer.

    rule: its id, which is also the name of its page. level: the SNIP level 1-7, 0 where none fits. what, why, remedy:
    sentences. found, expected: the value that stood there and what would be right (for the sender, never for a log).
    unit: the smallest loop that holds the error, "" for a warning. answer: pairs for the acknowledgment, such as
    (("IK403", "7"),). status: STC01 of a 277CA; also: its STC10 and STC11.
    Raises ValueError where severity, disposition and unit disagree.
    """

    rule: str
    level: int
    severity: Severity
    disposition: Disposition
    place: Place
    what: str
    why: str
    remedy: str
    citation: str = ""
    found: str = ""
    expected: str = ""
    unit: str = ""
    answer: tuple[tuple[str, str], ...] = ()
    status: Status | None = None
    also: tuple[Status, ...] = ()

    def __post_init__(self) -> None:
        if not self.rule or not self.what:
            raise ValueError("a finding names its rule and says what it found")
        if self.unit not in UNITS:
            raise ValueError(f"no unit of rejection: {self.unit}")
        warns = self.severity is Severity.WARNING
        if warns != (self.disposition is Disposition.WARN) or (warns and self.unit):
            raise ValueError("a warning warns and kills nothing; an error rejects or holds")
        if self.also and (self.status is None or len(self.also) > 2):
            raise ValueError("further statuses, at most two, stand beside a first")

    def as_json(self) -> dict[str, Any]:
        """The finding as plain JSON values; what is empty is left out, but for the eight first fields."""
        plain: dict[str, Any] = {
            "rule": self.rule,
            "level": self.level,
            "severity": self.severity.value,
            "disposition": self.disposition.value,
            "place": {name: value for name in _IN_PLACE if (value := getattr(self.place, name)) not in ("", 0, None)},
            "what": self.what,
            "why": self.why,
            "remedy": self.remedy,
        }
        if self.place.offset == 0:
            plain["place"]["offset"] = 0
        texts = {name: getattr(self, name) for name in ("citation", "found", "expected", "unit")}
        plain |= {name: text for name, text in texts.items() if text}
        if self.answer:
            plain["answer"] = [list(pair) for pair in self.answer]
        if self.status:
            plain["status"] = str(self.status)
        if self.also:
            plain["also"] = [str(status) for status in self.also]
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Finding:
        """Make again what `as_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        known = dict(plain)
        known["severity"] = Severity(known["severity"])
        known["disposition"] = Disposition(known["disposition"])
        known["place"] = Place(**known["place"])
        known["answer"] = tuple((str(name), str(value)) for name, value in known.get("answer", ()))
        status = known.get("status")
        known["status"] = Status.read(status) if status else None
        known["also"] = tuple(Status.read(text) for text in known.get("also", ()))
        return cls(**known)
