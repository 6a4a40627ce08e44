"""Bills of who was not admitted (`care.outpatients`): days of their lines, and procedures that are coded for stays."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.balance.cut import cut_claim
from clearlane.standards.x12.care.outpatients import OUTPATIENT_BILLS, has_all_days
from clearlane.vocabulary.finding import Severity
from tests.standards.guides.test_837i_by_hand import STAY
from tests.standards.x12.care.service_texts import beyond, told
from tests.standards.x12.x12_texts import counted, join, lines

START = lines(STAY).index(next(one for one in lines(STAY) if one.startswith("CLM*")))
SEVERAL, ONE = "DTP*434*RD8*20261101-20261105", "DTP*434*RD8*20261101-20261101"
HEAD = ["HI*ABK:I2510", "NM1*71*1*HART*ANN****XX*1245319599"]
DATED, UNDATED = ["SV2*0450*HC:99283*600*UN*1", "DTP*472*D8*20261101"], ["SV2*0250**900*UN*4"]
STAYED = "HI*BBR:02703ZZ:D8:20261101*BBQ:02703ZZ:D8:20261101"


def bill(kind: str, period: str, *services: list[str], done: str = "") -> bytes:
    """One claim of a type of bill."""
    charge = sum(int(one[0].split("*")[3]) for one in services)
    claim = [f"CLM*I1*{charge}***{kind}:A:1**A*Y*Y", period, "CL1*1*7*01", HEAD[0], *([done] if done else []), HEAD[1]]
    for number, service in enumerate(services, 1):
        claim += [f"LX*{number}", *service]
    end = [one for one in lines(STAY) if one.startswith(("SE*", "GE*", "IEA*"))]
    return join(counted([*lines(STAY)[:START], *claim, *end]))


def test_a_line_says_its_day_where_the_bill_covers_several() -> None:
    assert told(bill("13", SEVERAL, DATED, UNDATED)) == "2400 LX line_day"
    assert told(bill("85", SEVERAL, UNDATED, UNDATED)) == "; ".join(["2400 LX line_day"] * 2)
    assert told(bill("13", SEVERAL, DATED, DATED)) == ""
    assert told(bill("13", ONE, DATED, UNDATED)) == ""
    assert told(bill("22", SEVERAL, DATED, UNDATED)) == ""
    (found,) = beyond(bill("13", SEVERAL, DATED, UNDATED))
    assert (found.severity, found.unit) == (Severity.WARNING, "")


def test_procedures_of_stays_are_not_coded_on_it() -> None:
    told_of = told(bill("13", ONE, DATED, done=STAYED.split("*BBQ", maxsplit=1)[0]))
    assert told_of == "2300 HI01-2 outpatient_procedure 02703ZZ"
    assert "outpatient_procedure" not in told(bill("22", ONE, DATED, done=STAYED.split("*BBQ", maxsplit=1)[0]))


@pytest.mark.parametrize(
    ("kind", "data", "proven"),
    [
        (b"13", b"LX*1~SV2*0250**1*UN*1~DTP*472*D8*20261101~", True),
        (b"13", b"LX*1~SV2*0250**1*UN*1~LX*2~SV2*0250**1*UN*1~DTP*472*D8*20261101~", False),
        (b"22", b"LX*1~SV2*0250**1*UN*1~", True),
    ],
)
def test_its_days_are_proven_by_how_many_there_are(kind: bytes, data: bytes, proven: bool) -> None:
    assert has_all_days(cut_claim(b"CLM*I1*1***" + kind + b":A:1~" + data, b"SV2")) is proven
    assert b"11" not in OUTPATIENT_BILLS
