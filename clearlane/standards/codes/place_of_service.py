"""Place of service: the list that CMS keeps for professional claims. Numbers and dates are CMS's, the names ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from clearlane.standards.codes.code_set import CodeSet, Edition
from clearlane.standards.codes.edition_text import read_head
from clearlane.vocabulary.period import Period

NAME = "place_of_service"
TITLE = "Place of service codes"
INPATIENT = ("21", "51", "61")
"""Where a patient stays overnight as an inpatient of a hospital: general, psychiatric, rehabilitation."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its code, the day from which it may be used, and our short name for it."""

    code: str
    since: date
    name: str


@cache
def places() -> tuple[Place, ...]:
    """Every place of the list, in order of code."""
    text = (files(__package__) / "editions" / f"{NAME}.txt").read_text("ascii")
    period, _, lines = read_head(text)
    rows = (line.split(maxsplit=2) for line in lines)
    return tuple(
        Place(code, period.first if since == "-" else date.fromisoformat(since), name) for code, since, name in rows
    )


@cache
def place_of_service() -> CodeSet:
    """The list as one edition for each day on which it grew."""
    text = (files(__package__) / "editions" / f"{NAME}.txt").read_text("ascii")
    period, source, _ = read_head(text)
    starts = sorted({place.since for place in places()})
    periods = [Period(start, end) for start, end in zip(starts, [*starts[1:], period.end], strict=True)]
    return CodeSet(NAME, [Edition(period, _known(period.start), source=source) for period in periods])


def _known(on: date) -> frozenset[str]:
    return frozenset(place.code for place in places() if place.since <= on)
