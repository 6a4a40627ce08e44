"""Signs and days of the claims of a payment (`care.payments`): reversals, and claims that nobody can date."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.vocabulary.finding import Disposition
from tests.standards.x12.x12_texts import PAYMENT, counted, join, lines

TURNED = {
    "CLP*A1*1*150*120*10*": "CLP*A1*{}*-150*-120*-10*",
    "CAS*PR*1*10": "CAS*PR*1*-10",
    "*100*80**1": "*-100*-80**1",
    "*50*50**1": "*-50*-50**1",
    "CAS*CO*45*20": "CAS*CO*45*-20",
    "BPR*I*120*C": "BPR*I*120*D",
}


def told(text: str) -> list[str]:
    """What is said of a payment beyond its sums."""
    found = x12.report([join(counted(lines(text)))]).findings
    assert {one.disposition for one in found if one.rule.startswith("lines.")} <= {Disposition.WARN}
    return [f"{one.place} {one.rule} {one.found}".rstrip() for one in found if one.rule.startswith("lines.")]


def turned(status: str) -> str:
    """The clean payment with all its signs turned."""
    text = PAYMENT
    for old, new in TURNED.items():
        assert old in text
        text = text.replace(old, new.format(status))
    return text


def test_a_reversal_takes_back() -> None:
    assert told(turned("22")) == []
    assert told(PAYMENT.replace("CLP*A1*1*", "CLP*A1*22*")) == ["2100 CLP03 lines.reversal_positive 150"]


@pytest.mark.parametrize(("head", "doubted"), [("150*-120*", 0), ("150*0*", 1), ("0*120*", 0), ("150*-0*", 1)])
def test_a_reversal_with_any_amount_below_nothing_is_not_doubted(head: str, doubted: int) -> None:
    text = PAYMENT.replace("CLP*A1*1*150*120*", f"CLP*A1*22*{head}")
    assert len([one for one in told(text) if "reversal_positive" in one]) == doubted


def test_an_adjustment_below_nothing_is_enough() -> None:
    assert told(PAYMENT.replace("CLP*A1*1*", "CLP*A1*22*").replace("CAS*CO*45*20", "CAS*CO*45*-20")) == []


@pytest.mark.parametrize("status", ["1", "2", "4", "25"])
def test_nothing_else_charges_less_than_nothing(status: str) -> None:
    assert told(turned(status)) == ["2100 CLP03 lines.payment_negative -150"]


def test_a_charge_of_nothing_may_have_any_sign() -> None:
    assert told(PAYMENT.replace("CLP*A1*1*150*", "CLP*A1*1*-0*")) == []


OWN, LINE = "DTM*232*20261110\n", "DTM*472*20261110\n"


@pytest.mark.parametrize(
    ("own", "line", "is_doubted"),
    [
        (OWN, LINE, False),
        (OWN, "", False),
        ("", LINE, False),
        (OWN.replace("232", "233"), "", False),
        ("", LINE.replace("472", "150"), False),
        ("", LINE.replace("472", "151"), False),
        ("", "", True),
        (OWN.replace("232", "050"), "", True),
        (OWN.replace("232", "036"), "", True),
    ],
)
def test_a_claim_has_a_day_somewhere(own: str, line: str, is_doubted: bool) -> None:
    text = PAYMENT.replace(LINE, line).replace(OWN, own)
    assert told(text) == (["2100 CLP lines.payment_undated"] if is_doubted else [])


def test_each_claim_of_a_payment_has_a_day_of_its_own() -> None:
    claim = PAYMENT[PAYMENT.index("CLP*A1") : PAYMENT.index("SE*20")]
    text = PAYMENT.replace(claim, claim + claim.replace("A1", "A2").replace(OWN, "").replace(LINE, ""))
    assert told(text) == ["2100 CLP lines.payment_undated"]


def test_what_comes_without_the_day_of_its_payment_is_judged_too() -> None:
    text = turned("1").replace("*DA*456*20261124", "*DA*456*20261324")
    assert "2100 CLP03 lines.payment_negative -150" in told(text)
