"""The situational rules, each on both sides of its line."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from clearlane.standards.x12.guides.predicates import address, professional
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


@pytest.mark.parametrize(("relation", "holds"), [("18", True), ("", False)])
def test_patient_is_subscriber_follows_sbr02(relation: str, holds: bool) -> None:
    level = Open("2000B", [b"HL*2*1*22*0", f"SBR*P*{relation}".encode()])
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
