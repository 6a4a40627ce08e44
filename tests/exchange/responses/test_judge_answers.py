"""What the categories of a claim acknowledgment mean for a claim, and on which day it was said."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.responses.judge import categories, judge, said_on

MEANS = {
    "A0": "payer_received", "A1": "payer_received", "A2": "payer_accepted", "A3": "payer_rejected",
    "A4": "", "A5": "payer_received", "A6": "payer_rejected", "A7": "payer_rejected", "A8": "payer_rejected",
    "F0": "", "F1": "", "P1": "", "R3": "", "E0": "", "": "", "a2": "",
}  # fmt: skip
HEAVIER = ["payer_rejected", "payer_accepted", "payer_received", ""]


@pytest.mark.parametrize(("category", "event"), MEANS.items())
def test_a_category_means_one_event(category: str, event: str) -> None:
    assert judge([((category, "20"), "20261120", "WQ", "1")]) == event


@pytest.mark.parametrize(("one", "other"), [*product(MEANS, MEANS)])
def test_of_two_statuses_the_heavier_counts_in_any_order(one: str, other: str) -> None:
    expected = min(MEANS[one], MEANS[other], key=HEAVIER.index)
    first, second = ((one, "20"), "20261120"), ((other, "33"), "20261120")
    assert judge([first, second]) == judge([second, first]) == expected


@pytest.mark.parametrize("place", [0, 9, 10])
def test_a_rejection_counts_wherever_it_stands_in_the_status(place: int) -> None:
    status: list[str | tuple[str, ...]] = [("A2", "20"), "20261120", "WQ", *[""] * 9]
    status[place] = ("A7", "562", "85")
    assert judge([tuple(status)]) == "payer_rejected"


def test_no_status_is_no_event() -> None:
    assert judge([]) == ""
    assert judge([()]) == ""
    assert judge([("",)]) == ""


def test_a_status_that_came_as_one_text_has_no_category() -> None:
    assert list(categories([("A3",), ("A3", "20261120")])) == []


@pytest.mark.parametrize(
    ("days", "otherwise", "said"),
    [
        ([], "", ""),
        ([], "20261119", "20261119"),
        (["20261120"], "20261119", "20261120"),
        (["20261120", "20261122", "20261121"], "", "20261122"),
        (["", ""], "20261119", "20261119"),
        (["LATER"], "20261119", "20261119"),
        (["99"], "", ""),
        (["261123"], "20261119", "20261119"),
        (["20261120", "SOON"], "", "20261120"),
        (["2026-11-20"], "", ""),
        (["99999999", "20261120"], "", "20261120"),
    ],
)
def test_the_day_is_the_latest_that_is_one(days: list[str], otherwise: str, said: str) -> None:
    assert said_on([(("A1", "20"), day) for day in days], otherwise=otherwise) == said


TEXTS = st.one_of(st.text(max_size=8), st.lists(st.text(max_size=3), min_size=1, max_size=3).map(tuple))


@given(st.lists(st.lists(TEXTS, max_size=12).map(tuple), max_size=4))
def test_any_statuses_are_judged(statuses: list[tuple[str | tuple[str, ...], ...]]) -> None:
    assert judge(statuses) in HEAVIER
    assert isinstance(said_on(statuses), str)
