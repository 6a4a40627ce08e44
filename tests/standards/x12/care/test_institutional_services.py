"""Stays and home health bills (`care.institutional`): days, status, indicators, groups and places of care."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.vocabulary.finding import Severity
from tests.standards.guides.test_837i_by_hand import STAY
from tests.standards.x12.care.service_texts import Row, beyond, told, told_of
from tests.standards.x12.x12_texts import counted, join, lines

STATEMENT, ADMITTED, LINE_DAY = "DTP*434*RD8*20261101-20261105", "DTP*435*DT*202611010915", "DTP*472*D8*20261101"
ROWS: list[Row] = [
    (ADMITTED, "DTP*435*D8*20261105", ""),
    (ADMITTED, "DTP*435*D8*20261020", ""),
    (ADMITTED, "DTP*435*D8*20261106", "2300 DTP03 admission_date 2026-11-06"),
    (ADMITTED, "DTP*435*DT*202611060915", "2300 DTP03 admission_date 2026-11-06"),
    (LINE_DAY, "DTP*472*D8*20261105", ""),
    (LINE_DAY, "DTP*472*D8*20261106", "2400 DTP03 outside_statement 2026-11-06"),
    (LINE_DAY, "DTP*472*D8*20261031", "2400 DTP03 outside_statement 2026-10-31"),
    (LINE_DAY, "DTP*472*RD8*20261101-20261105", ""),
    (LINE_DAY, "DTP*472*RD8*20261104-20261106", "2400 DTP03 outside_statement 2026-11-04 to 2026-11-06"),
    ("HI*BBR", "HI*BBR:4A023N7:D8:20261105", ""),
    ("HI*BBR", "HI*BBR:4A023N7:D8:20261030", ""),
    ("HI*BBR", "HI*BBR:4A023N7:D8:20261106", "2300 HI01-4 procedure_date 2026-11-06"),
    ("HI*BH", "HI*BI:70:RD8:20261101-20261105", ""),
    ("HI*BH", "HI*BI:70:RD8:20261105-20261105", ""),
    ("HI*BH", "HI*BI:70:RD8:20261105-20261101", "2300 HI01-4 span_reversed 20261105-20261101"),
    (
        "HI*BH",
        "HI*BI:70:RD8:20261101-20261105*BI:74:RD8:20261105-20261104",
        "2300 HI02-4 span_reversed 20261105-20261104",
    ),
    ("HI*APR", "HI*APR:M25561\nHI*BI:70:RD8:20261110-20261109", "2300 HI01-4 span_reversed 20261110-20261109"),
    ("CL1*1*7*01", "CL1*1*7*30", "2300 CL103 still_patient 1"),
    ("CL1*3*1*30", "CL1*3*1*01", ""),
    ("CLM*S3", "CLM*S3*9000***11:A:3**A*Y*Y", ""),
    ("CL1*1*1*01", "CL1*1*1*30", ""),
    ("HI*ABK:I214", "HI*ABK:I214", "2300 HI01-9 present_on_admission I214"),
    ("HI*ABF:E119", "HI*ABF:E119*ABF:I10:::::::N", "2300 HI01-9 present_on_admission E119"),
    ("HI*ABF:E119", "HI*ABF:E119*ABF:Z951", "2300 HI01-9 present_on_admission E119"),
    ("HI*ABF:E119", "HI*ABF:Z951*ABF:I252", ""),
    ("HI*ABF:E119", "HI*ABF:S93401D*ABF:Q210", ""),
    ("HI*ABF:E119", "HI*ABF:S93401A", "2300 HI01-9 present_on_admission S93401A"),
]
GROUP, PLACES = "SV2*0023*HP:1AA11*0*UN*1", "HI*BE:61:::41620*BE:85:::16001"
VISIT = "SV2*0551*HC:G0299*700*UN*1"


@pytest.mark.parametrize("row", ROWS)
def test_a_stay_fits_its_statement(row: Row) -> None:
    assert told_of("I", row) == row[2]


def test_a_hospital_that_reports_no_indicator_is_not_asked_for_any() -> None:
    data = join(lines(STAY)).replace(b":::::::Y", b"").replace(b":::::::N", b"")
    assert told(data) == ""


def home(bill: str = "32", *, frequency: str = "9", group: str = GROUP, places: str = PLACES) -> bytes:
    """The visit of the file as a bill of a home health agency."""
    segments = lines(STAY)
    at = segments.index("CLM*S2*700***13:A:1**A*Y*Y")
    line = segments.index("LX*1", at)
    end = segments.index("REF*6R*L1", at)
    service = ["LX*1", group, "DTP*472*D8*20261110", "LX*2"] if group else ["LX*1"]
    bill_of_visits = [
        f"CLM*S2*700***{bill}:A:{frequency}**A*Y*Y",
        *segments[at + 1 : line],
        *([places] if places else []),
        *service,
        VISIT,
        "DTP*472*D8*20261110",
        *segments[end:],
    ]
    return join(counted([*segments[:at], *bill_of_visits]))


def earlier(data: bytes, day: str) -> bytes:
    """That bill alone, with all of its days on another day."""
    segments = data.decode().split("~")[:-1]
    first, last, end = (
        next(n for n, one in enumerate(segments) if one.startswith(id)) for id in ("CLM*S1", "CLM*S2", "HL*3")
    )
    bill = [one.replace("20261110", day) for one in segments[last:end]]
    return join(counted([*segments[:first], *bill, "SE*1*0001", *segments[-2:]]))


WHERE = "the area of care (value code 61) and the county of care (value code 85)"
WHOLE = "the group of the period (revenue 0023 with HP)"


@pytest.mark.parametrize(
    ("bill", "missing"),
    [
        (home(), ""),
        (home(places=""), WHERE),
        (home(places="HI*BE:61:::41620"), "the county of care (value code 85)"),
        (home(group=""), WHOLE),
        (home(group="SV2*0023*HC:G0299*0*UN*1"), WHOLE),
        (home(group="SV2*0023*HP:1AA1*0*UN*1"), WHOLE),
        (home(group="", places=""), f"{WHOLE} and {WHERE}"),
        (home("34", group="", places=""), ""),
        (home("13", group="", places=""), ""),
        (earlier(home(places="HI*BE:61:::41620"), "20181110"), ""),
        (earlier(home(places="HI*BE:61:::41620"), "20190101"), "the county of care (value code 85)"),
    ],
)
def test_a_home_health_bill_says_what_it_is_paid_by(bill: bytes, missing: str) -> None:
    found = beyond(bill)
    assert [one.expected for one in found] == ([missing] if missing else [])
    assert all((one.rule, one.severity) == ("service.home_health", Severity.WARNING) for one in found)


@pytest.mark.parametrize("day", ["20261110", "20161001"])
def test_a_type_of_bill_that_ended_is_told(day: str) -> None:
    assert told(earlier(home("33"), day)) == "2300 CLM05-1 home_health_bill_type 33"


@pytest.mark.parametrize("frequency", ["A", "D"])
def test_a_notice_of_admission_needs_no_group(frequency: str) -> None:
    data = home(frequency=frequency, group="", places="")
    assert [one.rule for one in x12.report([data]).findings if one.rule.startswith("service.")] == []


def test_a_bill_of_another_type_before_it_ended_is_not_told() -> None:
    assert earlier(home("33"), "20130930").count(b"33:A") == 1
    assert not any("bill_type" in one.rule for one in x12.report([earlier(home("33"), "20130930")]).findings)
