"""Acknowledged sets: a made 999 agrees with itself, as if it answered a group of 837Ps.

By chance each verdict and each count is drawn by itself; here a set of which faults are told is refused or taken with
errors, another is taken, what is told of a fault fits the segment that it names, and the group counts its sets.
"""

from __future__ import annotations

import random
from typing import NamedTuple

from clearlane.standards.x12.generate.balance import parts
from clearlane.standards.x12.generate.draw import between
from clearlane.standards.x12.generate.line import Line


class BadElement(NamedTuple):
    """One element at fault: its place, its number in the standard, IK403, and the bad value where there is one."""

    at: str
    number: str
    code: str
    value: str = ""


class Segment(NamedTuple):
    """A segment of a claim and what may be wrong with it; its loop as IK303 names it."""

    id: str
    loop: str
    elements: tuple[BadElement, ...]


SEGMENTS = (
    Segment("CLM", "2300", (BadElement("2", "782", "6", "8O"), BadElement("7", "1359", "7", "X"))),
    Segment("DTP", "2300", (BadElement("2", "1250", "1"), BadElement("3", "1251", "8", "20260231"))),
    Segment("HI", "2300", (BadElement("1:2", "1271", "1"),)),
    Segment("NM1", "2310", (BadElement("2", "1065", "7", "9"), BadElement("9", "67", "4", "1"))),
    Segment("SV1", "2400", (BadElement("2", "782", "6", "1OO"), BadElement("3", "355", "7", "XX"))),
    Segment("REF", "2400", (BadElement("2", "127", "1"),)),
)
"""In the order of a claim."""
MISSING, HAS_ERRORS = "3", "8"
"""IK304: a required segment is missing; the segment has elements at fault."""
COUNT_DIFFERS, IN_SEGMENTS = "3", "5"
"""IK502: the number of segments is not that of the trailer; segments are at fault."""
TAKEN, WITH_ERRORS, PARTLY, REFUSED = "A", "E", "P", "R"
SHARE_TAKEN = 0.3
"""So many of the sets with faults are taken all the same."""
TRIGGER = "SITUATIONAL TRIGGER"
HEADERS = 8
"""So many segments of a set stand before its first claim at least."""
FURTHEST = 40
"""So many segments lie between two that are at fault at most."""


def agree_sets(lines: list[Line], rng: random.Random) -> list[Line]:
    """The same lines, with verdicts and counts that fit what is told; what fits nothing is left out."""
    first = next(at for at, line in enumerate(lines) if line.values[0] in ("AK2", "AK9"))
    kept, verdicts = lines[:first], list[str]()
    for answered in parts(lines, "AK2", ("AK9",)):
        start, end = answered[0], answered[-1]
        faults = _faults(list(parts(answered, "IK3", ("IK5",))), rng)
        end.values[1:] = _verdict(end, is_faulty=bool(faults), rng=rng)
        verdicts.append(end.values[1])
        start.values[2] = f"{len(verdicts):04d}"
        kept += [start, *faults, end]
    trailer = next(line for line in lines if line.values[0] == "AK9")
    trailer.values[1:] = _group(verdicts)
    return [*kept, *lines[lines.index(trailer) :]]


def _verdict(end: Line, *, is_faulty: bool, rng: random.Random) -> list[str]:
    """IK501 and IK502. A set that is not faulty is refused where a code was drawn for it: its count is wrong."""
    if is_faulty:
        return [WITH_ERRORS if rng.random() < SHARE_TAKEN else REFUSED, IN_SEGMENTS]
    return [REFUSED, COUNT_DIFFERS] if any(end.values[2:]) else [TAKEN]


def _group(verdicts: list[str]) -> list[str]:
    """AK901 to AK904."""
    count, taken = len(verdicts), sum(one != REFUSED for one in verdicts)
    whole = WITH_ERRORS if WITH_ERRORS in verdicts else TAKEN
    verdict = whole if taken == count else PARTLY if taken else REFUSED
    return [verdict, str(count), str(count), str(taken)]


def _faults(told: list[list[Line]], rng: random.Random) -> list[Line]:
    """The segments at fault of a set, one behind the other as they stand in it."""
    kept, number = list[Line](), HEADERS
    chosen = sorted(int(rng.random() * len(SEGMENTS)) for _ in told)
    for at, lines in zip(chosen, told, strict=True):
        number += between(rng, 1, FURTHEST)
        kept += _fault(lines, SEGMENTS[at], str(number))
    return kept


def _fault(lines: list[Line], segment: Segment, number: str) -> list[Line]:
    """IK3 and what stands beneath it: a segment of which no element is told is missing."""
    elements = list(parts(lines, "IK4", ()))
    own = lines[: len(lines) - sum(map(len, elements))]
    own[0].values[1:] = [segment.id, number, segment.loop, HAS_ERRORS if elements else MISSING]
    kept = own
    for bad, told in zip(segment.elements, elements, strict=False):
        told[0].values[1:] = [bad.at, bad.number, bad.code, bad.value]
        kept += told
    for line in kept:
        if line.values[0] == "CTX":
            line.values[1:] = _context(line.values[1], segment, number)
    return kept


def _context(said: str, segment: Segment, number: str) -> list[str]:
    """What made an element necessary is one beside it; a business unit is the claim."""
    if said.startswith(TRIGGER):
        return [TRIGGER, segment.id, number, segment.loop, "1"]
    return [f"CLM01:{said.partition('^')[0].rpartition(':')[2]}"]
