"""The day on which a patient died (PAT06, `care.days`), against birth and services."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.care.patients import Patients
from clearlane.vocabulary.finding import Disposition, Status
from tests.standards.x12.care.service_texts import Row, beyond, told, told_of
from tests.standards.x12.x12_texts import changed

COVER, PATIENT = "SBR*P*18*******CI", "PAT*19"
DIED = f"{COVER}\nPAT*****D8*"
FIRST = "2400 DTP03 after_death"
ROWS: list[Row] = [
    (COVER, DIED + "20261110", ""),
    (COVER, DIED + "20261109", f"{FIRST} 2026-11-10"),
    (COVER, f"{COVER}\nPAT*******01*100", ""),
    (COVER, DIED + "19800229", f"{FIRST} 2026-11-10"),
    (COVER, DIED + "19800228", "2300 CLM death_before_birth 1980-02-28"),
    (PATIENT, "PAT*19****D8*20261112", ""),
    (PATIENT, "PAT*19****D8*20261111", f"{FIRST} 2026-11-12"),
    (PATIENT, "PAT*19****D8*20261110", f"{FIRST} 2026-11-11; {FIRST} 2026-11-12"),
]


@pytest.mark.parametrize("row", ROWS, ids=[row[1] for row in ROWS])
def test_no_service_begins_after_the_patients_death(row: Row) -> None:
    assert told_of("P", row) == row[2]


@pytest.mark.parametrize(
    ("days", "expected"), [("20261110-20261115", ""), ("20261113-20261115", f"{FIRST} 2026-11-13")]
)
def test_a_service_may_end_after_it(days: str, expected: str) -> None:
    dead = changed(COVER, DIED + "20261112").replace(b"DTP*472*D8*20261110", b"DTP*472*RD8*" + days.encode(), 1)
    assert told(dead) == expected


def test_such_a_claim_is_sent_back() -> None:
    (late,) = beyond(changed(COVER, DIED + "20261109"))
    assert (late.disposition, late.status) == (Disposition.REJECT, Status("A7", "159", "QC"))
    assert (late.found, late.expected) == ("2026-11-10", "2026-11-09 or earlier")


def test_the_death_of_one_is_not_that_of_the_next() -> None:
    patients = Patients()
    patients.pass_by(1, 0, b"HL*2*1*22*0~SBR*P*18*******CI~PAT*****D8*20261101~NM1*IL*1*DOE~")
    assert patients.begin()[5] == b"20261101"
    patients.pass_by(9, 90, b"HL*3*1*22*1~SBR*P********CI~NM1*IL*1*ROE~")
    patients.pass_by(12, 120, b"HL*4*3*23*0~PAT*19****D8*20261102~NM1*QC*1*ROE~")
    assert patients.begin()[5] == b"20261102"
    patients.pass_by(15, 150, b"HL*5*3*23*0~PAT*19~NM1*QC*1*ROE~")
    assert patients.begin()[5] == b""
