"""A process that is asked to stop finishes first what it must not leave half done."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from clearlane.foundation.lifeline.stop import Stop


@pytest.fixture
def stop() -> Iterator[Stop]:
    before = signal.getsignal(signal.SIGTERM)
    yield Stop()
    signal.signal(signal.SIGTERM, before)


def test_a_process_that_is_not_busy_ends_at_once(stop: Stop) -> None:
    with pytest.raises(SystemExit) as ended:
        os.kill(os.getpid(), signal.SIGTERM)
    assert ended.value.code == 0


def test_a_block_is_finished_first(stop: Stop) -> None:
    done: list[bool] = []

    def work() -> None:
        with stop.later():
            os.kill(os.getpid(), signal.SIGTERM)
            done.append(stop.is_asked)

    with pytest.raises(SystemExit) as ended:
        work()
    assert (ended.value.code, done) == (0, [True])


def test_a_block_in_which_nobody_asks_ends_as_any_other(stop: Stop) -> None:
    with stop.later():
        pass
    with pytest.raises(ZeroDivisionError), stop.later():
        raise ZeroDivisionError
    assert not stop.is_asked
