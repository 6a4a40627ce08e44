"""A reversal takes back what it equals to the cent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clearlane.exchange.remits.reverse import Decision, adjusted, reverse

FIRST = Decision(1, "MEADOW", "1", 10_000, 8_000, "ICN1", (("CO 45", 2_000),))
BACK = Decision(2, "MEADOW", "22", -10_000, -8_000, "ICN1", (("CO 45", -2_000),))


def test_reverse_finds_its_opposite() -> None:
    assert reverse(reversal=BACK, earlier=[FIRST]) == FIRST


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRST, paid=8_001),
        replace(FIRST, charge=10_001),
        replace(FIRST, adjusted=(("CO 45", 1_999),)),
        replace(FIRST, adjusted=(("PR 1", 2_000),)),
        replace(FIRST, payer="OTHER"),
        replace(FIRST, status="22"),
    ],
)
def test_reverse_does_not_take_what_differs(other: Decision) -> None:
    assert reverse(reversal=BACK, earlier=[other]) is None


def test_what_was_taken_back_is_not_taken_back_twice() -> None:
    assert reverse(reversal=replace(BACK, seq=3), earlier=[FIRST, replace(BACK, reverses=1)]) is None


def test_the_same_payers_number_goes_first() -> None:
    later = replace(FIRST, seq=2, payer_number="ICN2")
    assert reverse(reversal=replace(BACK, seq=3), earlier=[FIRST, later]) == FIRST


def test_without_the_number_the_latest_is_taken_back() -> None:
    later = replace(FIRST, seq=2, payer_number="ICN2")
    assert reverse(reversal=replace(BACK, seq=3, payer_number="NEW"), earlier=[FIRST, later]) == later


def test_nothing_is_taken_back_of_nothing() -> None:
    assert reverse(reversal=BACK, earlier=[]) is None


def test_adjusted_sums_claim_and_lines_and_drops_what_cancels_out() -> None:
    body = {
        "adjustments": [["CO", "45", 500, ""], ["PR", "1", 100, ""]],
        "lines": [{"adjustments": [["CO", "45", 700, ""], ["PR", "1", -100, ""]]}, {}],
    }
    assert adjusted(body) == (("CO 45", 1_200),)
