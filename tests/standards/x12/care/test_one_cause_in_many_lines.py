"""What one slip of the claim makes wrong in each of its lines is told once; what is wrong by itself, by itself."""

from __future__ import annotations

import pytest

from tests.standards.guides.test_837i_by_hand import STAY
from tests.standards.x12.care.service_texts import beyond, told
from tests.standards.x12.x12_texts import CLAIMS, counted, join, lines

COVER = "SBR*S*18*******CI\nAMT*D*100\nOI***Y*P**Y\nNM1*IL*1*DOE*JANE****MI*W1\nNM1*PR*2*LAKE MUTUAL*****PI*LAKE"
DECIDED = "\nSVD*{}*50*HC:99213**1\nDTP*573*D8*20261115"
FIRST, SECOND = "2026-11-25", "2026-11-26"


def with_lines(bodies: list[str], cover: str = "") -> bytes:
    """The first claim of the file alone, with these lines behind its numbers."""
    text = lines(CLAIMS)
    head = text[: text.index("LX*1")]
    rows = [row for n, body in enumerate(bodies, 1) for row in (f"LX*{n}", *body.split("\n"))]
    charge = f"CLM*A1*{50 * len(bodies)}***11:B:1*Y*A*Y*Y"
    claim = [charge if row.startswith("CLM*") else row for row in head]
    return join(counted([*claim, *cover.split(), *rows, "SE*0*0001", "GE*1*101", "IEA*1*000000101"]))


def line(pointers: str = "1", day: str = "20261110") -> str:
    return f"SV1*HC:99213*50*UN*1***{pointers}\nDTP*472*D8*{day}"


@pytest.mark.parametrize(
    ("pointers", "expected"),
    [
        (["3", "1", "3"], ["3"]),
        (["3", "4", "1:3"], ["3", "4"]),
        (["1:1", "1:1", "1"], ["1", "1"]),
        (["3", "3:1:1", "3:4"], ["3", "1", "4"]),
    ],
)
def test_a_diagnosis_that_the_claim_has_not_is_told_once(pointers: list[str], expected: list[str]) -> None:
    data = with_lines([line(one) for one in pointers])
    assert told(data) == "; ".join(f"2400 SV107 pointer {one}" for one in expected)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(["20261125", "20261126"], [FIRST]), (["20261125", "20261110", "20261126"], [FIRST, SECOND])],
)
def test_where_all_days_are_after_that_of_the_set_it_is_told_once(days: list[str], expected: list[str]) -> None:
    data = with_lines([line(day=day) for day in days])
    assert told(data) == "; ".join(f"2400 DTP03 future {one}" for one in expected)


def test_a_service_after_the_set_is_refused_beside_one_that_only_ends_later() -> None:
    span = line().replace("D8*20261110", "RD8*20261120-20261130")
    days = [span, span, line(day="20261125")]
    told_twice = "2400 DTP03 future_end 2026-11-30; 2400 DTP03 future 2026-11-25"
    assert told(with_lines(days)) == told_twice
    assert {one.rule for one in beyond(with_lines(days[::-1]))} == {"lines.future", "lines.future_end"}


@pytest.mark.parametrize(("numbers", "wrong"), [("0123", ["0"]), ("2345", ["2"]), ("1234", []), ("1335", ["3", "5"])])
def test_lines_that_go_on_counting_behind_a_wrong_one_are_right(numbers: str, wrong: list[str]) -> None:
    data = with_lines([line()] * 4)
    for place, number in reversed(list(enumerate(numbers, 1))):
        data = data.replace(b"~LX*%d~" % place, b"~LX*%s#~" % number.encode())
    assert told(data.replace(b"#", b"")) == "; ".join(f"2400 LX01 number {one}" for one in wrong)


@pytest.mark.parametrize(
    ("payers", "expected"),
    [
        (["POND", "POND"], ["POND"]),
        (["LAKE", "POND"], ["POND"]),
        (["POND", "BAY"], ["POND", "BAY"]),
    ],
)
def test_a_payer_that_the_claim_has_not_is_told_once(payers: list[str], expected: list[str]) -> None:
    data = with_lines([line() + DECIDED.format(payer) for payer in payers], COVER.replace(" ", "_"))
    assert told(data) == "; ".join(f"2430 SVD01 other_payer {one}" for one in expected)


@pytest.mark.parametrize("decided", ["LAKE", "POND"])
def test_the_id_of_another_payer_in_the_place_of_ones_own_is_one_finding(decided: str) -> None:
    second = COVER.replace("SBR*S", "SBR*T").replace(" ", "_")
    lines_of_both = [line() + DECIDED.format("LAKE") + DECIDED.format(decided)] * 2
    data = with_lines(lines_of_both, COVER.replace(" ", "_") + "\n" + second)
    assert told(data) == "2330B NM109 other_payer_repeated LAKE"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("20261007", "20261008", ["2026-10-07"]),
        ("20261007", "20261103", ["2026-10-07"]),
        ("20261103", "20261104", []),
    ],
)
def test_where_all_lines_lie_outside_of_the_statement_it_is_told_once(
    first: str, second: str, expected: list[str]
) -> None:
    text = STAY.replace("SV2*0120**4000*DA*4\n", f"SV2*0120**4000*DA*4\nDTP*472*D8*{first}\n", 1)
    text = text.replace("DTP*472*D8*20261101\nCLM*S2", f"DTP*472*D8*{second}\nCLM*S2", 1)
    found = [one for one in told(join(counted(lines(text)))).split("; ") if "outside_statement" in one]
    assert found == [f"2400 DTP03 outside_statement {one}" for one in expected]
