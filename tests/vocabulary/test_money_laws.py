"""Money as arithmetic: the laws of sums, and a slow model of reading and writing that counts cents digit by digit."""

from __future__ import annotations

from decimal import Decimal, localcontext
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.vocabulary.money import Money

LARGEST = 10**18 - 1
"""Cents of the largest amount: sixteen digits before the point."""
CENTS = st.integers(-LARGEST, LARGEST)
SMALL = st.integers(-(10**15), 10**15)
PLAIN = st.text("0123456789.-", max_size=9)


def slow_cents(text: str) -> int | None:
    """The cents of a plain amount, read as a person would; None for what is no amount or finer than a cent."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    whole, point, part = digits.partition(".")
    if not whole + part or not all("0" <= char <= "9" for char in whole + part):
        return None
    if part[2:].strip("0"):
        return None
    return sign * (int(whole or "0") * 100 + int((part + "00")[:2])) if point else sign * int(whole) * 100


def read_cents(text: str) -> int | None:
    try:
        return Money.read(text).cents
    except ValueError:
        return None


@given(PLAIN)
def test_read_agrees_with_a_person_who_counts_digits(text: str) -> None:
    assert read_cents(text) == slow_cents(text)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.", 100),
        (".5", 50),
        ("-.05", -5),
        ("007", 700),
        ("-0", 0),
        ("0.10", 10),
        ("0.010", 1),
        ("9999999999999999.99", LARGEST),
        ("-9999999999999999.99", -LARGEST),
    ],
)
def test_read_counts_these_cents(text: str, cents: int) -> None:
    assert Money.read(text).cents == slow_cents(text) == cents


@pytest.mark.parametrize("text", ["10000000000000000", "-10000000000000000.00", "99999999999999999999999999"])
def test_read_refuses_more_than_sixteen_digits(text: str) -> None:
    with pytest.raises(ValueError, match="16 digits"):
        Money.read(text)


@pytest.mark.parametrize("text", ["0.001", "-12.345", "1.0001", ".009"])
def test_read_refuses_what_is_finer_than_a_cent(text: str) -> None:
    with pytest.raises(ValueError, match="finer than a cent"):
        Money.read(text)


@given(SMALL, SMALL)
def test_a_sum_does_not_depend_on_its_order(one: int, other: int) -> None:
    assert Money.from_cents(one) + Money.from_cents(other) == Money.from_cents(other) + Money.from_cents(one)


@given(SMALL, SMALL, SMALL)
def test_a_sum_does_not_depend_on_its_brackets(one: int, two: int, three: int) -> None:
    first, second, third = map(Money.from_cents, (one, two, three))
    assert (first + second) + third == first + (second + third)


@given(CENTS)
def test_nothing_added_changes_nothing(cents: int) -> None:
    money = Money.from_cents(cents)
    assert money + Money.ZERO == Money.ZERO + money == money - Money.ZERO == money


@given(CENTS)
def test_an_amount_and_its_opposite_are_nothing(cents: int) -> None:
    money = Money.from_cents(cents)
    assert money + -money == money - money == Money.ZERO
    opposite = -money
    assert -opposite == money
    assert not money - money


@given(CENTS, CENTS)
def test_amounts_are_ordered_as_their_cents(one: int, other: int) -> None:
    left, right = Money.from_cents(one), Money.from_cents(other)
    assert (left < right, left <= right, left == right) == (one < other, one <= other, one == other)


@given(st.lists(SMALL, max_size=20))
def test_a_list_of_amounts_sums_as_its_cents(cents: list[int]) -> None:
    total = sum(map(Money.from_cents, cents), Money.ZERO)
    assert total.cents == sum(cents)


@given(CENTS)
def test_what_is_written_is_shortest_and_never_ambiguous(cents: int) -> None:
    text = Money.from_cents(cents).x12()
    assert not ("." in text and text.endswith(("0", ".")))
    assert text.lstrip("-") == "0" or not text.lstrip("-").startswith("00")
    assert "-0" not in (text, text + "x")
    assert slow_cents(text) == cents


@given(CENTS)
def test_what_a_person_sees_always_has_two_places(cents: int) -> None:
    whole, _, part = str(Money.from_cents(cents)).lstrip("-").partition(".")
    assert len(part) == 2
    assert int(whole) * 100 + int(part) == abs(cents)


@given(CENTS, st.integers(0, 12))
def test_zeros_behind_the_point_are_not_another_amount(cents: int, zeros: int) -> None:
    money = Money.from_cents(cents)
    longer = Money(Decimal(str(money) + "0" * zeros))
    assert longer == money
    assert hash(longer) == hash(money)
    assert (longer.cents, longer.x12(), str(longer)) == (money.cents, money.x12(), str(money))


@given(SMALL, SMALL)
def test_a_sum_is_exact_where_the_callers_arithmetic_is_coarse(one: int, other: int) -> None:
    left, right = Money.from_cents(one), Money.from_cents(other)
    with localcontext() as context:
        context.prec = 4
        total = left + right
    assert total.cents == one + other


def test_a_sum_beyond_the_largest_amount_is_refused() -> None:
    largest = Money.from_cents(LARGEST)
    with pytest.raises(ValueError, match="16 digits"):
        largest + Money.from_cents(1)
    with pytest.raises(ValueError, match="16 digits"):
        -largest - Money.from_cents(1)


def test_a_negative_nothing_is_nothing() -> None:
    nothing = Money(Decimal("-0.00"))
    assert nothing == Money.ZERO
    assert (nothing.x12(), str(nothing), bool(nothing)) == ("0", "0.00", False)


def test_cents_of_true_are_refused() -> None:
    with pytest.raises(TypeError):
        Money.from_cents(True)


def test_each_cent_of_two_dollars_is_written_in_rising_order() -> None:
    amounts = [Money.read(Money.from_cents(cents).x12()) for cents in range(-100, 101)]
    assert all(lower < higher for lower, higher in pairwise(amounts))
    assert [amount.cents for amount in amounts] == list(range(-100, 101))
