"""What a situational rule may look at: the same answers as a plain search through the open loops, for any text."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.guides.predicates import address, dental, institutional, levels, professional
from clearlane.standards.x12.scope import Scope


@dataclass(slots=True)
class Open:
    """An open loop as a walk keeps it."""

    id: str
    segments: list[bytes] = field(default_factory=list)
    outer: Open | None = None
    is_bracket: bool = False


IDS = st.sampled_from(["NM1", "REF", "CLM", "SBR"])
VALUES = st.sampled_from(["", "A", "18", "11:B:7", "X:Y", "\xe9"])
SEGMENTS = st.tuples(IDS, st.lists(VALUES, max_size=5)).map(lambda one: "*".join([one[0], *one[1]]).encode("latin-1"))
LOOPS = st.tuples(st.sampled_from(["2000A", "2000B", "2300", "2400"]), st.lists(SEGMENTS, max_size=4))


@st.composite
def instances(draw: st.DrawFn) -> Open:
    """A chain of open loops, the innermost given."""
    inner: Open | None = None
    for id, segments in draw(st.lists(LOOPS, min_size=1, max_size=3)):
        inner = Open(id, segments, inner)
    assert inner is not None
    return inner


def look(instance: Open, id: str, n: int, component: int) -> str | None:
    """The first such segment of a loop, cut by hand."""
    for segment in instance.segments:
        parts = segment.decode("latin-1").split("*")
        if parts[0] == id and len(parts) > 1:
            value = parts[n] if n < len(parts) else ""
            pieces = value.split(":")
            return value if not component else pieces[component - 1] if component <= len(pieces) else ""
    return None


@given(instances(), IDS, st.integers(1, 5), st.integers(0, 3))
@settings(deadline=None)
def test_here_and_text_are_a_search_from_the_inside_out(instance: Open, id: str, n: int, component: int) -> None:
    place = f"{id}{n:02d}" + (f"-{component}" if component else "")
    scope = Scope(instance)
    assert scope.here(place) == (look(instance, id, n, component) or "")
    found, around = None, instance
    while found is None and around is not None:
        found, around = look(around, id, n, component), around.outer  # type: ignore[assignment]
    assert scope.text(place) == (found or "")


@given(instances(), IDS, st.sampled_from(["A", "18", "\xe9"]))
@settings(deadline=None)
def test_has_looks_at_the_loop_itself(instance: Open, id: str, code: str) -> None:
    rows = [segment.decode("latin-1").split("*") for segment in instance.segments]
    like = [row for row in rows if row[0] == id and len(row) > 1]
    assert Scope(instance).has(id) == bool(like)
    assert Scope(instance).has(id, code) == any(row[1] == code for row in like)


@given(instances(), st.sampled_from(["2000A", "2000B", "2300", "2400"]))
@settings(deadline=None)
def test_outer_is_the_nearest_loop_around_with_that_id(instance: Open, id: str) -> None:
    around = instance.outer
    while around is not None and around.id != id:
        around = around.outer
    found = Scope(instance).outer(id)
    assert (found is None) == (around is None)
    if found is not None and around is not None:
        assert found.loop == around.id


RULES = [
    address.domestic,
    professional.patient_is_subscriber,
    professional.replaces_a_claim,
    professional.accident,
    professional.auto_accident,
    professional.is_last_level,
    levels.no_level_below,
    institutional.inpatient,
    institutional.inpatient_to_discharge,
    dental.dated_by_line,
    dental.without_months,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.__name__)
@given(instances())
@settings(deadline=None)
def test_no_text_makes_a_rule_fail(rule: object, instance: Open) -> None:
    assert rule(Scope(instance)) in (True, False, None)  # type: ignore[operator]


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.__name__)
def test_each_rule_says_in_its_docstring_when_it_holds(rule: object) -> None:
    assert len(rule.__doc__ or "") > 20


FREQUENCIES = {"1": False, "2": False, "6": False, "7": True, "8": True, "9": False, "": False, "77": False}


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_a_replacement_or_void_names_the_claim_it_is_about(frequency: str) -> None:
    claim = Open("2300", [f"CLM*A1*10***11:B:{frequency}".encode()])
    assert professional.replaces_a_claim(Scope(claim)) is FREQUENCIES[frequency]


COUNTRIES = {"": True, "US": True, "CA": True, "MX": False, "FR": False, "us": False}


@pytest.mark.parametrize("country", COUNTRIES)
def test_an_address_is_domestic_where_states_are(country: str) -> None:
    place = f"N4*TOWN*ID*83702*{country}".encode()
    assert address.domestic(Scope(Open("2010AA", [place]), place.split(b"*"))) is COUNTRIES[country]


LEVELS = {"HL*3*1*22*0": True, "HL*3*1*22*1": False, "HL*3*1*22": False}


@pytest.mark.parametrize("level", LEVELS)
def test_a_claim_is_due_at_the_last_level(level: str) -> None:
    assert professional.is_last_level(Scope(Open("2000B", [level.encode(), b"SBR*P*18"]))) is LEVELS[level]


@pytest.mark.parametrize("level", LEVELS)
def test_a_question_is_due_where_no_level_hangs_below(level: str) -> None:
    subscriber = Open("2000C", [level.encode(), b"TRN*1*T1*9OFFICE001"])
    assert levels.no_level_below(Scope(Open("2100C", [b"NM1*IL*1"], subscriber))) is LEVELS[level]
