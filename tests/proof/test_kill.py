"""kill -9 of each program amid the demo's journey: nothing is lost and nothing doubled, seen from outside."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator

import pytest

from tests.proof.outside import Outside
from tests.up.houses import House, make_folder, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """A demo's house whose first run has come home undisturbed."""
    house = House(data=make_folder(), options=("--demo",))
    try:
        seen = Outside(house.start())
        seen.begin(by_itself=True)
        seen.settle()
        yield seen
    finally:
        house.end()
        shutil.rmtree(house.data, ignore_errors=True)


def server(house: House) -> int:
    """The process id of the database server."""
    return int((house.data / "database" / "cluster" / "postmaster.pid").read_text().splitlines()[0])


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("names", [("worker-1", "web"), ("worker-2", "serve-sftp")])
def test_workers_and_doors_that_are_killed_lose_and_double_nothing(outside: Outside, names: tuple[str, ...]) -> None:
    outside.begin()
    programs = outside.house.programs()
    for name in names:
        kill(programs[name])
    outside.settle()


def test_a_payer_that_is_killed_loses_and_doubles_nothing(outside: Outside) -> None:
    outside.begin()
    kill(outside.house.programs()["sandbox"])
    outside.settle()


def test_a_database_that_is_killed_loses_and_doubles_nothing(outside: Outside) -> None:
    outside.begin()
    kill(server(outside.house))
    outside.settle()


def test_a_house_whose_supervisor_is_killed_goes_on_when_it_is_up_again(outside: Outside) -> None:
    outside.begin()
    assert outside.house.process
    outside.house.process.kill()
    wait_until(lambda: outside.house.everything() == [], what="nothing of the house runs", patience=15)
    outside.start_again()
    outside.settle()


def test_a_house_that_is_killed_as_a_whole_goes_on_when_it_is_up_again(outside: Outside) -> None:
    outside.begin()
    outside.house.kill_all()
    outside.start_again()
    outside.settle()
