"""Made claims are complete (`generate.complete`): each change where it is needed, none where all fits already."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from clearlane.standards import x12
from clearlane.standards.codes.code_set import Answer
from clearlane.standards.codes.library import need_set
from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.complete import complete
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.lists import OFFICE, diagnoses_within, place_on
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.generate.stream_837p import stream_837p

FIRST, LAST = dt.date(2026, 10, 5), dt.date(2026, 11, 20)


def completed(*segments: str) -> list[str]:
    """A claim of these segments as it comes out."""
    lines = [Line(one.split("*")) for one in ("CLM*A1*1***11:B:1", *segments, "SE*99*0001")]
    return [line.text().rstrip("~") for line in complete(lines, random.Random(1), FIRST, LAST)][1:-1]


CHANGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "old qualifiers": (("HI*BK:I10*BF:E119",), ("HI*ABK:I10*ABF:E119",)),
    "nothing to do": (("HI*ABK:I10*ABF:E119", "HI*BG:01"), ("HI*ABK:I10*ABF:E119", "HI*BG:01")),
    "an indicator for each": (
        ("HI*ABK:I10:::::::N", "HI*ABJ:I10", "HI*ABF:E119"),
        ("HI*ABK:I10:::::::N", "HI*ABJ:I10", "HI*ABF:E119:::::::Y"),
    ),
    "days within the bill": (
        ("DTP*434*RD8*20261101-20261105", "DTP*435*DT*202610010915", "LX*1", "DTP*472*D8*20261109"),
        ("DTP*434*RD8*20261101-20261105", "DTP*435*DT*202611010915", "LX*1", "DTP*472*D8*20261101"),
    ),
    "a period within the bill": (
        ("DTP*434*RD8*20261101-20261105", "LX*1", "DTP*472*RD8*20261109-20261112"),
        ("DTP*434*RD8*20261101-20261105", "LX*1", "DTP*472*RD8*20261101-20261105"),
    ),
    "minutes": (("LX*1", "SV1*HC:99213*5*MJ*3"), ("LX*1", "SV1*HC:00790*5*MJ*3")),
    "units": (("LX*1", "SV1*HC:99213*5*UN*3"), ("LX*1", "SV1*HC:99213*5*UN*3")),
    "equipment": (
        ("LX*1", "SV1*HC:E0601*5*UN*1", "SV5*HC:99213*DA*1*2*3*4"),
        ("LX*1", "SV1*HC:E0601*5*UN*1", "SV5*HC:E0601*DA*1*2*3*4"),
    ),
    "half a certificate": (("LX*1", "PWK*CT*AD", "CR3*I*MO*5", "DTP*463*D8*20261101"), ("LX*1", "DTP*463*D8*20261101")),
    "an attachment": (("LX*1", "PWK*CT*BM"), ("LX*1", "PWK*CT*BM")),
    "a filling without a tooth": (("LX*1", "SV3*AD:D2391*5"), ("LX*1", "SV3*AD:D0120*5")),
    "a filling of many surfaces": (
        ("LX*1", "SV3*AD:D2391*5", "TOO*JP*3*M:O:D"),
        ("LX*1", "SV3*AD:D2391*5", "TOO*JP*3*O"),
    ),
    "a missing tooth": (
        ("DN2*3*M****JP", "DN2*4*M****JP", "LX*1", "SV3*AD:D2391*5", "TOO*JP*3*O"),
        ("DN2*3*E****JP", "DN2*4*M****JP", "LX*1", "SV3*AD:D2391*5", "TOO*JP*3*O"),
    ),
    "places": (("LX*1", "SV1*HC:99213*5*UN*1*10", "SV3*AD:D0120*5*11"),) * 2,
    "months": (("DN1*5*24", "LX*1"), ("DN1*5*5", "LX*1")),
    "fewer months": (("DN1*24*5", "LX*1"), ("DN1*24*5", "LX*1")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_claim_is_made_to_fit(name: str) -> None:
    given, expected = CHANGES[name]
    assert completed(*given) == list(expected)


def test_a_line_tells_of_as_many_decisions_as_the_claim_has_other_payers() -> None:
    payer = Line("NM1*PR*2*LAKE*****PI*LAKE".split("*"), "2330B")
    decided = [Line(one.split("*"), "2430") for one in ("SVD*A*1", "CAS*CO*45*1", "SVD*B*2", "CAS*CO*45*2")]
    service = [Line(["LX", "1"], "2400"), *decided, Line("FRM*1*Y".split("*"), "2440")]
    claim, end = Line("CLM*A1*1***11:B:1".split("*")), Line("SE*99*0001".split("*"))
    for payers, kept in (([], 0), ([payer], 2), ([payer, payer], 2)):
        lines = complete([claim, *payers, *service, end], random.Random(1), FIRST, LAST)
        assert [line for line in lines if line.loop == "2430"] == decided[:kept]
        assert [line.values[0] for line in lines[-2:]] == ["FRM", "SE"]


@pytest.mark.parametrize("kind", ["837p", "837i", "837d"])
def test_each_decision_is_of_another_payer_of_its_claim(kind: str) -> None:
    made = from_guide(GuideOrder(kind=kind, seed=3, units=8, density=1.0))
    decisions, payers = 0, set[bytes]()
    for parts in (one.strip().split(b"*") for one in made.split(b"~")):
        if parts[0] == b"CLM":
            payers = set()
        elif parts[:2] == [b"NM1", b"PR"]:
            payers.add(parts[9])
        elif parts[0] == b"SVD":
            decisions += 1
            assert parts[1] in payers
    assert decisions


def test_a_diagnosis_that_came_twice_is_drawn_anew() -> None:
    (health,) = completed("HI*ABK:I10*ABF:I10*ABF:I10")
    codes = [one.partition(":")[2] for one in health.split("*")[1:]]
    assert len(set(codes)) == 3
    assert codes[0] == "I10"
    assert set(codes) <= set(diagnoses_within(FIRST, LAST))


def test_procedures_of_a_stay_are_of_today_and_within_it() -> None:
    _, health = completed("DTP*434*RD8*20261101-20261105", "HI*BR:80053:D8:20261009")
    qualifier, code, form, day = health.split("*")[1].split(":")
    assert (qualifier, form, day) == ("BBR", "D8", "20261101")
    assert need_set("icd10pcs").is_valid(code, on=LAST)


def test_the_set_is_counted_anew() -> None:
    lines = [Line(one.split("*")) for one in ("ST*837*0001", "CLM*A1*1***11:B:1", "LX*1", "CR3*I*MO*5", "SE*5*0001")]
    assert [line.text() for line in complete(lines, random.Random(1), FIRST, LAST)][-1] == "SE*4*0001~"


@pytest.mark.parametrize(
    "day", [dt.date(2016, 11, 1), dt.date(2021, 9, 30), dt.date(2024, 2, 29), dt.date(2026, 11, 2)]
)
@pytest.mark.parametrize("kind", ["837p", "837i", "837d"])
def test_a_file_of_any_day_has_codes_of_that_day(kind: str, day: dt.date) -> None:
    for seed in range(2):
        data = from_guide(GuideOrder(kind=kind, seed=seed, units=4, density=0.3, today=day))
        assert [one.what for one in x12.report([data]).findings if one.rule.startswith(("codes.", "service."))] == []


@pytest.mark.parametrize("day", [dt.date(2016, 11, 1), dt.date(2021, 12, 31), dt.date(2026, 11, 2)])
def test_a_professional_file_of_any_day_is_clean(day: dt.date) -> None:
    order = Order(claims=60, seed=3, claims_per_set=60, today=day)
    data = b"".join(piece for piece, _ in stream_837p(order))
    assert [one.what for one in x12.report([data]).findings] == []


def test_the_diagnoses_to_draw_from_stand_on_the_list_of_both_days() -> None:
    assert diagnoses_within(FIRST, LAST) == pools.DIAGNOSES
    early = diagnoses_within(dt.date(2021, 9, 1), dt.date(2021, 9, 30))
    assert set(early) < set(pools.DIAGNOSES)
    assert "M5450" not in early
    known = need_set("icd10cm")
    assert all(known.ask(code, dt.date(2021, 9, 1)) is Answer.YES for code in early)
    assert diagnoses_within(dt.date(2030, 1, 1), dt.date(2030, 2, 1)) == pools.DIAGNOSES


def test_a_place_that_was_none_yet_is_an_office() -> None:
    assert place_on("10", dt.date(2021, 12, 31)) == OFFICE
    assert place_on("10", dt.date(2022, 1, 1)) == "10"
