"""Whole: a claim as its parts, with the days that its codes are judged by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from clearlane.standards.x12.balance.record import Record, Spot, spots
from clearlane.standards.x12.values import is_date
from clearlane.vocabulary.finding import Place

_ENDS_HEAD = (b"NM1", b"SBR", b"LX")
INPATIENT_BILLS = frozenset((b"11", b"18", b"21", b"41"))
"""Bill types of which nobody doubts that the patient was admitted, as the guide's own rule has them."""


IS_PAYER = [b"NM1", b"PR"]
"""How the name of an other payer begins (2330B)."""


class Whole(NamedTuple):
    """A claim. head: its own segments, before any name; others: what stands between these and the lines; lines: each
    from its LX on; lasts: the codes are judged by the last day alone, since the patient went home on it."""

    head: list[Spot]
    others: list[Spot]
    lines: list[list[Spot]]
    days: tuple[date, ...]

    @property
    def place(self) -> list[bytes]:
        """CLM05 as its components: place of service or type of bill, qualifier, frequency."""
        return [*self.head[0].part(5).split(b":"), b"", b""]

    @property
    def day(self) -> date | None:
        """The last day that matters, if any is known."""
        return self.days[-1] if self.days else None

    @property
    def decided(self) -> list[tuple[list[Spot], str]]:
        """Where other payers say what they decided, with its loop: of the claim, and of each line."""
        return [(self.others, "2320"), *((line, "2430") for line in self.lines)]

    def of(self, id: bytes) -> Iterator[Spot]:
        """The claim's own segments of one id."""
        return (spot for spot in self.head if spot.parts[0] == id)


@lru_cache(maxsize=4096)
def read_day(text: bytes) -> date | None:
    """The day that eight digits say; None where they say none."""
    try:
        return date.fromisoformat(text[:8].decode("latin-1")) if len(text) >= 8 and is_date(text[:8]) else None
    except ValueError:
        return None


def days_of(text: bytes) -> list[date]:
    """The first and the last day of a value such as 20261101 or 20261101-20261105."""
    first, _, last = text.partition(b"-")
    return [day for day in (read_day(first), read_day(last or first)) if day]


def read_whole(record: Record) -> Whole:
    """Take a claim apart."""
    head: list[Spot] = []
    others: list[Spot] = []
    lines: list[list[Spot]] = []
    for spot in spots(record):
        id = spot.parts[0]
        if id == b"LX":
            lines.append([spot])
        elif lines:
            lines[-1].append(spot)
        elif others or id in _ENDS_HEAD:
            others.append(spot)
        else:
            head.append(spot)
    return Whole(head, others, lines, _days(head, lines))


def dates(segments: Sequence[Spot], qualifier: bytes) -> list[date]:
    """The days of the DTP segments with a qualifier."""
    found = (spot for spot in segments if spot.parts[:2] == [b"DTP", qualifier])
    return [day for spot in found for day in days_of(spot.part(3))]


def line_days(line: list[Spot], whole: Whole) -> tuple[date, ...]:
    """The days of a line, else of its claim."""
    return tuple(dates(line, b"472")[:2]) or whole.days


def part_of(place: Place, component: int) -> Place:
    """A component of the element at a place."""
    return replace(place, component=component)


def _days(head: list[Spot], lines: list[list[Spot]]) -> tuple[date, ...]:
    """An institutional claim is judged by its statement: an inpatient's by its last day alone; others by the services,
    of which the first, the earliest and the latest count."""
    statement = dates(head, b"434")
    if statement:
        is_stay = head[0].part(5).partition(b":")[0] in INPATIENT_BILLS
        return (statement[-1],) if is_stay else (statement[0], statement[-1])
    services = [*dates(head, b"472"), *(day for line in lines for day in dates(line, b"472"))]
    return tuple(sorted({min(services), services[0], max(services)})) if services else ()
