"""Coverages (`care.coverage`, `care.patients`): who is the patient, and which payer comes first."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import answer_claims
from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.coverage import are_ranked
from clearlane.standards.x12.care.patients import Patients, payer_of
from tests.standards.guides.test_837d_by_hand import TEETH
from tests.standards.guides.test_837i_by_hand import STAY
from tests.standards.x12.care.service_texts import Row, beyond
from tests.standards.x12.x12_texts import CLAIMS, changed, counted, join, lines

SELF, OTHER = "SBR*P*18*******CI", "SBR*P********CI"
COVER = (
    "NM1*82*1*HART*ANN****XX*1245319599\nSBR*{}*18*******CI\nOI***Y*P**Y\n"
    "NM1*IL*1*DOE*JANE****MI*W1\nNM1*PR*2*LAKE*****PI*LAKE"
)
WRONG: list[Row] = [
    (SELF, "SBR*P********CI", "2000B SBR02 self_missing"),
    (OTHER, SELF, "2000B SBR02 self_with_patient 18"),
    (SELF, "SBR*S*18*******CI", "2300 CLM no_first_payer S"),
    (SELF, "SBR*U*18*******CI", ""),
    ("NM1*82", COVER.format("P"), "2320 SBR01 rank_repeated P"),
    ("NM1*82", COVER.format("S"), ""),
    ("NM1*82", COVER.format("U"), ""),
]
TYPES = [
    ("SBR*S*18*******MB", "2000B SBR05 no_insurance_type"),
    ("SBR*T*18*******MA", "2000B SBR05 no_insurance_type"),
    ("SBR*S*18***47****MB", ""),
    ("SBR*S*18*******CI", ""),
    ("SBR*U*18*******MB", ""),
    ("SBR*S********MB", "2000B SBR02 self_missing"),
]


def told(data: bytes) -> str:
    """All that is said: no address is asked for where it is not certain who is the patient."""
    found = x12.report([data]).findings
    return "; ".join(f"{one.place} {one.rule.partition('.')[2]} {one.found}".rstrip() for one in found)


def _first(segments: list[str], *heads: str) -> int:
    return next(n for n, one in enumerate(segments) if one.startswith(heads))


def with_patient() -> bytes:
    """A subscriber who is said to be the patient, as all says of himself, and yet a patient of his own follows."""
    segments = lines()
    segments[segments.index(OTHER)] = SELF
    at = segments.index("NM1*IL*1*ROE*MARK****MI*W2")
    segments[at + 1 : at + 1] = ["N3*1 MAIN ST", "N4*BOISE*ID*83702", "DMG*D8*19800229*M"]
    return join(counted(segments))


@pytest.mark.parametrize("row", WRONG, ids=[row[1][-20:] + row[2] for row in WRONG])
def test_the_coverages_of_a_claim_are_judged(row: Row) -> None:
    assert told(changed(row[0], row[1]) if row[1] != SELF else with_patient()) == row[2]


@pytest.mark.parametrize("text", [CLAIMS, STAY, TEETH], ids=["837P", "837I", "837D"])
def test_who_is_not_the_patient_himself_lacks_no_address_besides(text: str) -> None:
    level = lines(text)
    start, end = _first(level, "HL*2"), _first(level, "CLM")
    own = [one for one in level[start:end] if not one.startswith(("N3", "N4", "DMG"))]
    own[0] = "HL*2*1*22*1"
    claim = level[end : _first(level, "HL*3", "SE")]
    patient = ["HL*3*2*23*0", "PAT*19", "NM1*QC*1*DOE*TIM", "N3*1 MAIN ST", "N4*BOISE*ID*83702", "DMG*D8*20150228*M"]
    alone = [*level[:start], *own, *patient, *claim, *level[_first(level, "SE") :]]
    assert told(join(counted(alone))) == "2000B SBR02 self_with_patient 18"


def test_a_relationship_of_the_subscriber_himself_makes_no_patient_of_his_own() -> None:
    assert told(changed(SELF, f"{SELF}\nPAT*19")) == "2000B PAT01 not_used 19"


@pytest.mark.parametrize(("coverage", "expected"), TYPES)
def test_medicare_that_does_not_pay_first_says_why(coverage: str, expected: str) -> None:
    segments = lines(CLAIMS.replace("NM1*82*1*HART*ANN****XX*1245319599", COVER.format("P")))
    segments[segments.index(SELF)] = coverage
    segments[segments.index("NM1*IL*1*DOE*JANE****MI*W1")] = "NM1*IL*1*DOE*JANE****MI*1EG4TE5MK73"
    assert told(join(counted(segments))) == expected


def test_a_hospital_has_no_place_to_say_why_medicare_is_second() -> None:
    told_of = told(changed("SBR*P*18", "SBR*S*18*******MA", STAY))
    assert set(told_of.split("; ")) == {"2300 CLM no_first_payer S"}


@pytest.mark.parametrize(("kind", "rule"), [(b"47", ""), (b"", "no_insurance_type")])
def test_a_patient_beneath_medicare_has_its_coverage(kind: bytes, rule: str) -> None:
    level = b"HL*2*1*22*1~SBR*S****%s****MB~NM1*IL*1*A~" % kind
    at_once, by_row = Patients(), Patients()
    for piece in (level, b"HL*3*2*23*0~PAT*19~"):
        at_once.pass_by(7, 70, piece)
        for row in piece.split(b"~")[:-1]:
            by_row.row(Spot(8, 80, row.split(b"*")))
    for patients in (at_once, by_row):
        cover = patients.begin()[3]
        assert (cover.rule if cover else "") == rule


@pytest.mark.parametrize(("text", "payer"), [(STAY, "MA"), (TEETH, "CI")])
def test_other_kinds_of_claims_say_who_is_the_patient_too(text: str, payer: str) -> None:
    assert told(changed("SBR*P*18", f"SBR*P********{payer}", text)) == "2000B SBR02 self_missing"


def test_a_subscriber_who_has_claims_may_be_followed_by_a_patient() -> None:
    patients = Patients()
    for segment in (b"HL*2*1*22*1", b"SBR*P*18*******CI", b"HL*3*2*23*0"):
        patients.row(Spot(1, 0, segment.split(b"*")))
        if segment.startswith(b"SBR"):
            patients.begin()
    assert patients.begin()[3] is None


def test_it_is_told_once_of_all_claims_of_a_level_and_sends_all_of_them_back() -> None:
    data = with_patient()
    (found,) = beyond(data)
    assert (found.unit, str(found.status), found.answer) == ("subscriber", "A8:156", ())
    one = x12.report([data]).interchanges[0]
    now = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    answer = answer_claims(one, read=lambda offset, length: data[offset : offset + length], control=1, at=now)
    assert answer is not None
    assert re.findall(rb"~STC\*(A8:156|A1:20)", answer) == [b"A1:20", b"A8:156", b"A8:156"]


@pytest.mark.usefixtures("blocks_at_once")
def test_each_subscriber_is_judged_also_where_levels_are_taken_at_once() -> None:
    level = CLAIMS[CLAIMS.index("HL*2*1*22*0") : CLAIMS.index("HL*3*1")]
    many = []
    for n in range(60):
        cover = ("SBR*P********CI", "SBR*S*18*******CI", "SBR*P*18*******CI")[min(n % 7, 2)]
        many.append(
            level.replace("HL*2", f"HL*{n + 2}").replace("CLM*A1", f"CLM*A{n}").replace("SBR*P*18*******CI", cover)
        )
    text = CLAIMS[: CLAIMS.index("HL*2*1*22*0")] + "".join(many) + CLAIMS[CLAIMS.index("SE*48") :]
    told = x12.report([join(counted(lines(text)))]).findings
    found = [one.rule for one in told if one.rule != "segment.segment_not_otherwise"]
    assert found == ["lines.self_missing", "lines.no_first_payer"] * 9


@pytest.mark.parametrize(
    ("segments", "rank", "rule"),
    [
        (b"HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*A~", b"P", ""),
        (b"HL*2*1*22*0~\nSBR*S*18~\nNM1*IL*1*A~", b"S", ""),
        (b"HL*2*1*22*0~SBR*P********CI~NM1*IL*1*A~", b"P", "self_missing"),
        (b"HL*2*1*22*1~SBR*P~NM1*IL*1*A~HL*3*2*23*0~PAT*19~", b"P", ""),
        (b"HL*2*1*22*1~SBR*P*18~NM1*IL*1*A~HL*3*2*23*0~PAT*19~", b"P", "self_with_patient"),
        (b"HL*2*1*22*1~SBR*P~HL*3*1*22*0~NM1*IL*1*SBR*A~", b"", ""),
    ],
)
def test_levels_taken_at_once_say_what_their_rows_say(segments: bytes, rank: bytes, rule: str) -> None:
    at_once, by_row = Patients(), Patients()
    for level in re.findall(rb"HL.*?(?=HL\*|$)", segments, re.DOTALL):
        at_once.pass_by(7, 70, level)
        for row in level.replace(b"\n", b"").split(b"~")[:-1]:
            by_row.row(Spot(8, 80, row.split(b"*")))
    for patients in (at_once, by_row):
        _, _, its_rank, cover, *_ = patients.begin()
        assert (its_rank, cover.rule if cover else "") == (rank, rule)
        if cover:
            assert cover.spot().number == 8


@pytest.mark.parametrize(
    ("claim", "rank", "ranked"),
    [
        (b"CLM*A~LX*1~", b"P", True),
        (b"CLM*A~LX*1~", b"T", False),
        (b"CLM*A~SBR*P*18~LX*1~", b"S", True),
        (b"CLM*A~SBR*P*18~SBR*P*18~LX*1~", b"S", False),
        (b"CLM*A~SBR*U*18~SBR*U*18~LX*1~", b"U", True),
    ],
)
def test_ranks_are_proven_by_a_look(claim: bytes, rank: bytes, ranked: bool) -> None:
    assert are_ranked(claim, rank) is ranked


NAMED = COVER.format("S").replace("PI*LAKE", "PI*{}")


@pytest.mark.parametrize(
    ("other", "expected"),
    [("LAKE", ""), ("HARBOR", "2330B NM109 payer_repeated HARBOR"), ("HARBOR2", ""), ("XHARBOR", "")],
)
def test_the_payer_of_a_claim_is_no_other_payer_of_it(other: str, expected: str) -> None:
    assert told(changed("NM1*82", NAMED.format(other))) == expected


def test_a_payer_with_two_plans_of_one_member_is_only_doubted() -> None:
    (found,) = beyond(changed("NM1*82", NAMED.format("HARBOR")))
    assert (found.disposition.value, found.unit, found.status) == ("warn", "", None)


@pytest.mark.parametrize("level", [b"HL*2*1*22*0~\nSBR*P*18~\nNM1*IL*1*A~\n", b"HL*2*1*22*1~\nSBR*P~\nNM1*IL*1*A~\n"])
def test_a_payer_is_known_however_his_name_is_read(level: bytes) -> None:
    name = b"NM1*PR*2*NM1*****PI*LAKE~"
    whole, parted, by_row = Patients(), Patients(), Patients()
    whole.pass_by(1, 0, level + name)
    parted.pass_by(1, 0, level)
    parted.pass_by(4, 50, name)
    for row in (level + name).replace(b"\n", b"").split(b"~")[:-1]:
        by_row.row(Spot(8, 80, row.split(b"*")))
    assert [payer_of(one.begin()) for one in (whole, parted, by_row)] == [b"LAKE"] * 3
    for one in (whole, parted, by_row):
        one.row(Spot(9, 90, [b"HL", b"3", b"2", b"23", b"0"]))
        assert payer_of(one.begin()) == b"LAKE"
        one.row(Spot(10, 100, [b"HL", b"4", b"1", b"22", b"0"]))
        assert payer_of(one.begin()) == b""


def with_two(first: str, second: str, kind: str = CLAIMS) -> bytes:
    """The first claim with two other payers of these ids."""
    others = "\n".join(NAMED.format(one).partition("\n")[2] for one in (first, second)).replace("SBR*S", "SBR*T", 1)
    return changed("LX*1", f"{others}\nLX*1".replace("Y*P**Y", "Y***Y"), kind)


@pytest.mark.parametrize("kind", [CLAIMS, STAY, TEETH])
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("LAKE", "POND", ""),
        ("LAKE", "LAKE", "2330B NM109 other_payer_repeated LAKE"),
        ("LAKE", "LAKE2", ""),
        ("HARBOR", "HARBOR", "2330B NM109 other_payer_repeated HARBOR"),
    ],
)
def test_each_other_payer_of_a_claim_has_an_id_of_his_own(first: str, second: str, expected: str, kind: str) -> None:
    found = beyond(with_two(first, second, kind))
    assert "; ".join(f"{one.place} {one.rule.partition('.')[2]} {one.found}" for one in found) == expected


def test_a_second_payer_of_one_id_sends_the_claim_back() -> None:
    (found,) = beyond(with_two("LAKE", "LAKE"))
    assert (found.unit, str(found.status), found.answer) == ("claim", "A7:479", ())
    assert found.place.segment == 28
