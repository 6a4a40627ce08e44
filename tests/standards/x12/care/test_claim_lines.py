"""Lines of a claim: their numbers, what they point to, ranges of days (`care.lines`)."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.balance.cut import cut_claim
from clearlane.standards.x12.care.lines import are_numbered, parts_of_rest
from tests.standards.guides.test_837i_by_hand import STAY
from tests.standards.x12.care.service_texts import Row, beyond, told, told_of
from tests.standards.x12.x12_texts import CLAIMS, changed, counted, join, lines

FIRST = "SV1*HC:99213"
DAY = "DTP*472*D8*20261110"
HEAD = "SV1*HC:99213*100*UN*1***"
PROFESSIONAL: list[Row] = [
    ("LX*1", "LX*2", "2400 LX01 number 2"),
    ("LX*2", "LX*1", "2400 LX01 number 1"),
    ("LX*2", "LX*3", "2400 LX01 number 3"),
    ("LX*2", "LX*02", ""),
    ("LX*1", "LX*0", "2400 LX01 number 0"),
    (FIRST, f"{HEAD}1", ""),
    (FIRST, f"{HEAD}2:1", ""),
    (FIRST, f"{HEAD}3", "2400 SV107 pointer 3"),
    (FIRST, f"{HEAD}1:3", "2400 SV107 pointer 3"),
    (FIRST, f"{HEAD}2:2", "2400 SV107 pointer 2"),
    (FIRST, f"{HEAD}12", "2400 SV107 pointer 12"),
    ("HI*ABK:E119", "HI*ABK:E119", "2400 SV107 pointer 2"),
    ("HI*ABK:E119", "HI*ABK:E119**ABF:I10", "2400 SV107 pointer 2"),
    (DAY, "DTP*472*RD8*20261110-20261110", ""),
    (DAY, "DTP*472*RD8*20261109-20261110", ""),
    (DAY, "DTP*472*RD8*20261110-20261109", "2400 DTP03 days_reversed 20261110-20261109"),
]
INSTITUTIONAL: list[Row] = [
    ("DTP*434*RD8*20261101", "DTP*434*RD8*20261105-20261101", "days_reversed 20261105-20261101"),
    ("LX*1", "LX*2", "2400 LX01 number 2"),
]
TURNED = "DTP*434*RD8*20261105-20261101"
DENTAL: list[Row] = [("LX*1", "LX*7", "2400 LX01 number 7")]


@pytest.mark.parametrize("row", PROFESSIONAL, ids=[row[1] for row in PROFESSIONAL])
def test_the_lines_of_a_professional_claim_are_judged(row: Row) -> None:
    assert told_of("P", row) == row[2]


@pytest.mark.parametrize("row", INSTITUTIONAL, ids=[row[1] for row in INSTITUTIONAL])
def test_the_lines_and_the_statement_of_an_institutional_claim_are_judged(row: Row) -> None:
    assert row[2] in told_of("I", row)


def test_a_statement_that_is_turned_round_is_told_once() -> None:
    before = told(join(lines(STAY))).split("; ")
    after = told(changed("DTP*434*RD8*20261101", TURNED, STAY)).split("; ")
    assert [one for one in after if one not in before] == ["2300 DTP03 days_reversed 20261105-20261101"]


def test_pointers_go_by_the_places_of_diagnoses_and_not_by_their_number() -> None:
    gap = changed("HI*ABK:E119", "HI*ABK:E119**ABF:I10").replace(b"***1:2~", b"***1:3~", 1)
    assert told(gap) == ""
    (found,) = beyond(gap.replace(b"***1:3~", b"***2~", 1))
    assert found.remedy == "Point to 1, 3, each once"


@pytest.mark.parametrize(
    ("pointers", "what", "remedy"),
    [
        ("1:9", "The line points to diagnosis 9, which the claim has not", "Point to 1 to 2, each once"),
        ("1:1", "The line points to diagnosis 1 twice", "Point to 1 to 2, each once"),
    ],
)
def test_a_pointer_is_told_to_lead_nowhere_or_to_come_twice(pointers: str, what: str, remedy: str) -> None:
    (found,) = beyond(join(lines(CLAIMS)).replace(b"***1:2", f"***{pointers}".encode()))
    assert (found.what, found.remedy) == (what, remedy)


def test_where_a_claim_has_one_diagnosis_there_is_one_place_to_point_to() -> None:
    data = join(lines(CLAIMS)).replace(b"SV1*HC:99212*80*UN*1***1", b"SV1*HC:99212*80*UN*1***2")
    (found,) = beyond(data)
    assert found.remedy == "Point to 1"


@pytest.mark.parametrize("row", DENTAL, ids=[row[1] for row in DENTAL])
def test_the_lines_of_a_dental_claim_are_numbered_too(row: Row) -> None:
    assert row[2] in told_of("D", row)


@pytest.mark.parametrize(("second", "wrong"), [("LX*9", (5, 9, 5, 5)), ("LX*6", (5, 5, 5))])
def test_each_wrong_line_is_told_by_itself_but_for_those_that_go_on_counting(
    second: str, wrong: tuple[int, ...]
) -> None:
    data = join(lines(CLAIMS)).replace(b"LX*1", b"LX*5").replace(b"LX*2", second.encode())
    assert told(data) == "; ".join(f"2400 LX01 number {n}" for n in wrong)


def test_a_wrong_line_is_sent_back_in_the_277ca_and_not_in_the_999() -> None:
    (found,) = beyond(join(lines(CLAIMS)).replace(b"***1:2", b"***1:9"))
    assert (found.level, found.unit, found.answer, str(found.status)) == (4, "claim", (), "A7:477")
    assert found.remedy == "Point to 1 to 2, each once"


COVER = "SBR*S*18*******CI\nAMT*D*130\nOI***Y*P**Y\nNM1*IL*1*DOE*JANE****MI*W1\nNM1*PR*2*LAKE MUTUAL*****PI*LAKE"
DECIDED = "REF*6R*L1\nSVD*{}*80*HC:99213**1\nCAS*CO*45*20\nDTP*573*D8*20261115"


@pytest.mark.parametrize(("payer", "expected"), [("LAKE", ""), ("POND", "2430 SVD01 other_payer POND")])
def test_a_decision_is_of_another_payer_of_the_claim(payer: str, expected: str) -> None:
    covered = changed("NM1*82", f"NM1*82*1*HART*ANN****XX*1245319599\n{COVER}").decode().split("~")[:-1]
    at = next(n for n, one in enumerate(covered) if one.startswith("REF*6R"))
    segments = [*covered[:at], *DECIDED.format(payer).split("\n"), *covered[at + 1 :]]
    assert told(join(counted(segments))) == expected


def test_a_decision_in_a_claim_without_another_payer_is_nobodys() -> None:
    (found,) = beyond(changed("REF*6R", DECIDED.format("LAKE")))
    assert (found.rule, str(found.status)) == ("lines.other_payer", "A7:479")
    assert found.remedy == "Send the id of a payer of a coverage (2320) in the claim"


CLAIM = b"CLM*A~HI*ABK:X*ABF:Y~LX*1~SV1*HC:1*1*UN*1***1:2~LX*2~SV1*HC:1*1*UN*1***2~"


@pytest.mark.parametrize(
    ("old", "new", "in_order"),
    [
        (b"", b"", True),
        (b"LX*2", b"LX*3", False),
        (b"LX*2~", b"LX*2~K3*A~", False),
        (b"SV1*HC:1*1*UN*1***1", b"SV2*0450", False),
    ],
)
def test_usual_lines_are_proven_by_a_look(old: bytes, new: bytes, in_order: bool) -> None:
    assert are_numbered(cut_claim(CLAIM.replace(old, new), b"SV1")) is in_order


def test_what_stands_behind_the_charge_is_known_by_its_place() -> None:
    assert parts_of_rest(b"SV1", b"UN*1*11**1:2*5") == (b"UN", b"11", b"1:2")
    assert parts_of_rest(b"SV1", b"UN*1") == (b"UN", b"", b"")
    assert parts_of_rest(b"SV3", b"11*10*I*1*****1:2") == (b"", b"11", b"1:2")


def test_more_lines_than_are_told_so_fast_are_left_to_the_slow_way() -> None:
    many = b"CLM*A~HI*ABK:X~" + b"".join(b"LX*%d~SV1*HC:1*1*UN*1***1~" % n for n in range(1, 80))
    with pytest.raises(LookupError):
        are_numbered(cut_claim(many, b"SV1"))
