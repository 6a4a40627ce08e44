"""Events: what `check` tells while it reads, in file order. All offsets are bytes from the start of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.vocabulary.finding import Finding


@dataclass(frozen=True, slots=True)
class InterchangeOpened:
    """An ISA was read. isa: its bytes with the terminator; elements ISA01-16 with their blanks; texts are stripped."""

    offset: int
    isa: bytes
    delimiters: Delimiters
    elements: tuple[str, ...]

    @property
    def control(self) -> str:
        """ISA13."""
        return self.elements[12].strip()


@dataclass(frozen=True, slots=True)
class AcknowledgmentSeen:
    """A TA1 segment between ISA and the first group. elements[0] is "TA1"."""

    offset: int
    length: int
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterchangeClosed:
    """The interchange has ended: by its IEA, or because nothing of it followed. groups: how many were in it."""

    offset: int
    length: int
    groups: int


@dataclass(frozen=True, slots=True)
class GroupOpened:
    """A GS was read. elements[0] is "GS"."""

    offset: int
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupClosed:
    """A group has ended. sets_included: GE01 (how many it says), -1 without a readable one; sets: how many came."""

    offset: int
    length: int
    sets_included: int
    sets: int


@dataclass(frozen=True, slots=True)
class SetOpened:
    """An ST was read. version: ST03, else GS08."""

    offset: int
    set_id: str
    control: str
    version: str


class Span(NamedTuple):
    """A stretch of one set: bytes (offset, length with the last terminator) and segment numbers (ST is 1)."""

    offset: int
    length: int
    first_segment: int
    last_segment: int


class ClaimSpan(NamedTuple):
    """Where one claim stands, and the levels above it (their own segments, up to the next level or claim).

    dead: a finding has killed it, or one of the levels above it.
    """

    offset: int
    length: int
    first_segment: int
    last_segment: int
    provider: Span | None
    subscriber: Span | None
    patient: Span | None
    dead: bool
    patient_control_number: str


class ClaimSeen(NamedTuple):
    """A claim was read to its end. dead: as known so far; a later fault of a level above may still kill it."""

    span: ClaimSpan


class UnitDied(NamedTuple):
    """The finding told just before kills this loop: its unit and the number of its first segment."""

    unit: str
    first_segment: int


class OverlayApplied(NamedTuple):
    """A set is walked by an overlay (by its file); judged: something of it was for its payer. `check` keeps these."""

    overlay: str
    judged: bool


@dataclass(frozen=True, slots=True)
class SetClosed:
    """A set has ended. verdict: accepted, partly, rejected or unsupported."""

    offset: int
    length: int
    segments: int
    verdict: str


Event = (
    Finding
    | InterchangeOpened
    | AcknowledgmentSeen
    | InterchangeClosed
    | GroupOpened
    | GroupClosed
    | SetOpened
    | ClaimSeen
    | UnitDied
    | OverlayApplied
    | SetClosed
)
