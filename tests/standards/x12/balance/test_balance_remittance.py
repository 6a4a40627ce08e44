"""Balances of payments (`balance.remittance`): lines, claims, the payment with its provider adjustments."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.vocabulary.finding import Disposition
from tests.standards.x12.balance.balance_texts import money, paid_claim, payment_file, told

LINE = st.tuples(st.integers(0, 9999), st.integers(-999, 9999))


def paid_lines(parts: list[tuple[int, int]], sign: int = 1) -> list[str]:
    """SVC with its CAS, each of a payment and what was taken off."""
    found = []
    for paid, less in parts:
        found += [f"SVC*HC:99213*{money(sign * (paid + less))}*{money(sign * paid)}", "DTM*472*20261110"]
        found += [f"CAS*CO*45*{money(sign * less)}"] if less else []
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(LINE, max_size=4), st.integers(-999, 999), st.sampled_from((1, -1)), st.integers(-999, 999))
def test_a_payment_that_adds_up_is_clean(parts: list[tuple[int, int]], own: int, sign: int, adjusted: int) -> None:
    paid = sum(one for one, _ in parts) - own
    charge = sum(map(sum, parts))
    assume(charge >= 0)
    status = "1" if sign > 0 else "22"
    claim = paid_claim(
        sign * charge, sign * paid, *paid_lines(parts, sign), taken=f"CAS*PR*1*{money(sign * own)}", status=status
    )
    amount = 2 * sign * paid - adjusted
    plb = [f"PLB*1234567893*20261231*WO:1*{money(adjusted)}"]
    data = payment_file(abs(amount), claim, claim, adjusted=plb, sign="C" if amount >= 0 else "D")
    assert told(data) == []


CLEAN = payment_file(
    19000,
    paid_claim(15000, 12000, *paid_lines([(8000, 2000), (5000, 0)]), taken="CAS*PR*1*10"),
    paid_claim(-5000, -3000, taken="CAS*CO*45*-20", status="22"),
    paid_claim(10000, 8000, *paid_lines([(8000, 2000)])),
    adjusted=["PLB*1234567893*20261231*WO:1*-25*CS:2*5", "PLB*1234567893*20261231*L6:1*0"],
)
CENTS: dict[str, tuple[str, str, str]] = {
    "BPR02": ("*I*190*", "*I*190.01*", "ST BPR02 payment 190.01/190.00"),
    "PLB04": ("WO:1*-25", "WO:1*-25.01", "ST BPR02 payment 190.00/190.01"),
    "PLB06": ("CS:2*5", "CS:2*5.01", "ST BPR02 payment 190.00/189.99"),
    "CLP04": ("*150*120*", "*150*120.01*", "2100 CLP04 payment_claim 120.01/120.00"),
    "CLP03": ("*150*120*", "*150.01*120*", "2100 CLP04 payment_claim 120.00/120.01"),
    "CAS of a claim": ("PR*1*10", "PR*1*9.99", "2100 CLP04 payment_claim 120.00/120.01"),
    "CAS of a reversal": ("*45*-20", "*45*-19.99", "2100 CLP04 payment_claim -30.00/-30.01"),
    "CLP04 of a reversal": ("*-50*-30*", "*-50*-30.01*", "2100 CLP04 payment_claim -30.01/-30.00"),
    "a reversal with its signs not turned": ("*-50*-30*", "*50*-30*", "2100 CLP04 payment_claim -30.00/70.00"),
    "SVC02": ("99213*100*80", "99213*100.01*80", "2110 SVC03 payment_line 80.00/80.01"),
    "SVC03": ("99213*50*50", "99213*50*49.99", "2110 SVC03 payment_line 49.99/50.00"),
    "CAS of a line": ("CO*45*20~", "CO*45*20.01~", "2110 SVC03 payment_line 80.00/79.99"),
    "a line left out": ("SVC*HC:99213*50*50~DTM*472*20261110~", "", "2100 CLP03 payment_charge 150.00/100.00"),
    "CAS of a claim without its amount": ("PR*1*10", "PR*1", "2100 CAS03 missing"),
}


@pytest.mark.parametrize("place", CENTS)
def test_any_cent_that_is_wrong_is_told_once(place: str) -> None:
    old, new, expected = CENTS[place]
    assert told(CLEAN) == []
    found = told(CLEAN.replace(old.encode(), new.encode(), 1))
    assert [one for one in found if "se_count" not in one] == [expected]


def test_what_does_not_add_up_is_held_and_not_refused() -> None:
    report = x12.report([CLEAN.replace(b"*I*190*", b"*I*191*")])
    (found,) = report.findings
    assert (found.disposition, found.unit, found.level) == (Disposition.HOLD, "set", 3)
    assert report.sets[0].verdict == "accepted"


def test_a_payment_that_says_nothing_is_paid_adds_up_to_nothing() -> None:
    assert told(payment_file(0, paid_claim(10000, 0, taken="CAS*CO*50*100"))) == []


UNBALANCED = {
    "example_5010_835__sample1.txt", "example_5010_835__sample2.txt", "edi835-demo-005010X221.edi",
    "835-imbalance.edi", "sample_835_remittance.x12", "sample_835.edi",
}  # fmt: skip
"""The public samples with a payment that does not add up: denials and reductions without a CAS that says why.

In the last one patients owe another amount than the adjustments say.
"""


def test_of_the_public_samples_those_that_do_not_add_up_are_told(samples: Path) -> None:
    files = [one for one in sorted(samples.rglob("*")) if one.is_file() and b"ISA" in one.read_bytes()[:500]]
    assert files
    found = {
        path.name
        for path in files
        if any(one.rule.startswith("balance.") for one in x12.report([path.read_bytes()]).findings)
    }
    assert all(any(name.endswith(known) for known in UNBALANCED) for name in found)
    assert len(found) == len(UNBALANCED)


OWED = {
    "what he owes": ("**12*P1", "*10*12*P1", []),
    "a cent less": ("**12*P1", "*9.99*12*P1", ["2100 CLP05 payment_owed 9.99/10.00"]),
    "nothing": ("**12*P1", "*0*12*P1", ["2100 CLP05 payment_owed 0.00/10.00"]),
    "not said": ("**12*P1", "**12*P1", []),
    "of a reversal": ("*-50*-30**12", "*-50*-30*5*12", []),
}


@pytest.mark.parametrize("what", OWED)
def test_what_the_patient_owes_is_doubted_where_the_adjustments_say_otherwise(what: str) -> None:
    old, new, expected = OWED[what]
    assert told(CLEAN.replace(old.encode(), new.encode(), 1)) == expected


def test_what_the_patient_owes_is_the_sum_over_claim_and_lines() -> None:
    data = CLEAN.replace(b"**12*P1", b"*30*12*P1", 1)
    assert told(data.replace(b"CAS*CO*45*20~", b"CAS*PR*45*20~", 1)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b"BPR*I*190*C*ACH*", b"BPR*H*190*C*ACH*", ["ST BPR02 payment_none 190.00/0.00"]),
        (b"BPR*I*190*C*ACH*CCP*", b"BPR*I*190*C*NON**", ["ST BPR02 payment_none 190.00/0.00"]),
    ],
)
def test_a_payment_of_nothing_has_no_amount(old: bytes, new: bytes, expected: list[str]) -> None:
    assert old in CLEAN
    assert [one for one in told(CLEAN.replace(old, new)) if "payment" in one] == expected


def test_a_payment_of_nothing_that_pays_nothing_is_clean() -> None:
    data = payment_file(0, paid_claim(10000, 0, taken="CAS*CO*50*100"))
    assert told(data.replace(b"BPR*I*0*", b"BPR*H*0*")) == []
