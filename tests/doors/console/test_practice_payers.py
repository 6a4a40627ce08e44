"""The way to the practice payers: opened once, moved with its port, left alone where another machine has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.doors.console.house.ready_practice import NAME, close_practice, ready_practice
from clearlane.doors.console.main import main
from clearlane.exchange.connections.find_profile import find_profile
from clearlane.exchange.connections.list_live import list_live
from clearlane.exchange.connections.wait_for_more import wait_for_more
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole

EVENTS = "SELECT event FROM foundation_audit_entry WHERE by = 'operator:up' ORDER BY id"


def test_it_is_opened_once_and_written_to_the_trail(
    house: int, as_role: AsRole, owner: psycopg.Connection[Any], tmp_path: Path
) -> None:
    for _ in range(2):
        with as_role("operator"):
            ready_practice(data=tmp_path, port=4, is_shared=False)
    assert [event for (event,) in owner.execute(EVENTS).fetchall()] == [
        "connection:profile:added", "payer:payer:added", "route:route:added", "route:route:added",
    ]  # fmt: skip
    rows = owner.execute("SELECT name, tier FROM exchange_connections_connection").fetchall()
    assert rows == [(NAME, "practice")]


def test_claims_gather_for_a_second_there(house: int, as_role: AsRole, tmp_path: Path) -> None:
    with as_role("operator"):
        ready_practice(data=tmp_path, port=4, is_shared=False)
        with scope([house], by="test"):
            profile = find_profile(name=NAME)
            assert profile
            assert (profile.claims.gather_seconds, profile.answers.poll_seconds, profile.way.sandbox) == (1, 1, True)
            assert len(wait_for_more(lanes=[f"{list_live()[0]}/T"])) == 1


@pytest.mark.parametrize(("is_shared", "port"), [(True, 4), (False, 5)])
def test_on_a_shared_database_the_first_machine_keeps_them(
    house: int, as_role: AsRole, tmp_path: Path, is_shared: bool, port: int
) -> None:
    with as_role("operator"):
        ready_practice(data=tmp_path / "one", port=4, is_shared=is_shared)
        ready_practice(data=tmp_path / "two", port=5, is_shared=is_shared)
        with scope([house], by="test"):
            profile = find_profile(name=NAME)
    assert profile
    assert profile.way.port == port


def test_a_start_in_production_closes_it_and_the_next_one_opens_it(
    house: int, as_role: AsRole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_open() -> bool:
        with as_role("operator"), scope([house], by="test"):
            return bool(list_live())

    from clearlane.doors.console import migrate

    monkeypatch.setenv("CLEARLANE_DATA", str(tmp_path))
    with as_role("owner"):
        migrate._practice_payers(4)
    assert is_open()
    monkeypatch.setenv("CLEARLANE_PRODUCTION", "1")
    with as_role("owner"):
        migrate._practice_payers(0)
        migrate._refuse_sandboxes()
    assert not is_open()
    monkeypatch.delenv("CLEARLANE_PRODUCTION")
    with as_role("owner"):
        migrate._practice_payers(4)
    assert is_open()


def test_closing_what_was_never_opened_is_nothing(house: int, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    with as_role("operator"):
        close_practice()
    assert owner.execute(EVENTS).fetchall() == []


def test_the_port_is_an_option_of_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["migrate", "--help"])
    assert "--sandbox-port" in capsys.readouterr().out
