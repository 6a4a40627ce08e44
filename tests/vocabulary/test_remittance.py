from __future__ import annotations

from datetime import date

import pytest

from clearlane.vocabulary.money import Money
from clearlane.vocabulary.remittance import (
    Adjustment,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)

TEN = Money.from_cents(1000)


def claim(*, status: str = "1", paid: object = TEN) -> RemittanceClaim:
    return RemittanceClaim("ACCT1", status, TEN, paid, Money.ZERO, "12", "ICN1", (), ())  # type: ignore[arg-type]


def remittance(*, amount: object = TEN, sign: str = "C") -> Remittance:
    return Remittance(
        trace="EFT1", payer_id="1999999999", amount=amount, sign=sign, method="ACH", handling="I",  # type: ignore[arg-type]
        date=date(2026, 6, 1), payer_name="PRAIRIE", payee_name="LAKESIDE", payee_npi="1234567893",
        payee_tin="123456789", claims=(claim(),),
    )  # fmt: skip


def test_a_remittance_is_made_of_money() -> None:
    assert remittance().claims[0].paid == remittance().amount
    for wrong in (10, 10.0, "10"):
        with pytest.raises(TypeError):
            remittance(amount=wrong)
        with pytest.raises(TypeError):
            claim(paid=wrong)


def test_a_remittance_is_a_credit_or_a_debit() -> None:
    assert remittance(sign="D").sign == "D"
    with pytest.raises(ValueError, match="credit"):
        remittance(sign="X")


def test_a_reversal_is_told_by_its_status() -> None:
    assert claim(status="22").is_reversal
    assert not claim(status="2").is_reversal


def test_an_adjustment_has_group_reason_and_money() -> None:
    assert Adjustment("CO", "45", TEN).quantity is None
    with pytest.raises(ValueError, match="group and a reason"):
        Adjustment("", "45", TEN)
    with pytest.raises(ValueError, match="group and a reason"):
        Adjustment("CO", "", TEN)
    with pytest.raises(TypeError):
        Adjustment("CO", "45", 10)  # type: ignore[arg-type]


def test_a_line_and_a_provider_adjustment_are_made_of_money() -> None:
    with pytest.raises(TypeError):
        RemittanceLine("HC", "99213", (), TEN, 1, None, None, ())  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        ProviderAdjustment("1234567893", date(2026, 12, 31), "WO", "REF1", -5)  # type: ignore[arg-type]
