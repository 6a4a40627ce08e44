"""Money on a terminal, and the sums of the last table, against sums that are done here by whole numbers."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.console.showing.dollars import dollars
from clearlane.doors.console.showing.table import MOST_ROWS, table, tied_out
from clearlane.exchange.reading.claim_outcomes import ClaimOutcome
from clearlane.exchange.reading.tie_out import PLACES, Sum, TieOut

CENTS = st.integers(min_value=-(10**15), max_value=10**15)
AMOUNT = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})*\.[0-9]{2}")
WORDS = ("Paid", "Denied", "Rejected", "Held", "Partial", "Patient")


def read_back(shown: str) -> int:
    """Cents of what is shown, by its digits alone."""
    digits = int(shown.replace(",", "").replace(".", "").lstrip("-"))
    return -digits if shown.startswith("-") else digits


@given(CENTS)
def test_what_is_shown_reads_back_to_the_same_cents(cents: int) -> None:
    shown = dollars(cents)
    assert AMOUNT.fullmatch(shown)
    assert read_back(shown) == cents


@given(CENTS, CENTS)
def test_two_amounts_look_alike_only_where_they_are_alike(first: int, second: int) -> None:
    assert (dollars(first) == dollars(second)) is (first == second)


OUTCOMES = st.builds(
    ClaimOutcome,
    tenant=st.integers(2, 5),
    id=st.integers(1, 10**6).map(lambda number: UUID(int=number)),
    trace_number=st.just("T1"),
    patient_control_number=st.text("ABC123-", min_size=1, max_size=38),
    payer=st.text("XYZ9", min_size=1, max_size=30),
    state=st.just("sent"),
    word=st.sampled_from(WORDS),
    by_whom=st.sampled_from(["us", "payer", ""]),
    charge=st.integers(0, 10**8 - 1),
    paid=st.none() | st.integers(-(10**6), 10**8 - 1),
    patient=st.none() | st.integers(0, 10**6),
    reason=st.sampled_from(["", "the guide refused it", "CO 45, PR 1"]),
)
CLOSED = TieOut(Sum(0, 0), {}, Sum(0, 0), Sum(0, 0), Sum(0, 0))


@given(st.lists(OUTCOMES, max_size=12))
def test_each_word_has_one_line_whose_sums_are_those_of_its_claims(outcomes: list[ClaimOutcome]) -> None:
    shown = [line.split() for line in table(outcomes=outcomes, tied=CLOSED) if " charged " in line]
    assert [line[0] for line in shown] == sorted({one.word for one in outcomes})
    for word, count, _, _, charged, _, paid in shown:
        chosen = [one for one in outcomes if one.word == word]
        assert int(count) == len(chosen)
        assert read_back(charged) == sum(one.charge for one in chosen)
        assert read_back(paid) == sum(one.paid for one in chosen if one.paid is not None)


@given(st.lists(OUTCOMES, min_size=1, max_size=8))
def test_every_claim_has_its_row_in_the_order_in_which_it_came(outcomes: list[ClaimOutcome]) -> None:
    lines = list(table(outcomes=outcomes, tied=CLOSED))
    rows = lines[2 : 2 + len(outcomes)]
    for row, one in zip(rows, outcomes, strict=True):
        assert row.startswith(one.patient_control_number[:22])
        assert row[23:33].strip() == one.payer[:10]
        assert read_back(row[34:44].strip()) == one.charge
        assert row[46:55].strip() == one.word
        assert row == row.rstrip()
    assert lines[2 + len(outcomes)] == ""


@given(OUTCOMES)
def test_an_amount_that_is_not_known_is_shown_as_nothing(one: ClaimOutcome) -> None:
    row = list(table(outcomes=[one], tied=CLOSED))[2].ljust(90)
    assert (row[63:73].strip() == "") is (one.paid is None)
    assert (row[74:83].strip() == "") is (one.patient is None)


@pytest.mark.parametrize("count", [0, 1, MOST_ROWS, MOST_ROWS + 1])
def test_the_head_stands_once_over_at_most_so_many_rows(count: int) -> None:
    one = ClaimOutcome(2, UUID(int=1), "T", "PCN", "M", "sent", "Paid", "us", 100, None, None, "")
    lines = list(table(outcomes=[one] * count, tied=CLOSED))
    assert [at for at, line in enumerate(lines) if line.startswith("claim ")] == [1]
    assert sum(line.startswith("PCN") for line in lines) == min(count, MOST_ROWS)


SUMS = st.builds(Sum, st.integers(0, 10**4), st.integers(0, 10**9))
TIED = st.builds(TieOut, SUMS, st.dictionaries(st.sampled_from(sorted(PLACES)), SUMS), SUMS, SUMS, SUMS, SUMS)


@given(TIED)
def test_the_tie_out_shows_each_place_where_claims_stand_in_cents(tied: TieOut) -> None:
    lines = list(tied_out(tied))
    shown = {line[:22].strip(): line[22:].split() for line in lines[:-1]}
    expected = {"received": tied.received, "payments": tied.payments, "delivered": tied.delivered}
    expected |= {"unassigned": tied.unassigned} | {place: one for place, one in tied.places.items() if one.count}
    expected |= {"taken off by PLB": tied.adjusted} if tied.adjusted.count else {}
    assert set(shown) == set(expected)
    for name, (count, amount) in shown.items():
        assert (int(count), read_back(amount)) == (expected[name].count, expected[name].cents)


@given(TIED)
def test_the_last_line_is_right_about_whether_it_closes(tied: TieOut) -> None:
    claims = sum(one.count for one in tied.places.values()), sum(one.cents for one in tied.places.values())
    payments = tied.delivered.count + tied.unassigned.count, tied.delivered.cents + tied.unassigned.cents
    closes = claims == (tied.received.count, tied.received.cents)
    closes = closes and payments == (tied.payments.count, tied.payments.cents)
    assert (list(tied_out(tied))[-1] == "the tie-out closes") is closes


@given(st.dictionaries(st.sampled_from(sorted(PLACES)), SUMS, min_size=1), SUMS, SUMS)
def test_a_tie_out_that_adds_up_closes(places: dict[str, Sum], delivered: Sum, unassigned: Sum) -> None:
    received = Sum(sum(one.count for one in places.values()), sum(one.cents for one in places.values()))
    payments = Sum(delivered.count + unassigned.count, delivered.cents + unassigned.cents)
    tied = TieOut(received, places, payments, delivered, unassigned)
    assert list(tied_out(tied))[-1] == "the tie-out closes"
