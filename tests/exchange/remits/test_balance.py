"""A payment adds up, or it is said where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.remits.balance import balance
from clearlane.vocabulary.finding import Disposition
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.remittance import Remittance
from tests.exchange.remits.advice_values import adjustment, claim, line, provider_adjustment, remittance


@pytest.mark.parametrize(
    "balanced",
    [
        remittance("100", claim("100", "100")),
        remittance("80", claim("100", "80", adjustment("20"))),
        remittance("80", claim("100", "80", line("100", "80", adjustment("20")))),
        remittance("70", claim("100", "70", adjustment("10", "PR", "1"), line("100", "80", adjustment("20")))),
        remittance("75", claim("100", "80", adjustment("20")), provider_adjustments=(provider_adjustment("5"),)),
        remittance("85", claim("100", "80", adjustment("20")), provider_adjustments=(provider_adjustment("-5"),)),
        remittance("0", claim("100", "0", adjustment("100", "PR", "1")), method="NON", handling="H"),
        remittance("20", claim("-100", "-80", adjustment("-20"), status="22"), claim("100", "100")),
        remittance(
            "0", claim("50", "80", adjustment("-30"), status="1"), provider_adjustments=(provider_adjustment("80"),)
        ),
        remittance("0"),
    ],
    ids=lambda one: f"{one.amount} for {len(one.claims)}",
)
def test_balance_finds_nothing_in_what_adds_up(balanced: Remittance) -> None:
    assert balance(balanced) == ()


@pytest.mark.parametrize(
    ("broken", "rules"),
    [
        (remittance("100", claim("100", "80", adjustment("20"))), ["balance_payment"]),
        (remittance("80", claim("100", "80")), ["balance_claim"]),
        (remittance("80", claim("100", "80", adjustment("20"), line("100", "80"))), ["balance_line"]),
        (remittance("80", claim("100", "80", line("100", "80"))), ["balance_line", "balance_claim"]),
        (remittance("80", claim("100", "80", adjustment("20")), provider_adjustments=(provider_adjustment("5"),)),
         ["balance_payment"]),
        (remittance("5", claim("5", "5"), method="NON"), ["payment_without_money"]),
        (remittance("5", claim("5", "5"), handling="H"), ["payment_without_money"]),
        (remittance("80", claim("100", "80", adjustment("20"), status="22")), ["reversal_sign"]),
        (remittance("80.01", claim("100", "80", adjustment("20"))), ["balance_payment"]),
    ],
)  # fmt: skip
def test_balance_names_what_does_not_add_up(broken: Remittance, rules: list[str]) -> None:
    assert [finding.rule for finding in balance(broken)] == rules


def test_balance_gives_the_arithmetic() -> None:
    (finding,) = balance(remittance("100", claim("100", "80", adjustment("20"))))
    assert finding.what == (
        "The payment does not add up: claims $80.00 less provider adjustments $0.00 is $80.00,"
        " but the payment is $100.00."
    )
    assert (finding.found, finding.expected, finding.unit) == ("100.00", "80.00", "set")
    assert finding.disposition is Disposition.HOLD


def test_a_debit_is_a_payment_that_is_owed_back() -> None:
    assert balance(remittance("20", claim("-20", "-20", status="22"), sign="D")) == ()


cents = st.integers(min_value=0, max_value=10**9)


@given(charges=st.lists(st.tuples(cents, cents), max_size=6), plb=st.integers(-(10**9), 10**9), off=st.integers(-3, 3))
def test_balance_is_exact_to_the_cent(charges: list[tuple[int, int]], plb: int, off: int) -> None:
    claims = [
        claim(
            str(Money.from_cents(total)), str(Money.from_cents(total - taken)), adjustment(str(Money.from_cents(taken)))
        )
        for total, taken in charges
    ]
    amount = Money.from_cents(sum(total - taken for total, taken in charges) - plb + off)
    found = balance(
        remittance(str(amount), *claims, provider_adjustments=(provider_adjustment(str(Money.from_cents(plb))),))
    )
    assert [finding.rule for finding in found] == (["balance_payment"] if off else [])
