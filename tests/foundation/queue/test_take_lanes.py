"""What a step takes: what is due; and of a lane that is full, what need not wait for more."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from clearlane.foundation.clock.read import now
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.queue.settle import fail
from clearlane.foundation.queue.take import take
from clearlane.foundation.tenancy.scope import scope

STEP = "claims/batches.build"
LATER = timedelta(hours=1)


@pytest.fixture(autouse=True)
def database_is_empty(house: int) -> None:
    """Each test begins without work."""


def wait(lane: str, things: int, *, later: timedelta = LATER) -> list[UUID]:
    """Put things into a lane, due later."""
    ids = [uuid4() for _ in range(things)]
    with scope([1], by="test"):
        put([Due(STEP, 1, id, lane, now() + later) for id in ids])
    return ids


def taken(limit: int) -> list[UUID]:
    with scope([1], by="test"):
        return [one.thing for one in take(step=STEP, limit=limit, lanes=1)]


def test_take_leaves_a_lane_that_is_not_full_until_it_is_due() -> None:
    wait("a", 2)
    wait("b", 2)
    assert taken(3) == []


def test_take_gives_the_oldest_of_a_full_lane_before_it_is_due() -> None:
    wait("a", 2)
    full = wait("b", 4)
    assert taken(3) == full[:3]


def test_take_prefers_what_is_due_to_what_is_full() -> None:
    wait("a", 3)
    due = wait("b", 1, later=-LATER)
    assert taken(3) == due


def test_take_leaves_a_full_lane_of_which_another_holds_some(owner: psycopg.Connection[object]) -> None:
    first, *_ = wait("a", 3)
    with owner.transaction():
        owner.execute("SELECT 1 FROM foundation_queue_work WHERE thing_id = %s FOR UPDATE", [first])
        assert taken(3) == []


def test_take_lets_what_has_failed_wait_for_its_next_try() -> None:
    wait("a", 3)
    with scope([1], by="test"):
        held = take(step=STEP, limit=3, lanes=1)
        fail(ids=[one.id for one in held], error="Broken", until=now() + LATER)
    assert taken(3) == []


def test_take_gives_whole_lanes_of_several_oldest_first() -> None:
    second = wait("b", 2, later=-LATER / 2)
    first = wait("a", 2, later=-LATER)
    third = wait("c", 2, later=-LATER / 3)
    with scope([1], by="test"):
        held = take(step=STEP, limit=10, lanes=2)
    assert {one.lane for one in held} == {"a", "b"}
    assert sorted(one.thing for one in held) == sorted([*first, *second])
    assert not {one.thing for one in held} & set(third)


def test_take_of_several_lanes_leaves_what_another_holds(owner: psycopg.Connection[object]) -> None:
    mine = wait("a", 1, later=-LATER)
    theirs = wait("b", 1, later=-LATER)
    with owner.transaction():
        owner.execute("SELECT 1 FROM foundation_queue_work WHERE thing_id = %s FOR UPDATE", theirs)
        with scope([1], by="test"):
            assert [one.thing for one in take(step=STEP, limit=10, lanes=5)] == mine


def test_take_fills_the_oldest_lane_first_where_not_all_can_be_taken() -> None:
    wait("a", 3, later=-LATER / 2)
    oldest = wait("b", 3, later=-LATER)
    with scope([1], by="test"):
        held = take(step=STEP, limit=4, lanes=2)
    assert [one.thing for one in held][:3] == oldest
    assert [one.lane for one in held] == ["b", "b", "b", "a"]
