"""Work is taken oldest first, by one worker at a time, and only when it is due."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from clearlane.foundation.queue.settle import bury
from clearlane.foundation.tenancy.scope import scope
from tests.foundation.queue.conftest import Queue


def elsewhere(queue: Queue, **asked: Any) -> list[int]:
    """What another worker takes at this moment, on a connection of its own."""
    found: list[int] = []

    def work() -> None:
        from django.db import connections

        found.extend(queue.take(**asked))
        connections.close_all()

    other = threading.Thread(target=work)
    other.start()
    other.join()
    return found


def test_the_one_that_waits_longest_comes_first(queue: Queue) -> None:
    for number, after in ((1, 30), (2, 10), (3, 20), (4, 10)):
        queue.put(number, after=after)
    queue.at(60)
    assert queue.take() == [2, 4, 3, 1]


@pytest.mark.parametrize(("seconds", "found"), [(-1, []), (9.999, []), (10, [1]), (11, [1])])
def test_work_is_taken_from_its_instant_on(queue: Queue, seconds: float, found: list[int]) -> None:
    queue.put(1, after=10)
    queue.at(seconds)
    assert queue.take() == found


def test_no_more_is_taken_than_asked(queue: Queue) -> None:
    queue.put(*range(1, 8))
    assert queue.take(limit=3) == [1, 2, 3]


def test_another_steps_work_is_not_taken(queue: Queue) -> None:
    queue.put(1, step="claims/routing.choose")
    assert queue.take() == []


def test_what_one_worker_holds_another_passes_over(queue: Queue) -> None:
    queue.put(1, 2, 3, 4)
    with queue.taking(limit=2) as held:
        assert [work.thing.int for work in held] == [1, 2]
        assert elsewhere(queue) == [3, 4]
    assert elsewhere(queue) == [1, 2, 3, 4]


def test_a_gathering_step_takes_the_lane_of_the_oldest(queue: Queue) -> None:
    queue.put(1, lane="sunrise", after=5)
    queue.put(2, lane="harbor", after=1)
    queue.put(3, lane="sunrise")
    queue.at(60)
    assert queue.take(lanes=1) == [1, 3]
    assert queue.take(lanes=1, limit=1) == [1]


def test_what_of_a_lane_is_not_due_yet_is_not_gathered(queue: Queue) -> None:
    queue.put(1, lane="sunrise")
    queue.put(2, lane="sunrise", after=30)
    assert queue.take(lanes=1) == [1]


def test_a_lane_of_which_nothing_is_due_is_no_lane(queue: Queue) -> None:
    queue.put(1, lane="sunrise", after=30)
    assert queue.take(lanes=1) == []


def test_another_workers_lane_is_left_to_it(queue: Queue) -> None:
    queue.put(1, 2, lane="sunrise")
    queue.put(3, lane="harbor")
    with queue.taking(lanes=1):
        assert elsewhere(queue, lanes=1) == [3]


def test_these_rows_are_taken_though_they_are_not_due(queue: Queue) -> None:
    queue.put(1, 2, 3, after=60)
    assert queue.take(these=queue.ids(1, 3)) == [1, 3]


@pytest.mark.parametrize("limit", [1, 100])
def test_none_of_these_is_none(queue: Queue, limit: int) -> None:
    queue.put(1)
    assert queue.take(these=[], limit=limit) == []


def test_a_dead_letter_is_taken_by_nobody(queue: Queue) -> None:
    queue.put(1, 2, lane="sunrise")
    (dead, _) = rows = queue.ids(1, 2)
    with scope([1], by="test"):
        bury(work=dead, error="ValueError")
    assert queue.take() == queue.take(lanes=1) == queue.take(these=rows) == [2]


def test_what_was_taken_is_told_with_its_tenant_and_its_failures(queue: Queue) -> None:
    queue.put(1, lane="sunrise")
    with queue.taking() as taken:
        (work,) = taken
    assert (work.tenant, work.lane, work.attempts) == (queue.tenant, "sunrise", 0)
