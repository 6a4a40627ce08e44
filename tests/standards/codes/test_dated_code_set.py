"""Dated codes against a plain search: whatever days codes came and went on, each day has the answer of the table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.codes.code_set import Answer
from clearlane.standards.codes.dated_code_set import MOST_MADE, DatedCodeSet, Section
from clearlane.vocabulary.period import Period

FIRST = date(2026, 1, 1)
CODES = "ABCDEF"
COVERS = Period(FIRST, FIRST + timedelta(days=60))


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def span(first: int, end: int) -> Period:
    return Period(day(first), day(end))


@st.composite
def tables(draw: st.DrawFn) -> dict[str, tuple[Period, ...]]:
    """For a few letters one or two periods each, inside and over the edges of what is covered."""
    found: dict[str, tuple[Period, ...]] = {}
    for code in draw(st.sets(st.sampled_from(CODES))):
        edges = sorted(draw(st.sets(st.integers(-10, 70), min_size=4, max_size=4)))
        both = (span(edges[0], edges[1]), span(edges[2], edges[3]))
        found[code] = both[: draw(st.integers(1, 2))]
    return found


def made(table: dict[str, tuple[Period, ...]], **more: object) -> DatedCodeSet:
    sections = [Section(periods, frozenset(code)) for code, periods in table.items()]
    return DatedCodeSet("letters", sections, covers=COVERS, **more)  # type: ignore[arg-type]


@given(tables(), st.sampled_from(CODES), st.integers(-12, 72))
@settings(deadline=None)
def test_a_day_has_the_answer_of_the_table(table: dict[str, tuple[Period, ...]], code: str, number: int) -> None:
    on = day(number)
    stands = any(period.contains(on) for period in table.get(code, ()))
    expected = (Answer.YES if stands else Answer.NO) if COVERS.contains(on) else Answer.UNKNOWN
    one = made(table)
    assert one.ask(code, on) is expected
    assert one.is_valid(code, on=on) is (expected is Answer.YES)


@given(tables())
@settings(deadline=None)
def test_the_editions_cover_every_day_once_and_join(table: dict[str, tuple[Period, ...]]) -> None:
    periods = made(table).periods
    assert (periods[0].start, periods[-1].end) == (COVERS.start, COVERS.end)
    assert [one.end for one in periods[:-1]] == [one.start for one in periods[1:]]


@given(tables(), st.sampled_from(CODES))
@settings(deadline=None)
def test_a_code_that_ever_stood_is_known_without_a_day(table: dict[str, tuple[Period, ...]], code: str) -> None:
    assert made(table).knows(code) is (code in table)
    assert made(table).days_of(code) == table.get(code, ())


def test_few_editions_stay_made() -> None:
    table = {"A": tuple(span(n, n + 1) for n in range(0, 40, 2))}
    one = made(table)
    for number in range(40):
        assert one.is_valid("A", on=day(number)) is (number % 2 == 0)
    assert len(one._made) <= MOST_MADE


def test_an_edition_that_is_made_is_not_made_again() -> None:
    one = made({"A": (span(0, 60),)})
    assert one.edition(day(3)) is one.edition(day(4))


@pytest.mark.parametrize(
    ("code", "answer"),
    [("305", Answer.YES), ("17", Answer.NO), ("306", Answer.UNKNOWN), ("399", Answer.UNKNOWN), ("400", Answer.NO)],
)
def test_a_list_that_grows_does_not_refuse_a_code_that_may_be_newer(code: str, answer: Answer) -> None:
    sections = [Section((span(0, 60),), frozenset({"305"})), Section((span(-10, 5),), frozenset({"17"}))]
    one = DatedCodeSet("numbers", sections, covers=COVERS, beyond="30[6-9]|3[1-9].|17")
    assert one.grows
    assert one.ask(code, day(30)) is answer
    assert one.knows(code) is (code != "400")


def test_the_beginnings_of_codes_are_headings_where_the_list_has_them() -> None:
    sections = [Section((span(0, 30),), frozenset({"J4590", "I10"})), Section((span(30, 60),), frozenset({"J45"}))]
    with_headings = DatedCodeSet("diagnoses", sections, covers=COVERS, has_headings=True)
    assert with_headings.headings(day(0)) == {"J45", "J459"}
    assert with_headings.headings(day(30)) == frozenset()
    assert with_headings.is_heading("J459", day(29))
    assert not with_headings.is_heading("J45", day(30))
    assert not with_headings.is_heading("J459", day(60))
    assert DatedCodeSet("diagnoses", sections, covers=COVERS).headings(day(0)) == frozenset()


@given(st.sets(st.text("A01", min_size=1, max_size=5)), st.text("A01", max_size=5))
def test_a_code_is_asked_for_as_the_headings_say(codes: set[str], asked: str) -> None:
    one = DatedCodeSet("codes", [Section((span(0, 30),), frozenset(codes))], covers=COVERS, has_headings=True)
    assert one.is_heading(asked, day(1)) is (asked in one.headings(day(1)))
    assert not one.is_heading(asked, day(90))
