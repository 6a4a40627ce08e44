"""Which claim a payment means, told a second time: two agreements at least, and the nearest of those that fit."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.remits.compare import KEPT_BY_ALL, Candidate, Paid, agreements, choose, fold
from clearlane.vocabulary.outcome import Ref

NUMBERS = st.sampled_from(["AB-12", "AB12", "ab12", "OTHER"])
CHARGES = st.sampled_from([100, 200])
DAYS = st.none() | st.sampled_from([dt.date(2026, 9, 1), dt.date(2026, 9, 2)])
MEMBERS = st.sampled_from(["", "M1", "m-1", "M2", "--"])
CONTROLS = st.frozensets(st.sampled_from(["L1", "L2"]))
PAID = st.builds(Paid, NUMBERS, CHARGES, DAYS, MEMBERS, CONTROLS)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    """Some claims, each with an id of its own."""
    found = []
    for n in range(draw(st.integers(0, 5))):
        values = (draw(NUMBERS), draw(CHARGES), draw(DAYS), draw(MEMBERS), draw(CONTROLS), draw(st.booleans()))
        found.append(Candidate(Ref(2, UUID(int=n)), *values, draw(st.booleans())))
    return found


def score(paid: Paid, one: Candidate) -> int:
    """In how many of the four they agree."""
    member = "".join(char for char in paid.member_id.upper() if char.isalnum())
    theirs = "".join(char for char in one.member_id.upper() if char.isalnum())
    return (
        (paid.charge == one.charge)
        + (paid.service is not None and paid.service == one.service)
        + (member != "" and member == theirs)
        + any(control in one.line_controls for control in paid.line_controls)
    )


def nearest(paid: Paid, found: list[Candidate]) -> list[Candidate]:
    """Those that fit, of which none is farther than another: exact number, then this payer's, then still open."""
    fitting = [one for one in found if score(paid, one) >= 2]
    ranks = {one.claim: (one.number == paid.number, one.is_of_payer, not one.is_over) for one in fitting}
    return [one for one in fitting if ranks[one.claim] == max(ranks.values())]


@given(PAID, candidates())
def test_the_nearest_of_those_that_fit_are_chosen(paid: Paid, found: list[Candidate]) -> None:
    assert choose(paid, found) == nearest(paid, found)


@given(PAID, candidates())
def test_each_agreement_is_named_once(paid: Paid, found: list[Candidate]) -> None:
    for one in found:
        assert len(agreements(paid, one)) == score(paid, one)
        assert len(set(agreements(paid, one))) == score(paid, one)


@given(PAID, candidates(), st.randoms(use_true_random=False))
def test_the_order_in_which_claims_are_found_does_not_matter(
    paid: Paid, found: list[Candidate], chance: object
) -> None:
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert {one.claim for one in choose(paid, mixed)} == {one.claim for one in choose(paid, found)}


@given(PAID, candidates())
def test_a_claim_less_never_takes_a_chosen_one_away(paid: Paid, found: list[Candidate]) -> None:
    for left in (one for one in found if one not in choose(paid, found)):
        assert choose(paid, [one for one in found if one != left]) == choose(paid, found)


FOLDS = [
    ("", ""),
    ("abc-1", "ABC1"),
    ("  12 34 ", "1234"),
    ("0012", "0012"),
    ("A.B/C_D*E", "ABCDE"),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ABCDEFGHIJKLMNOPQRST"),
    ("-ABCDEFGHIJ-KLMNOPQRST-UV", "ABCDEFGHIJKLMNOPQRST"),
    ("\u0660\u0661", ""),
    ("stra\u00dfe", "STRAE"),
    ("\ufb01x", "X"),
]


@pytest.mark.parametrize(("number", "folded"), FOLDS)
def test_a_number_is_folded_as_the_poorest_system_keeps_it(number: str, folded: str) -> None:
    assert fold(number) == folded


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(number: str) -> None:
    assert fold(fold(number)) == fold(number)
    assert len(fold(number)) <= KEPT_BY_ALL
    assert fold(number).isascii()


@given(st.text("ABCxyz019-. ", max_size=40))
def test_what_a_payer_does_to_a_number_leaves_its_fold(number: str) -> None:
    for made in (number.upper(), number.lower(), number.replace("-", ""), number.strip(), f" {number}"):
        assert fold(made) == fold(number)
