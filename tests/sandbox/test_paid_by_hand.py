"""Lines paid and denied by a payer's terms, each worked out by hand in cents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane_sandbox.adjudicate import Adjustment, adjudicate, deny, pay, percent, summed, taken
from clearlane_sandbox.profile import Profile, Terms
from clearlane_sandbox.remit import more, negated
from clearlane_sandbox.submission import Line
from tests.sandbox.people import make_claim, make_profile


def payer(contract: int, coinsurance: int) -> Profile:
    return Profile("P", "PAYER", "861230000", "payer", terms=Terms(contract=contract, coinsurance=coinsurance))


# An amount and a share in per cent; then the share in cents, half a cent upwards.
SHARES = [
    (100, 80, 80), (1, 50, 1), (1, 49, 0), (3, 50, 2), (99, 33, 33), (101, 50, 51), (0, 80, 0), (12_345, 100, 12_345),
    (12_345, 0, 0), (999_999, 1, 10_000), (149, 1, 1), (150, 1, 2),
]  # fmt: skip


@pytest.mark.parametrize(("cents", "share", "part"), SHARES)
def test_a_share_is_rounded_half_a_cent_upwards(cents: int, share: int, part: int) -> None:
    assert percent(cents, share) == part


@given(st.integers(0, 10**9), st.integers(0, 100))
def test_two_shares_of_a_whole_miss_it_by_a_cent_at_most(cents: int, share: int) -> None:
    assert cents <= percent(cents, share) + percent(cents, 100 - share) <= cents + 1


# Charge, contract %, coinsurance %, deductible, co-pay; then paid, CO 45, PR 1, PR 2, PR 3.
LINES = [
    ((10_000, 100, 0, 0, 0), (10_000, 0, 0, 0, 0)),
    ((10_000, 80, 0, 0, 0), (8_000, 2_000, 0, 0, 0)),
    ((10_000, 80, 20, 0, 0), (6_400, 2_000, 0, 1_600, 0)),
    ((10_000, 80, 20, 4_000, 0), (3_200, 2_000, 4_000, 800, 0)),
    ((10_000, 80, 20, 8_000, 0), (0, 2_000, 8_000, 0, 0)),
    ((10_000, 80, 20, 9_999, 0), (0, 2_000, 8_000, 0, 0)),
    ((10_000, 80, 0, 0, 1_500), (6_500, 2_000, 0, 0, 1_500)),
    ((10_000, 80, 20, 0, 1_500), (5_200, 2_000, 0, 1_300, 1_500)),
    ((10_000, 80, 20, 7_000, 1_500), (0, 2_000, 7_000, 0, 1_000)),
    ((10_000, 80, 20, 4_000, 1_500), (2_000, 2_000, 4_000, 500, 1_500)),
    ((10_000, 0, 20, 4_000, 1_500), (0, 10_000, 0, 0, 0)),
    ((10_000, 100, 100, 0, 0), (0, 0, 0, 10_000, 0)),
    ((1, 50, 50, 0, 0), (0, 0, 0, 1, 0)),
    ((3, 50, 0, 0, 0), (2, 1, 0, 0, 0)),
    ((0, 80, 20, 4_000, 1_500), (0, 0, 0, 0, 0)),
]
REASONS = [("CO", "45"), ("PR", "1"), ("PR", "2"), ("PR", "3")]


@pytest.mark.parametrize(("terms", "expected"), LINES)
def test_a_line_is_paid_after_contract_deductible_copay_and_coinsurance(
    terms: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    charge, contract, coinsurance, deductible, copay = terms
    judged = pay(payer(contract, coinsurance), Line("HC:99213", charge, "1"), deductible, copay)
    found = {(one.group, one.reason): one.cents for one in judged.adjustments}
    assert (judged.paid, *(found.get(reason, 0) for reason in REASONS)) == expected
    assert judged.allowed == charge - expected[1]
    assert 0 not in found.values()


@pytest.mark.parametrize(
    ("says", "group", "reason"), [("CO:50", "CO", "50"), ("PR:96", "PR", "96"), ("OA:A1", "OA", "A1")]
)
def test_a_denied_line_is_explained_by_one_reason(says: str, group: str, reason: str) -> None:
    judged = deny(Line("HC:99213", 700, "1"), says)
    assert (judged.paid, judged.allowed, judged.adjustments) == (0, 0, (Adjustment(group, reason, 700),))
    assert deny(Line("HC:99213", 0, "1"), says).adjustments == ()


# Charges of a claim's lines, the terms; then what each line pays.
CLAIMS = [
    ((3_000, 3_000), "pay deductible 40.00 share 100%", (0, 2_000)),
    ((3_000, 3_000), "pay copay 40.00", (0, 2_000)),
    ((5_000, 3_000), "pay copay 40.00", (1_000, 3_000)),
    ((1_000, 1_000, 1_000), "pay contract 50% deductible 8.00 share 100%", (0, 200, 500)),
    ((1_000, 1_000), "pay deductible 40.00 share 0%", (1_000, 1_000)),
    ((0, 1_000), "pay copay 4.00", (0, 600)),
]


@pytest.mark.parametrize(("charges", "terms", "paid"), CLAIMS)
def test_what_one_line_took_of_the_patient_the_next_does_not(
    charges: tuple[int, ...], terms: str, paid: tuple[int, ...]
) -> None:
    verdict = adjudicate(profile=make_profile(terms), claim=make_claim(*charges), number="1", seed=0)
    assert tuple(line.paid for line in verdict.lines) == paid
    assert verdict.paid + verdict.patient_owes + sum(
        one.cents for one in verdict.line_adjustments() if one.group == "CO"
    ) == sum(charges)


ADJUSTMENTS = st.lists(
    st.builds(
        Adjustment,
        st.sampled_from(["CO", "PR", "OA"]),
        st.sampled_from(["1", "2", "45"]),
        st.integers(-1000, 1000),
    ),
    max_size=8,
)


@given(ADJUSTMENTS)
def test_sums_have_each_reason_once_and_no_empty_one(adjustments: list[Adjustment]) -> None:
    found = summed(adjustments)
    assert len({(one.group, one.reason) for one in found}) == len(found)
    assert sum(one.cents for one in found) == sum(one.cents for one in adjustments)
    assert all(one.cents for one in found)


@given(ADJUSTMENTS)
def test_what_is_turned_round_twice_is_as_it_was(adjustments: list[Adjustment]) -> None:
    assert negated(negated(adjustments)) == tuple(adjustments)
    assert summed([*adjustments, *negated(adjustments)]) == ()


def test_only_the_patients_share_for_that_reason_was_taken() -> None:
    judged = pay(payer(80, 20), Line("HC:99213", 10_000, "1"), 4_000, 1_500)
    assert [taken(judged, reason) for reason in ("1", "2", "3", "45")] == [4_000, 500, 1_500, 0]


# The contractual adjustment of a line that is judged again; then what is paid more, and what stays adjusted.
AGAIN = [(2_000, 1_000, 1_000), (1, 0, 1), (3, 1, 2), (0, 0, 0)]


@pytest.mark.parametrize(("contract", "extra", "rest"), AGAIN)
def test_half_of_the_contractual_adjustment_is_paid_after_all(contract: int, extra: int, rest: int) -> None:
    judged = pay(payer(100, 10), Line("HC:99213", 10_000, "1"), 0, 0)
    adjusted = (*judged.adjustments, Adjustment("CO", "45", contract)) if contract else judged.adjustments
    before = type(judged)(judged.line, 10_000 + contract, judged.paid, judged.allowed, adjusted)
    after = more(before)
    assert (after.paid - before.paid, after.allowed - before.allowed) == (extra, extra)
    assert [one.cents for one in after.adjustments if one.reason == "45"] == ([rest] if rest else [])
    assert after.charge == after.paid + sum(one.cents for one in after.adjustments)
