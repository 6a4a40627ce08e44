"""The days of a claim: from the first to the last of its lines, in whatever order, whatever is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.period import Period


def typical() -> Claim:
    """The claim that every case starts from."""
    made = type_claim(submitted=build())
    assert isinstance(made, Claim)
    return made


CLAIM = typical()
FIRST = date(2026, 1, 1)
PERIODS = st.tuples(st.integers(0, 800), st.integers(0, 60)).map(
    lambda one: Period.inclusive(FIRST + timedelta(one[0]), FIRST + timedelta(one[0] + one[1]))
)


def served(*periods: Period | None) -> Period | None:
    """The days of a claim whose lines have these."""
    lines = tuple(replace(CLAIM.lines[0], number=str(n), service=one) for n, one in enumerate(periods, start=1))
    return replace(CLAIM, lines=lines).service


def days(text: str) -> Period | None:
    """``0601-0603`` of 2026, ``0601`` for one day, a dash for a line without a date."""
    if text == "-":
        return None
    first, _, last = text.partition("-")
    ends = [date(2026, int(one[:2]), int(one[2:])) for one in (first, last or first)]
    return Period.inclusive(*ends)


SERVICES = [
    (["0601"], "0601"),
    (["0601", "0601"], "0601"),
    (["0603", "0601"], "0601-0603"),
    (["0601-0610", "0603-0604"], "0601-0610"),
    (["0601-0602", "0901-0902"], "0601-0902"),
    (["-", "0601"], "0601"),
    (["0601", "-", "0715"], "0601-0715"),
    (["-"], "-"),
    (["-", "-"], "-"),
]


@pytest.mark.parametrize(("lines", "claim"), SERVICES)
def test_a_claim_is_served_on_the_days_of_its_lines(lines: list[str], claim: str) -> None:
    assert served(*map(days, lines)) == days(claim)


@given(st.lists(st.none() | PERIODS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(periods: list[Period | None], chance: object) -> None:
    mixed = list(periods)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert served(*mixed) == served(*periods)


@given(st.lists(st.none() | PERIODS, min_size=1, max_size=6))
def test_the_claims_days_hold_every_lines_days_and_end_with_one_of_them(periods: list[Period | None]) -> None:
    whole, dated = served(*periods), [one for one in periods if one]
    assert (whole is None) is (not dated)
    if whole is not None:
        assert all(whole.contains(one) for one in dated)
        assert whole.first in {one.first for one in dated}
        assert whole.last in {one.last for one in dated}


@given(PERIODS)
def test_a_line_more_without_a_date_changes_nothing(period: Period) -> None:
    assert served(period, None) == served(None, period) == served(period) == period
