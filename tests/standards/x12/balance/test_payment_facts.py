"""What a payment says twice and not alike: payers' ids, denied claims that are paid, and days of lines."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.check import check
from clearlane.standards.x12.tier import Tier
from tests.standards.x12.balance.balance_texts import paid_claim, payment_file, told
from tests.standards.x12.x12_texts import PAYMENT, changed, lines

SERVICE, TAKEN = "SVC*HC:99213*100*80", "CAS*CO*45*20"


@pytest.mark.parametrize(
    ("trace", "expected"),
    [
        ("TRN*1*EFT1*1999999999", []),
        ("TRN*1*EFT1*1999999998", ["ST TRN03 payer_id"]),
        ("TRN*1*EFT1*99999", ["ST TRN03 too_short"]),
    ],
)
def test_the_trace_is_of_the_payer_of_the_money(trace: str, expected: list[str]) -> None:
    assert told(changed("TRN*", trace, PAYMENT)) == expected


def test_a_payment_without_a_payer_of_its_money_proves_nothing() -> None:
    money = next(one for one in lines(PAYMENT) if one.startswith("BPR*"))
    text = PAYMENT.replace(money, "BPR*I*120*C*CHK" + "*" * 12 + "20261124")
    assert told(changed("TRN*", "TRN*1*EFT1*1777777777", text)) == []


@pytest.mark.parametrize(
    ("status", "paid", "expected"),
    [("1", 8000, []), ("4", 8000, ["2100 CLP04 payment_denied 80.00/0.00"]), ("4", 0, [])],
)
def test_nothing_is_paid_for_a_claim_that_is_denied(status: str, paid: int, expected: list[str]) -> None:
    taken = f"CAS*CO*45*{(10000 - paid) // 100}"
    service = f"SVC*HC:99213*100*{paid // 100}"
    claim = paid_claim(10000, paid, service, "DTM*472*20261110", taken, status=status)
    data = payment_file(paid, claim)
    assert [one for one in told(data) if "none" not in one] == expected
    assert list(check([data], tier=Tier.EXPLAIN)) == list(check([data]))


PERIODS = [
    (["DTM*472*20261110"], ""),
    (["DTM*150*20261101", "DTM*151*20261110"], ""),
    (["DTM*150*20261110", "DTM*151*20261110"], ""),
    (["DTM*151*20261110", "DTM*150*20261101"], ""),
    (["DTM*150*20261110", "DTM*151*20261101"], "2110 DTM02 service_period"),
    (["DTM*150*20261110"], "2110 DTM01 service_period_open"),
    (["DTM*151*20261110"], "2110 DTM01 service_period_open"),
]


@pytest.mark.parametrize(("days", "expected"), PERIODS)
def test_a_period_has_both_of_its_days_in_their_order(days: list[str], expected: str) -> None:
    data = payment_file(16000, *[paid_claim(10000, 8000, SERVICE, *days, TAKEN)] * 2)
    assert told(data) == [expected] * 2 * bool(expected)
    assert list(check([data], tier=Tier.EXPLAIN)) == list(check([data]))


def test_days_of_one_line_are_not_those_of_the_next() -> None:
    lines = [SERVICE, "DTM*150*20261101", TAKEN, SERVICE, "DTM*151*20261102", TAKEN]
    assert told(payment_file(16000, paid_claim(20000, 16000, *lines))) == ["2110 DTM01 service_period_open"] * 2


def test_a_payment_is_added_up_though_its_claims_say_such_things() -> None:
    claim = paid_claim(10000, 8000, SERVICE, "DTM*150*20261110", TAKEN, status="4")
    assert told(payment_file(8001, claim)) == [
        "ST BPR02 payment 80.01/80.00", "2100 CLP04 payment_denied 80.00/0.00", "2110 DTM01 service_period_open",
    ]  # fmt: skip
