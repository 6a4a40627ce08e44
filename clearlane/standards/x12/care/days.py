"""Days of a claim against the patient's birth and death, and the day of its own set (BHT04): never against a clock.

A file may be read years after it was made; what lay in the future then was wrong then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.known import MOST_DAYS
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.patients import NEVER, Around
from clearlane.standards.x12.care.whole import Whole, dates, days_of, read_day
from clearlane.vocabulary.finding import Finding

_WRITTEN = re.compile(rb"D8\*([0-9]{8})|RD8\*([0-9]{8})-([0-9]{8})").fullmatch
_RANGES = re.compile(rb"[*:]RD8[*:]([0-9]{8})-([0-9]{8})").findall
_STATEMENT = b"434"


class KnownDays:
    """Days of service of one set, as DTP02 and DTP03 write them, that are in order and not later than the set."""

    def __init__(self) -> None:
        self._known: set[bytes] = set()
        self._earliest = NEVER

    def prove(self, texts: Sequence[bytes], around: Around) -> bool:
        """Whether certainly none of the days of service of a claim is wrong."""
        is_known = texts and around[0] <= self._earliest and self._known.issuperset(texts)
        return is_known or self._prove_each(texts, around)

    def _prove_each(self, texts: Sequence[bytes], around: Around) -> bool:
        born, made = around[0], around[1] or NEVER
        for text in texts:
            written = _WRITTEN(text)
            if written is None:
                return False
            first, last = written[1] or written[2], written[1] or written[3]
            if not (born <= last <= made and first <= last):
                return False
            if len(self._known) < MOST_DAYS:
                self._known.add(text)
                self._earliest = min(first, self._earliest)
        return bool(texts) or born <= made


def are_turned(data: bytes) -> bool:
    """Whether any range of days in a claim, of a DTP or an occurrence span, ends before it begins."""
    return any(first > last for first, last in _RANGES(data))


def is_statement_timely(last: bytes, around: Around) -> bool:
    """Whether a statement that ends on a day, CCYYMMDD, certainly ends in time."""
    born, made = around[:2]
    return born <= last <= (made or NEVER)


def judge_days(whole: Whole, around: Around) -> Iterator[Finding]:
    """Services, or the statement of a bill, before the patient's birth or after the day of the set.

    Where all are after it, that day may be the one that is wrong: each rule tells it once.
    """
    born, made = map(read_day, around[:2])
    dated = list(_dated(whole))
    late = [one for spot, loop, days in dated for one in _late(spot, loop, days, made)]
    yield from {one.rule: one for one in reversed(late)}.values() if len(late) == len(dated) else late
    early = next(((spot, loop, days[-1]) for spot, loop, days in dated if born and days[-1] < born), None)
    if born and early and not (made and born > made):
        spot, loop, day = early
        yield line_finding(
            "before_birth", spot.place(loop, 3), found=day.isoformat(), expected=f"{born.isoformat()} or later"
        )


def judge_stay_days(whole: Whole) -> Iterator[Finding]:
    """A discharge (DTP*096) before the admission (DTP*435); a bill of a hospital has its hour there instead."""
    spot = next((spot for spot in whole.of(b"DTP") if spot.part(1) == b"096"), None)
    left = read_day(spot.part(3)) if spot and spot.part(2) == b"D8" else None
    came = min(dates(whole.head, b"435"), default=None)
    if spot and left and came and left < came:
        words = {"found": left.isoformat(), "expected": f"{came.isoformat()} or later"}
        yield line_finding("discharge_early", spot.place("2300", 3), **words)


def judge_death(whole: Whole, around: Around) -> Iterator[Finding]:
    """Services that begin after the patient died; a death before the birth, by which nothing else is judged."""
    born, died = read_day(around[0]), read_day(around[5])
    if died is None:
        return
    if born and died < born:
        place, expected = whole.head[0].place("2300", 0), f"{born.isoformat()} or later"
        yield line_finding("death_before_birth", place, found=died.isoformat(), expected=expected)
        return
    late = next(((spot, loop, days[0]) for spot, loop, days in _dated(whole) if days[0] > died), None)
    if late:
        spot, loop, day = late
        expected = f"{died.isoformat()} or earlier"
        yield line_finding("after_death", spot.place(loop, 3), found=day.isoformat(), expected=expected)


def are_in_life(days: Sequence[bytes], around: Around) -> bool:
    """Whether certainly nobody has died before one of these days of service, as DTP02 and DTP03 write them."""
    born, died = around[0] or b"", around[5]
    return not died or (born <= died and all(one[:3] == b"D8*" and one[3:] <= died for one in days))


def first_day(whole: Whole) -> date | None:
    """The day on which the statement, or else the first service, begins."""
    return min((days[0] for _, _, days in _dated(whole)), default=None)


def _dated(whole: Whole) -> Iterator[tuple[Spot, str, list[date]]]:
    """The statement of a bill; else the days of service of the claim and its lines."""
    statements = [spot for spot in whole.of(b"DTP") if spot.part(1) == _STATEMENT]
    services = [(spot, "2300") for spot in whole.of(b"DTP") if spot.part(1) == b"472"]
    lines = [(spot, "2400") for line in whole.lines for spot in line if spot.parts[:2] == [b"DTP", b"472"]]
    for spot, loop in [(spot, "2300") for spot in statements] or [*services, *lines]:
        days = days_of(spot.part(3))
        if days:
            yield spot, loop, days


def _late(spot: Spot, loop: str, days: list[date], made: date | None) -> Iterator[Finding]:
    """A day that begins after the set was made is none on which a service was given; one that ends later may be."""
    if made is None or days[-1] <= made:
        return
    rule = "future_end" if days[0] <= made else "future_statement" if spot.part(1) == _STATEMENT else "future"
    found = days[-1] if rule == "future_end" else days[0]
    yield line_finding(rule, spot.place(loop, 3), found=found.isoformat(), expected=f"{made.isoformat()} or earlier")
