"""What stands right is not accused: sooner is something missing before it, or its code a slip."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from tests.standards.x12.x12_texts import PAYMENT, check_guide, counted, join, lines

CLEAN = lines()
ACKNOWLEDGED = """
GS*FA*CLEARLANE*SUBMITTER*20261124*0930*101*X*005010X231A1
ST*999*0001*005010X231A1
AK1*HC*101*005010X222A1
AK2*837*0001*005010X222A1
IK3*NM1*8*2010*8
IK4*9*67*1
AK2*837*0002*005010X222A1
IK5*A
AK9*P*2*2*1
SE*9*0001
GE*1*101
IEA*1*000000101
"""


def told(segments: list[str]) -> list[tuple[str, str]]:
    return [(one.rule, str(one.place)) for one in check_guide(join(counted(segments))).findings]


def behind(head: str, *more: str) -> list[str]:
    """The clean file with segments behind the first that begins so."""
    at = next(n for n, one in enumerate(CLEAN) if one.startswith(head)) + 1
    return [*CLEAN[:at], *more, *CLEAN[at:]]


def test_a_line_without_its_service_does_not_accuse_the_next_line() -> None:
    assert told(
        behind("DTP*472", "LX*2", "DTP*472*D8*20261110", "LX*3", "SV1*HC:99213*1*UN*1***1", "DTP*472*D8*20261110")
    ) == [("segment.missing_segment", "2400 SV1")]


def test_an_answer_to_a_set_that_lacks_its_verdict_does_not_accuse_the_next_one() -> None:
    assert told(lines(ACKNOWLEDGED)) == [("segment.missing_segment", "2000 IK5")]


def test_a_decision_without_its_day_does_not_accuse_the_next_decision() -> None:
    payer = ["SBR*S*18*******CI", "OI***Y***Y", "NM1*IL*1*DOE*JANE****MI*X1", "NM1*PR*2*OTHER*****PI*OTHER"]
    begins = CLEAN.index("LX*1")
    claim = [*CLEAN[:begins], *payer, *CLEAN[begins:]]
    at = claim.index("LX*2")
    decisions = ["SVD*OTHER*5*HC:99213**1", "SVD*OTHER*5*HC:99213**1", "DTP*573*D8*20261111"]
    assert told([*claim[:at], *decisions, *claim[at:]]) == [("segment.missing_segment", "2430 DTP")]


def test_what_follows_a_loop_that_was_left_too_early_is_told_once() -> None:
    paid = lines(PAYMENT)
    first, end = (next(n for n, one in enumerate(paid) if one.startswith(head)) for head in ("CLP", "SE*"))
    early = "PLB*1234567893*20261231*72:A*0"
    again = [one.replace("A1*1*", "A2*1*") for one in paid[first:end]]
    late = [*paid[:end], early, *again, *paid[first:end], early, *paid[end:]]
    assert told(late) == [("segment.late_segment", "2000 CLP")]
    assert told([*paid[:end], early, early, *paid[end:]]) == []


def test_a_wrong_code_makes_nothing_behind_it_late() -> None:
    segments = behind("CLM*", "REF*ZZ*1", "DTP*431*D8*20261001", "DTP*435*D8*20261001", "DTP*096*D8*20261003")
    assert told(segments) == [("element.other_code", "2300 REF01")]


@pytest.mark.parametrize(
    ("segment", "codes"),
    [("REF*ZZ*1", ("4N", "D9", "F8", "G1")), ("DTP*999*D8*20261001", ("431", "435", "484")), ("REF**1", ("4N", "F8"))],
)
def test_a_code_that_is_none_is_told_all_that_may_stand_there(segment: str, codes: tuple[str, ...]) -> None:
    (one,) = check_guide(join(counted(behind("CLM*", segment)))).findings
    assert set(codes) <= set(one.expected.replace(",", "").split())


def test_a_role_that_is_none_is_told_those_of_the_loops_that_may_begin_there() -> None:
    (one,) = check_guide(join(counted(behind("HI*ABK", "NM1*ZZ*1*HART*ANN****XX*1245319599")))).findings
    assert str(one.place).endswith("NM101")
    assert {"82", "DN", "77"} <= set(one.expected.replace(",", "").split())


def test_a_level_that_is_missing_is_told_and_no_name_is_late() -> None:
    at = next(n for n, one in enumerate(CLEAN) if one.startswith("HL*2*"))
    assert told([*CLEAN[:at], *CLEAN[at + 1 :]]) == [("segment.missing_segment", "2000B HL")]


LINE = ("LX*1", "SV1*HC:99213*100*UN*1***1", "DTP*472*D8*20261110")


def test_a_claim_without_its_first_segment_does_not_kill_the_claim_before_it() -> None:
    claim = ["HI*ABK:J020", *LINE]
    begins, ends = (next(n for n, one in enumerate(CLEAN) if one.startswith(head)) for head in ("CLM*", "SE*"))
    whole = [*CLEAN[:begins], "CLM*OK*100***11:B:1*Y*A*Y*Y", *claim]
    lost = [*whole, *claim, "CLM*Z*100***11:B:1*Y*A*Y*Y", *claim, *CLEAN[ends:]]
    report = check_guide(join(counted(lost)))
    assert [(one.rule, str(one.place)) for one in report.findings] == [("segment.missing_segment", "2300 CLM")]
    assert [(one.patient_control_number, one.dead) for one in report.sets[0].claims[-3:]] == [
        ("OK", False),
        ("", True),
        ("Z", False),
    ]


def test_what_comes_once_too_often_behind_the_lines_of_the_last_claim_is_told_so() -> None:
    ends = next(n for n, one in enumerate(CLEAN) if one.startswith("SE*"))
    again = [*CLEAN[:ends], "HI*ABK:J020", *CLEAN[ends:]]
    assert told(again) == [("segment.too_many_segments", "2300 HI")]


def test_what_follows_a_loop_of_its_own_place_does_not_say_that_the_first_is_missing() -> None:
    assert told(behind("NM1*PR", "REF*SY*123456789", "REF*Y4*1")) == [("segment.late_segment", "2010BA REF")]


@pytest.mark.parametrize("name", ["NM1*PR*2*OTHER*****PI*OTHER", "NM1*IL*1*DOE*JANE****MI*W1"])
def test_a_name_of_another_place_is_told_once(name: str) -> None:
    last_of_its_line, before_its_reference = "DTP*472*D8*20261111", "DTP*472"
    assert told(behind(last_of_its_line, name)) == [("element.other_code", "2420A NM101")]
    assert told(behind(before_its_reference, name)) == [("segment.unexpected_segment", "2400 NM1")]


def test_what_no_other_row_explains_is_told_beside_a_code_of_another_row() -> None:
    found = told(behind("DTP*472*D8*20261111", "NM1*PR*2*OTHER*****ZZZ*OTHER"))
    assert found == [("element.other_code", "2420A NM101"), ("element.bad_code", "2420A NM108")]


@pytest.mark.parametrize(
    ("lines_before", "expected"),
    [
        (1, ("segment.late_segment", "2300 HI")),
        (2, ("segment.late_segment", "2300 HI")),
        (3, ("segment.missing_segment", "2300 HI")),
        (9, ("segment.missing_segment", "2300 HI")),
    ],
)
def test_what_comes_late_is_told_once_however_late_it_comes(lines_before: int, expected: tuple[str, str]) -> None:
    begins = next(n for n, one in enumerate(CLEAN) if one.startswith("CLM*"))
    claim = [f"CLM*A*{100 * lines_before}***11:B:1*Y*A*Y*Y"]
    for number in range(1, lines_before + 1):
        claim += [f"LX*{number}", *LINE[1:]]
    late = [*CLEAN[:begins], *claim, "HI*ABK:J020", *CLEAN[begins:]]
    assert told(late) == [expected]


@pytest.mark.parametrize(("claims_before", "rule"), [(1, "segment.late_segment"), (3, "segment.missing_loop")])
def test_a_loop_that_comes_late_is_told_once_however_late_it_comes(claims_before: int, rule: str) -> None:
    at, ends = (next(n for n, one in enumerate(CLEAN) if one.startswith(head)) for head in ("NM1*PR", "HL*3"))
    claim = ["CLM*A*100***11:B:1*Y*A*Y*Y", "HI*ABK:J020", *LINE]
    late = [*CLEAN[:at], *(claims_before * claim), CLEAN[at], *CLEAN[ends:]]
    assert told(late) == [(rule, "2010BB NM1")]


EXCHANGED = {
    "a claim and its diagnoses": ("CLM*A1", "HI*ABK:E119", "before HI with ABK or BK in HI01-1 (Claim: diagnoses)"),
    "a service and its day": (
        "SV1*HC:99213",
        "DTP*472*D8*20261110",
        "before DTP with 472 in DTP01 (Line: date, service)",
    ),
    "diagnoses and a name": ("HI*ABK:E119", "NM1*82", "before NM1 with 82 in NM101 (Rendering provider)"),
    "a name and a street": ("NM1*IL*1*DOE", "N3*1 MAIN ST", "before N3 (Subscriber: street)"),
}


@pytest.mark.parametrize("what", EXCHANGED)
def test_what_comes_late_belongs_before_what_stands_in_the_file(what: str) -> None:
    first, second, expected = EXCHANGED[what]
    one, other = (next(n for n, segment in enumerate(CLEAN) if segment.startswith(head)) for head in (first, second))
    segments = list(CLEAN)
    segments[one], segments[other] = segments[other], segments[one]
    report = check_guide(join(segments))
    assert [(found.rule, found.expected) for found in report.findings] == [("segment.late_segment", expected)]
    assert [claim.patient_control_number for claim in report.sets[0].claims] == ["A1", "A2", "A3"]


def dental(*days: bool) -> list[str]:
    """An 837D of one claim without a day, with a line for each of these, dated or not."""
    made = from_guide(GuideOrder(kind="837d", seed=5, units=1)).decode().replace("\n", "").split("~")[:-1]
    bare = [one for one in made if not one.startswith("DTP*472")]
    begins = next(n for n, one in enumerate(bare) if one.startswith("LX*"))
    ends = next(n for n, one in enumerate(bare) if one.startswith("SE*"))
    service = next(one for one in bare if one.startswith("SV3*"))
    dated = ("DTP*472*D8*20261102",)
    lines_of = [one for n, day in enumerate(days, 1) for one in (f"LX*{n}", service, *(dated if day else ()))]
    return [*bare[:begins], *lines_of, *bare[ends:]]


@pytest.mark.parametrize(
    ("days", "wrong"),
    [("000", 1), ("100", 2), ("010", 2), ("001", 2), ("0110", 2), ("11", 0)],
)
def test_a_claim_without_its_day_is_told_once_and_so_is_each_line_beside_one_that_has_it(days: str, wrong: int) -> None:
    content = dental(*(day == "1" for day in days))
    assert told(content) == [("segment.missing_segment_by_rule", "2400 DTP")] * wrong
