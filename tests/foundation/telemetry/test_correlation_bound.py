"""The correlation id: innermost block first, one for each thread and task, gone with its block however that ends."""

from __future__ import annotations

import asyncio
import threading
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.foundation.telemetry.correlation import bind, current_correlation

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))


def test_outside_of_any_block_there_is_none() -> None:
    assert current_correlation() is None


@given(st.lists(st.uuids(), max_size=6))
def test_blocks_inside_of_blocks_give_back_what_was_bound_before(ids: list[UUID]) -> None:
    def descend(rest: list[UUID], bound: UUID | None) -> None:
        assert current_correlation() == bound
        if rest:
            with bind(correlation=rest[0]):
                descend(rest[1:], rest[0])
            assert current_correlation() == bound

    descend(ids, None)


def test_a_block_that_breaks_gives_back_what_was_bound_before() -> None:
    with bind(correlation=ONE):
        with pytest.raises(ZeroDivisionError), bind(correlation=TWO):
            raise ZeroDivisionError
        assert current_correlation() == ONE
    assert current_correlation() is None


def test_a_thread_begins_without_one_and_leaves_ours_alone() -> None:
    seen: list[UUID | None] = []

    def work() -> None:
        seen.append(current_correlation())
        with bind(correlation=TWO):
            seen.append(current_correlation())

    with bind(correlation=ONE):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert current_correlation() == ONE
    assert seen == [None, TWO]


def test_tasks_that_take_turns_do_not_see_each_others() -> None:
    async def work(own: UUID) -> list[UUID | None]:
        seen = [current_correlation()]
        with bind(correlation=own):
            for _ in range(3):
                await asyncio.sleep(0)
                seen.append(current_correlation())
        return [*seen, current_correlation()]

    async def run() -> list[list[UUID | None]]:
        with bind(correlation=THREE):
            return list(await asyncio.gather(work(ONE), work(TWO)))

    assert asyncio.run(run()) == [[THREE, ONE, ONE, ONE, THREE], [THREE, TWO, TWO, TWO, THREE]]
