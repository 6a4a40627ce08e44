"""Each amount of a remittance is Money and nothing else, wherever it stands."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from clearlane.vocabulary.money import Money
from clearlane.vocabulary.remittance import (
    GROUPS,
    Adjustment,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)

TEN, TWO = Money.from_cents(1000), Money.from_cents(200)
ADJUSTMENT = Adjustment("CO", "45", TWO)
LINE = RemittanceLine("HC", "99213", ("25",), TEN, Money.from_cents(800), Decimal(1), None, (ADJUSTMENT,), "L1")
CLAIM = RemittanceClaim("A1", "1", TEN, Money.from_cents(800), Money.ZERO, "12", "P1", (), (LINE,))
PROVIDER = ProviderAdjustment("1234567893", date(2026, 12, 31), "WO", "A1", TWO)
PAYMENT = Remittance(
    trace="EFT1",
    payer_id="1999999999",
    amount=Money.from_cents(600),
    sign="C",
    method="ACH",
    handling="I",
    date=date(2026, 11, 24),
    payer_name="HARBOR MUTUAL",
    payee_name="OAK FAMILY CARE",
    payee_npi="1234567893",
    payee_tin="123456789",
    claims=(CLAIM,),
    provider_adjustments=(PROVIDER,),
)
AMOUNTS = [
    (ADJUSTMENT, "amount"),
    (LINE, "charge"),
    (LINE, "paid"),
    (CLAIM, "charge"),
    (CLAIM, "paid"),
    (CLAIM, "patient_responsibility"),
    (PROVIDER, "amount"),
    (PAYMENT, "amount"),
]
NOT_MONEY = [10, 10.0, "10", Decimal(10), None]
VALUES = [ADJUSTMENT, LINE, CLAIM, PROVIDER, PAYMENT]


@pytest.mark.parametrize("wrong", NOT_MONEY, ids=repr)
@pytest.mark.parametrize(
    ("value", "name"), AMOUNTS, ids=lambda one: one if isinstance(one, str) else type(one).__name__
)
def test_an_amount_is_money_and_nothing_else(value: object, name: str, wrong: object) -> None:
    with pytest.raises(TypeError, match="Money"):
        replace(value, **{name: wrong})  # type: ignore[type-var]


@pytest.mark.parametrize("value", VALUES, ids=lambda one: type(one).__name__)
def test_a_part_of_a_remittance_is_a_value(value: object) -> None:
    same = replace(value)  # type: ignore[type-var]
    assert same == value
    assert hash(same) == hash(value)
    with pytest.raises(AttributeError):
        setattr(value, fields(value)[0].name, "changed")  # type: ignore[arg-type]


@pytest.mark.parametrize("group", GROUPS)
def test_an_adjustment_may_have_each_group(group: str) -> None:
    assert replace(ADJUSTMENT, group=group).group == group


def test_an_adjustment_may_add_to_the_payment() -> None:
    assert replace(ADJUSTMENT, amount=-TWO).amount == -TWO


REVERSALS = {"1": False, "2": False, "3": False, "4": False, "19": False, "20": False, "21": False, "22": True}
REVERSALS |= {"23": False, "25": False, "": False, "22 ": False}


@pytest.mark.parametrize(("status", "is_reversal"), REVERSALS.items())
def test_only_22_takes_back(status: str, is_reversal: bool) -> None:
    assert replace(CLAIM, status=status).is_reversal is is_reversal


@pytest.mark.parametrize("sign", ["", "c", "CD", "X", " "])
def test_a_payment_is_a_credit_or_a_debit(sign: str) -> None:
    with pytest.raises(ValueError, match="credit"):
        replace(PAYMENT, sign=sign)


def test_this_payment_balances_on_each_level() -> None:
    line, claim = PAYMENT.claims[0].lines[0], PAYMENT.claims[0]
    assert line.charge - sum((one.amount for one in line.adjustments), Money.ZERO) == line.paid
    assert sum(one.paid for one in claim.lines) == claim.paid
    assert claim.paid - PAYMENT.provider_adjustments[0].amount == PAYMENT.amount
