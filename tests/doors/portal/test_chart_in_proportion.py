"""Bars are in proportion, weeks below nothing leave no bar, and the grid says what it stands for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.chart import Chart, draw_bars
from clearlane.doors.portal.wording.amounts import money

AMOUNTS = st.integers(-(10**12), 10**15)
ROWS = st.lists(st.tuples(st.text(max_size=5), AMOUNTS, AMOUNTS), min_size=1, max_size=14)
HEIGHT = 1575


def draw(rows: list[tuple[str, int, int]]) -> Chart:
    return draw_bars(first="Submitted", second="Paid", rows=rows)


def tall(text: str) -> int:
    """What an attribute says, in tenths."""
    return int(text.replace(".", ""))


def stands_for(label: str) -> int:
    """The cents of a line's label."""
    found = re.fullmatch(r"\$([\d,]+)(K?)", label)
    assert found
    return int(found[1].replace(",", "")) * (100_000 if found[2] else 100)


@given(ROWS)
def test_a_bar_is_as_high_as_its_part_of_the_highest_line(rows: list[tuple[str, int, int]]) -> None:
    chart = draw(rows)
    top = stands_for(chart.lines[-1].label)
    for row, pair in zip(rows, chart.pairs, strict=True):
        for cents, height in ((row[1], pair.first_height), (row[2], pair.second_height)):
            assert abs(tall(height) - HEIGHT * max(0, cents) / top) <= 1
            assert cents <= top


@given(ROWS)
def test_four_lines_rise_in_equal_steps_from_nothing(rows: list[tuple[str, int, int]]) -> None:
    amounts = [stands_for(line.label) for line in draw(rows).lines]
    assert amounts == [step * amounts[1] for step in range(4)]
    assert re.fullmatch(r"[125]0*", str(amounts[1]))
    heights = [tall(line.y) for line in draw(rows).lines]
    assert [heights[0] - height for height in heights] == [0, HEIGHT // 3, HEIGHT * 2 // 3, HEIGHT]


@given(ROWS)
def test_the_scale_is_no_greater_than_it_must_be(rows: list[tuple[str, int, int]]) -> None:
    highest = max(max(row[1:]) for row in rows)
    step = stands_for(draw(rows).lines[1].label)
    if step > 1_000:
        smaller = step * 2 // 5 if str(step)[0] == "5" else step // 2
        assert smaller * 3 < highest


@given(ROWS)
def test_labels_and_amounts_are_those_that_were_given_in_their_order(rows: list[tuple[str, int, int]]) -> None:
    chart = draw(rows)
    assert [(pair.label, pair.first, pair.second) for pair in chart.pairs] == rows
    middles = [tall(pair.middle) for pair in chart.pairs]
    assert middles == sorted(set(middles))
    for pair in chart.pairs:
        assert tall(pair.second_x) - tall(pair.x) == tall(chart.width) + 20


@pytest.mark.parametrize("cents", [0, -1, -(10**12)])
def test_a_week_in_which_more_was_taken_back_than_paid_has_no_bar_and_says_the_sum(cents: int) -> None:
    chart = draw([("3/2", cents, cents), ("3/9", 1_000, cents)])
    assert {pair.second_height for pair in chart.pairs} == {"0.0"}
    assert (chart.pairs[0].first_height, chart.pairs[0].first_y) == ("0.0", "176.0")
    assert money(cents) in chart.told


@given(ROWS)
def test_the_words_name_the_first_and_the_last_week_with_all_four_sums(rows: list[tuple[str, int, int]]) -> None:
    told = draw(rows).told
    for row in (rows[0], rows[-1]):
        assert money(row[1]) in told
        assert money(row[2]) in told
    assert told.endswith(f", {rows[0][0]} to {rows[-1][0]}.")


def test_one_week_alone_stands_in_the_middle_and_is_not_broad() -> None:
    (pair,) = draw([("3/2", 5_000, 4_000)]).pairs
    assert tall(pair.middle) == 520 + 7080 // 2
    assert tall(draw([("3/2", 5_000, 4_000)]).width) <= 185
