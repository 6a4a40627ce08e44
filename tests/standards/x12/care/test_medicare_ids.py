"""Member ids of Medicare (`care.patients`): from the services of 2020 on they have one form."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.patients import Patients
from clearlane.vocabulary.finding import Disposition
from tests.standards.x12.care.service_texts import beyond, told
from tests.standards.x12.x12_texts import CLAIMS, counted, join, lines

COVER, MEMBER = "SBR*P*18*******CI", "NM1*IL*1*DOE*JANE****MI*W1"
STRANGE = "2010BA NM109 medicare_id"


def filed(payer: str, id: str, *, qualifier: str = "MI", year: str = "2026") -> bytes:
    """The clean file of a year, with the first subscriber's coverage and member id."""
    text = CLAIMS.replace(COVER, COVER[:-2] + payer).replace(MEMBER, f"NM1*IL*1*DOE*JANE****{qualifier}*{id}")
    return join(counted(lines(text.replace("2026", year))))


@pytest.mark.parametrize(
    ("payer", "id", "expected"),
    [
        ("MB", "123456789A", f"{STRANGE} 123456789A"),
        ("MA", "123456789C1", f"{STRANGE} 123456789C1"),
        ("MB", "123456789TA", f"{STRANGE} 123456789TA"),
        ("MB", "1EG4TE5MK73", ""),
        ("MB", "123456789", f"{STRANGE} 123456789"),
        ("MB", "W123456789", f"{STRANGE} W123456789"),
        ("MB", "1EG4TE5MK7", f"{STRANGE} 1EG4TE5MK7"),
        ("MA", "1SG4TE5MK73", f"{STRANGE} 1SG4TE5MK73"),
        ("CI", "123456789A", ""),
        ("16", "123456789A", ""),
    ],
)
def test_medicare_alone_is_asked_for_its_ids(payer: str, id: str, expected: str) -> None:
    assert told(filed(payer, id)) == expected


def test_another_kind_of_id_is_not_judged() -> None:
    assert told(filed("MB", "123456789A", qualifier="II")) == ""


@pytest.mark.parametrize(("year", "is_told"), [("2019", False), ("2020", True)])
def test_it_counts_from_the_services_of_2020_on(year: str, is_told: bool) -> None:
    rules = [one.rule for one in x12.report([filed("MB", "123456789A", year=year)]).findings]
    assert ("lines.medicare_id" in rules) is is_told


def test_it_is_told_once_of_a_level_and_refuses_none_of_its_claims() -> None:
    data = filed("MB", "123456789A")
    claim = data[data.index(b"CLM*A1") : data.index(b"HL*3*")]
    twice = join(counted(data.replace(claim, claim + claim.replace(b"CLM*A1", b"CLM*A9")).decode().split("~")[:-1]))
    (found,) = beyond(twice)
    assert (found.disposition, found.unit, found.found) == (Disposition.WARN, "", "123456789A")


@pytest.mark.parametrize("last", [b"SBR*P*18*******MB*", b"SBR*P*18*G1******MB", b"SBR*S********MA"])
def test_levels_taken_at_once_know_the_id_as_their_rows_do(last: bytes) -> None:
    level = b"HL*2*1*22*1~\r\n" + last + b"~\r\nNM1*IL*1*DOE*JANE****MI*123456789A~\r\nNM1*PR*2*LAKE*****PI*LAKE~\r\n"
    at_once, by_row = Patients(), Patients()
    at_once.pass_by(7, 70, level)
    for row in level.replace(b"\r\n", b"").split(b"~")[:-1]:
        by_row.row(Spot(8, 80, row.split(b"*")))
    assert at_once.begin()[6] == (7, 70, level)
    assert by_row.begin()[6] == (8, 80, b"NM1*IL*1*DOE*JANE****MI*123456789A~")
