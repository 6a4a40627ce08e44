"""Amounts (`balance.amount`): exact, and read in each way in which they may be written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.x12.balance.amount import AMOUNTS, MILLIONTHS, read_amount, show_amount, sum_of, taken

READ = {"": 0, "0": 0, "12": 12_000_000, "12.": 12_000_000, ".5": 500_000, "-.05": -50_000, "12.50": 12_500_000}
READ |= {"-3": -3_000_000, "007": 7_000_000, "1.2345670": 1_234_567, "999999999999999999": 999999999999999999 * 10**6}


@pytest.mark.parametrize("text", READ)
def test_an_amount_is_read_to_the_millionth(text: str) -> None:
    assert read_amount(text.encode()) == READ[text]
    assert AMOUNTS[text.encode()] == READ[text]


@pytest.mark.parametrize("text", ["-", ".", "-.", "1,5", "1E5", "+1", "1.0000001", "12O", " 1", "1\n", "9" * 19])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        read_amount(text.encode())


@given(st.integers(-(10**12), 10**12))
def test_what_is_shown_is_read_again(value: int) -> None:
    assert read_amount(show_amount(value).encode()) == value
    assert Decimal(show_amount(value)) * 10**MILLIONTHS == value


@given(st.lists(st.decimals(-9999, 9999, places=2), max_size=12))
def test_sums_are_those_of_decimals(amounts: list[Decimal]) -> None:
    assert sum_of([str(one).encode() for one in amounts]) == sum(amounts) * 10**MILLIONTHS


def test_each_third_element_of_a_cas_is_an_amount() -> None:
    assert taken(b"CAS*CO*45*10*1*97*2.5**16*-1".split(b"*")) == 11_500_000
