"""Diagnoses of claims (`care.diagnoses`) on the day that matters, each way to be wrong and its near miss."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.vocabulary.finding import Disposition, Severity, Status
from tests.standards.guides.test_837i_by_hand import STAY
from tests.standards.x12.care.service_texts import TEXTS, Row, beyond, told, told_of
from tests.standards.x12.x12_texts import CLAIMS, changed, join, lines

HI = "HI*ABK:E119*ABF:I10"
PROFESSIONAL: list[Row] = [
    (HI, HI, ""),
    (HI, "HI*ABK:E11.9*ABF:I10", "2300 HI01-2 diagnosis_written E11.9"),
    (HI, "HI*ABK:e119*ABF:I10", "2300 HI01-2 diagnosis_written e119"),
    (HI, "HI*ABK:E11*ABF:I10", "2300 HI01-2 diagnosis_heading E11"),
    (HI, "HI*ABK:I10*ABF:J45", "2300 HI02-2 diagnosis_heading J45"),
    (HI, "HI*ABK:S93401*ABF:I10", "2300 HI01-2 diagnosis_heading S93401"),
    (HI, "HI*ABK:S93401A*ABF:I10", ""),
    (HI, "HI*ABK:Z9999*ABF:I10", "2300 HI01-2 diagnosis_unknown Z9999"),
    (HI, "HI*ABK:E1199*ABF:Z9999", "2300 HI01-2 diagnosis_unknown E1199; 2300 HI02-2 diagnosis_unknown Z9999"),
    (HI, "HI*ABK:123456*ABF:I10", "2300 HI01-2 diagnosis_unknown 123456"),
    (HI, "HI*ABK:M545*ABF:I10", "2300 HI01-2 diagnosis_heading M545"),
    (HI, "HI*ABK:J8417*ABF:I10", "2300 HI01-2 diagnosis_heading J8417"),
    (HI, "HI*ABK:F4329*ABF:I10", ""),
    (HI, "HI*ABK:I10*ABF:E119*ABF:I10", "2300 HI03-2 diagnosis_repeated I10"),
    (
        HI,
        "HI*ABK:I10*ABF:E119*ABF:E119*ABF:E11",
        "2300 HI03-2 diagnosis_repeated E119; 2300 HI04-2 diagnosis_heading E11",
    ),
    (HI, "HI*ABK:W010XXA*ABF:I10", "2300 HI01-2 external_cause_first W010XXA"),
    (HI, "HI*ABK:I10*ABF:W010XXA", ""),
    (HI, "HI*ABK:G63*ABF:I10", "2300 HI01-2 manifestation_first G63"),
    (HI, "HI*ABK:I10*ABF:G63", ""),
    (HI, "HI*BK:25000*BF:4019", "2300 HI01-2 diagnosis_icd9 25000; 2300 HI02-2 diagnosis_icd9 4019"),
    (HI, "HI*ABK:I10*BF:4019", "2300 HI02-2 diagnosis_icd9 4019"),
    (HI, f"{HI}\nHI*BG:01", ""),
]
"""Of a service on 2026-11-10."""
INSTITUTIONAL: list[Row] = [
    ("HI*ABK:I214", "HI*ABK:I21:::::::Y", "2300 HI01-2 diagnosis_heading I21"),
    ("HI*ABK:I214", "HI*ABK:I21.4:::::::Y", "2300 HI01-2 diagnosis_written I21.4"),
    ("HI*ABK:I214", "HI*ABK:Y929:::::::Y", "2300 HI01-2 external_cause_first Y929"),
    ("HI*ABJ", "HI*ABJ:R07", "2300 HI01-2 diagnosis_heading R07"),
    ("HI*ABJ", "HI*ABJ:I214", ""),
    ("HI*ABJ", "HI*BJ:7865", "2300 HI01-2 diagnosis_icd9 7865"),
    ("HI*APR", "HI*APR:M2556", "2300 HI01-2 diagnosis_heading M2556"),
    ("HI*ABF:E119", "HI*ABN:W010:::::::Y", "2300 HI01-2 diagnosis_heading W010"),
    ("HI*ABF:E119", "HI*ABN:W010XXA:::::::Y", ""),
    ("HI*ABF:E119", "HI*ABF:E119:::::::Y*ABF:I214:::::::Y", "2300 HI02-2 stay_diagnosis_repeated I214"),
    ("HI*BBR", "HI*BBR:4A023N8:D8:20261102", ""),
    ("HI*BBR", "HI*BBR:4A023NZ:D8:20261102", "2300 HI01-2 inpatient_procedure 4A023NZ"),
    ("HI*BBR", "HI*BBR:4A02.3N7:D8:20261102", "2300 HI01-2 inpatient_procedure 4A02.3N7"),
    ("HI*BBR", "HI*BR:3722:D8:20261102", "2300 HI01-2 diagnosis_icd9 3722"),
    ("HI*BBR", "HI*BBR:4A023N7:D8:20261102\nHI*BBQ:99999ZZ:D8:20261102", "2300 HI01-2 inpatient_procedure 99999ZZ"),
]
DENTAL: list[Row] = [
    ("HI*ABK:K0253", "HI*ABK:K02.53", "2300 HI01-2 diagnosis_written K02.53"),
    ("HI*ABK:K0253", "HI*ABK:K025", "2300 HI01-2 diagnosis_heading K025"),
    ("HI*ABK:K0253", "HI*ABK:K0253*ABF:K0253", "2300 HI02-2 diagnosis_repeated K0253"),
    ("HI*ABK:K0253", "HI*TQ:ANY1", ""),
]
ROWS = [(kind, row) for kind, rows in (("P", PROFESSIONAL), ("I", INSTITUTIONAL), ("D", DENTAL)) for row in rows]


@pytest.mark.parametrize(("kind", "row"), ROWS)
def test_each_diagnosis_is_judged_where_it_stands(kind: str, row: Row) -> None:
    assert told_of(kind, row) == row[2]


@pytest.mark.parametrize("kind", TEXTS)
def test_clean_files_have_no_finding(kind: str) -> None:
    assert beyond(join(lines(TEXTS[kind]))) == []


def served(day: str, code: str, until: str = "") -> str:
    """What is told of a diagnosis for services on a day, or from it until another."""
    data = (
        changed("HI*ABK:E119", f"HI*ABK:{code}")
        .replace(b"*20261124*", b"*20271124*")
        .replace(b"20261110", (until or day).encode())
        .replace(b"***1:2", b"***1")
    )
    first = data.replace(f"DTP*472*D8*{until or day}".encode(), f"DTP*472*D8*{day}".encode(), 1)
    return told(first)


DAYS = [
    ("20261001", "C7831", "", ""),
    ("20260930", "C7831", "", "2300 HI01-2 diagnosis_not_yet C7831"),
    ("20260930", "C7831", "20261001", ""),
    ("20210930", "M545", "", ""),
    ("20211001", "M5450", "", ""),
    ("20210930", "M5450", "", "2300 HI01-2 diagnosis_not_yet M5450"),
    ("20160930", "E11321", "", ""),
    ("20161001", "E11321", "", "2300 HI01-2 diagnosis_heading E11321"),
    ("20160930", "E11321", "20161001", ""),
    ("20150930", "E119", "", "2300 HI01-2 diagnosis_icd10 E119"),
    ("20150930", "Q99999", "", "2300 HI01-2 diagnosis_icd10 Q99999"),
    ("20150930", "E119", "20151001", ""),
    ("20270401", "E119", "", "2300 HI01-2 diagnosis_not_checked E119"),
    ("20270331", "E119", "", ""),
    ("20140601", "E1", "", "2300 HI01-2 diagnosis_unknown E1"),
]


@pytest.mark.parametrize(("day", "code", "until", "expected"), DAYS)
def test_the_day_of_service_decides(day: str, code: str, until: str, expected: str) -> None:
    assert served(day, code, until) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("20190930", ""),
        ("20191001", "2300 HI01-2 diagnosis_ended H8141"),
        ("20261110", "2300 HI01-2 diagnosis_ended H8141"),
    ],
)
def test_a_code_that_ended_says_when(day: str, expected: str) -> None:
    data = changed("HI*ABK:E119", "HI*ABK:H8141*ABF:I10").replace(b"20261110", day.encode())
    assert told(data) == expected
    assert all("2015-10-01 to 2019-09-30" in one.what for one in beyond(data))


def test_what_is_coded_in_icd_10_too_early_is_refused_and_says_what_to_do() -> None:
    (found,) = beyond(changed("HI*ABK:E119", "HI*ABK:E119").replace(b"20261110", b"20150930").replace(b"*1:2", b"*1"))
    assert (found.disposition, found.status, found.also) == (
        Disposition.REJECT,
        Status("A7", "255"),
        (Status("A7", "700"),),
    )
    assert "2015-09-30" in found.what
    assert "ICD-9" in found.remedy


def test_a_procedure_of_a_stay_before_icd_10_is_refused_too() -> None:
    early = join(lines(STAY)).replace(b"RD8*20261101-20261105", b"RD8*20150925-20150930")
    assert "inpatient_procedure 4A023N7" in "; ".join(f"{one.rule} {one.found}" for one in x12.report([early]).findings)


def test_an_old_service_may_be_coded_in_icd_9() -> None:
    data = changed("HI*ABK:E119", "HI*BK:25000*BF:4019").replace(b"20261110", b"20150930")
    assert told(data) == ""


def test_an_inpatient_is_judged_by_the_last_day_and_others_by_either_end() -> None:
    stay = changed("HI*ABK:I214", "HI*ABK:C7831:::::::Y", STAY)
    assert told(stay) == ""
    early = stay.replace(b"RD8*20261101-20261105", b"RD8*20260925-20260930").replace(b":20261102", b":20260926")
    early = early.replace(b"DT*202611010915", b"DT*202609250915").replace(b"472*D8*20261101", b"472*D8*20260926")
    assert told(early) == "2300 HI01-2 diagnosis_not_yet C7831"
    assert told(early.replace(b"20260925-20260930", b"20260925-20261001")) == ""
    visit = changed("HI*ABK:S8001XA", "HI*ABK:M545", STAY)
    assert told(visit) == "2300 HI01-2 diagnosis_heading M545"
    begun = visit.replace(b"RD8*20261110-20261110", b"RD8*20210930-20211002").replace(b"D8*20261110", b"D8*20210930")
    assert told(begun) == ""


def test_a_wrong_code_is_refused_by_the_277ca_and_not_by_the_999() -> None:
    (found,) = beyond(changed("HI*ABK:E119", "HI*ABK:E11*ABF:I10"))
    assert (found.rule, found.level, found.unit, found.answer) == ("codes.diagnosis_heading", 5, "claim", ())
    assert (found.disposition, found.status, found.also) == (
        Disposition.REJECT,
        Status("A7", "255"),
        (Status("A7", "772"),),
    )
    assert "2026-11-10" in found.what
    (dotted,) = beyond(changed("HI*ABK:E119", "HI*ABK:E11.9*ABF:I10"))
    assert (dotted.also, dotted.expected, dotted.remedy) == ((Status("A7", "700"),), "E119", "Send E119")
    (first,) = beyond(changed("HI*ABK:E119", "HI*ABK:W010XXA*ABF:I10"))
    assert (first.status, first.also) == (Status("A7", "254"), ())


def test_what_cannot_be_checked_is_told_once_and_kills_nothing() -> None:
    later = changed("HI*ABK:E119", "HI*ABK:E119*ABF:I10").replace(b"*20261124*", b"*20271124*")
    (found,) = beyond(later.replace(b"20261110", b"20270505"))
    assert (found.severity, found.found) == (Severity.WARNING, "E119, I10")
    assert "2027-03-31" in found.why


def test_each_claim_of_a_set_is_judged_by_its_own_day() -> None:
    data = changed("HI*ABK:J029", "HI*ABK:C7831", CLAIMS.replace("20261112", "20260912"))
    assert told(data) == "2300 HI01-2 diagnosis_not_yet C7831"
