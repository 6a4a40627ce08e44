"""Services of an institutional claim (837I): a stay with its days and diagnoses, a home health agency's bill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from clearlane.standards.x12.care.days import are_turned
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.service_rules import service_finding
from clearlane.standards.x12.care.whole import INPATIENT_BILLS, Whole, dates, part_of, read_day
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding, Place

_ACUTE = b"11"
_TO_DISCHARGE = (b"1", b"4")
_STILL_THERE = b"30"
_REPORTED = (b"ABK", b"ABF")
_EXEMPT = re.compile(r"[MOPQVWXYZ]|B9|E64|I25|I69|[ST].*[DS]$").match
"""Codes of which Medicare asks no indicator, and some beside them: states, births, causes, later encounters."""
_SPAN = b"BI:"
_ENDED = date(2013, 10, 1)
_HOME_HEALTH, _HOME_HEALTH_ENDED = b"32", b"33"
_NOTICES = (b"A", b"D")
_GROUP = re.compile(rb"HP:[0-9A-Z]{5}(?![0-9A-Z])").match
_COUNTY_SINCE = date(2019, 1, 1)


def judge_statement(whole: Whole) -> Iterator[Finding]:
    """Lines, procedures and the admission lie within the days of the statement."""
    statement = dates(whole.head, b"434")
    if len(statement) != 2:
        return
    first, last = statement
    if first > last:
        return  # which is told; nothing lies within it
    for spot in whole.of(b"DTP"):
        day = read_day(spot.part(3)) if spot.part(1) == b"435" else None
        if day and day > last:
            yield service_finding(
                "admission_date", spot.place("2300", 3), found=day.isoformat(), expected=last.isoformat()
            )
    yield from _outside(whole, first, last)
    yield from _done(whole, last)


def _outside(whole: Whole, first: date, last: date) -> Iterator[Finding]:
    """Lines of other days; where all are, it is the statement that is wrong, which is told once."""
    services = (spot for line in whole.lines for spot in line if spot.parts[:2] == [b"DTP", b"472"])
    dated = [(spot, dates([spot], b"472")) for spot in services]
    outside = [(spot, days) for spot, days in dated if days and (days[0] < first or days[-1] > last)]
    period = f"{first.isoformat()} to {last.isoformat()}"
    for spot, days in outside[:1] if len(outside) == len(dated) else outside:
        found = " to ".join(dict.fromkeys(day.isoformat() for day in days))
        yield service_finding("outside_statement", spot.place("2400", 3), found=found, expected=period)


def _done(whole: Whole, last: date) -> Iterator[Finding]:
    for spot in whole.of(b"HI"):
        for at, composite in enumerate(spot.parts[1:], 1):
            parts = composite.split(b":")
            day = read_day(parts[3]) if parts[0] in (b"BBR", b"BBQ") and len(parts) > 3 else None
            if day and day > last:
                place = Place(spot.offset, spot.number, "HI", "2300", at, 4)
                yield service_finding("procedure_date", place, found=day.isoformat(), expected=last.isoformat())


def judge_spans(whole: Whole) -> Iterator[Finding]:
    """Occurrence spans that end before they begin."""
    for spot in whole.of(b"HI"):
        for at, composite in enumerate(spot.parts[1:], 1):
            if composite.startswith(_SPAN) and are_turned(composite):
                words = {"found": decode(composite.split(b":")[3]), "expected": "the earlier day first"}
                yield line_finding("span_reversed", part_of(spot.place("2300", at), 4), **words)


def judge_stay(whole: Whole) -> Iterator[Finding]:
    """What an inpatient's bill says of the discharge, and of diagnoses that were there on admission."""
    kind, _, frequency = whole.place[:3]
    if kind not in INPATIENT_BILLS:
        return
    for spot in whole.of(b"CL1"):
        if spot.part(3) == _STILL_THERE and frequency in _TO_DISCHARGE:
            found = frequency.decode("latin-1")
            yield service_finding("still_patient", spot.place("2300", 3), found=found, expected="2 or 3")
    if kind == _ACUTE:
        yield from _present(whole)


def _present(whole: Whole) -> Iterator[Finding]:
    """Diagnoses without an indicator, where others of the claim have one."""
    told: list[tuple[str, Place, bool]] = []
    for spot in whole.of(b"HI"):
        for at, composite in enumerate(spot.parts[1:], 1):
            parts = composite.split(b":")
            if parts[0] in _REPORTED and len(parts) > 1:
                place = Place(spot.offset, spot.number, "HI", "2300", at, 9)
                told.append((parts[1].decode("latin-1"), place, len(parts) > 8 and bool(parts[8])))
    if any(has for _, _, has in told):
        for code, place, has in told:
            if not has and not _EXEMPT(code):
                yield service_finding("present_on_admission", place, found=code, expected="Y, N, U or W")


def judge_home_health(whole: Whole) -> Iterator[Finding]:
    """A bill under a plan of care says the group of the period and where it was given."""
    kind, _, frequency = whole.place[:3]
    day, place = whole.day, part_of(whole.head[0].place("2300", 5), 1)
    if kind == _HOME_HEALTH_ENDED and day and day >= _ENDED:
        yield service_finding("home_health_bill_type", place, found="33", expected="32 or 34")
    if kind != _HOME_HEALTH or frequency in _NOTICES:
        return
    services = [spot for line in whole.lines for spot in line if spot.parts[0] == b"SV2"]
    values = {part.split(b":")[1] for spot in whole.of(b"HI") for part in spot.parts[1:] if part.startswith(b"BE:")}
    needed = {
        "the group of the period (revenue 0023 with HP)": any(
            spot.part(1) == b"0023" and _GROUP(spot.part(2)) for spot in services
        ),
        "the area of care (value code 61)": b"61" in values,
        "the county of care (value code 85)": b"85" in values or not day or day < _COUNTY_SINCE,
    }
    missing = [text for text, is_there in needed.items() if not is_there]
    if missing:
        yield service_finding("home_health", place, expected=" and ".join(missing))
