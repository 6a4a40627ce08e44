"""Anesthesia, equipment, drugs and inpatient places of a professional claim (`care.professional`, `drugs`)."""

from __future__ import annotations

import pytest

from clearlane.vocabulary.finding import Severity, Status
from tests.standards.x12.care.service_texts import Row, beyond, told_of
from tests.standards.x12.x12_texts import changed

LINE = "SV1*HC:81002"
DAY = "DTP*472*D8*20261110"
RENTED = f"{LINE}*50*UN*1***1"
CMN = "PWK*CT*AD\nCR3*I*MO*12\n"
DATES = f"{DAY}\nDTP*463*D8*20261101\nDTP*461*D8*20261105"
LAST = "DTP*472*D8*20261112"

FIRST = "HI*ABK:E119"
ONSET: list[Row] = [
    (FIRST, "DTP*431*D8*20261110\nHI*ABK:E119*ABF:I10", ""),
    (FIRST, "DTP*431*D8*20261111\nHI*ABK:E119*ABF:I10", "2300 DTP03 onset 2026-11-11"),
    (FIRST, "DTP*431*D8*20261111\nREF*EA*M1\nHI*ABK:E119*ABF:I10", "2300 DTP03 onset 2026-11-11"),
    (FIRST, "DTP*454*D8*20261111\nHI*ABK:E119*ABF:I10", ""),
]
ANESTHESIA: list[Row] = [
    (LINE, "SV1*HC:00790:AA*50*MJ*45***1", ""),
    (LINE, "SV1*HC:00790:AA*50*UN*3***1", "2400 SV103 anesthesia_units 00790"),
    (LINE, "SV1*HC:01999*50*UN*3***1", "2400 SV103 anesthesia_units 01999"),
    (LINE, "SV1*HC:00100*50*UN*3***1", "2400 SV103 anesthesia_units 00100"),
    (LINE, "SV1*HC:00099*50*UN*3***1", ""),
    (LINE, "SV1*HC:02000*50*UN*3***1", ""),
    (LINE, "SV1*HC:0075T*50*UN*3***1", ""),
    (LINE, "SV1*HC:01996*50*UN*1***1", ""),
    (LINE, "SV1*HC:01953*50*UN*1***1", ""),
    (LINE, "SV1*HC:01996*50*MJ*20***1", ""),
    (LINE, "SV1*HC:00790*50*MJ*0***1", "2400 SV104 no_minutes 0"),
    (LINE, "SV1*HC:00790*50*MJ*.0***1", "2400 SV104 no_minutes .0"),
    (LINE, "SV1*HC:00790*50*MJ*0.5***1", ""),
    (LINE, "SV1*HC:99213*50*MJ*15***1", "2400 SV103 minutes_elsewhere 99213"),
    (LINE, "SV1*WK:00790*50*UN*3***1", ""),
]
INPATIENT: list[Row] = [
    ("CLM*A1", "CLM*A1*150***21:B:1*Y*A*Y*Y", "2300 CLM05-1 inpatient_place 21"),
    ("CLM*A1", "CLM*A1*150***21:B:1*Y*A*Y*Y\nDTP*435*D8*20261109", ""),
    ("CLM*A1", "CLM*A1*150***61:B:1*Y*A*Y*Y\nDTP*096*D8*20261111", "2300 CLM05-1 inpatient_place 61"),
    ("CLM*A1", "CLM*A1*150***21:B:1*Y*A*Y*Y\nDTP*435*D8*20261109\nDTP*096*D8*20261109", ""),
    (
        "CLM*A1",
        "CLM*A1*150***21:B:1*Y*A*Y*Y\nDTP*435*D8*20261109\nDTP*096*D8*20261108",
        "2300 DTP03 discharge_early 2026-11-08",
    ),
    ("CLM*A1", "CLM*A1*150***22:B:1*Y*A*Y*Y", ""),
    (LINE, f"{LINE}*50*UN*1*51**1", "2400 SV105 inpatient_place 51"),
    (LINE, f"{LINE}*50*UN*1*22**1", ""),
]
EQUIPMENT: list[Row] = [
    (LINE, f"{RENTED}\nSV5*HC:81002*DA*30*25*600*4", ""),
    (LINE, f"{RENTED}\nSV5*HC:E0601*DA*30*25*600*4", "2400 SV501 equipment_code E0601"),
    (LINE, f"{RENTED}\nSV5*HC:81002*DA*0*25*600*4", "2400 SV503 equipment_need 0"),
    (DAY, f"{CMN}{DATES}", ""),
    (DAY, f"{CMN}{DAY}\nDTP*461*D8*20261105", "2400 CR301 certificate"),
    (DAY, f"{CMN}{DAY}", "2400 CR301 certificate"),
    (DAY, f"PWK*CT*AD\n{DAY}", "2400 PWK01 certificate"),
    (DAY, f"PWK*CT*BM***AC*12\n{DAY}", ""),
    (DAY, f"{CMN.replace('*I*', '*R*')}{DATES}", "2400 CR301 certificate"),
    (DAY, f"{CMN.replace('*I*', '*S*')}{DAY}\nDTP*607*D8*20261101{DATES[len(DAY) :]}", ""),
    (DAY, f"{CMN.replace('*12', '*0')}{DATES}", "2400 CR303 equipment_need 0"),
]
DRUGS: list[Row] = [
    (LAST, f"{LAST}\nLIN**N4*00002751001\nCTP****2*ML", ""),
    (LAST, f"{LAST}\nLIN**N4*0002751001\nCTP****2*ML", "2410 LIN03 drug_number 0002751001"),
    (LAST, f"{LAST}\nLIN**N4*00002-7510-01\nCTP****2*ML", "2410 LIN03 drug_number 00002-7510-01"),
    (LAST, f"{LAST}\nLIN**N4*000027510011\nCTP****2*ML", "2410 LIN03 drug_number 000027510011"),
    (LAST, f"{LAST}\nLIN**UP*0002751001\nCTP****2*UN", ""),
    (LAST, f"{LAST}\nLIN**N4*00002751001\nCTP****0*ML", "2410 CTP04 drug_quantity 00002751001"),
    (LAST, f"{LAST}\nLIN**N4*00002751001\nCTP****.25*ML", ""),
]


def test_an_illness_may_begin_between_two_services() -> None:
    data = changed(DAY, f"{DAY[:-2]}12").replace(b"~HI*ABK:E119", b"~DTP*431*D8*20261111~HI*ABK:E119")
    assert [one.rule for one in beyond(data.replace(b"SE*48*", b"SE*49*"))] == []


@pytest.mark.parametrize("row", [*ONSET, *ANESTHESIA, *INPATIENT, *EQUIPMENT, *DRUGS])
def test_each_service_says_what_it_must(row: Row) -> None:
    assert told_of("P", row) == row[2]


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        (DAY, f"{CMN}{DAY}", "the day on which therapy began (DTP*463)"),
        (DAY, f"{CMN.replace('*I*', '*R*')}{DATES}", "the day of recertification (DTP*607)"),
        (DAY, f"PWK*CT*NS\n{DAY}", "its own segment (CR3)"),
    ],
)
def test_a_certificate_says_all_that_it_lacks_at_once(old: str, new: str, missing: str) -> None:
    (found,) = beyond(changed(old, new))
    assert (found.expected, found.severity, found.level) == (missing, Severity.WARNING, 6)
    assert missing in found.what


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        (LINE, "SV1*HC:00790*50*UN*3***1", Status("A7", "476")),
        (LINE, "SV1*HC:00790*50*MJ*0***1", Status("A7", "476")),
        ("CLM*A1", "CLM*A1*150***21:B:1*Y*A*Y*Y", Status("A6", "189")),
        (LAST, f"{LAST}\nLIN**N4*0002751001\nCTP****2*ML", Status("A7", "218")),
    ],
)
def test_what_rejects_has_its_claim_status(old: str, new: str, status: Status) -> None:
    (found,) = beyond(changed(old, new))
    assert (found.status, found.unit, found.level, found.severity) == (status, "claim", 6, Severity.ERROR)
