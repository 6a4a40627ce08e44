from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.vocabulary.npi import is_npi
from clearlane_sandbox.adjudicate import DENIED, FORWARDED, REVERSED, Verdict
from clearlane_sandbox.answers.write_835 import Payment
from clearlane_sandbox.remit import STRANGER_NPI, Cashier, correct, deny_all, forward, reverse
from clearlane_sandbox.submission import Provider
from tests.sandbox.counters import Counters
from tests.sandbox.people import make_claim, make_profile, make_verdict

AMOUNTS = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=5)
PERCENT = st.integers(min_value=0, max_value=100)


def cashier(*lines: str, numbers: Counters | None = None, batch: int = 1) -> Cashier:
    return Cashier(make_profile(*lines), numbers or Counters(), batch, 0)


def balances(verdict: Verdict) -> bool:
    adjusted = verdict.adjustments or verdict.line_adjustments()
    lines = all(line.charge == line.paid + sum(one.cents for one in line.adjustments) for line in verdict.lines)
    return lines and verdict.charge == verdict.paid + sum(one.cents for one in adjusted)


def settled(payments: list[Payment]) -> list[tuple[int, list[tuple[str, int]]]]:
    return [(one.cents, [(plb.code, plb.cents) for plb in one.adjustments]) for one in payments]


@given(AMOUNTS, PERCENT, st.sampled_from(["yes", "no"]))
def test_reverse_is_the_opposite_to_the_cent(cents: list[int], contract: int, lines: str) -> None:
    verdict = make_verdict(*cents, terms=f"pay contract {contract}% coinsurance 10% lines {lines}")
    back = reverse(verdict)
    assert (back.charge, back.paid, back.status) == (-verdict.charge, -verdict.paid, REVERSED)
    assert back.number == verdict.number
    assert balances(back)
    assert reverse(back).lines == verdict.lines


@given(AMOUNTS, PERCENT, st.sampled_from(["yes", "no"]))
def test_correct_pays_no_less_and_still_balances(cents: list[int], contract: int, lines: str) -> None:
    verdict = make_verdict(*cents, terms=f"pay contract {contract}% coinsurance 10% lines {lines}")
    anew = correct(verdict)
    assert anew.charge == verdict.charge
    assert anew.paid >= verdict.paid
    assert anew.number != verdict.number
    assert balances(anew)


@given(AMOUNTS, st.sampled_from(["yes", "no"]))
def test_deny_all_pays_nothing_and_explains_all(cents: list[int], lines: str) -> None:
    denied = deny_all(make_verdict(*cents, terms=f"pay contract 80% lines {lines}"))
    assert (denied.paid, denied.status) == (0, DENIED)
    assert balances(denied)


def test_forward_leaves_a_denial_where_it_is() -> None:
    assert forward(make_verdict(100)).status == FORWARDED
    assert forward(deny_all(make_verdict(100))).status == DENIED


def test_payments_are_one_a_payee() -> None:
    other = make_claim(700, provider=Provider("XX", "1999999992", "987654321", False, "OTHER"))
    verdicts = [make_verdict(100), make_verdict(200), Verdict(other, "N2", "1", make_verdict(700).lines)]
    first, second = cashier().payments(verdicts)
    assert [len(first.verdicts), len(second.verdicts)] == [2, 1]
    assert (first.payee.id, second.payee.id) == ("1234567893", "1999999992")
    assert first.trace != second.trace


def test_payments_of_one_npi_with_two_tax_ids_are_two() -> None:
    other = make_claim(700, provider=Provider("XX", "1234567893", "987654321", False, "CLINIC"))
    verdicts = [make_verdict(100), Verdict(other, "N2", "1", make_verdict(700).lines)]
    assert len(cashier().payments(verdicts)) == 2


def test_no_verdicts_are_no_payment() -> None:
    assert cashier("switch strange_payee", "switch unbalanced").payments([]) == []


def test_trace_numbers_go_on_from_batch_to_batch() -> None:
    numbers = Counters()
    traces = [cashier(numbers=numbers).payments([make_verdict(100)])[0].trace for _ in range(3)]
    assert traces == ["TESTER000000001", "TESTER000000002", "TESTER000000003"]


def test_an_adjustment_comes_with_each_nth_payment() -> None:
    numbers = Counters()
    paid = [
        cashier("adjust WO 1.00 every 3", numbers=numbers).payments([make_verdict(1000)])[0].cents for _ in range(6)
    ]
    assert paid == [800, 800, 700, 800, 800, 700]


def test_an_adjustment_never_makes_a_payment_negative() -> None:
    assert settled(cashier("adjust WO 8.01 every 1").payments([make_verdict(1000)])) == [(800, [])]
    assert settled(cashier("adjust WO 8.00 every 1").payments([make_verdict(1000)])) == [(0, [("WO", 800)])]


def test_interest_raises_a_payment() -> None:
    assert settled(cashier("adjust L6 -0.50 every 1").payments([make_verdict(1000)])) == [(850, [("L6", -50)])]


def test_a_takeback_is_carried_forward_and_then_settled() -> None:
    numbers = Counters()
    bad = cashier("switch takeback", numbers=numbers)
    first = bad.payments([make_verdict(1000)])
    (back,) = bad.second_round(first)
    assert (back.cents, [one.cents for one in back.adjustments]) == (0, [-800])
    assert numbers.debts == {"1234567893": (800, back.trace)}
    (last,) = cashier(numbers=numbers).payments([make_verdict(2000)])
    assert settled([last]) == [(800, [("FB", 800)])]
    assert last.adjustments[0].reference == back.trace
    assert numbers.owed("tester", "1234567893")[0] == 0


def test_a_debt_above_the_payment_is_settled_in_parts() -> None:
    numbers = Counters()
    numbers.owe("tester", "1234567893", 1000, "OLD")
    paid = [cashier(numbers=numbers).payments([make_verdict(1000)])[0] for _ in range(3)]
    assert settled(paid) == [(0, [("FB", 800)]), (600, [("FB", 200)]), (800, [])]


def test_second_round_has_nothing_to_take_back_of_a_denial() -> None:
    for switch in ("switch takeback", "switch reverse"):
        bad = cashier(switch, "switch zero_pay")
        assert bad.second_round(bad.payments([make_verdict(1000)])) == []


def test_second_round_of_a_polite_payer_is_empty() -> None:
    polite = cashier()
    assert polite.second_round(polite.payments([make_verdict(1000)])) == []


def test_the_stranger_is_a_valid_npi_that_is_nobodys() -> None:
    assert is_npi(STRANGER_NPI)
    payments = cashier("switch strange_payee").payments([make_verdict(1000)])
    assert [payment.payee.id for payment in payments] == ["1234567893", STRANGER_NPI]
    assert payments[1].cents == 6000


def test_a_strange_claim_has_a_number_that_was_never_used() -> None:
    bad = cashier("switch strange_claim")
    numbers = [payment.verdicts[-1].claim.number for _ in range(2) for payment in bad.payments([make_verdict(100)])]
    assert numbers == ["PAPER000001", "PAPER000002"]


@pytest.mark.parametrize(("line", "payer"), [("", "TESTPAY"), ("answers_as_addressed yes", "P")])
def test_a_payment_is_in_the_name_of(line: str, payer: str) -> None:
    assert cashier(line).payments([make_verdict(100)])[0].payer_id == payer


def test_as_addressed_parts_payments_by_payer() -> None:
    other = make_claim(700)
    other.payer_id = "Q"
    verdicts = [make_verdict(100), Verdict(other, "N2", "1", make_verdict(700).lines)]
    payments = cashier("answers_as_addressed yes").payments(verdicts)
    assert [payment.payer_id for payment in payments] == ["P", "Q"]
