"""Bars stand on the floor, are as high as what they mean, and stay in the picture."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.chart import draw_bars

AMOUNTS = st.integers(0, 10**11)
ROWS = st.lists(st.tuples(st.just("3/2"), AMOUNTS, AMOUNTS), max_size=30)


def tenths(text: str) -> int:
    """What an attribute says, in tenths."""
    whole, part = text.split(".")
    return int(whole) * 10 + int(part)


@given(ROWS)
def test_bars_stand_on_the_floor_inside_the_picture_and_do_not_overlap(rows: list[tuple[str, int, int]]) -> None:
    chart = draw_bars(first="Submitted", second="Paid", rows=rows)
    assert len(chart.pairs) == len(rows)
    ends = 520
    for pair in chart.pairs:
        assert tenths(pair.first_y) + tenths(pair.first_height) == 1760
        assert tenths(pair.second_y) + tenths(pair.second_height) == 1760
        assert min(tenths(pair.first_y), tenths(pair.second_y)) >= 185
        assert ends <= tenths(pair.x) < tenths(pair.x) + tenths(chart.width) <= tenths(pair.second_x)
        ends = tenths(pair.second_x) + tenths(chart.width)
    assert ends <= 7600


@given(AMOUNTS, AMOUNTS)
def test_the_higher_amount_has_the_higher_bar(one: int, other: int) -> None:
    pair = draw_bars(first="A", second="B", rows=[("x", one, other)]).pairs[0]
    first, second = tenths(pair.first_height), tenths(pair.second_height)
    assert (one <= other) == (first <= second) or first == second


def test_the_lines_are_round_amounts_above_every_bar() -> None:
    chart = draw_bars(first="Submitted", second="Paid", rows=[("3/2", 136_000_00, 117_000_00)])
    assert [line.label for line in chart.lines] == ["$0K", "$50K", "$100K", "$150K"]
    small = draw_bars(first="Submitted", second="Paid", rows=[("3/2", 42_00, 0)])
    assert [line.label for line in small.lines] == ["$0", "$20", "$40", "$60"]


def test_the_chart_says_in_words_what_it_shows() -> None:
    rows = [("12/22", 88_000_00, 70_000_00), ("3/2", 136_000_00, 117_000_00)]
    told = draw_bars(first="Submitted", second="Paid", rows=rows).told
    assert told == "Submitted from $88,000.00 to $136,000.00, paid from $70,000.00 to $117,000.00, 12/22 to 3/2."
    assert draw_bars(first="Submitted", second="Paid", rows=[]).told == "Submitted and paid: nothing yet."
