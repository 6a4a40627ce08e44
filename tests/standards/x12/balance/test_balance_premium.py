"""The balance of a premium payment (`balance.premium`): told only where no way of reading it adds up."""

from __future__ import annotations

import pytest

from tests.standards.guides.test_820_by_hand import GROUP, MONEY_ALONE, PERSONS
from tests.standards.x12.balance.balance_texts import told
from tests.standards.x12.x12_texts import changed, join, lines

AMOUNTS = {"1150": "", "1200": "", "1149.99": "ST BPR02 premium 1149.99/1200.00", "0": "ST BPR02 premium 0.00/1200.00"}


@pytest.mark.parametrize("amount", AMOUNTS)
def test_the_premiums_make_the_payment_with_or_without_adjustments(amount: str) -> None:
    bpr = next(one for one in lines(GROUP) if one.startswith("BPR*")).split("*")
    bpr[2] = amount
    assert "; ".join(told(changed("BPR*", "*".join(bpr), GROUP))) == AMOUNTS[amount]


def test_premiums_of_persons_are_added_up() -> None:
    assert told(join(lines(PERSONS))) == []
    assert told(changed("RMR*IK", "RMR*IK*BILL2**350.01", PERSONS)) == ["ST BPR02 premium 700.50/700.51"]


def test_money_without_a_list_proves_nothing() -> None:
    assert told(join(lines(MONEY_ALONE))) == []
