"""Work is put down once, in the transaction that makes it due."""

from __future__ import annotations

import pytest

from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.tenancy.scope import scope
from tests.foundation.queue.conftest import NOON, STEP, Queue, thing


def test_what_is_put_down_waits_untouched(queue: Queue) -> None:
    queue.put(1)
    assert queue.row(1) == (0, "", "", False, NOON)


def test_what_has_no_time_is_due_at_once(queue: Queue) -> None:
    queue.at(90)
    with scope([queue.tenant], by="test"):
        put([Due(STEP, queue.tenant, thing(1))])
    assert queue.take() == [1]


def test_what_waits_already_is_left_as_it_is(queue: Queue) -> None:
    queue.put(1, lane="first", after=60)
    queue.put(1, lane="second")
    assert queue.take() == []
    queue.at(60)
    with queue.taking() as taken:
        assert [work.lane for work in taken] == ["first"]


def test_one_thing_twice_in_one_call_waits_once(queue: Queue) -> None:
    queue.put(1, 1, 2, 1)
    assert queue.take() == [1, 2]


def test_a_thing_waits_for_two_steps_at_once(queue: Queue) -> None:
    queue.put(1)
    queue.put(1, step="claims/routing.choose")
    assert queue.take() == queue.take(step="claims/routing.choose") == [1]


def test_nothing_is_put_down_without_a_transaction_to_be_in(queue: Queue) -> None:
    put([])
    assert queue.take() == []


def test_what_is_put_down_goes_with_its_transaction(queue: Queue) -> None:
    def put_and_break() -> None:
        with scope([queue.tenant], by="test"):
            put([Due(STEP, queue.tenant, thing(1))])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_break()
    assert queue.take() == []
