"""The situational rules, each on both sides of its line."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from clearlane.standards.x12.guides.predicates import address, dental, institutional, professional
from clearlane.standards.x12.scope import Scope


@dataclass(slots=True)
class Open:
    """An open loop as the walk keeps it."""

    id: str
    segments: list[bytes] = field(default_factory=list)
    outer: Open | None = None
    is_bracket: bool = False


def _scope(loop: str, segment: str, outer: Open | None = None) -> Scope:
    return Scope(Open(loop, [segment.encode()], outer), segment.encode().split(b"*"))


@pytest.mark.parametrize(("country", "holds"), [("", True), ("US", True), ("CA", True), ("FR", False)])
def test_domestic_is_where_states_are(country: str, holds: bool) -> None:
    assert address.domestic(_scope("2010AA", f"N4*TOWN*FL*12345*{country}")) is holds


@pytest.mark.parametrize(
    ("patients", "relation", "holds"),
    [("0", "18", True), ("1", "", False), ("", "18", True), ("", "", False), ("1", "18", True), ("0", "", None)],
)
def test_patient_is_subscriber_follows_sbr02_unless_hl04_denies_it(
    patients: str, relation: str, holds: bool | None
) -> None:
    level = Open("2000B", [f"HL*2*1*22*{patients}".encode(), f"SBR*P*{relation}".encode()])
    assert professional.patient_is_subscriber(_scope("2010BA", "NM1*IL*1*DOE", level)) is holds


def test_patient_is_subscriber_is_false_outside_a_subscriber() -> None:
    assert not professional.patient_is_subscriber(_scope("1000A", "NM1*41*2*X"))


def test_patient_is_subscriber_looks_at_its_own_level() -> None:
    assert professional.patient_is_subscriber(Scope(Open("2000B", [b"SBR*P*18"])))


@pytest.mark.parametrize(("frequency", "holds"), [("1", False), ("7", True), ("8", True), ("", False)])
def test_replaces_a_claim_follows_the_frequency(frequency: str, holds: bool) -> None:
    assert professional.replaces_a_claim(_scope("2300", f"CLM*1*100***11:B:{frequency}")) is holds


@pytest.mark.parametrize(("causes", "holds"), [("AA", True), ("EM:OA", True), ("EM", False), ("", False)])
def test_accident_is_an_automobile_or_another_accident(causes: str, holds: bool) -> None:
    assert professional.accident(_scope("2300", f"CLM*1*100***11:B:1*Y*A*Y*Y**{causes}")) is holds


@pytest.mark.parametrize(("causes", "holds"), [("AA", True), ("AA:::FL:US", True), ("AA::::FR", False), ("OA", False)])
def test_an_auto_accident_has_a_state_where_states_are(causes: str, holds: bool) -> None:
    assert professional.auto_accident(_scope("2300", f"CLM*1*100***11:B:1*Y*A*Y*Y**{causes}")) is holds


@pytest.mark.parametrize("bill", ["11", "18", "21", "41"])
def test_an_inpatient_bill_is_known_by_its_type(bill: str) -> None:
    assert institutional.inpatient(_scope("2300", f"CLM*1*100***{bill}:A:3"))


@pytest.mark.parametrize("bill", ["12", "13", "14", "22", "32", "71", "83", "85", "1", "111", ""])
def test_another_bill_is_not_taken_for_inpatient(bill: str) -> None:
    assert not institutional.inpatient(_scope("2300", f"CLM*1*100***{bill}:A:1"))


@pytest.mark.parametrize(
    ("place", "holds"),
    [("11:A:1", True), ("11:A:4", True), ("21:A:1", True), ("11:A:2", False), ("11:A:3", False), ("11:A:7", False),
     ("13:A:1", False), ("11", False), ("", False)],
)  # fmt: skip
def test_a_stay_ends_with_the_discharge_by_type_and_frequency(place: str, holds: bool) -> None:
    assert institutional.inpatient_to_discharge(_scope("2300", f"CLM*1*100***{place}")) is holds


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("CLM*1*100***11:B:1*Y*A*Y*Y", True),
        ("CLM*1*100***11:B:1*Y*A*Y*Y~DTP*452*D8*20260101", True),
        ("CLM*1*100***11:B:1*Y*A*Y*Y~DTP*472*D8*20260101", False),
        ("CLM*1*100***11:B:1*Y*A*Y*Y**********PB", False),
    ],
)
def test_dental_work_has_its_date_on_the_claim_or_on_each_line(claim: str, holds: bool) -> None:
    around = Open("2300", [one.encode() for one in claim.split("~")])
    assert dental.dated_by_line(_scope("2400", "LX*1", around)) is holds


def test_a_line_without_a_claim_is_not_asked_for_a_date() -> None:
    assert not dental.dated_by_line(_scope("2400", "LX*1"))


@pytest.mark.parametrize(
    ("orthodontics", "holds"),
    [
        ("DN1*24*12", False),
        ("DN1*24", False),
        ("DN1**12", False),
        ("DN1****Y", True),
        ("DN1*24*12**Y", False),
        ("DN1", True),
    ],
)
def test_orthodontics_without_months_are_marked_as_such(orthodontics: str, holds: bool) -> None:
    assert dental.without_months(_scope("2300", orthodontics)) is holds
