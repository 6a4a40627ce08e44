"""What other payers decided (`care.decisions`), and numbers of laboratories."""

from __future__ import annotations

import pytest

from clearlane.vocabulary.finding import Disposition, Status
from tests.standards.x12.care.service_texts import beyond, told
from tests.standards.x12.x12_texts import CLAIMS, changed, counted, join, lines

RENDERING = "NM1*82*1*HART*ANN****XX*1245319599"
COVER = "SBR*S*18*******CI\nOI***Y***Y\nNM1*IL*1*DOE*JANE****MI*X1\nNM1*PR*2*LAKE*****PI*LAKE"
DAY, LINE = "\nDTP*573*D8*{}", "REF*6R*L1\nSVD*LAKE*80*HC:99213**1\nCAS*CO*{}\nDTP*573*D8*{}"
ABOVE = "\nCAS*CO*{}\nAMT*D*130\nOI"
MADE = "20261124"


def paid(*, day: str = "", above: str = "", line: str = "") -> bytes:
    """The first claim with another payer: the day he decided, what he adjusted for the claim and for a line."""
    cover = COVER.replace("\nOI", ABOVE.format(above) if above else "\nAMT*D*130\nOI" if line else "\nOI")
    text = CLAIMS.replace(RENDERING, f"{RENDERING}\n{cover}{DAY.format(day) if day else ''}")
    return join(counted(lines(text.replace("REF*6R*L1", line or "REF*6R*L1"))))


ROWS = [
    ({}, ""),
    ({"day": MADE}, ""),
    ({"day": "20261125"}, "2330B DTP03 decision_future 2026-11-25"),
    ({"above": "45*20", "day": "20261115"}, ""),
    ({"line": LINE.format("45*20", "20261115"), "day": "20261115"}, "2330B DTP03 decided_twice 20261115"),
    ({"line": LINE.format("45*20", "20261116"), "day": "20261115"}, "2330B DTP03 decided_twice 20261115"),
    ({"above": "45*10**97*10", "day": "20261115"}, ""),
    ({"line": LINE.format("45*20", "20261115")}, ""),
    ({"day": "20261110"}, ""),
    ({"day": "20261109"}, "2330B DTP03 decision_early 2026-11-09"),
    ({"line": LINE.format("45*20", "20261109")}, "2430 DTP03 decision_early 2026-11-09"),
    ({"line": LINE.format("45*20", "20261125")}, "2430 DTP03 decision_future 2026-11-25"),
]


@pytest.mark.parametrize(("what", "expected"), ROWS)
def test_what_another_payer_decided_is_judged_where_it_stands(what: dict[str, str], expected: str) -> None:
    assert told(paid(**what)) == expected


def test_a_decision_in_the_future_is_refused() -> None:
    (future,) = beyond(paid(day="20261125"))
    assert (future.disposition, future.status) == (Disposition.REJECT, Status("A7", "516"))


def test_a_service_in_the_future_has_no_decision_before_it() -> None:
    late = paid(line=LINE.format("45*20", "20261115"), day="").replace(b"20261110", b"20261126")
    assert told(late) == "2400 DTP03 future 2026-11-26"


@pytest.mark.parametrize(
    ("id", "expected"),
    [("05D0123456", ""), ("05D012345", "laboratory 05D012345"), ("0512345678", "laboratory 0512345678")],
)
def test_the_number_of_a_laboratory_has_its_shape(id: str, expected: str) -> None:
    assert told(changed("HI*ABK:E119", f"REF*X4*{id}\nHI*ABK:E119*ABF:I10")) == (expected and f"2300 REF02 {expected}")
    assert told(changed("REF*6R", f"REF*X4*{id}\nREF*6R*L1")) == (expected and f"2400 REF02 {expected}")
    assert told(changed("REF*6R", f"REF*F4*{id}\nREF*6R*L1")) == (expected and f"2400 REF02 {expected}")


SECOND = COVER.replace("SBR*S", "SBR*T").replace("LAKE", "POND")


def test_each_payer_tells_his_day_by_himself() -> None:
    data = paid(line=LINE.format("45*20", "20261115"))
    other = data.replace(b"~LX*1~", b"~" + (SECOND + DAY.format("20261115")).replace("\n", "~").encode() + b"~LX*1~", 1)
    counted_anew = join(counted(other.decode().split("~")[:-1]))
    assert told(counted_anew) == ""
    # of two payers with one id it is not known whose day it is
    assert told(counted_anew.replace(b"POND", b"LAKE")) == "2330B NM109 other_payer_repeated LAKE"
