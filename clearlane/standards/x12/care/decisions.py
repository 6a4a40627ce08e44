"""Decisions of other payers of a claim: none of them was made after the file."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.patients import Around
from clearlane.standards.x12.care.procedures import DECIDED
from clearlane.standards.x12.care.whole import Whole, read_day
from clearlane.vocabulary.finding import Finding

_IS_DAY = [b"DTP", DECIDED]


def judge_decisions(whole: Whole, around: Around) -> Iterator[Finding]:
    """Days in the future on which other payers decided, for the claim (2320, 2330B) and for its lines (2430)."""
    lines = [spot for line in whole.lines for spot in line]
    yield from _later(whole.others, "2330B", around[1])
    yield from _later(lines, "2430", around[1])


def _later(segments: list[Spot], loop: str, made: bytes) -> Iterator[Finding]:
    last = read_day(made)
    for spot in segments:
        day = read_day(spot.part(3)) if spot.parts[:2] == _IS_DAY else None
        if day and last and day > last:
            words = {"found": day.isoformat(), "expected": f"{last.isoformat()} or earlier"}
            yield line_finding("decision_future", spot.place(loop, 3), **words)
