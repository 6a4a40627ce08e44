"""Which steps have something to do, and how they are woken."""

from __future__ import annotations

import pytest

from clearlane.foundation.queue.settle import bury
from clearlane.foundation.queue.waiting import steps_due
from clearlane.foundation.queue.wake import TASK, wake
from clearlane.foundation.tenancy.scope import scope
from tests.foundation.queue.conftest import Queue

JOBS = "SELECT task_name, queue_name, queueing_lock, args->>'step' FROM procrastinate_jobs ORDER BY id"


def due() -> list[str]:
    with scope([1], by="test"):
        return steps_due()


def test_the_step_that_waits_longest_comes_first(queue: Queue) -> None:
    queue.put(1, step="a/b.c", after=9)
    queue.put(2, step="a/b.d", after=5)
    queue.put(3, step="a/b.c", after=20)
    queue.at(10)
    assert due() == ["a/b.d", "a/b.c"]


def test_a_step_with_nothing_due_is_not_named(queue: Queue) -> None:
    queue.put(1, step="a/b.c", after=9)
    assert due() == []


def test_a_step_with_dead_letters_alone_is_not_named(queue: Queue) -> None:
    queue.put(1, step="a/b.c")
    with scope([1], by="test"):
        bury(work=queue.ids(1)[0], error="ValueError")
    assert due() == []


def test_a_wake_up_carries_the_steps_name_and_nothing_else(queue: Queue) -> None:
    with scope([1], by="test"):
        wake(step="a/b.c")
    assert queue.owner.execute(JOBS).fetchall() == [(TASK, "work", "a/b.c", "a/b.c")]
    (arguments,) = queue.owner.execute("SELECT args FROM procrastinate_jobs").fetchall()
    assert arguments == ({"step": "a/b.c"},)


def test_one_wake_up_of_a_step_waits_at_a_time(queue: Queue) -> None:
    with scope([1], by="test"):
        for step in ("a/b.c", "a/b.c", "a/b.d"):
            wake(step=step)
        queue_is_usable = steps_due()  # the refused second one did not break the transaction
    assert queue_is_usable == []
    assert [step for *_, step in queue.owner.execute(JOBS).fetchall()] == ["a/b.c", "a/b.d"]


def test_a_wake_up_goes_with_its_transaction(queue: Queue) -> None:
    def wake_and_break() -> None:
        with scope([1], by="test"):
            wake(step="a/b.c")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        wake_and_break()
    assert queue.owner.execute(JOBS).fetchall() == []
