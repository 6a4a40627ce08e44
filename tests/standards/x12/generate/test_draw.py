"""Chance by seed: draws that are the same everywhere, check digits worked out on paper, and parts of a drawn claim."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.draw import between, check_digit, digits, pick
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.make_plan import (
    CHILD_DAYS,
    draw_diagnoses,
    draw_line,
    draw_lines,
    make_dependent,
    make_person,
    make_plan,
)
from clearlane.standards.x12.generate.order import Order, Payer
from clearlane.standards.x12.generate.pools import PRACTICES, VISITS, Visit

TODAY = dt.date(2026, 3, 2)
SEEDS = st.integers(0, 2**32)
# Nine digits of an NPI; doubled digits, their sum with the 24 of the prefix 80840, and what is left to the next ten.
CHECKED = [
    ("123456789", "3"),
    ("124531959", "9"),
    ("100000000", "4"),
    ("199999999", "2"),
    ("141289251", "9"),
    ("000000000", "6"),
]


@pytest.mark.parametrize(("body", "digit"), CHECKED)
def test_a_check_digit_is_as_on_paper(body: str, digit: str) -> None:
    assert check_digit(body) == digit


def luhn(number: str) -> bool:
    """The rule of ISO/IEC 7812 for a whole card number: every second digit from the right doubled."""
    doubled = [int(char) * (1 + n % 2) for n, char in enumerate(reversed(number))]
    return sum(one // 10 + one % 10 for one in doubled) % 10 == 0


@given(st.text("0123456789", min_size=9, max_size=9))
def test_with_its_prefix_an_npi_is_a_right_card_number(body: str) -> None:
    assert luhn("80840" + body + check_digit(body))


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_makes_another_check_digit(body: str, at: int, by: int) -> None:
    wrong = body[:at] + str((int(body[at]) + by) % 10) + body[at + 1 :]
    assert check_digit(wrong) != check_digit(body)


class Fixed(random.Random):
    """Chance that always says the same."""

    def __init__(self, said: float) -> None:
        super().__init__(0)
        self.said = said

    def random(self) -> float:
        """What was given."""
        return self.said


EDGES = [(0.0, "A", 3, "000"), (0.34, "B", 5, "340"), (0.5, "B", 6, "500"), (0.999999, "C", 8, "999")]


@pytest.mark.parametrize(("said", "letter", "number", "text"), EDGES)
def test_a_draw_follows_from_one_number_of_chance(said: float, letter: str, number: int, text: str) -> None:
    assert pick(Fixed(said), "ABC") == letter
    assert between(Fixed(said), 3, 8) == number
    assert digits(Fixed(said), 3) == text


@pytest.mark.parametrize("count", [0, 1, 12, 13, 30])
def test_so_many_pairs_are_made_each_with_its_own_name(count: int) -> None:
    pairs = make_pairs(seed=5, count=count)
    assert len(pairs) == len({pair.npi for pair in pairs}) == len({pair.name for pair in pairs}) == count
    plain = [pair.name for pair in pairs[: len(PRACTICES)]]
    assert set(plain) <= set(PRACTICES)
    assert all(pair.name.endswith(" 2") for pair in pairs[len(PRACTICES) : 2 * len(PRACTICES)])


@given(SEEDS, st.integers(1, 20), st.integers(0, 10))
@settings(max_examples=30)
def test_more_pairs_begin_with_the_same_ones(seed: int, count: int, more: int) -> None:
    assert make_pairs(seed=seed, count=count + more)[:count] == make_pairs(seed=seed, count=count)


@given(SEEDS, st.tuples(st.integers(0, 20_000), st.integers(0, 10_000)))
def test_a_person_is_of_the_age_that_was_asked_for(seed: int, asked: tuple[int, int]) -> None:
    youngest, spread = asked
    person = make_person(random.Random(seed), TODAY, (youngest, youngest + spread))
    assert youngest <= (TODAY - person.birth).days <= youngest + spread
    assert person.first in (pools.FIRST_F if person.gender == "F" else pools.FIRST_M)
    assert (person.city, person.state, person.zip) in pools.TOWNS


@given(SEEDS)
@settings(max_examples=40)
def test_a_dependent_lives_with_the_subscriber_and_is_a_minor(seed: int) -> None:
    rng = random.Random(seed)
    parent = make_person(rng, TODAY, (10_000, 20_000))
    child = make_dependent(rng, TODAY, parent)
    where = [(one.last, one.street, one.city, one.state, one.zip) for one in (parent, child)]
    assert where[0] == where[1]
    assert CHILD_DAYS[0] <= (TODAY - child.birth).days <= CHILD_DAYS[1]


@given(SEEDS)
def test_diagnoses_are_one_to_eight_and_none_twice(seed: int) -> None:
    drawn = draw_diagnoses(random.Random(seed), dt.date(2026, 10, 5))
    assert 1 <= len(drawn) == len(set(drawn)) <= 8
    assert set(drawn) <= set(pools.DIAGNOSES)


@given(SEEDS, st.sampled_from(VISITS), st.integers(1, 8), st.integers(1, 50))
@settings(max_examples=60)
def test_lines_are_of_their_visit_and_the_lead_comes_first(seed: int, visit: Visit, diagnoses: int, most: int) -> None:
    order = Order(seed=1, claims=1, today=TODAY, max_lines=most, share_line_controls=1.0)
    lines = draw_lines(random.Random(seed), order, visit, TODAY, diagnoses, "ABCDE000000000007")
    leads, extras = ({code for code, _ in among} for among in (visit.leads, visit.extras))
    assert lines[0].procedure in leads
    assert {line.procedure for line in lines[1:]} <= extras
    assert len(lines) <= min(most, 1 + len(extras - leads | extras))
    assert [line.control for line in lines] == [f"000000000007L{n}" for n in range(1, len(lines) + 1)]
    assert all(1 <= point <= min(4, diagnoses) for line in lines for point in line.pointers)


LINES: list[tuple[float, str, int, int, tuple[str, ...]]] = [
    (0.0, "99213", 1, 10_000 + 1, ("25",)),
    (0.0, "90834", 1, 10_000 + 1, ()),
    (0.5, "99213", 1, 10_000 + 20 * 25, ()),
    (0.9, "85025", 2, (10_000 + 36 * 25) * 2, ()),
    (0.9, "85025", 1, 10_000 + 36 * 25, ()),
]


@pytest.mark.parametrize(("said", "code", "place", "cents", "modifiers"), LINES)
def test_a_line_costs_its_price_with_a_surcharge_times_its_units(
    said: float, code: str, place: int, cents: int, modifiers: tuple[str, ...]
) -> None:
    line = draw_line(Fixed(said), VISITS[0], code, 10_000, TODAY, 4, "", place)
    assert (line.cents, line.modifiers) == (cents, modifiers)
    assert line.units == (2 if place > 1 and said >= 0.85 else 1)


def test_a_visit_with_a_modifier_has_it_on_every_line() -> None:
    far = next(visit for visit in VISITS if visit.modifier)
    for said in (0.0, 0.4, 0.99):
        assert draw_line(Fixed(said), far, "99213", 100, TODAY, 1, "", 1).modifiers == (far.modifier,)


SHARES: list[tuple[str, Any]] = [
    ("share_dependents", lambda plan: plan.patient is not None),
    ("share_sender_trace", lambda plan: plan.sender_trace != ""),
    ("share_line_controls", lambda plan: all(line.control for line in plan.lines)),
]


@pytest.mark.parametrize(("share", "has"), SHARES)
def test_a_share_of_none_or_all_is_kept_exactly(share: str, has: Any) -> None:
    (pair,) = make_pairs(seed=1, count=1)
    for wanted in (0.0, 1.0):
        asked: dict[str, Any] = {"seed": 1, "claims": 1, "today": TODAY, share: wanted}
        order = Order(**asked)
        plans = [make_plan(rng=random.Random(n), order=order, index=n, provider=pair, tag="ABCDE") for n in range(25)]
        assert {has(plan) for plan in plans} == {bool(wanted)}


def test_a_plan_is_of_its_order() -> None:
    (pair,) = make_pairs(seed=1, count=1)
    last = dt.date(2025, 12, 31)
    order = Order(
        seed=1, claims=9, today=TODAY, payers=(Payer("X", "X PLAN"),), claim_numbers={3: "MINE"}, last_service=last,
        days_back=1,
    )  # fmt: skip
    plans = [make_plan(rng=random.Random(n), order=order, index=n, provider=pair, tag="ABCDE") for n in range(5)]
    assert [plan.number for plan in plans] == ["ABCDE000000", "ABCDE000001", "ABCDE000002", "MINE", "ABCDE000004"]
    assert {plan.payer.id for plan in plans} == {"X"}
    assert {line.service for plan in plans for line in plan.lines} == {last}
