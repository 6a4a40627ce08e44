"""A warm worker has at hand what every claim needs, and its collector leaves that alone."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from clearlane.exchange.interchanges.taken import TAKES
from clearlane.flows.warm import warm
from clearlane.foundation.lifeline.settle import YOUNG
from clearlane.standards.codes.library import find_set, forget
from clearlane.standards.x12.library import entries_of, load_machine


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """The collector as it was."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_warm_has_compiled_each_guide_of_what_the_exchange_takes_and_read_the_codes() -> None:
    load_machine.cache_clear()
    forget()
    warm()
    assert load_machine.cache_info().currsize == len({entry.files for entry in entries_of(TAKES)}) == 5
    assert find_set.cache_info().currsize >= 2


def test_warm_takes_what_stays_out_of_the_collectors_rounds() -> None:
    warm()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] == YOUNG
