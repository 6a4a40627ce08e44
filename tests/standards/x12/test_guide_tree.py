"""A guide as a tree: rows in the order of the text, places that are those of the first row, conditions as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.x12.guide import UNLIMITED, Condition, LoopSpec, RowSpec
from clearlane.standards.x12.parse_elements import parse_condition
from tests.standards.x12.small_guide import guide

NESTED = """
0100 BHT  M  1  Begin  01=0019 02=00
0150 DTP  S  1  Day  01=472 02=D8 03@02
A  R  >1  Party
  0200 NM1  R  1  Name  01=85 02=2
  0250 N3  S  2~1  Street  01
  B  S  9  Detail
    0300 LX  R  1  Number  01
    C  S  2  Inner
      0400 REF  R  >1  Inner number  01=EI 02
"""

CONDITIONS = [
    (Condition("domestic"), "domestic"),
    (Condition("domestic", both_ways=True), "domestic"),
    (Condition(element=2), "02"),
    (Condition(element=12), "12"),
    (Condition(element=2, codes=("BM",)), "02=BM"),
    (Condition(element=2, codes=("BM", "EL", "FT")), "02=BM|EL|FT"),
    (Condition("domestic", element=2), "domestic"),
]


@pytest.mark.parametrize(("condition", "text"), CONDITIONS)
def test_a_condition_is_said_as_the_guide_writes_it(condition: Condition, text: str) -> None:
    assert str(condition) == text


@given(st.integers(1, 99), st.lists(st.text("ABXZ0189", min_size=1, max_size=3), max_size=4, unique=True))
def test_a_condition_on_an_element_is_read_back_as_it_is_said(element: int, codes: list[str]) -> None:
    condition = Condition(element=element, codes=tuple(codes))
    assert parse_condition("?", str(condition), "") == condition


def loops(loop: LoopSpec) -> list[LoopSpec]:
    """All loops beneath, outermost first."""
    inner = [child for child in loop.children if isinstance(child, LoopSpec)]
    return [one for each in inner for one in (each, *loops(each))]


def test_rows_come_in_the_order_of_the_text() -> None:
    made = guide(NESTED)
    assert [row.id for row in made.root.rows()] == ["ST", "BHT", "DTP", "NM1", "N3", "LX", "REF", "SE"]
    positions = [row.position for row in made.root.rows()]
    assert positions == sorted(positions)
    assert [row.line for row in made.root.rows()] == sorted(row.line for row in made.root.rows())


def test_a_loop_stands_where_its_first_row_stands() -> None:
    assert {loop.id: loop.position for loop in loops(guide(NESTED).root)} == {"A": "0200", "B": "0300", "C": "0400"}


def test_the_rows_of_a_loop_are_its_own_and_those_within() -> None:
    rows = {loop.id: [row.id for row in loop.rows()] for loop in loops(guide(NESTED).root)}
    assert rows == {"A": ["NM1", "N3", "LX", "REF"], "B": ["LX", "REF"], "C": ["REF"]}


def test_how_often_a_thing_may_come_is_read_with_its_warning() -> None:
    made = guide(NESTED)
    assert {loop.id: loop.most for loop in loops(made.root)} == {"A": UNLIMITED, "B": 9, "C": 2}
    limits = {row.id: (row.most, row.warn_at) for row in made.root.rows()}
    assert (limits["REF"], limits["N3"], limits["DTP"]) == ((UNLIMITED, 0), (2, 1), (1, 0))


def test_rows_and_loops_stand_side_by_side_in_their_loop() -> None:
    (party,) = [child for child in guide(NESTED).root.children if isinstance(child, LoopSpec)]
    assert [type(child) for child in party.children] == [RowSpec, RowSpec, LoopSpec]
