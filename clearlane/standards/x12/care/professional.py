"""Services of a professional claim (837P): anesthesia by minutes, equipment by its certificate, a stay by its day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearlane.standards.codes.place_of_service import INPATIENT
from clearlane.standards.x12.balance.amount import is_nothing
from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.service_rules import service_finding
from clearlane.standards.x12.care.whole import Whole, part_of, read_day
from clearlane.vocabulary.finding import Finding

ANESTHESIA = re.compile(rb"HC:0(?:0[1-9]|1[0-9])[0-9]{2}(?![0-9A-Z])").match
"""CPT 00100 to 01999."""
_WITHOUT_TIME = (b"01953", b"01996")
"""A further part of a burn, and a day of pain management: they are counted."""
_INPATIENT = frozenset(place.encode() for place in INPATIENT)
_MARK = re.compile(rb"PWK\*CT\*(?:A[BDFG]|NS)").match
"""The mark of a certificate, by how it came; other certificates are attachments like any."""


def judge_anesthesia(whole: Whole) -> Iterator[Finding]:
    """Minutes for anesthesia, and for nothing else."""
    for line in whole.lines:
        for spot in line:
            if spot.parts[0] == b"SV1":
                yield from _minutes(spot, spot.part(1).split(b":")[1].decode("latin-1"))


def _minutes(spot: Spot, code: str) -> Iterator[Finding]:
    is_anesthesia, in_minutes = ANESTHESIA(spot.part(1)), spot.part(3) == b"MJ"
    if is_anesthesia and not in_minutes and code.encode("latin-1") not in _WITHOUT_TIME:
        yield service_finding("anesthesia_units", spot.place("2400", 3), found=code, expected="MJ")
    elif is_anesthesia and in_minutes and is_nothing(spot.part(4)):
        found = spot.part(4).decode("latin-1") or "empty"
        yield service_finding("no_minutes", spot.place("2400", 4), found=found, expected="more than 0")
    elif in_minutes and not is_anesthesia:
        yield service_finding("minutes_elsewhere", spot.place("2400", 3), found=code, expected="UN")


def judge_onset(whole: Whole) -> Iterator[Finding]:
    """An illness that began after the last service for it."""
    if not whole.day:
        return
    for spot in whole.of(b"DTP"):
        day = read_day(spot.part(3)) if spot.part(1) == b"431" else None
        if day and day > whole.day:
            place = spot.place("2300", 3)
            yield service_finding("onset", place, found=day.isoformat(), expected=whole.day.isoformat())


def judge_inpatient_place(whole: Whole) -> Iterator[Finding]:
    """A place where the patient stays overnight comes with the day of admission."""
    if any(spot.part(1) == b"435" for spot in whole.of(b"DTP")):
        return
    places = [part_of(whole.head[0].place("2300", 5), 1)] if whole.place[0] in _INPATIENT else []
    found = [whole.place[0]] if places else []
    for line in whole.lines:
        for spot in line:
            if not places and spot.parts[0] == b"SV1" and spot.part(5) in _INPATIENT:
                places, found = [spot.place("2400", 5)], [spot.part(5)]
    for place, code in zip(places, found, strict=True):
        yield service_finding("inpatient_place", place, found=code.decode("latin-1"), expected="DTP*435")


def judge_equipment(whole: Whole) -> Iterator[Finding]:
    """SV5 fits its line, equipment is needed for a time, and a certificate has the dates that it stands on."""
    for line in whole.lines:
        for spot in line:
            if spot.parts[0] == b"SV5":
                yield from _rented(spot, line)
            elif spot.parts[0] == b"CR3":
                yield from _certified(spot, line)
            elif _MARK(b"*".join(spot.parts[:3])) and not any(one.parts[0] == b"CR3" for one in line):
                yield service_finding("certificate", spot.place("2400", 1), expected="its own segment (CR3)")


def _rented(spot: Spot, line: list[Spot]) -> Iterator[Finding]:
    billed = next((one.part(1).split(b":")[1:2] for one in line if one.parts[0] == b"SV1"), [b""])
    code = spot.part(1).split(b":")[1:2]
    if code != billed:
        words = (b"".join(code).decode("latin-1"), b"".join(billed).decode("latin-1"))
        yield service_finding("equipment_code", spot.place("2400", 1), found=words[0], expected=words[1])
    if is_nothing(spot.part(3)):
        yield service_finding("equipment_need", spot.place("2400", 3), found=spot.part(3).decode("latin-1"))


def _certified(spot: Spot, line: list[Spot]) -> Iterator[Finding]:
    if is_nothing(spot.part(3)):
        yield service_finding("equipment_need", spot.place("2400", 3), found=spot.part(3).decode("latin-1"))
    sent = {one.part(1) for one in line if one.parts[0] == b"DTP"}
    renews = spot.part(1) in (b"R", b"S")
    missing = [] if b"463" in sent else ["the day on which therapy began (DTP*463)"]
    if renews and b"607" not in sent:
        missing.append("the day of recertification (DTP*607)")
    if missing:
        yield service_finding("certificate", spot.place("2400", 1), expected=" and ".join(missing))
