"""What becomes of work that was taken: each end leaves one row, or none, and says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clearlane.foundation.queue.settle import bury, fail, finish, free, lease, put_off, revive
from clearlane.foundation.tenancy.scope import scope
from tests.foundation.queue.conftest import NOON, Queue, thing


@pytest.fixture
def work(queue: Queue) -> Queue:
    """Three things that wait."""
    queue.put(1, 2, 3)
    return queue


def test_what_is_finished_waits_no_more(work: Queue) -> None:
    with scope([1], by="test"):
        finish(ids=work.ids(1, 3))
    assert work.take() == [2]


def test_finishing_again_or_nothing_is_no_error(work: Queue) -> None:
    gone = work.ids(1)
    with scope([1], by="test"):
        finish(ids=gone)
        finish(ids=gone)
        finish(ids=[])
    assert work.take() == [2, 3]


def test_each_is_put_off_until_its_own_time(work: Queue) -> None:
    first, second = work.ids(1, 2)
    with scope([1], by="test"):
        put_off(waits=[(first, NOON + timedelta(seconds=30)), (second, NOON + timedelta(seconds=10))])
    assert work.take() == [3]
    work.at(10)
    assert work.take() == [3, 2]
    work.at(30)
    assert work.take() == [3, 2, 1]


def test_putting_nothing_off_changes_nothing(work: Queue) -> None:
    with scope([1], by="test"):
        put_off(waits=[])
    assert work.take() == [1, 2, 3]


def test_what_is_leased_comes_back_when_the_lease_ends(work: Queue) -> None:
    with scope([1], by="test"):
        lease(ids=work.ids(1, 2), worker="worker-1", seconds=120)
    assert work.take() == [3]
    work.at(119)
    assert work.take() == [3]
    work.at(120)
    assert work.take() == [3, 1, 2]


def test_a_dead_workers_lease_is_given_back_at_once(work: Queue) -> None:
    with scope([1], by="test"):
        lease(ids=work.ids(1, 2), worker="worker-1", seconds=120)
        lease(ids=work.ids(3), worker="worker-2", seconds=120)
        assert free(worker="worker-1") == 2
        assert free(worker="worker-1") == 0
    assert work.take() == [1, 2]
    assert [work.row(number)[2] for number in (1, 2, 3)] == ["", "", "worker-2"]


@pytest.mark.parametrize("end", ["put off", "failed", "buried"])
def test_an_end_takes_the_lease_away(work: Queue, end: str) -> None:
    (row,) = work.ids(1)
    with scope([1], by="test"):
        lease(ids=[row], worker="worker-1", seconds=120)
        if end == "put off":
            put_off(waits=[(row, NOON)])
        elif end == "failed":
            fail(ids=[row], error="OSError", until=NOON)
        else:
            bury(work=row, error="OSError")
        assert free(worker="worker-1") == 0
    assert work.row(1)[2] == ""


def test_failures_are_counted_and_the_last_is_named(work: Queue) -> None:
    row = work.ids(1)
    with scope([1], by="test"):
        fail(ids=row, error="OSError", until=NOON + timedelta(seconds=1))
        fail(ids=row, error="DataError", until=NOON + timedelta(seconds=2))
    assert work.row(1) == (2, "DataError", "", False, NOON + timedelta(seconds=2))
    assert work.take() == [2, 3]


def test_a_dead_letter_says_why_and_when(work: Queue) -> None:
    work.at(7)
    with scope([1], by="test"):
        bury(work=work.ids(2)[0], error="ValueError")
    found = work.owner.execute("SELECT thing_id, error, stuck_at FROM foundation_queue_work WHERE stuck_at IS NOT NULL")
    assert found.fetchall() == [(thing(2), "ValueError", NOON + timedelta(seconds=7))]


def test_a_revived_thing_begins_anew(work: Queue) -> None:
    row = work.ids(1)
    with scope([1], by="test"):
        fail(ids=row, error="ValueError", until=NOON + timedelta(days=1))
        bury(work=row[0], error="ValueError")
    work.at(60)
    with scope([1], by="test"):
        assert revive(thing=thing(1)) == 1
        assert revive(thing=thing(1)) == 0
    assert work.take() == [2, 3, 1]
    assert work.row(1)[0] == 0


def test_reviving_touches_dead_letters_alone(work: Queue) -> None:
    with scope([1], by="test"):
        fail(ids=work.ids(1), error="OSError", until=NOON + timedelta(seconds=30))
        assert revive(thing=thing(1)) == 0
    assert work.row(1)[0] == 1
    assert work.take() == [2, 3]


def test_all_dead_letters_of_a_thing_are_revived(work: Queue) -> None:
    work.put(1, step="claims/routing.choose")
    stuck = work.owner.execute("SELECT id FROM foundation_queue_work WHERE thing_id = %s", [thing(1)]).fetchall()
    with scope([1], by="test"):
        for (row,) in stuck:
            bury(work=row, error="ValueError")
        assert revive(thing=thing(1)) == 2
