from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.vocabulary.money import Money

CENTS = st.integers(min_value=-(10**17), max_value=10**17)


@pytest.mark.parametrize(
    ("text", "shown", "x12"),
    [
        ("12.5", "12.50", "12.5"),
        ("100", "100.00", "100"),
        ("0", "0.00", "0"),
        (".07", "0.07", "0.07"),
        ("-.07", "-0.07", "-0.07"),
        ("-3", "-3.00", "-3"),
        ("1.00", "1.00", "1"),
        ("10.10", "10.10", "10.1"),
        ("5.", "5.00", "5"),
        ("12.500", "12.50", "12.5"),
    ],
)
def test_money_reads_a_plain_number_and_writes_it_twice(text: str, shown: str, x12: str) -> None:
    money = Money.read(text)
    assert (str(money), money.x12()) == (shown, x12)


@pytest.mark.parametrize(
    "text", ["", ".", "-", "1,000", "1e3", "NaN", "Infinity", " 1", "1\n", "+1", "1.001", "\u0661"]
)
def test_money_refuses_what_is_no_plain_amount(text: str) -> None:
    with pytest.raises(ValueError, match=r"money"):
        Money.read(text)


@pytest.mark.parametrize("amount", [1.5, 1, "1", None, True])
def test_money_refuses_to_be_made_of_anything_but_a_decimal(amount: object) -> None:
    with pytest.raises(TypeError):
        Money(amount)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity", "0.001", "1e16", "-1e17"])
def test_money_refuses_an_amount_that_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="money"):
        Money(Decimal(text))


@pytest.mark.parametrize(
    ("cents", "told"),
    [(115295, "$1,152.95"), (-7440, "-$74.40"), (0, "$0.00"), (-7, "-$0.07"), (100_000_000, "$1,000,000.00")],
)
def test_money_in_a_sentence_has_its_sign_and_commas(cents: int, told: str) -> None:
    assert Money.from_cents(cents).dollars() == told


def test_money_sums_exactly() -> None:
    assert sum([Money.read(".1"), Money.read(".2")], Money.ZERO) == Money.read(".3")


def test_money_can_be_summed_without_a_start() -> None:
    assert sum([Money.from_cents(5), Money.from_cents(7)]) == Money.from_cents(12)


@pytest.mark.parametrize("other", [1, 0.5, Decimal(1), "1"])
def test_money_does_not_mix_with_a_bare_number(other: object) -> None:
    with pytest.raises(TypeError):
        Money.ZERO + other  # type: ignore[operator]
    with pytest.raises(TypeError):
        Money.ZERO - other  # type: ignore[operator]
    with pytest.raises(TypeError):
        other + Money.ZERO  # type: ignore[operator]


def test_money_compares_by_amount_whatever_its_zeros() -> None:
    assert Money.read("1.50") == Money.read("1.5")
    assert hash(Money.read("1.50")) == hash(Money.read("1.5"))
    assert Money.read("1.49") < Money.read("1.5") <= Money.read("1.50")


def test_money_is_false_only_when_it_is_nothing() -> None:
    assert not Money.ZERO
    assert Money.from_cents(-1)


def test_money_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Money.ZERO.amount = Decimal(1)  # type: ignore[misc]


def test_money_takes_cents_as_a_whole_number_only() -> None:
    with pytest.raises(TypeError):
        Money.from_cents(1.0)  # type: ignore[arg-type]


@given(CENTS)
def test_money_keeps_every_cent_through_text(cents: int) -> None:
    money = Money.from_cents(cents)
    assert money.cents == cents
    assert Money.read(money.x12()) == Money.read(str(money)) == money


@given(CENTS, CENTS)
def test_money_adds_as_cents_do(left: int, right: int) -> None:
    assert (Money.from_cents(left) + Money.from_cents(right)).cents == left + right
    assert (Money.from_cents(left) - Money.from_cents(right)).cents == left - right
    assert (-Money.from_cents(left)).cents == -left
