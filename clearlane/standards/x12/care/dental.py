"""Services of a dental claim (837D): the tooth, its surfaces or the area of the mouth, and the months of braces.

Which codes are done to a tooth stands in the public dental manuals of Medicaid programs; it is read by ranges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.service_rules import service_finding
from clearlane.standards.x12.care.whole import Whole
from clearlane.vocabulary.finding import Finding

_TOOTH = re.compile(rb"D(?:2[1-7]|33[123]|71[14]|72[1-5])[0-9]+").match
"""Fillings, inlays and crowns, root canals, and teeth that are pulled."""
_AREA = re.compile(rb"D(?:42[1-6]|434)[0-9]").match
"""Surgery and scaling of the gums, which is paid by the quadrant."""
_FILLINGS = {
    b"D2140": 1,
    b"D2150": 2,
    b"D2160": 3,
    b"D2161": 4,
    b"D2330": 1,
    b"D2331": 2,
    b"D2332": 3,
    b"D2335": 4,
    b"D2391": 1,
    b"D2392": 2,
    b"D2393": 3,
    b"D2394": 4,
}
"""How many surfaces a filling covers; 4: four or more."""
_FOUR = 4
_BRACES = re.compile(rb"D80[1-9]0").match
_CANNOT_MISS = re.compile(rb"D(?:[23]|71[14]|72[1-5])").match


def is_plain(code: bytes) -> bool:
    """Whether a procedure needs nothing more."""
    return not (_TOOTH(code) or _AREA(code) or _BRACES(code))


def judge_teeth(whole: Whole) -> Iterator[Finding]:
    """The teeth and areas of each line, and the teeth that the claim says are missing."""
    missing = {spot.part(1) for spot in whole.of(b"DN2") if spot.part(2) == b"M"}
    for line in whole.lines:
        service = next((spot for spot in line if spot.parts[0] == b"SV3"), None)
        if service is not None:
            code = service.part(1).split(b":")[1]
            teeth = [spot for spot in line if spot.parts[0] == b"TOO"]
            yield from _service(service, code, teeth)
            for spot in teeth:
                if spot.part(2) in missing and _CANNOT_MISS(code):
                    yield service_finding("missing_tooth", spot.place("2400", 2), found=spot.part(2).decode("latin-1"))


def _service(service: Spot, code: bytes, teeth: list[Spot]) -> Iterator[Finding]:
    text = code.decode("latin-1")
    named = [spot for spot in teeth if spot.part(2)]
    if _TOOTH(code) and not named:
        yield service_finding("tooth", service.place("2400", 1), found=text, expected="TOO*JP")
    if _AREA(code) and not service.part(4) and not named:
        yield service_finding("oral_cavity", service.place("2400", 4), found=text, expected="10, 20, 30 or 40")
    due = _FILLINGS.get(code)
    for spot in named if due else ():
        surfaces = len(list(filter(None, spot.part(3).split(b":"))))
        if min(surfaces, _FOUR) != due:
            expected = f"{due} or more" if due == _FOUR else str(due)
            words = {"found": text, "expected": expected, "surfaces": str(surfaces)}
            yield service_finding("tooth_surface", spot.place("2400", 3), **words)


def judge_orthodontics(whole: Whole) -> Iterator[Finding]:
    """Braces come with their months, and what is left of these is no more than all."""
    months = next(whole.of(b"DN1"), None)
    if months is not None:
        total, left = months.part(1), months.part(2)
        if total.isdigit() and left.isdigit() and int(left) > int(total):
            words = {"found": left.decode("ascii"), "expected": total.decode("ascii")}
            yield service_finding("orthodontic_months", months.place("2300", 2), **words)
        return
    for line in whole.lines:
        for spot in line:
            code = spot.part(1).partition(b":")[2].partition(b":")[0]
            if spot.parts[0] == b"SV3" and _BRACES(code):
                yield service_finding("orthodontics", spot.place("2400", 1), found=code.decode("latin-1"))
                return
