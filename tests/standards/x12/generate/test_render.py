"""A plan as segments: whole claims, written out by hand as an 837P would have them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from clearlane.standards.x12.generate.order import Order, Pair, Payer
from clearlane.standards.x12.generate.plan import Line, Person, Plan
from clearlane.standards.x12.generate.pools import TAXONOMIES
from clearlane.standards.x12.generate.render import (
    day,
    dollars,
    render_address,
    render_claim,
    render_header,
    render_lines,
    render_patient,
    render_provider,
    render_subscriber,
)

SERVICE = dt.date(2026, 2, 3)
CLINIC = Pair("1234567893", "123456789", "LAKESIDE CLINIC")


def person(**changes: Any) -> Person:
    """Somebody at home in Boise."""
    values: dict[str, Any] = {
        "last": "ROE", "first": "ANA", "middle": "", "birth": dt.date(1980, 4, 12), "gender": "F",
        "street": "5 ELM CT", "city": "BOISE", "state": "ID", "zip": "83702",
    }  # fmt: skip
    return Person(**(values | changes))


def line(**changes: Any) -> Line:
    """An office visit for one hundred dollars."""
    values: dict[str, Any] = {
        "procedure": "99213", "modifiers": (), "cents": 10_000, "units": 1, "service": SERVICE, "pointers": (1,),
        "control": "",
    }  # fmt: skip
    return Line(**(values | changes))


def plan(**changes: Any) -> Plan:
    """A claim of a subscriber who is the patient."""
    values: dict[str, Any] = {
        "index": 0,
        "number": "ACCT7",
        "provider": CLINIC,
        "payer": Payer("HARBOR", "HARBOR MUTUAL"),
        "subscriber": person(),
        "member_id": "W1",
        "group": "",
        "filing": "CI",
        "patient": None,
        "relationship": "18",
        "diagnoses": ("E119",),
        "place": "11",
        "frequency": "1",
        "cents": 10_000,
        "lines": [line()],
        "rendering": ("HART", "ANN", "1245319599"),
    }
    return Plan(**(values | changes))


def test_a_header_says_who_sends_what_to_whom() -> None:
    order = Order(
        seed=1, claims=0, today=dt.date(2026, 3, 2), time="1415", sender="OAK", receiver="HOUSE",
        submitter_name="OAK BILLING", version="005010X222A2",
    )  # fmt: skip
    assert render_header(order=order, set_control="0007", reference="B1") == [
        "ST*837*0007*005010X222A2",
        "BHT*0019*00*B1*20260302*1415*CH",
        "NM1*41*2*OAK BILLING*****46*OAK",
        "PER*IC*EDI DESK*TE*8005550143*EM*EDI@EXAMPLE.COM",
        "NM1*40*2*HOUSE*****46*HOUSE",
    ]


def test_a_subscriber_who_is_the_patient_has_address_and_birth_date() -> None:
    assert render_subscriber(plan=plan(), level=2, parent=1) == [
        "HL*2*1*22*0",
        "SBR*P*18*******CI",
        "NM1*IL*1*ROE*ANA****MI*W1",
        "N3*5 ELM CT",
        "N4*BOISE*ID*83702",
        "DMG*D8*19800412*F",
        "NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR",
    ]


def test_a_subscriber_with_a_dependent_leaves_both_to_the_patient() -> None:
    child = person(first="TIM", gender="M", birth=dt.date(2015, 3, 1))
    made = plan(patient=child, relationship="19", group="G77", subscriber=person(middle="M"))
    assert render_subscriber(plan=made, level=5, parent=1) == [
        "HL*5*1*22*1",
        "SBR*P**G77******CI",
        "NM1*IL*1*ROE*ANA*M***MI*W1",
        "NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR",
    ]
    assert render_patient(plan=made, level=6, parent=5) == [
        "HL*6*5*23*0",
        "PAT*19",
        "NM1*QC*1*ROE*TIM",
        "N3*5 ELM CT",
        "N4*BOISE*ID*83702",
        "DMG*D8*20150301*M",
    ]


@pytest.mark.parametrize(("middle", "name"), [("", "NM1*QC*1*ROE*TIM"), ("J", "NM1*QC*1*ROE*TIM*J")])
def test_a_patient_ends_with_the_last_part_of_the_name(middle: str, name: str) -> None:
    made = plan(patient=person(first="TIM", middle=middle), relationship="19")
    assert render_patient(plan=made, level=3, parent=2)[2] == name


NAMES = [("", "NM1*IL*1*ROE*ANA****MI*W1"), ("M", "NM1*IL*1*ROE*ANA*M***MI*W1")]


@pytest.mark.parametrize(("middle", "segment"), NAMES)
def test_the_member_number_is_element_nine_with_or_without_a_middle_name(middle: str, segment: str) -> None:
    written = render_subscriber(plan=plan(subscriber=person(middle=middle)), level=2, parent=1)[2]
    assert written == segment
    assert written.split("*")[8:] == ["MI", "W1"]


@pytest.mark.parametrize("group", ["", "G77"])
def test_the_claim_filing_is_element_nine_with_or_without_a_group(group: str) -> None:
    parts = render_subscriber(plan=plan(group=group, filing="MB"), level=2, parent=1)[1].split("*")
    assert (parts[3], parts[9], len(parts)) == (group, "MB", 10)


def test_an_address_is_three_segments() -> None:
    assert render_address(person(street="10 CANAL ST", city="MACON", state="GA", zip="31201", gender="M")) == [
        "N3*10 CANAL ST", "N4*MACON*GA*31201", "DMG*D8*19800412*M",
    ]  # fmt: skip


def test_a_plain_claim_is_written_whole() -> None:
    assert render_claim(plan=plan()) == [
        "CLM*ACCT7*100***11:B:1*Y*A*Y*Y",
        "HI*ABK:E119",
        "NM1*82*1*HART*ANN****XX*1245319599",
        f"PRV*PE*PXC*{TAXONOMIES[1]}",
        "LX*1",
        "SV1*HC:99213*100*UN*1***1",
        "DTP*472*D8*20260203",
    ]


def test_a_full_claim_is_written_in_the_order_of_the_guide() -> None:
    lines = [
        line(modifiers=("25",), cents=15_050, pointers=(2, 1), control="C1"),
        line(procedure="85025", cents=7_500, units=2, pointers=(1, 2, 3), control="C2"),
    ]
    made = plan(
        number="A-1", cents=22_550, place="21", frequency="7", diagnoses=("E119", "I10", "J020"), lines=lines,
        payer_number="ICN8", sender_trace="T9", onset=dt.date(2026, 1, 20), admission=dt.date(2026, 2, 1),
    )  # fmt: skip
    assert render_claim(plan=made) == [
        "CLM*A-1*225.5***21:B:7*Y*A*Y*Y",
        "DTP*431*D8*20260120",
        "DTP*435*D8*20260201",
        "REF*F8*ICN8",
        "REF*D9*T9",
        "HI*ABK:E119*ABF:I10*ABF:J020",
        "NM1*82*1*HART*ANN****XX*1245319599",
        f"PRV*PE*PXC*{TAXONOMIES[1]}",
        "LX*1",
        "SV1*HC:99213:25*150.5*UN*1***2:1",
        "DTP*472*D8*20260203",
        "REF*6R*C1",
        "LX*2",
        "SV1*HC:85025*75*UN*2***1:2:3",
        "DTP*472*D8*20260203",
        "REF*6R*C2",
    ]


ABSENT: list[tuple[dict[str, Any], str]] = [
    ({"diagnoses": ()}, "HI*"),
    ({"onset": None}, "DTP*431"),
    ({"admission": None}, "DTP*435"),
    ({"payer_number": ""}, "REF*F8"),
    ({"sender_trace": ""}, "REF*D9"),
    ({"lines": []}, "LX*"),
    ({"lines": [line(control="")]}, "REF*6R"),
]


@pytest.mark.parametrize(("changes", "begin"), ABSENT)
def test_what_a_plan_does_not_hold_is_not_written(changes: dict[str, Any], begin: str) -> None:
    assert not [segment for segment in render_claim(plan=plan(**changes)) if segment.startswith(begin)]


RENDERING = [("1245319599", 9), ("1245319502", 0), ("1245319519", 1), ("1245319589", 8), ("1245319570", 7)]


@pytest.mark.parametrize(("npi", "tens"), RENDERING)
def test_a_rendering_provider_keeps_his_specialty(npi: str, tens: int) -> None:
    (segment,) = [one for one in render_claim(plan=plan(rendering=("A", "B", npi))) if one.startswith("PRV")]
    assert segment == f"PRV*PE*PXC*{TAXONOMIES[tens % 8]}"


@pytest.mark.parametrize(
    ("modifiers", "text"), [((), "HC:99213"), (("25",), "HC:99213:25"), (("GT", "95"), "HC:99213:GT:95")]
)
def test_modifiers_follow_the_procedure(modifiers: tuple[str, ...], text: str) -> None:
    assert render_lines(plan(lines=[line(modifiers=modifiers)]))[1].split("*")[1] == text


def test_lines_are_counted_from_one() -> None:
    written = render_lines(plan(lines=[line() for _ in range(11)]))
    assert [one for one in written if one.startswith("LX")] == [f"LX*{n}" for n in range(1, 12)]


def test_a_provider_is_the_same_whatever_else_the_file_holds() -> None:
    first, again = render_provider(provider=CLINIC, level=1), render_provider(provider=CLINIC, level=40)
    assert (first[0], again[0]) == ("HL*1**20*1", "HL*40**20*1")
    assert first[1:] == again[1:]
    assert first[2] == "NM1*85*2*LAKESIDE CLINIC*****XX*1234567893"


AMOUNTS = [
    (0, "0"), (1, "0.01"), (9, "0.09"), (10, "0.1"), (99, "0.99"), (100, "1"), (101, "1.01"), (110, "1.1"),
    (1000, "10"), (10_050, "100.5"), (123_456, "1234.56"), (100_000_000, "1000000"),
]  # fmt: skip


@pytest.mark.parametrize(("cents", "text"), AMOUNTS)
def test_dollars_are_written_as_short_as_they_can_be(cents: int, text: str) -> None:
    assert dollars(cents) == text


@pytest.mark.parametrize(
    ("date", "text"),
    [(dt.date(2026, 1, 2), "20260102"), (dt.date(1999, 12, 31), "19991231"), (dt.date(987, 6, 5), "09870605")],
)
def test_a_day_has_century_month_and_day(date: dt.date, text: str) -> None:
    assert day(date) == text
