"""Reasons of adjustments that stand twice in a group of one level (`care.adjustments`), of claims and of payments."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.vocabulary.finding import Disposition
from tests.standards.x12.care.service_texts import Row, beyond, told, told_of
from tests.standards.x12.care.test_other_payers_decisions import paid
from tests.standards.x12.x12_texts import PAYMENT, changed

LINE, CLAIM = "CAS*CO*45", "CAS*PR*1"
SIX = "CAS*CO*45*5**97*5**96*5**50*2**16*2**18*1"
PAYMENTS: list[Row] = [
    (LINE, "CAS*CO*45*10\nCAS*OA*45*10", ""),
    (LINE, "CAS*OA*45*10\nCAS*CO*45*10", ""),
    (LINE, "CAS*CO*45*10\nCAS*CO*97*10", ""),
    (LINE, "CAS*CO*45*10\nCAS*CO*45*10", "2110 CAS02 reason_repeated 45"),
    (LINE, "CAS*CO*45*10\nCAS*OA*23*5\nCAS*CO*45*5", "2110 CAS02 reason_repeated 45"),
    (LINE, "CAS*OA*23*10\nCAS*CO*45*5\nCAS*OA*94*3**23*2", "2110 CAS05 reason_repeated 23"),
    (LINE, "CAS*CO*45*10**45*10", "2110 CAS05 reason_repeated 45"),
    (LINE, "CAS*CO*45*10**97*5**97*5", "2110 CAS08 reason_repeated 97"),
    (LINE, f"{SIX[:-1]}0\nCAS*CO*23*1", ""),
    (LINE, f"{SIX[:-1]}0\nCAS*CO*97*1", "2110 CAS02 reason_repeated 97"),
    (CLAIM, "CAS*PR*1*5\nCAS*PR*1*5", "2100 CAS02 reason_repeated 1"),
    (CLAIM, "CAS*PR*1*5**1*5", "2100 CAS05 reason_repeated 1"),
]


@pytest.mark.parametrize("row", PAYMENTS, ids=[row[1] for row in PAYMENTS])
def test_a_group_of_a_payment_has_each_reason_once(row: Row) -> None:
    assert told_of("835", row) == row[2]


def test_the_same_group_of_a_claim_and_its_lines_is_no_repetition() -> None:
    data = changed(LINE, "CAS*PR*1*20", PAYMENT).replace(b"*150*120*10*12", b"*150*120*30*12")
    assert told(data) == ""


def test_a_payment_is_only_doubted() -> None:
    (found,) = beyond(changed(LINE, "CAS*CO*45*10**45*10", PAYMENT))
    assert (found.disposition, found.unit) == (Disposition.WARN, "")
    assert "in the group CO" in found.what


DECIDED = "REF*6R*L1\nSVD*LAKE*80*HC:99213**1\nCAS*CO*{}\nDTP*573*D8*20261115"


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ("45*20", ""),
        ("45*10\nCAS*PR*45*10", ""),
        ("45*10\nCAS*CO*45*10", "2430 CAS02 reason_repeated 45"),
        ("45*10**45*10", "2430 CAS05 reason_repeated 45"),
    ],
)
def test_so_it_is_with_what_another_payer_adjusted(taken: str, expected: str) -> None:
    assert told(paid(line=DECIDED.format(taken))) == expected
    assert told(paid(above=taken, day="20261115")) == expected.replace("2430", "2320")


def test_two_payers_of_a_line_have_the_group_each() -> None:
    data = paid(line=DECIDED.format("45*20") + DECIDED.format("45*20").removeprefix("REF*6R*L1"))
    assert not [one for one in x12.report([data]).findings if one.rule.endswith("_repeated")]
