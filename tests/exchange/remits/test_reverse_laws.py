"""Which decision a reversal takes back: the latest living one that it equals to the cent, or none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.remits.reverse import Decision, adjusted, reverse

FIRST = Decision(1, "HARBOR", "1", 10_000, 8_000, "ICN1", (("CO 45", 1_500), ("PR 2", 500)))


def back(of: Decision = FIRST, *, seq: int = 9, **more: Any) -> Decision:
    """The reversal of a decision, to the cent."""
    turned = tuple((key, -cents) for key, cents in of.adjusted)
    made = Decision(seq, of.payer, "22", -of.charge, -of.paid, of.payer_number, turned)
    return replace(made, **more)


def test_it_takes_back_what_it_equals() -> None:
    assert reverse(reversal=back(), earlier=[FIRST]) == FIRST


@pytest.mark.parametrize(
    "off",
    [
        {"charge": -9_999},
        {"charge": 10_000},
        {"paid": -7_999},
        {"paid": 8_000},
        {"payer": "GRANITE"},
        {"adjusted": (("CO 45", -1_500),)},
        {"adjusted": (("CO 45", -1_499), ("PR 2", -501))},
        {"adjusted": (("CO 45", -1_500), ("PR 3", -500))},
        {"adjusted": (("CO 45", 1_500), ("PR 2", 500))},
        {"adjusted": ()},
    ],
)
def test_a_cent_a_sign_a_reason_or_another_payer_makes_it_equal_nothing(off: dict[str, Any]) -> None:
    assert reverse(reversal=back(**off), earlier=[FIRST]) is None


def test_nothing_is_taken_back_twice() -> None:
    gone = back(seq=2, reverses=1)
    assert reverse(reversal=back(seq=3), earlier=[FIRST, gone]) is None


def test_after_a_correction_the_correction_is_taken_back() -> None:
    again = replace(FIRST, seq=3)
    assert reverse(reversal=back(seq=4), earlier=[FIRST, back(seq=2, reverses=1), again]) == again


def test_of_two_equal_ones_the_latest_is_taken_back() -> None:
    second = replace(FIRST, seq=2)
    assert reverse(reversal=back(), earlier=[FIRST, second]) == second


def test_the_payers_number_decides_between_equal_ones() -> None:
    second = replace(FIRST, seq=2, payer_number="ICN2")
    assert reverse(reversal=back(), earlier=[FIRST, second]) == FIRST
    assert reverse(reversal=back(payer_number="ICN3"), earlier=[FIRST, second]) == second


def test_a_reversal_is_never_reversed() -> None:
    odd = back(seq=2)
    assert reverse(reversal=back(odd, seq=3), earlier=[odd]) is None


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["A", "B"])), min_size=1, max_size=6))
def test_reversals_one_after_the_other_undo_each_decision_once(kinds: list[tuple[int, str]]) -> None:
    decisions = [
        replace(FIRST, seq=n, payer=payer, charge=10_000 + kind) for n, (kind, payer) in enumerate(kinds, start=1)
    ]
    history, taken = list(decisions), []
    for decision in decisions:
        target = reverse(reversal=back(decision, seq=len(history) + 1), earlier=history)
        assert target is not None
        taken.append(target.seq)
        history.append(back(decision, seq=len(history) + 1, reverses=target.seq))
    assert sorted(taken) == [decision.seq for decision in decisions]
    assert all(reverse(reversal=back(one, seq=99), earlier=history) is None for one in decisions)


@pytest.mark.parametrize(
    ("body", "sums"),
    [
        ({}, ()),
        ({"adjustments": [["CO", "45", 1000, ""]]}, (("CO 45", 1000),)),
        ({"adjustments": [["CO", "45", 1000, ""], ["CO", "45", 5, "1"]]}, (("CO 45", 1005),)),
        ({"adjustments": [["CO", "45", 10, ""]], "lines": [{"adjustments": [["CO", "45", 20, ""]]}]}, (("CO 45", 30),)),
        ({"lines": [{}, {"adjustments": [["PR", "1", 7, ""], ["CO", "45", 3, ""]]}]}, (("CO 45", 3), ("PR 1", 7))),
        ({"adjustments": [["CO", "45", 10, ""], ["CO", "45", -10, ""]]}, ()),
    ],
)
def test_adjustments_are_summed_over_all_levels(body: dict[str, Any], sums: tuple[tuple[str, int], ...]) -> None:
    assert adjusted(body) == sums
