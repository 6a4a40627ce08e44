"""The generator's parts: chance, plans, rendering, the pools."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.codes.code_set import Answer
from clearlane.standards.codes.place_of_service import place_of_service
from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.draw import between, digits, draw_npi, draw_tin, pick
from clearlane.standards.x12.generate.faults import set_element
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.make_plan import make_plan
from clearlane.standards.x12.generate.order import Order, is_delimiters
from clearlane.standards.x12.generate.plan import Plan
from clearlane.standards.x12.generate.render import (
    day,
    dollars,
    render_claim,
    render_patient,
    render_provider,
    render_subscriber,
)
from clearlane.standards.x12.generate.stream_837p import choose_faults
from clearlane.vocabulary.npi import is_npi

TODAY = dt.date(2026, 3, 2)
SEEDS = st.integers(min_value=0, max_value=2**32)


def plan(seed: int = 0, **changes: object) -> Plan:
    order = Order(**{"seed": seed, "claims": 1, "today": TODAY, **changes})  # type: ignore[arg-type]
    provider = make_pairs(seed=1, count=1)[0]
    return make_plan(rng=random.Random(seed), order=order, index=7, provider=provider, tag="ABCDE")


@given(SEEDS)
def test_draw_npi_is_always_a_valid_npi(seed: int) -> None:
    assert is_npi(draw_npi(random.Random(seed)))


@given(SEEDS)
def test_draw_tin_is_nine_digits_and_no_filler(seed: int) -> None:
    tin = draw_tin(random.Random(seed))
    assert len(tin) == 9
    assert tin.isdigit()
    assert 20 <= int(tin[:2]) <= 88


@given(SEEDS, st.integers(min_value=-50, max_value=50), st.integers(min_value=0, max_value=50))
def test_between_keeps_to_its_bounds(seed: int, low: int, width: int) -> None:
    assert low <= between(random.Random(seed), low, low + width) <= low + width


@given(SEEDS, st.integers(min_value=1, max_value=12))
def test_digits_has_so_many_of_them(seed: int, count: int) -> None:
    assert len(digits(random.Random(seed), count)) == count


def test_pick_reaches_each_element() -> None:
    rng = random.Random(1)
    assert {pick(rng, "abc") for _ in range(100)} == set("abc")


@given(SEEDS)
@settings(max_examples=60)
def test_a_plan_adds_up_and_points_to_what_is_there(seed: int) -> None:
    made = plan(seed)
    assert made.cents == sum(line.cents for line in made.lines) > 0
    assert 1 <= len(made.lines) <= 6
    assert len({line.procedure for line in made.lines}) == len(made.lines)
    for line in made.lines:
        assert 1 <= len(line.pointers) == len(set(line.pointers)) <= 4
        assert max(line.pointers) <= len(made.diagnoses)
        assert line.units > 0
        assert line.service < TODAY


@given(SEEDS)
@settings(max_examples=60)
def test_a_plan_has_people_of_the_right_age(seed: int) -> None:
    made = plan(seed, share_dependents=1.0)
    assert made.patient is not None
    assert made.patient.birth > made.subscriber.birth
    assert (TODAY - made.subscriber.birth).days < 120 * 365
    assert made.patient.last == made.subscriber.last
    assert made.relationship != "18"


@given(SEEDS)
@settings(max_examples=60)
def test_a_plan_at_an_inpatient_place_has_an_admission(seed: int) -> None:
    made = plan(seed)
    assert (made.admission is not None) == (made.place == "21")
    assert made.admission is None or made.admission <= made.lines[0].service
    assert made.onset is None or made.onset < made.lines[0].service


@pytest.mark.parametrize("most", [1, 2, 6])
def test_a_plan_has_no_more_lines_than_ordered(most: int) -> None:
    assert max(len(plan(seed, max_lines=most).lines) for seed in range(80)) == most


def test_line_controls_are_unique_in_a_claim() -> None:
    for seed in range(40):
        controls = [line.control for line in plan(seed, share_line_controls=1.0).lines]
        assert len(set(controls)) == len(controls)
        assert all(1 <= len(control) <= 50 for control in controls)


@given(st.integers(min_value=0, max_value=10**9))
def test_dollars_writes_no_idle_zero(cents: int) -> None:
    text = dollars(cents)
    whole, _, rest = text.partition(".")
    assert int(whole) * 100 + int(rest.ljust(2, "0") if rest else 0) == cents
    assert not rest.endswith("0")


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 1, 1)))
def test_day_is_eight_digits(date: dt.date) -> None:
    assert day(date) == f"{date:%Y%m%d}"


def test_render_subscriber_has_an_address_only_as_the_patient() -> None:
    own, parent = plan(1, share_dependents=0.0), plan(1, share_dependents=1.0)
    assert [s[:3] for s in render_subscriber(plan=own, level=2, parent=1)] == [
        "HL*", "SBR", "NM1", "N3*", "N4*", "DMG", "NM1",
    ]  # fmt: skip
    assert [s[:3] for s in render_subscriber(plan=parent, level=2, parent=1)] == ["HL*", "SBR", "NM1", "NM1"]
    assert render_subscriber(plan=parent, level=2, parent=1)[0] == "HL*2*1*22*1"
    assert render_patient(plan=own, level=3, parent=2) == []
    assert render_patient(plan=parent, level=3, parent=2)[0] == "HL*3*2*23*0"


def test_render_subscriber_writes_each_element_at_its_place() -> None:
    made = plan(1, share_dependents=0.0)
    made.group, made.filing = "G1", "CI"
    made.subscriber.middle = "M"
    segments = [segment.split("*") for segment in render_subscriber(plan=made, level=2, parent=1)]
    assert segments[1] == ["SBR", "P", "18", "G1", "", "", "", "", "", "CI"]
    assert segments[2][5:] == ["M", "", "", "MI", made.member_id]


def test_render_claim_writes_what_the_plan_holds() -> None:
    made = plan(1)
    made.payer_number, made.sender_trace = "F8NUMBER", "D9NUMBER"
    made.onset, made.admission = dt.date(2026, 1, 2), dt.date(2026, 1, 3)
    segments = render_claim(plan=made)
    assert segments[1:5] == ["DTP*431*D8*20260102", "DTP*435*D8*20260103", "REF*F8*F8NUMBER", "REF*D9*D9NUMBER"]
    assert segments[5].startswith("HI*ABK:")
    assert [segment for segment in segments if segment.startswith("LX*")][-1] == f"LX*{len(made.lines)}"


def test_render_provider_gives_nine_digits_of_zip_and_the_tax_id() -> None:
    (pair,) = make_pairs(seed=1, count=1)
    segments = render_provider(provider=pair, level=1)
    assert len(segments[4].split("*")[3]) == 9
    assert segments[5] == f"REF*EI*{pair.tin}"


def test_set_element_replaces_one() -> None:
    assert set_element("CLM*A*1**Z", 2, "X") == "CLM*A*X**Z"


@pytest.mark.parametrize("text", ["*:^~", "|>!]", "\x1d\x1f\x1e\x1c"])
def test_is_delimiters_takes_what_parts_the_data(text: str) -> None:
    assert is_delimiters(text)


@pytest.mark.parametrize("text", ["", "*:^", "*:^~~", "**^~", "a:^~", "0:^~", " :^~", "-:^~", "':^~", ".:^~", "é:^~"])
def test_is_delimiters_refuses_what_stands_in_the_data(text: str) -> None:
    assert not is_delimiters(text)


def test_planted_faults_are_not_moved_by_chance() -> None:
    order = Order(seed=1, claims=50, today=TODAY, planted={4: "bad_place"}, faults={"bad_amount": 0.5})
    chosen = choose_faults(order)
    assert chosen[4] == "bad_place"
    assert sum(name == "bad_amount" for name in chosen.values()) == 25
    assert 0 not in chosen


def test_the_places_of_the_pools_are_assigned_ones() -> None:
    known = {visit.place for visit in pools.VISITS}
    assert {place_of_service().ask(place, TODAY) for place in known} == {Answer.YES}
    assert place_of_service().ask("98", TODAY) is not Answer.YES


def test_the_pools_hold_codes_by_shape_and_no_descriptions() -> None:
    codes = [code for visit in pools.VISITS for code, _ in (*visit.leads, *visit.extras)]
    assert all(len(code) == 5 and code.isalnum() for code in codes)
    assert all(cents > 0 for visit in pools.VISITS for _, cents in (*visit.leads, *visit.extras))
    assert all(len(code) == 10 and code.endswith("X") for code in pools.TAXONOMIES)


def test_the_pools_are_wide_enough_to_look_real() -> None:
    assert min(len(pools.LAST), len(pools.DIAGNOSES)) > 60
    assert min(len(pools.FIRST_F), len(pools.FIRST_M), len(pools.STREETS), len(pools.TOWNS)) >= 20
    assert len(pools.PRACTICES) == 12
    assert all(name == name.strip() for name in pools.PRACTICES)
