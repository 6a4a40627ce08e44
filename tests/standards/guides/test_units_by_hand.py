"""Who dies of what: for each loop of the professional claim, the unit that a fault in it rejects, and who lives on."""

from __future__ import annotations

from datetime import date

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane.vocabulary.finding import Disposition
from tests.standards.x12.small_files import AT
from tests.standards.x12.x12_texts import changed, check, errors, lines

TODAY = date(2026, 3, 2)

WRONG = "*" * 30 + "X"
"""More elements than any segment has: a fault of whatever segment it ends."""
UNITS = {
    "BHT*": ("ST", "set", ""),
    "NM1*41": ("1000A", "set", ""),
    "PER*IC": ("1000A", "set", ""),
    "NM1*40": ("1000B", "set", ""),
    "HL*1": ("2000A", "set", ""),
    "NM1*85": ("2010AA", "provider", ""),
    "N3*12": ("2010AA", "provider", ""),
    "N4*BOISE*ID*837020001": ("2010AA", "provider", ""),
    "REF*EI": ("2010AA", "provider", ""),
    "SBR*P*18": ("2000B", "subscriber", "A2 A3"),
    "NM1*IL*1*DOE": ("2010BA", "subscriber", "A2 A3"),
    "N3*1 MAIN": ("2010BA", "subscriber", "A2 A3"),
    "DMG*D8*1980": ("2010BA", "subscriber", "A2 A3"),
    "NM1*PR": ("2010BB", "subscriber", "A2 A3"),
    "CLM*A1": ("2300", "claim", "A2 A3"),
    "HI*ABK:E119": ("2300", "claim", "A2 A3"),
    "NM1*82": ("2310B", "claim", "A2 A3"),
    "LX*1": ("2400", "claim", "A2 A3"),
    "SV1*HC:99213": ("2400", "claim", "A2 A3"),
    "REF*6R*L1": ("2400", "claim", "A2 A3"),
    "SBR*P***": ("2000B", "subscriber", "A1"),
    "PAT*19": ("2000C", "patient", "A1"),
    "NM1*QC": ("2010CA", "patient", "A1"),
    "DMG*D8*2015": ("2010CA", "patient", "A1"),
    "CLM*A2": ("2300", "claim", "A1 A3"),
    "HI*ABK:J020": ("2300", "claim", "A1 A3"),
    "CLM*A3": ("2300", "claim", "A1 A2"),
    "DTP*472*D8*20261112": ("2400", "claim", "A1 A2"),
}


def original(start: str) -> str:
    """The segment of the clean file that begins so."""
    return next(one for one in lines() if one.startswith(start))


@pytest.mark.parametrize("start", UNITS)
def test_a_fault_of_a_segment_rejects_the_smallest_unit_around_it(start: str) -> None:
    loop, unit, living = UNITS[start]
    data = changed(start, original(start) + WRONG)
    (found,) = errors(data)
    assert (found.place.loop, found.unit) == (loop, unit)
    (one,) = check(data).sets
    assert " ".join(claim.patient_control_number for claim in one.claims if not claim.dead) == living
    assert one.verdict == ("partly" if living else "rejected")


@pytest.mark.parametrize("start", UNITS)
def test_the_999_says_the_same(start: str) -> None:
    _, _, living = UNITS[start]
    data = changed(start, original(start) + WRONG)
    written = x12.acknowledge(check(data).interchanges[0], control=1, at=AT)
    assert written is not None
    segments = [one.split("*") for one in written.decode().split("~")]
    (verdict,) = [one[1] for one in segments if one[0] == "IK5"]
    (group,) = [one for one in segments if one[0] == "AK9"]
    assert (verdict, group[1]) == (("E", "E") if living else ("R", "R"))
    (named,) = [one for one in segments if one[0] == "IK3"]
    assert named[1] == start.split("*", maxsplit=1)[0]


@pytest.mark.parametrize("bad", [(0,), (3,), (0, 1), (2, 5, 7), (0, 1, 2, 3, 4, 5, 6, 7)])
def test_as_many_claims_die_as_are_bad(bad: tuple[int, ...]) -> None:
    made = file_837p(Order(seed=9, claims=8, today=TODAY))
    text = made.content.decode()
    for index in bad:
        number = made.claims[index].number
        at = text.index(f"CLM*{number}*") + len(f"CLM*{number}*")
        text = text[:at] + "X" + text[at:]
    report = x12.report([text.encode()])
    dead = [span.patient_control_number for one in report.sets for span in one.claims if span.dead]
    assert dead == [made.claims[index].number for index in bad]
    assert sum(one.disposition is Disposition.REJECT for one in report.findings) == len(bad)
    assert report.sets[0].verdict == ("partly" if len(bad) < 8 else "rejected")
