"""Reasons and remarks of a payment (`care.payments`): those of the day on which it is paid, as warnings."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.vocabulary.finding import Severity
from tests.standards.x12.care.service_texts import Row, beyond, told, told_of
from tests.standards.x12.x12_texts import PAYMENT, changed, join, lines

CAS, LINE = "CAS*CO*45", "SVC*HC:81002"
LAST = "DTM*472*20261110"
ROWS: list[Row] = [
    (CAS, "CAS*CO*45*20", ""),
    (CAS, "CAS*CO*42*20", "2110 CAS02 payment_reason 42"),
    (CAS, "CAS*CO*45*10**42*10", "2110 CAS05 payment_reason 42"),
    (CAS, "CAS*CO*45*10**97*5**42*5", "2110 CAS08 payment_reason 42"),
    (CAS, "CAS*CO*45*10**97*5**96*5", ""),
    (CAS, "CAS*CO*399*20", ""),
    ("CAS*PR*1", "CAS*PR*42*10", "2100 CAS02 payment_reason 42"),
    (CAS, "CAS*CO*45*20\nLQ*HE*N130", ""),
    (CAS, "CAS*CO*45*20\nLQ*HE*M33", "2110 LQ02 payment_remark M33"),
    (CAS, "CAS*CO*45*20\nLQ*RX*70", ""),
    (CAS, "CAS*CO*45*20\nLQ*HE*45", "2110 LQ02 payment_remark 45"),
    (CAS, "CAS*CO*MA01*20", "2110 CAS02 payment_reason MA01"),
    (CAS, "CAS*CO*N130*20\nLQ*HE*N130", "2110 CAS02 payment_reason N130"),
    ("NM1*QC", "NM1*QC*1*DOE*JANE****MI*W1\nMOA***MA01", ""),
    ("NM1*QC", "NM1*QC*1*DOE*JANE****MI*W1\nMOA***MA01*M33", "2100 MOA04 payment_remark M33"),
]


@pytest.mark.parametrize("row", ROWS)
def test_a_reason_is_one_of_the_day_of_the_payment(row: Row) -> None:
    assert told_of("835", row) == row[2]


def test_the_same_reason_was_right_when_it_stood_on_the_list() -> None:
    data = changed(CAS, "CAS*CO*42*20", PAYMENT)
    assert told(data) == "2110 CAS02 payment_reason 42"
    assert told(data.replace(b"*DA*456*20261124", b"*DA*456*20050103")) == ""


def test_a_reversal_repeats_the_codes_of_its_day() -> None:
    text = PAYMENT.replace("CLP*A1*1*150*120*10", "CLP*A1*22*-150*-120*-10").replace("BPR*I*120*C", "BPR*I*120*D")
    text = (
        text.replace("*100*80**1", "*-100*-80**1").replace("*50*50**1", "*-50*-50**1").replace("CO*45*20", "CO*42*-20")
    )
    assert told(join(lines(text.replace("PR*1*10", "PR*1*-10")))) == ""


def test_a_payment_is_never_refused_for_a_code() -> None:
    report = x12.report([changed(CAS, "CAS*CO*42*20", PAYMENT)])
    assert report.accepted is True
    (found,) = report.findings
    assert (found.severity, found.unit, found.status, found.level) == (Severity.WARNING, "", None, 5)
    assert "2026-11-24" in found.what


def test_a_code_that_never_was_is_told_once() -> None:
    found = beyond(changed(CAS, "CAS*CO*Z9*20", PAYMENT))
    assert [(one.rule, one.found) for one in found] == [("codes.payment_reason", "Z9")]


@pytest.mark.parametrize("day", ["", "20261324"])
def test_a_payment_without_its_day_is_not_judged(day: str) -> None:
    data = changed(CAS, "CAS*CO*42*20", PAYMENT).replace(b"*DA*456*20261124", b"*DA*456*" + day.encode())
    assert not any(one.rule.startswith("codes.") for one in x12.report([data]).findings)
