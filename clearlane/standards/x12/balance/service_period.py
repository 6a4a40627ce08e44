"""The days of a paid line of several days: the first (DTM*150) and the last (DTM*151), each with the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearlane.standards.x12.balance.consistency import consistency_finding
from clearlane.standards.x12.balance.record import Spot
from clearlane.vocabulary.finding import Finding

_FIRST, _LAST = b"150", b"151"
_NAMES = {_FIRST: "a first day (DTM*150)", _LAST: "a last day (DTM*151)"}
_DAYS = re.compile(rb"~DTM\*(15[01])\*([^*~]*)").findall


def has_whole_periods(data: bytes) -> bool:
    """Whether each line of a payment has both days, and in their order, or none of them."""
    return all(_is_whole(dict(_DAYS(line))) for line in data.split(b"~SVC*"))


def _is_whole(days: dict[bytes, bytes]) -> bool:
    return not days or (len(days) == len(_NAMES) and days[_FIRST] <= days[_LAST])


def period_findings(segments: list[Spot]) -> Iterator[Finding]:
    """What is wrong with the periods of the lines of a payment."""
    days: dict[bytes, Spot] = {}
    for spot in segments:
        if spot.parts[0] == b"SVC":
            yield from _wrong(days)
            days = {}
        elif spot.parts[0] == b"DTM" and spot.part(1) in _NAMES:
            days[spot.part(1)] = spot
    yield from _wrong(days)


def _wrong(days: dict[bytes, Spot]) -> Iterator[Finding]:
    if _is_whole({kind: spot.part(2) for kind, spot in days.items()}):
        return
    if len(days) == len(_NAMES):
        begin, end = (days[kind].part(2).decode("latin-1") for kind in (_FIRST, _LAST))
        words = {"found": end, "begin": begin, "expected": f"a day from {begin} on"}
        yield consistency_finding("service_period", days[_LAST].place("2110", 2), **words)
        return
    ((kind, spot),) = days.items()
    other = _LAST if kind == _FIRST else _FIRST
    words = {"found": _NAMES[kind], "expected": _NAMES[other]}
    yield consistency_finding("service_period_open", spot.place("2110", 1), **words)
