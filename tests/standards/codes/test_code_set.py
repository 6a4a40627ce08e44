from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.codes.code_set import Answer, CodeSet, Edition
from clearlane.vocabulary.period import Period

SPRING = Edition(Period(date(2026, 4, 1), date(2026, 7, 1)), frozenset({"A1", "B2"}), frozenset({"A"}), "spring")
AUTUMN = Edition(Period(date(2026, 10, 1), date(2027, 1, 1)), frozenset({"B2", "C3"}), frozenset({"A", "A1"}), "autumn")
SET = CodeSet("letters", [AUTUMN, SPRING])
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("code", "on", "answer"),
    [
        ("A1", date(2026, 4, 1), Answer.YES),
        ("A1", date(2026, 6, 30), Answer.YES),
        ("C3", date(2026, 6, 30), Answer.NO),
        ("A", date(2026, 6, 30), Answer.NO),
        ("A1", date(2026, 3, 31), Answer.UNKNOWN),
        ("A1", date(2026, 7, 1), Answer.UNKNOWN),
        ("nothing", date(2026, 8, 1), Answer.UNKNOWN),
        ("C3", date(2026, 10, 1), Answer.YES),
        ("A1", date(2026, 10, 1), Answer.NO),
        ("C3", date(2026, 12, 31), Answer.YES),
        ("C3", date(2027, 1, 1), Answer.UNKNOWN),
    ],
)
def test_a_set_answers_by_the_edition_of_the_day(code: str, on: date, answer: Answer) -> None:
    assert SET.ask(code, on) is answer


def test_a_set_knows_a_heading_only_on_days_that_it_covers() -> None:
    assert SET.is_heading("A", date(2026, 5, 1))
    assert not SET.is_heading("A1", date(2026, 5, 1))
    assert SET.is_heading("A1", date(2026, 11, 1))
    assert not SET.is_heading("A", date(2026, 8, 1))


def test_a_set_says_which_days_it_covers() -> None:
    assert SET.covered() == "2026-04-01 to 2026-06-30, 2026-10-01 to 2026-12-31"


def test_a_set_joins_editions_that_follow_one_another() -> None:
    summer = Edition(Period(date(2026, 7, 1), date(2026, 10, 1)), frozenset({"B2"}))
    open_ended = Edition(Period(date(2027, 1, 1), date.max), frozenset({"B2"}))
    assert CodeSet("letters", [SPRING, summer, AUTUMN]).covered() == "2026-04-01 to 2026-12-31"
    assert CodeSet("letters", [AUTUMN, open_ended]).covered() == "from 2026-10-01"


def test_a_set_refuses_editions_that_overlap() -> None:
    with pytest.raises(ValueError, match="overlap on 2026-06-30"):
        CodeSet("letters", [SPRING, Edition(Period(date(2026, 6, 30), date(2026, 8, 1)), frozenset())])


def test_a_set_refuses_to_be_empty() -> None:
    with pytest.raises(ValueError, match="no edition"):
        CodeSet("letters", [])


def test_an_edition_refuses_a_code_that_is_its_own_heading() -> None:
    with pytest.raises(ValueError, match="either usable or a heading"):
        Edition(SPRING.period, frozenset({"A"}), frozenset({"A"}))


@given(st.sampled_from(["A", "A1", "B2", "C3", "D4"]), DAYS)
def test_a_set_agrees_with_a_plain_search_of_its_editions(code: str, on: date) -> None:
    covering = [edition for edition in (SPRING, AUTUMN) if edition.period.contains(on)]
    expected = [Answer.YES if code in edition.codes else Answer.NO for edition in covering] or [Answer.UNKNOWN]
    assert [SET.ask(code, on)] == expected
