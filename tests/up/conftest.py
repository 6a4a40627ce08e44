"""Folders and houses for these tests; whatever a test does, nothing of them stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.up.debian import Debian, run_debian
from tests.up.houses import House, make_folder

Build = Callable[..., House]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder."""
    made = make_folder()
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A house that is up, for the tests of one module; each leaves it up."""
    running = House(data=make_folder())
    try:
        yield running.start()
    finally:
        running.end()
        shutil.rmtree(running.data, ignore_errors=True)


@pytest.fixture(scope="module")
def debian() -> Iterator[Debian]:
    """A running cluster of Debian's PostgreSQL with an admin who is no superuser."""
    with run_debian() as running:
        yield running


@pytest.fixture
def build() -> Iterator[Build]:
    """``build(options=(...))`` makes a house in a folder of its own, not started."""
    houses: list[House] = []

    def make(**given: Any) -> House:
        houses.append(House(data=given.pop("data", None) or make_folder(), **given))
        return houses[-1]

    yield make
    for house in houses:
        house.end()
        shutil.rmtree(house.data, ignore_errors=True)
