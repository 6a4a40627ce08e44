"""When a tie-out closes: what came in stands somewhere, in claims and in cents, and so do payments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.claims.states import STATES
from clearlane.exchange.reading.tie_out import PLACES, Sum, TieOut

NOTHING = Sum(0, 0)


def tied(
    places: dict[str, Sum],
    received: Sum,
    *,
    paid: Sum = NOTHING,
    home: Sum = NOTHING,
    lost: Sum = NOTHING,
    still: int = 0,
) -> TieOut:
    """A tie-out of so much."""
    return TieOut(received, places, paid, home, lost, uncounted=still)


def test_what_stands_still_before_it_was_counted_leaves_it_open() -> None:
    places = {"sent": Sum(2, 200)}
    assert tied(places, Sum(2, 200)).closes
    assert not tied(places, Sum(2, 200), still=1).closes


def test_every_state_stands_in_exactly_one_place() -> None:
    assert sorted(state for among in PLACES.values() for state in among) == sorted(STATES)


def test_what_is_in_doubt_counts_as_sent() -> None:
    assert PLACES["sent"] == ("sent", "in_doubt")


SUMS = st.builds(Sum, st.integers(0, 1000), st.integers(0, 10**9))


@given(st.dictionaries(st.sampled_from(sorted(PLACES)), SUMS), SUMS, SUMS)
def test_it_closes_where_the_sums_are_equal(places: dict[str, Sum], home: Sum, lost: Sum) -> None:
    received = Sum(sum(one.count for one in places.values()), sum(one.cents for one in places.values()))
    paid = Sum(home.count + lost.count, home.cents + lost.cents)
    assert tied(places, received, paid=paid, home=home, lost=lost).closes


@pytest.mark.parametrize(
    ("received", "paid"),
    [
        (Sum(3, 300), Sum(2, 50)),
        (Sum(1, 300), Sum(2, 50)),
        (Sum(2, 301), Sum(2, 50)),
        (Sum(2, 299), Sum(2, 50)),
        (Sum(2, 300), Sum(3, 50)),
        (Sum(2, 300), Sum(1, 50)),
        (Sum(2, 300), Sum(2, 51)),
        (Sum(2, 300), Sum(2, 49)),
    ],
)
def test_a_claim_a_payment_or_a_cent_too_many_or_too_few_leaves_it_open(received: Sum, paid: Sum) -> None:
    places = {"held": Sum(1, 100), "sent": Sum(1, 200)}
    assert tied(places, Sum(2, 300), paid=Sum(2, 50), home=Sum(1, 20), lost=Sum(1, 30)).closes
    assert not tied(places, received, paid=paid, home=Sum(1, 20), lost=Sum(1, 30)).closes
