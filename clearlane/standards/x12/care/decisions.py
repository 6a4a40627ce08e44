"""Decisions of other payers of a claim: none of them was made after the file, and its day is told once."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.patients import Around
from clearlane.standards.x12.care.procedures import DECIDED, of_payers, payer_id
from clearlane.standards.x12.care.whole import IS_PAYER, Whole, read_day
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

_IS_DAY = [b"DTP", DECIDED]


def judge_decisions(whole: Whole, around: Around) -> Iterator[Finding]:
    """Days on which other payers decided, for the claim (2320, 2330B) and for its lines (2430): in the future, or at
    both places."""
    lines = [spot for line in whole.lines for spot in line]
    yield from _later(whole.others, "2330B", around[1])
    yield from _later(lines, "2430", around[1])
    yield from _twice(whole)


def _later(segments: list[Spot], loop: str, made: bytes) -> Iterator[Finding]:
    last = read_day(made)
    for spot in segments:
        day = read_day(spot.part(3)) if spot.parts[:2] == _IS_DAY else None
        if day and last and day > last:
            words = {"found": day.isoformat(), "expected": f"{last.isoformat()} or earlier"}
            yield line_finding("decision_future", spot.place(loop, 3), **words)


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
