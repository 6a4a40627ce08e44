"""References and outcomes are plain values: equal by content, in a fixed order, never changed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from uuid import UUID

import pytest

from clearlane.vocabulary.outcome import Already, Aside, Given, Kind, Moved, Outcome, Ref, Waiting

ONE, TWO = UUID(int=1), UUID(int=2)
REF = Ref(7, ONE)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
OUTCOMES: tuple[Outcome, ...] = (Moved(REF), Already(REF), Aside(REF, "no_route"), Waiting(REF, NOON))


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda one: type(one).__name__)
def test_an_outcome_names_the_thing_that_was_taken(outcome: Outcome) -> None:
    assert outcome.ref == REF


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda one: type(one).__name__)
def test_an_outcome_cannot_be_changed(outcome: Outcome) -> None:
    with pytest.raises(FrozenInstanceError):
        outcome.ref = Ref(1, TWO)  # type: ignore[misc]


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda one: type(one).__name__)
def test_an_outcome_holds_nothing_but_its_fields(outcome: Outcome) -> None:
    with pytest.raises((AttributeError, TypeError)):
        outcome.colour = "red"  # type: ignore[union-attr]


def test_outcomes_of_different_kinds_are_never_equal() -> None:
    assert len(set(OUTCOMES)) == len(OUTCOMES)


def test_a_reference_belongs_to_its_tenant() -> None:
    assert Ref(1, ONE) != Ref(2, ONE)
    assert Ref(1, ONE) == Ref(1, UUID(int=1))


def test_references_are_ordered_by_tenant_then_id() -> None:
    unordered = [Ref(2, ONE), Ref(1, TWO), Ref(1, ONE)]
    assert sorted(unordered) == [Ref(1, ONE), Ref(1, TWO), Ref(2, ONE)]


def test_a_thing_is_handed_on_at_once_and_to_no_lane_unless_it_says_so() -> None:
    given = Given(Kind.CLAIM, REF)
    assert (given.of, given.lane, given.due_at) == ("", "", None)


def test_things_for_different_lanes_are_different_things() -> None:
    assert Given(Kind.BATCH, REF, lane="a") != Given(Kind.BATCH, REF, lane="b")
    assert Given(Kind.SET, REF, of="837") != Given(Kind.SET, REF, of="835")


def test_nothing_is_handed_on_unless_it_is_given() -> None:
    assert Moved(REF).gives == Aside(REF, "stuck").gives == Waiting(REF, NOON).gives == ()


def test_an_aside_says_why_and_may_add_a_note() -> None:
    assert Aside(REF, "no_route").note == ""
    assert Aside(REF, "no_route", "payer 60054").note == "payer 60054"


def test_a_kind_is_its_own_text() -> None:
    assert [str(kind) for kind in Kind] == [
        "upload",
        "file",
        "interchange",
        "set",
        "claim",
        "answer",
        "connection",
        "batch",
        "response",
        "payment",
        "reply",
    ]
    assert Kind("claim") is Kind.CLAIM
