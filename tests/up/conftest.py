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
    """``build(options=(...))`` makes a house, not started, in a folder of its own where none is given."""
    houses: list[House] = []
    made: list[Path] = []

    def make(*, data: Path | None = None, **given: Any) -> House:
        if data is None:
            data = make_folder()
            made.append(data)
        houses.append(House(data=data, **given))
        return houses[-1]

    yield make
    for house in houses:
        house.end()
    for path in made:
        shutil.rmtree(path, ignore_errors=True)
