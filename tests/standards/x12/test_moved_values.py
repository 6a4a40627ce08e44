"""Values that moved: what was meant is what knows their places; free text knows none, and accuses nobody."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.explain_row import is_clean
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, join, lines


def told(data: bytes, tier: Tier = Tier.BLOCK) -> list[str]:
    found = (one for one in x12.check([data], tier=tier) if isinstance(one, Finding))
    return [f"{one.rule} {one.place}" for one in found]


def changed(text: str, old: str, new: str) -> bytes:
    data = join(lines(text))
    assert old.encode() in data
    return data.replace(old.encode(), new.encode(), 1)


BILLING, LINE = "NM1*85*2*OAK FAMILY CARE*****XX*", "SV1*HC:99213*100*UN*1***1"
MOVED = {
    "no qualifier": (CLAIMS, BILLING, BILLING.replace("XX*", ""), "element.missing_by_note 2010AA NM108"),
    "an entity type twice": (CLAIMS, BILLING, BILLING.replace("*2*", "*2*2*"), "element.value_doubled 2010AA NM103"),
    "an amount twice": (PAYMENT, "CLP*A1*1*", "CLP*A1*1*1*", "element.value_doubled 2100 CLP03"),
    "a name and a code": (
        CLAIMS, "NM1*IL*1*DOE*JANE****MI*", "NM1*IL*1*DOEJANE****MI*", "element.separator_lost 2010BA NM106",
    ),
    "no charge behind a modifier": (CLAIMS, LINE, "SV1*HC:99213:25*UN*1***1", "element.missing 2400 SV102"),
    "a code one place behind": (CLAIMS, "SBR*P*18*", "SBR*P**18*", "element.separator_doubled 2000B SBR02"),
    "an id one place behind": (
        CLAIMS, "NM1*IL*1*DOE*JANE****MI*", "NM1*IL*1*DOE*JANE****MI**", "element.separator_doubled 2010BA NM109",
    ),
    "a diagnosis twice in one": (CLAIMS, "HI*ABK:J020", "HI*ABK:J020:J020", "element.separator_slip 2300 HI01"),
    "two diagnoses in one": (CLAIMS, "HI*ABK:J020", "HI*ABK:J020ABF:I10", "element.separator_slip 2300 HI01"),
    "a code in its value": (CLAIMS, "HI*ABK:J020", "HI*ABKJ020", "element.separator_slip 2300 HI01"),
    "a group for a reason": (PAYMENT, "CAS*CO*45*", "CAS*CO*CO*45*", "element.value_doubled 2110 CAS02"),
    "two amounts in one": (PAYMENT, "99213*100*80*", "99213*100.0080.00*", "element.separator_lost 2110 SVC02"),
    "an id behind a blank": (CLAIMS, "NM1*QC*", "NM1 QC*", "element.separator_slip 2010CA NM101"),
    "a level behind a blank": (CLAIMS, "HL*4*3*23*0", "HL 4*3*23*0", "element.separator_slip 2000C HL01"),
    "a level behind a dash": (CLAIMS, "HL*4*3*23*0", "HL-4*3*23*0", "element.separator_slip 2000C HL01"),
    "two equal names": (
        CLAIMS, "NM1*IL*1*DOE*JANE****MI*", "NM1*IL*1*DOE*DOE*****MI*", "element.separator_doubled 2010BA NM108",
    ),
    "paid in full": (PAYMENT, "81002*50*50**1", "81002*50*50***1", "element.separator_doubled 2110 SVC05"),
    "no first value": (CLAIMS, "REF*EI*", "REF*", "element.missing 2010AA REF01"),
    "a procedure without its qualifier": (CLAIMS, "SV1*HC:99213*", "SV1*99213*", "element.missing 2400 SV101-1"),
    "a paid one without it": (PAYMENT, "SVC*HC:", "SVC*", "element.missing 2110 SVC01-1"),
    "a procedure with modifiers alone": (CLAIMS, "SV1*HC:99213*", "SV1*99213:25:59*", "element.missing 2400 SV101-1"),
    "no qualifier but a lost separator": (CLAIMS, "SV1*HC:99213*", "SV1*HC99213*", "element.separator_slip 2400 SV101"),
    "a short diagnosis without its qualifier": (CLAIMS, "*ABF:I10", "*I10", "element.missing 2300 HI02-1"),
    "a diagnosis without its qualifier": (CLAIMS, "HI*ABK:J020", "HI*J020", "element.missing 2300 HI01-1"),
    "no group": (PAYMENT, "CAS*CO*45*20", "CAS*45*20", "element.missing 2110 CAS01"),
    "a dash for a component": (CLAIMS, "11:B:1", "11-B:1", "element.separator_slip 2300 CLM05"),
    "a blank for a separator": (CLAIMS, "HL*4*3*23*0", "HL*4*3*23 0", "element.separator_slip 2000C HL03"),
    "a level without its number": (CLAIMS, "HL*4*3*23*0", "HL*3*23*0", "element.separator_lost 2000C HL02"),
    "a name without its code": (CLAIMS, "NM1*QC*1*ROE*", "NM1*1*ROE*", "element.missing 2010CA NM101"),
    "a zip code one behind": (CLAIMS, "ID*837020001", "ID**837020001", "element.separator_doubled 2010AA N403"),
    "a zip code twice": (CLAIMS, "ID*837020001", "ID*837020001*837020001", "element.value_doubled 2010AA N404"),
    "a value where none may be": (CLAIMS, BILLING, BILLING.replace("*****", "***X**"), "element.not_used 2010AA NM106"),
}  # fmt: skip


@pytest.mark.parametrize("what", MOVED)
def test_what_moved_is_told_by_where_it_has_its_place(what: str) -> None:
    text, old, new, expected = MOVED[what]
    data = changed(text, old, new)
    assert told(data) == [expected]
    assert told(data, Tier.EXPLAIN) == [expected]


ENVELOPE = {
    "a time twice in GS": ("*0930*101*X", "*0930*0930*101*X", "GS06 envelope.separator_doubled"),
    "a mark in GS": ("*101*X*", "*101|X*", "GS06 envelope.separator_lost"),
    "a mark in GE": ("GE*1*101", "GE*1|101", "GE01 envelope.separator_lost"),
    "a mark behind GE": ("GE*1*101", "GE|1*101", "GE01 envelope.separator_lost"),
    "a count twice in GE": ("GE*1*101", "GE*1*1*101", "GE02 envelope.separator_doubled"),
    "no kind in GS": ("GS*HC*", "GS*", "GS01 envelope.gs_functional_id"),
    "no day in GS": ("*20261124*0930", "*0930", "GS04 envelope.gs_value"),
    "no time in GS": ("*0930*101", "*101", "GS05 envelope.gs_value"),
    "a dash in GS": ("*20261124*0930*101", "*20261124-0930*101", "GS04 envelope.separator_lost"),
    "no count in GE": ("GE*1*101", "GE*101", "GE01 envelope.ge_count"),
    "a dot in GE": ("GE*1*101", "GE*1.101", "GE01 envelope.separator_lost"),
    "a blank behind IEA": ("IEA*1*", "IEA 1*", "IEA01 envelope.separator_lost"),
    "no count in IEA": ("IEA*1*", "IEA*", "IEA01 envelope.iea_count"),
    "a number twice in GE": ("GE*1*101", "GE*1*101*101", "GE02 envelope.separator_doubled"),
    "a number twice in IEA": ("IEA*1*000000101", "IEA*1*000000101*000000101", "IEA02 envelope.separator_doubled"),
    "a mark in IEA": ("IEA*1*", "IEA*1|", "IEA01 envelope.separator_lost"),
    "a mark behind IEA": ("IEA*1*", "IEA|1*", "IEA01 envelope.separator_lost"),
}


@pytest.mark.parametrize("what", ENVELOPE)
def test_of_the_envelope_it_is_known_what_it_has_to_say(what: str) -> None:
    old, new, expected = ENVELOPE[what]
    data = changed(CLAIMS, old, new)
    report = x12.report([data])
    assert [f"{one.place} {one.rule}" for one in report.findings] == [expected]
    assert len(report.sets[0].claims) == 3


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("SE*{0}*{0}*0001", "element.value_doubled ST SE02"),
        ("SE*{0}0001", "element.missing ST SE02"),
        ("SE*{0}|0001", "element.separator_slip ST SE01"),
        ("SE**{0}*0001", "element.separator_doubled ST SE01"),
        ("SE*{0}*001", "element.too_short ST SE02"),
    ],
)
def test_a_trailer_that_slipped_is_compared_as_it_was_meant(new: str, expected: str) -> None:
    se = next(one for one in lines() if one.startswith("SE*"))
    assert told(changed(CLAIMS, se, new.format(se.split("*")[1]))) == [expected]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("ST*837*0001005010X222A1", "element.separator_lost ST ST02"),
        ("ST*837*005010X222A1", "element.missing ST ST02"),
        ("ST*837*837*0001*005010X222A1", "element.value_doubled ST ST02"),
    ],
)
def test_a_header_without_its_number_is_not_compared(new: str, expected: str) -> None:
    assert told(changed(CLAIMS, "ST*837*0001*005010X222A1", new)) == [expected]


TWO = {
    "a type and a separator": (
        BILLING, BILLING.replace("*2*", "*3*").replace("*****", "****"), "element.bad_code 2010AA NM102",
    ),
    "a code and a separator": ("DTP*472*D8*20261111", "DTP*473*D820261111", "element.other_code 2400 DTP01"),
    "a parent and a separator": ("HL*4*3*23*0", "HL*4*9*230", "element.level_parent 2000C HL02"),
}  # fmt: skip


@pytest.mark.parametrize("what", TWO)
def test_a_slip_explains_away_no_other_fault(what: str) -> None:
    old, new, expected = TWO[what]
    assert expected in told(changed(CLAIMS, old, new))


def test_a_set_of_a_year_that_is_none_accuses_no_patient() -> None:
    (bht,) = (one for one in lines() if one.startswith("BHT*"))
    assert told(changed(CLAIMS, bht, bht.replace("*2026", "*0226"))) == ["element.bad_date ST BHT04"]


@pytest.mark.parametrize("times", [2, 3, 4])
@pytest.mark.parametrize("line", ["SBR*S*18*******CI", "HL*3*1*22*1"])
def test_what_stands_there_again_and_again_is_told_each_time(line: str, times: int) -> None:
    payer = ["SBR*S*18*******CI", "OI***Y***Y", "NM1*IL*1*DOE*JANE****MI*X1", "NM1*PR*2*OTHER*****PI*OTHER"]
    content = lines()
    begins = content.index("LX*1")
    content = [*content[:begins], *payer, *content[begins:]]
    at = content.index(line)
    found = told(join([*content[:at], *[line] * (times - 1), *content[at:]]))
    assert [one.split()[0] for one in found] == ["segment.repeated_segment"] * (times - 1) + ["envelope.se_count"]


@pytest.mark.parametrize("seed", [5, 8])
def test_a_slip_says_nothing_against_the_guide_that_the_purpose_names(seed: int) -> None:
    data = from_guide(GuideOrder(kind="278_notification", seed=seed, units=2)).replace(b"\n", b"")
    at = data.rindex(b"*", 0, data.index(b"~GE*"))
    assert all("BHT02" not in one for one in told(data[:at] + b"-" + data[at + 1 :]))


@pytest.mark.parametrize(
    "segment", ["CAS*CO*998*10*1*999*10", "CAS*CO*45*15*999*999*5", "CAS*CO*998*19*1*999*1", "CAS*CO*997*20"]
)
def test_what_only_warns_is_not_mended_into_what_is_refused(segment: str) -> None:
    (report,) = x12.report([changed(PAYMENT, "CAS*CO*45*20", segment)]).sets
    assert {one.rule for one in report.findings} == {"codes.payment_reason"}
    assert report.verdict == "accepted"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("HL*9*3*23*0*0", ["element.value_doubled 2000C HL05", "element.level_number 2000C HL01"]),
        ("HL*4*1*23*0*0", ["element.value_doubled 2000C HL05", "element.level_parent 2000C HL02"]),
        ("HL*49**23*0", ["element.missing 2000C HL02", "element.level_number 2000C HL01"]),
        ("HL*43**23*0", ["element.missing 2000C HL02"]),
    ],
)
def test_a_slip_behind_a_number_of_a_level_hides_nothing_of_it(new: str, expected: list[str]) -> None:
    found = told(changed(CLAIMS, "HL*4*3*23*0", new))
    assert found[:2] == expected


def test_a_reason_that_stands_twice_is_told_but_where_it_is_why_its_level_is_wrong() -> None:
    twice = changed(PAYMENT, "CAS*CO*45*20", "CAS*CO*45*10**45*10")
    assert told(twice) == ["lines.reason_repeated 2110 CAS05"]
    assert told(twice.replace(b"CAS*CO*45*10**", b"CAS*CO*45*11**")) == ["balance.payment_line 2110 SVC03"]
    other = twice.replace(b"SVC*HC:81002*50*50**1", b"SVC*HC:81002*50*49**1")
    assert set(told(other)) == {"lines.reason_repeated 2110 CAS05", "balance.payment_line 2110 SVC03"}


def test_a_value_of_many_components_is_not_tried_over_and_over(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0

    def look(*given: object) -> bool:
        nonlocal tried
        tried += 1
        return is_clean(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("clearlane.standards.x12.moved_values.is_clean", look)
    for mark in (":", ":A", ":A:B", "|", ":|"):
        told(changed(CLAIMS, "HI*ABK:J020~", f"HI*ABK{mark * 2000}*X~"))
        assert tried < 200
        tried = 0


def test_of_each_composite_that_lacks_its_qualifier_that_is_told() -> None:
    data = changed(CLAIMS, "HI*ABK:E119*ABF:I10", "HI*E119*I10")
    assert told(data) == ["element.missing 2300 HI01-1", "element.missing 2300 HI02-1"]
