"""The arithmetic of a payment as laws: whatever adds up is found right, and one cent off is found at its level."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.exchange.remits.balance import balance
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.remittance import Adjustment, Remittance, RemittanceClaim, RemittanceLine
from tests.exchange.remits.advice_values import adjustment, claim, line, provider_adjustment, remittance

CENTS = st.integers(-(10**7), 10**9)
GROUPS = st.sampled_from([("CO", "45"), ("PR", "1"), ("PR", "2"), ("OA", "23"), ("PI", "97"), ("CR", "72")])
TAKEN = st.lists(st.tuples(CENTS, GROUPS), max_size=4)


def text(cents: int) -> str:
    return str(Money.from_cents(cents))


def _line(charge: int, taken: list[tuple[int, tuple[str, str]]]) -> RemittanceLine:
    paid = charge - sum(cents for cents, _ in taken)
    return line(text(charge), text(paid), *(adjustment(text(cents), *group) for cents, group in taken))


LINES = st.lists(st.builds(_line, CENTS, TAKEN), max_size=4)


def _claim(
    lines: list[RemittanceLine], own: list[tuple[int, tuple[str, str]]], bare: int, reverses: bool
) -> RemittanceClaim:
    """A claim that adds up: its charge is that of its lines, or ``bare`` where it has none."""
    charge = sum(one.charge.cents for one in lines) if lines else bare
    taken = [cents for cents, _ in own] + [one.amount.cents for each in lines for one in each.adjustments]
    parts: list[Adjustment | RemittanceLine] = [*(adjustment(text(cents), *group) for cents, group in own), *lines]
    made = claim(text(charge), text(charge - sum(taken)), *parts)
    return turned(made) if reverses and charge > 0 else made


def turned(made: RemittanceClaim) -> RemittanceClaim:
    """The reversal of a claim: every sign the other way."""
    return replace(
        made,
        status="22",
        charge=-made.charge,
        paid=-made.paid,
        adjustments=tuple(replace(one, amount=-one.amount) for one in made.adjustments),
        lines=tuple(
            replace(
                each,
                charge=-each.charge,
                paid=-each.paid,
                adjustments=tuple(replace(one, amount=-one.amount) for one in each.adjustments),
            )
            for each in made.lines
        ),
    )


CLAIMS = st.lists(st.builds(_claim, LINES, TAKEN, CENTS, st.booleans()), max_size=4)
PLBS = st.lists(CENTS, max_size=3)


def payment(claims: list[RemittanceClaim], plbs: list[int], off: int = 0) -> Remittance:
    """A payment for these claims and provider adjustments, ``off`` cents from what they come to."""
    due = sum(one.paid.cents for one in claims) - sum(plbs) + off
    adjustments = tuple(provider_adjustment(text(cents)) for cents in plbs)
    return remittance(
        text(abs(due)), *claims, sign="C" if due >= 0 else "D", provider_adjustments=adjustments
    )  # fmt: skip


def rules(made: Remittance) -> list[str]:
    return [finding.rule for finding in balance(made)]


@settings(max_examples=40)
@given(CLAIMS, PLBS)
def test_what_adds_up_at_every_level_is_found_right(claims: list[RemittanceClaim], plbs: list[int]) -> None:
    assert rules(payment(claims, plbs)) == []


@settings(max_examples=40)
@given(CLAIMS, PLBS, st.integers(-200, 200).filter(bool))
def test_a_payment_that_is_off_is_the_only_thing_found(
    claims: list[RemittanceClaim], plbs: list[int], off: int
) -> None:
    (finding,) = balance(payment(claims, plbs, off))
    due = sum(one.paid.cents for one in claims) - sum(plbs)
    assert (finding.rule, finding.found, finding.expected) == ("balance_payment", text(due + off), text(due))


@settings(max_examples=40)
@given(CLAIMS.filter(bool), PLBS, st.integers(-200, 200).filter(bool), st.data())
def test_a_claim_whose_payment_is_off_is_found_and_the_payment_with_it(
    claims: list[RemittanceClaim], plbs: list[int], off: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(claims) - 1))
    wrong = replace(claims[at], paid=claims[at].paid + Money.from_cents(off))
    made = payment(claims, plbs)
    found = rules(replace(made, claims=(*claims[:at], wrong, *claims[at + 1 :])))
    assert found == ["balance_claim", "balance_payment"]


@settings(max_examples=40)
@given(st.builds(_claim, LINES.filter(bool), TAKEN, CENTS, st.just(False)), st.integers(-200, 200).filter(bool))
def test_a_line_whose_payment_is_off_leaves_the_levels_above_alone(made: RemittanceClaim, off: int) -> None:
    first, *others = made.lines
    wrong = replace(first, paid=first.paid + Money.from_cents(off))
    assert rules(payment([replace(made, lines=(wrong, *others))], [])) == ["balance_line"]


@settings(max_examples=40)
@given(st.builds(_claim, LINES, TAKEN, st.integers(1, 10**6), st.just(False)))
def test_a_reversal_obeys_the_same_sums_with_the_signs_turned(made: RemittanceClaim) -> None:
    assert rules(payment([turned(made), made], [])) == (["reversal_sign"] if made.charge.cents < 0 else [])


@pytest.mark.parametrize(
    ("method", "handling", "amount", "found"),
    [
        ("NON", "H", "0", []),
        ("NON", "I", "0", []),
        ("ACH", "H", "0", []),
        ("ACH", "I", "0", []),
        ("CHK", "I", "0", []),
        ("NON", "I", "5", ["payment_without_money"]),
        ("CHK", "H", "5", ["payment_without_money"]),
        ("FWT", "I", "5", []),
    ],
)
def test_what_says_that_nothing_is_paid_pays_nothing(method: str, handling: str, amount: str, found: list[str]) -> None:
    paid = [claim(amount, amount)] if amount != "0" else [claim("9", "0", adjustment("9", "PR", "1"))]
    assert rules(remittance(amount, *paid, method=method, handling=handling)) == found


@pytest.mark.parametrize(
    ("amount", "sign", "plb", "found"),
    [
        ("80", "C", "0", []),
        ("75", "C", "5", []),
        ("85", "C", "-5", []),
        ("0", "C", "80", []),
        ("20", "D", "100", []),
        ("20", "C", "100", ["balance_payment"]),
        ("80", "D", "0", ["balance_payment"]),
        ("85", "C", "5", ["balance_payment"]),
    ],
)
def test_a_provider_adjustment_is_taken_off_and_a_debit_is_owed_back(
    amount: str, sign: str, plb: str, found: list[str]
) -> None:
    made = remittance(
        amount, claim("100", "80", adjustment("20")), sign=sign, provider_adjustments=(provider_adjustment(plb),)
    )
    assert rules(made) == found


def test_each_fault_is_told_in_the_order_of_the_file() -> None:
    first = claim("100", "90", line("100", "80"))
    second = claim("50", "10")
    assert rules(remittance("1", first, second)) == [
        "balance_line", "balance_claim", "balance_claim", "balance_payment",
    ]  # fmt: skip


def test_the_sentence_of_a_finding_holds_sums_and_no_name() -> None:
    named = replace(claim("100", "80"), patient_last="RIVERA", member_id="MEM1")
    words = " ".join(finding.what for finding in balance(remittance("80", named)))
    assert "charge $100.00 less adjustments $0.00 is $100.00, but paid is $80.00" in words
    assert "RIVERA" not in words
    assert "MEM1" not in words
