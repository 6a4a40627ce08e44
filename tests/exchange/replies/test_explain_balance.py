"""The arithmetic of a payment that does not add up, in words."""

from __future__ import annotations

import datetime as dt

from clearlane.exchange.remits.balance import balance
from clearlane.exchange.replies.explain_balance import WIDTH, PaymentHead, explain_balance
from tests.exchange.remits.advice_values import adjustment, claim, remittance

HEAD = PaymentHead("EFT1", "MEADOW LAKE", dt.date(2026, 11, 23), 10_000, 0, 8_000, 1)


def test_the_text_shows_both_sums() -> None:
    text = explain_balance(HEAD, balance(remittance("100", claim("100", "80", adjustment("20")))))
    assert f"{'Comes to':<44}{'$80.00':>34}" in text
    assert f"{'The payment says (BPR02)':<44}{'$100.00':>34}" in text
    assert "but the payment is $100.00" in " ".join(text.split())


def test_no_line_is_wider_than_a_page() -> None:
    text = explain_balance(HEAD, balance(remittance("100", *[claim("100", "80")] * 5)))
    assert max(map(len, text.splitlines())) <= WIDTH


def test_a_payment_without_a_day_says_so() -> None:
    from dataclasses import replace

    assert "Date       not given" in explain_balance(replace(HEAD, paid_on=None), [])
