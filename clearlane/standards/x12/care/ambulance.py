"""Ambulance transport (837P): a claim says how the trip was, where it began and where it ended; else a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.service_rules import service_finding
from clearlane.standards.x12.care.whole import Whole
from clearlane.standards.x12.say_condition import either
from clearlane.vocabulary.finding import Finding

TRANSPORT = re.compile(rb"HC:A04(?:2[5-9]|3[0-6])(?![A-Z0-9])").match
"""HCPCS of mileage and transport, by ground and air."""
_NEEDED: dict[str, tuple[bytes, ...]] = {
    "how the trip was (CR1)": (b"CR1",),
    "where it began (2310E or 2420G)": (b"NM1", b"PW"),
    "where it ended (2310F or 2420H)": (b"NM1", b"45"),
}


def judge_ambulance(whole: Whole) -> Iterator[Finding]:
    """What a claim with a line of ambulance transport does not say of it."""
    segments = [*whole.head, *whole.others, *(spot for line in whole.lines for spot in line)]
    line = next((one for one in segments if one.parts[0] == b"SV1" and TRANSPORT(one.part(1))), None)
    if line is None:
        return
    missing = [name for name, head in _NEEDED.items() if not _comes(head, segments)]
    if missing:
        yield service_finding("ambulance", line.place("2400", 1), expected=either(missing))


def _comes(head: tuple[bytes, ...], segments: list[Spot]) -> bool:
    return any(tuple(one.parts[: len(head)]) == head for one in segments)
