"""What a 277CA says of each claim that the guide refuses: A3:684 and what it is about, to that claim and no other."""

from __future__ import annotations

from itertools import pairwise

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import answer_claims
from clearlane.standards.x12.claim_statuses import MOST_STATUSES
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from tests.standards.guides.pyx12_verdict import pyx12_verdict
from tests.standards.x12.small_files import AT
from tests.standards.x12.x12_texts import changed, counted, join, lines

LIVES = ["A1:20"]
BACK = "A3:684"


def answer(data: bytes) -> bytes:
    """The 277CA about a file, valid in our eyes and in others'."""
    (interchange,) = x12.report([data]).interchanges
    written = answer_claims(interchange, read=lambda at, length: data[at : at + length], control=7, at=AT)
    assert written is not None
    assert x12.report([written]).findings == ()
    assert pyx12_verdict(written).accepted is True, written
    return written


def statuses(data: bytes) -> dict[str, list[str]]:
    """What is said of each claim, by its number."""
    told: dict[str, list[str]] = {}
    for one in answer(data).decode().split("*PT~")[1:]:
        segments = [segment.split("*") for segment in one.split("~")]
        number = next(each[2] for each in segments if each[:2] == ["TRN", "2"])
        told[number] = [each[1] for each in segments if each[0] == "STC"]
    return told


def in_claim(*changes: tuple[str, str]) -> bytes:
    """The clean file with segments of claim A2 changed, or taken out where nothing is given."""
    segments = lines()
    start = next(n for n, one in enumerate(segments) if one.startswith("CLM*A2"))
    for old, new in changes:
        at = next(n for n in range(start, len(segments)) if segments[n].startswith(old))
        segments[at : at + 1] = new.split("\n") if new else []
    return join(counted(segments))


CLAIM = {
    "a day that is none": (("DTP*472", "DTP*472*D8*20261312"), ["A7:187"]),
    "no day": (("DTP*472", ""), ["A6:187"]),
    "a range by another qualifier": (("DTP*472", "DTP*472*D8*20261111-20261112"), ["A7:187"]),
    "a qualifier that is none": (("DTP*472", "DTP*472*XX*20261111"), ["A7:187"]),
    "a charge that is no number": (("CLM*A2", "CLM*A2*8O***11:B:1*Y*A*Y*Y"), ["A7:178"]),
    "no charge": (("CLM*A2", "CLM*A2****11:B:1*Y*A*Y*Y"), ["A6:178"]),
    "a number longer than it may be": (("CLM*A2", f"CLM*{'A' * 39}*80***11:B:1*Y*A*Y*Y"), ["A7:478"]),
    "no frequency": (("CLM*A2", "CLM*A2*80***11:B*Y*A*Y*Y"), ["A6:535"]),
    "a signature that nobody knows": (("CLM*A2", "CLM*A2*80***11:B:1*Q*A*Y*Y"), ["A7:466:85"]),
    "a pointer that is missing": (("SV1*HC:99212", "SV1*HC:99212*80*UN*1"), ["A6:477"]),
    "a line charge that is no number": (("SV1*HC:99212", "SV1*HC:99212*8O*UN*1***1"), ["A7:583"]),
    "a modifier that is too long": (("SV1*HC:99212", "SV1*HC:99212:255*80*UN*1***1"), ["A7:453"]),
    "a unit of other places": (("SV1*HC:99212", "SV1*HC:99212*80*DA*1***1"), ["A7:659"]),
    "no service": (("SV1*HC:99212", ""), ["A6:247"]),
    "a diagnosis of no kind": (("HI*ABK", "HI*QQQ:J020"), ["A7:255"]),
    "too many components of the first diagnosis": (("HI*ABK", "HI*ABK:J020:1:2:3:4:5:6:7:8"), ["A7:254"]),
    "no diagnoses": (("HI*ABK", ""), ["A6:255"]),
    "a rendering person without a name": (("HI*ABK", "HI*ABK:J020\nNM1*82*1**ANN****XX*1245319599"), ["A6:504:82"]),
    "a prior authorization without a number": (("HI*ABK", "REF*F8\nHI*ABK:J020"), ["A6:464"]),
}


@pytest.mark.parametrize("what", CLAIM)
def test_what_is_wrong_in_a_claim_is_said_of_it_alone(what: str) -> None:
    change, expected = CLAIM[what]
    told = statuses(in_claim(change))
    assert list(told.values()) == [LIVES, [BACK, *expected], LIVES]


def test_what_is_missing_at_the_end_of_a_claim_is_not_told_of_the_next() -> None:
    told = statuses(in_claim(("SV1*HC:99212", ""), ("DTP*472", "")))
    assert told["A2"][0] == BACK
    assert told["A3"] == LIVES


def test_each_thing_is_said_once_in_the_order_of_the_file() -> None:
    told = statuses(in_claim(("CLM*A2", "CLM*A2*8O***11:B:1*Q*A*Y*Y"), ("SV1*HC", "SV1*HC:99212*8O*UN*1***1")))
    assert told["A2"] == [BACK, "A7:178", "A7:466:85", "A7:583"]


LEVELS = {
    "the subscriber's birth date": ("DMG*D8*1980", "DMG*D8*19800231*F", {"A1": ["A7:158:IL"]}),
    "no birth date of a subscriber": ("DMG*D8*1980", "", {"A1": ["A6:158:IL"]}),
    "the member's id": ("NM1*IL*1*DOE", "NM1*IL*1*DOE*JANE", {"A1": ["A6:164:IL"]}),
    "the patient's birth date": ("DMG*D8*2015", "DMG*D8*20150231*M", {"A2": ["A7:158:QC"], "A3": ["A7:158:QC"]}),
    "the patient's relation": ("PAT*19", "PAT*77", {"A2": ["A7:156"], "A3": ["A7:156"]}),
    "the patient's street": ("N3*2 MAIN", "", {"A2": ["A6:503:QC"], "A3": ["A6:503:QC"]}),
}


@pytest.mark.parametrize("what", LEVELS)
def test_what_is_wrong_in_a_level_is_said_of_each_claim_beneath(what: str) -> None:
    old, new, dead = LEVELS[what]
    told = statuses(changed(old, new))
    assert told == {number: [BACK, *dead[number]] if number in dead else LIVES for number in ("A1", "A2", "A3")}


def test_a_claim_with_many_faults_has_no_more_statuses_than_a_reader_can_use() -> None:
    body = lines()
    at = next(n for n, one in enumerate(body) if one.startswith("CLM*A2"))
    body[at] = "CLM*A2*8O***11:B:11*Q*Q*Q*Q*Q*QQ*QQ********QQ"
    body[at + 1] = "PWK*QQ*QQ\nK3*\nCN1*QQ*X\nCR1*XX\nHI*QQQ:J020"
    told = statuses(join(counted([each for one in body for each in one.split("\n")])))
    assert len(told["A2"]) <= MOST_STATUSES
    assert len(told["A2"]) == len(set(told["A2"]))


DENSITY = {"837p": 0.3, "837i": 0.3, "837d": 0.3}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", DENSITY)
def test_whatever_breaks_one_claim_the_others_are_received(kind: str, seed: int) -> None:
    data = from_guide(GuideOrder(kind=kind, seed=seed, units=3, density=DENSITY[kind]))
    (one,) = x12.report([data]).sets
    spans = one.claims
    middle = spans[1]
    text = data[middle.offset : middle.offset + middle.length]
    broken = text.replace(b"CLM*", b"CLM*X" + b"Y" * 40, 1)
    (after,) = x12.report([data.replace(text, broken, 1)]).sets
    assert [each.dead for each in after.claims] == [False, True, False]
    told = list(statuses(data.replace(text, broken, 1)).values())
    assert (told[0], told[2]) == (LIVES, LIVES)
    assert told[1] == [BACK, "A7:478"]


def test_claims_of_a_set_lie_one_behind_the_other() -> None:
    (one,) = x12.report([join(lines())]).sets
    assert all(first.last_segment < second.first_segment for first, second in pairwise(one.claims))


def test_what_is_wrong_with_an_accident_is_said_to_be_its_date() -> None:
    missing = in_claim(("CLM*A2", "CLM*A2*80***11:B:1*Y*A*Y*Y**OA"))
    wrong = in_claim(("CLM*A2", "CLM*A2*80***11:B:1*Y*A*Y*Y**OA\nDTP*439*D8*20261301"))
    assert statuses(wrong)["A2"] == ["A3:684", "A7:727"]
    assert statuses(missing)["A2"] == ["A3:684", "A6:727"]
