"""Decisions of other payers of a claim: none was made after the file or before the service; its day is told once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.days import first_day
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.patients import Around
from clearlane.standards.x12.care.procedures import DECIDED, of_payers, payer_id
from clearlane.standards.x12.care.whole import IS_PAYER, Whole, dates, read_day
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

_IS_DAY = [b"DTP", DECIDED]


def judge_decisions(whole: Whole, around: Around) -> Iterator[Finding]:
    """Days on which other payers decided, for the claim (2320, 2330B) and for its lines (2430): in the future, before
    the service, or at both places."""
    last, first = read_day(around[1]), first_day(whole)
    yield from _untimely(whole.others, "2330B", first, last)
    for line in whole.lines:
        yield from _untimely(line, "2430", min(dates(line, b"472"), default=first), last)
    yield from _twice(whole)


def _untimely(segments: list[Spot], loop: str, first: date | None, last: date | None) -> Iterator[Finding]:
    """Decisions after the last day that they can be of, or before the first; a first after the last is told itself."""
    for spot in segments:
        day = read_day(spot.part(3)) if spot.parts[:2] == _IS_DAY else None
        if day and last and day > last:
            words = {"found": day.isoformat(), "expected": f"{last.isoformat()} or earlier"}
            yield line_finding("decision_future", spot.place(loop, 3), **words)
        elif day and first and day < first <= (last or first):
            words = {"found": day.isoformat(), "expected": f"{first.isoformat()} or later"}
            yield line_finding("decision_early", spot.place(loop, 3), **words)


def _twice(whole: Whole) -> Iterator[Finding]:
    """The day for the claim of a payer who has it for lines; of two payers with one id it is not known whose it is."""
    payers = [spot.part(9) for spot in whole.others if spot.parts[:2] == IS_PAYER]
    by_line = {one[0].part(1) for line in whole.lines for one in of_payers(line) if _day_of(one)}
    for segments in of_payers(whole.others):
        day = _day_of(segments)
        id = payer_id(segments)
        if day and id in by_line and payers.count(id) == 1:
            words = {"found": decode(day.part(3)), "expected": "the days of the lines alone"}
            yield line_finding("decided_twice", day.place("2330B", 3), **words)


def _day_of(segments: list[Spot]) -> Spot | None:
    return next((spot for spot in segments if spot.parts[:2] == _IS_DAY), None)
