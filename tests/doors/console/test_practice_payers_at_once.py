"""The practice payers of a house whose machines start at one moment: one way, two routes, one story in the trail."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearlane.doors.console.house.ready_practice import NAME, close_practice, ready_practice
from clearlane.exchange.connections.find_profile import find_profile
from clearlane.exchange.connections.list_live import list_live
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole
from tests.sweeper import Sweeper

Owner = psycopg.Connection[Any]
COUNTS = {
    "exchange_connections_connection": 1,
    "exchange_routing_route": 2,
    "directory_payers_payer": 1,
}
EVENTS = "SELECT event FROM foundation_audit_entry WHERE by = 'operator:up' ORDER BY id"


@pytest.fixture
def operator(house: int, as_role: AsRole) -> Iterator[None]:
    with as_role("operator"):
        yield


def start(data: Path, *, port: int = 4, is_shared: bool = False) -> None:
    ready_practice(data=data, port=port, is_shared=is_shared)


PROGRAM = """
import sys
from pathlib import Path
from clearlane.config.setup import setup
setup(role="operator", data=Path(sys.argv[1]))
from clearlane.doors.console.house.ready_practice import ready_practice
from django.db import connections
connections["default"].ensure_connection()
print("ready", flush=True)
sys.stdin.readline()
ready_practice(data=Path(sys.argv[2]), port=int(sys.argv[3]), is_shared=True)
"""


def machines(data: Path, folder: Path, *, number: int) -> list[int]:
    """How the programs of as many machines end that start at one moment, on one database."""
    begun = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(data), str(folder / str(n)), str(4 + n)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(number)
    ]
    for each in begun:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in begun:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in begun:
        each.communicate(timeout=60)
    return [each.returncode for each in begun]


def counted(owner: Owner) -> dict[str, int]:
    found = {}
    for table in COUNTS:
        row = owner.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
        assert row is not None
        found[table] = int(row[0])
    return found


def port_now() -> int:
    with scope([1], by="test"):
        profile = find_profile(name=NAME)
    assert profile is not None
    return int(profile.way.port)


def test_machines_that_start_at_one_moment_agree_on_who_has_them(
    operator: None, owner: Owner, data: Path, tmp_path: Path
) -> None:
    assert machines(data, tmp_path, number=4) == [0] * 4
    assert counted(owner) == COUNTS
    assert sorted(event for (event,) in owner.execute(EVENTS).fetchall()) == [
        "connection:profile:added", "payer:payer:added", "route:route:added", "route:route:added",
    ]  # fmt: skip
    first = port_now()
    for n in range(4):
        start(tmp_path / str(n), port=4 + n, is_shared=True)
        assert port_now() == first


def test_a_host_key_is_made_once_and_read_by_its_owner_alone(operator: None, tmp_path: Path) -> None:
    start(tmp_path)
    made = (tmp_path / "sandbox" / "host_key").read_bytes()
    start(tmp_path, port=5)
    assert (tmp_path / "sandbox" / "host_key").read_bytes() == made
    assert (tmp_path / "sandbox" / "host_key").stat().st_mode & 0o077 == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(deeds=st.lists(st.sampled_from(["start", "close", "move"]), max_size=7))
def test_in_any_order_of_starts_and_ends_the_way_is_open_after_a_start_and_closed_after_an_end(
    operator: None, owner: Owner, sweeper: Sweeper, tmp_path: Path, deeds: list[str]
) -> None:
    sweeper.empty()
    port, is_open = 4, False
    for deed in deeds:
        if deed == "close":
            close_practice()
            is_open = False
            continue
        port += deed == "move"
        start(tmp_path, port=port)
        is_open = True
        assert port_now() == port
    with scope([1], by="test"):
        assert bool(list_live()) is is_open
    started = any(deed != "close" for deed in deeds)
    assert counted(owner) == (COUNTS if started else dict.fromkeys(COUNTS, 0))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(times=st.integers(1, 4))
def test_a_start_that_changes_nothing_writes_nothing(
    operator: None, owner: Owner, sweeper: Sweeper, tmp_path: Path, times: int
) -> None:
    sweeper.empty()
    start(tmp_path)
    before = owner.execute(EVENTS).fetchall()
    for _ in range(times):
        start(tmp_path)
    assert owner.execute(EVENTS).fetchall() == before
