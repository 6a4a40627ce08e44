"""Code sets at the edges of their editions, against a plain list of which code was in force on which day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.codes.code_set import Answer, CodeSet, Edition
from clearlane.standards.codes.icd10cm import icd10cm
from clearlane.standards.codes.place_of_service import INPATIENT, place_of_service, places
from clearlane.vocabulary.period import Period

FIRST = date(2026, 1, 1)
CODES = "ABCDEF"


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@st.composite
def editions(draw: st.DrawFn) -> list[Edition]:
    """A few editions one after the other, some with a gap between them."""
    edges = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=8)))
    made = []
    for start, end in pairwise(edges):
        if draw(st.booleans()):
            codes = draw(st.sets(st.sampled_from(CODES)))
            headings = draw(st.sets(st.sampled_from(CODES))) - codes
            made.append(Edition(Period(day(start), day(end)), frozenset(codes), frozenset(headings)))
    return made or [Edition(Period(day(0), day(1)), frozenset("A"))]


def slow_ask(made: list[Edition], code: str, on: date) -> Answer:
    """Go through every edition and look whether it holds the day and the code."""
    for edition in made:
        if edition.period.start <= on < edition.period.end:
            return Answer.YES if code in edition.codes else Answer.NO
    return Answer.UNKNOWN


@given(editions(), st.sampled_from(CODES), st.integers(-3, 64))
@settings(deadline=None)
def test_a_set_answers_as_a_search_through_all_editions(made: list[Edition], code: str, number: int) -> None:
    assert CodeSet("letters", made).ask(code, day(number)) is slow_ask(made, code, day(number))


@given(editions(), st.sampled_from(CODES), st.integers(-3, 64))
@settings(deadline=None)
def test_a_heading_may_never_be_used(made: list[Edition], code: str, number: int) -> None:
    one = CodeSet("letters", made)
    if one.is_heading(code, day(number)):
        assert one.ask(code, day(number)) is Answer.NO


@given(editions(), st.randoms())
@settings(deadline=None)
def test_the_order_in_which_editions_are_given_does_not_matter(made: list[Edition], chance: object) -> None:
    shuffled = made[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert CodeSet("letters", shuffled).editions == CodeSet("letters", made).editions


@given(editions())
@settings(deadline=None)
def test_each_edition_is_in_force_on_its_first_and_last_day_only_within(made: list[Edition]) -> None:
    one = CodeSet("letters", made)
    for edition in made:
        assert one.edition(edition.period.first) is edition
        assert one.edition(edition.period.last) is edition
        assert one.edition(edition.period.first - timedelta(days=1)) is not edition
        assert one.edition(edition.period.end) is not edition


@given(editions(), st.integers(-3, 64))
@settings(deadline=None)
def test_the_days_that_are_said_to_be_covered_are_those_with_an_answer(made: list[Edition], number: int) -> None:
    one, on = CodeSet("letters", made), day(number)
    spans = [span.split(" to ") for span in one.covered().split(", ")]
    said = any(date.fromisoformat(first) <= on <= date.fromisoformat(last) for first, last in spans)
    assert said == (one.ask("A", on) is not Answer.UNKNOWN)


@given(editions(), st.integers(0, 60), st.integers(1, 60))
@settings(deadline=None)
def test_an_edition_that_reaches_into_another_is_refused(made: list[Edition], start: int, length: int) -> None:
    more = Edition(Period(day(start), day(start + length)), frozenset("A"))
    overlaps = any(one.period.start < more.period.end and more.period.start < one.period.end for one in made)
    if overlaps:
        with pytest.raises(ValueError, match="overlap"):
            CodeSet("letters", [*made, more])
    else:
        assert len(CodeSet("letters", [*made, more]).editions) == len(made) + 1


def test_no_code_that_may_be_billed_has_another_beneath_it() -> None:
    edition = icd10cm().editions[-1]
    above = {code[:end] for code in edition.codes for end in range(3, len(code))}
    assert edition.codes & above == set()


def test_diagnoses_have_the_shape_that_the_guide_asks_for() -> None:
    edition = icd10cm().editions[-1]
    wrong = [code for code in edition.codes if not (3 <= len(code) <= 7 and code.isalnum() and code.isupper())]
    assert wrong == []


def test_a_place_once_on_the_list_stays_on_it() -> None:
    earlier: frozenset[str] = frozenset()
    for edition in place_of_service().editions:
        assert earlier < edition.codes
        earlier = edition.codes


def test_the_editions_of_places_follow_one_another_without_a_gap() -> None:
    periods = [edition.period for edition in place_of_service().editions]
    assert [one.end for one in periods[:-1]] == [one.start for one in periods[1:]]
    assert place_of_service().covered() == "from 2003-10-01"


@pytest.mark.parametrize("place", places(), ids=lambda one: one.code)
def test_a_place_may_be_used_from_its_day_on_and_not_the_day_before(place: object) -> None:
    code, since = place.code, place.since  # type: ignore[attr-defined]
    assert place_of_service().ask(code, since) is Answer.YES
    assert place_of_service().ask(code, since - timedelta(days=1)) is not Answer.YES
    assert place_of_service().ask(code, date(2099, 12, 31)) is Answer.YES


@pytest.mark.parametrize("code", INPATIENT)
def test_an_inpatient_place_was_always_on_the_list(code: str) -> None:
    assert place_of_service().ask(code, date(2003, 10, 1)) is Answer.YES
