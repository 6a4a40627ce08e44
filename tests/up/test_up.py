"""`clearlane up` as a person uses it: it says where things are, stops cleanly, and comes back after any blow."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.up.conftest import Build
from tests.up.houses import House, clearlane, free_ports, make_folder, wait_until

ENDS_WITHIN = 15.0
"""Sooner than the lifeline kills a program that will not end (20 seconds)."""
PROGRAMS = {"database", "sandbox", "web", "serve-sftp", "worker-1", "worker-2", "seal", "partitions"}
PROGRAMS |= {"send-mail", "mail-page", "console"}


def _is_web_up(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _server(house: House) -> int:
    """The process id of the database server; 0 while there is none."""
    try:
        return int((house.data / "database" / "cluster" / "postmaster.pid").read_text().splitlines()[0])
    except (FileNotFoundError, IndexError):
        return 0


def _wait_until_whole(house: House) -> None:
    web = f"http://127.0.0.1:{house.ports[0]}"
    wait_until(lambda: _is_web_up(web) and set(house.programs()) == PROGRAMS, what="the house is whole")


def test_up_serves_at_the_addresses_it_prints(house: House) -> None:
    _wait_until_whole(house)
    with socket.create_connection(("127.0.0.1", house.ports[1]), timeout=5) as door:
        assert door.recv(4) == b"SSH-"


def test_up_prints_an_address_that_opens_the_local_mail_page(house: House) -> None:
    address = house.addresses()["mail"]
    with urllib.request.build_opener(urllib.request.HTTPCookieProcessor()).open(address, timeout=5) as page:
        assert page.geturl() == f"http://127.0.0.1:{house.ports[4]}/"
        assert b"No mails yet" in page.read()
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(address.partition("?")[0], timeout=5)


def test_up_brings_back_each_program_that_is_killed(house: House) -> None:
    before = house.programs()
    for name in PROGRAMS - {"database"}:
        os.kill(before[name], signal.SIGKILL)
    wait_until(lambda: not set(before.items()) & set(house.programs().items()) - _database(before), what="all are new")
    _wait_until_whole(house)


def _database(programs: dict[str, int]) -> set[tuple[str, int]]:
    return {("database", programs["database"])}


def test_up_brings_back_the_database_server_itself(house: House) -> None:
    killed = _server(house)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: _server(house) not in {0, killed}, what="another server runs")
    _wait_until_whole(house)


def test_a_server_that_lost_its_keeper_is_kept_and_not_restarted(house: House) -> None:
    server, keeper = _server(house), house.programs()["database"]
    os.kill(keeper, signal.SIGKILL)
    wait_until(lambda: house.programs().get("database", keeper) != keeper, what="another keeper")
    _wait_until_whole(house)
    assert _server(house) == server


def test_a_web_server_that_starts_while_the_database_is_away_waits_for_it(house: House) -> None:
    keeper, log = house.programs()["database"], house.data / "log" / "web.log"
    said = len(log.read_bytes())
    os.kill(keeper, signal.SIGSTOP)
    try:
        os.kill(_server(house), signal.SIGKILL)
        os.kill(house.programs()["web"], signal.SIGKILL)
        wait_until(lambda: b"the database does not answer" in log.read_bytes()[said:], what="the web server asks")
    finally:
        os.kill(keeper, signal.SIGCONT)
    _wait_until_whole(house)
    assert b"Unexpected exit" not in log.read_bytes()[said:]


def test_a_second_up_on_the_same_folder_is_refused(house: House) -> None:
    second = clearlane("up", "--data", str(house.data))
    assert second.returncode == 2
    assert "is in use by process" in second.stderr
    assert any((house.data / "metrics").iterdir())  # the counters of the house that is up are still there


def test_doctor_finds_nothing_wrong_with_it(house: House) -> None:
    _wait_until_whole(house)
    done = clearlane("doctor", "--json", "--data", str(house.data))
    told = json.loads(done.stdout)
    assert (done.returncode, told["well"], told["up"], told["ailments"]) == (0, True, True, [])


@pytest.fixture(scope="module")
def stopped() -> Iterator[House]:
    """A house that was up and was ended by Ctrl-C."""
    ended = House(data=make_folder())
    try:
        ended.start().stop()
        yield ended
    finally:
        ended.end()
        shutil.rmtree(ended.data, ignore_errors=True)


def test_ctrl_c_ends_everything_with_0(stopped: House) -> None:
    assert stopped.process
    assert stopped.process.returncode == 0
    assert stopped.everything() == []
    assert _server(stopped) == 0


def test_all_end_when_up_is_killed_and_the_next_up_finds_what_was_committed(stopped: House, build: Build) -> None:
    house = build(data=stopped.data).start()
    added = clearlane("tenant", "add", "Kept", "--kind", "practice", "--by", "test", "--data", str(house.data))
    assert added.returncode == 0, added.stderr
    assert house.process
    house.process.kill()
    house.process.wait()
    wait_until(lambda: house.everything() == [], what="nothing of the house runs", patience=ENDS_WITHIN)
    house.start()
    house.kill_all()
    house.start()
    _wait_until_whole(house)
    assert "Kept" in clearlane("tenant", "list", "--data", str(house.data)).stdout


def test_a_taken_port_is_named_with_the_option_that_changes_it(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = clearlane("up", "--data", str(folder), "--web-port", str(port))
    assert done.returncode == 2
    assert done.stderr == f"clearlane up: port {port} is taken by another program; choose another with --web-port\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the database to another account")
def test_a_closed_folder_is_named_with_its_chmod_and_left_as_it_is(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    done = clearlane("up", "--data", str(closed / "data"), "--database-port", str(free_ports(1)[0]))
    assert done.returncode == 2
    assert f"chmod o+x {closed}" in done.stderr
    assert closed.stat().st_mode & 0o777 == 0o700
    assert list(closed.iterdir()) == []


def test_sandbox_payers_are_refused_in_production(folder: Path) -> None:
    done = clearlane("up", "--demo", "--data", str(folder), environment={"CLEARLANE_PRODUCTION": "1"})
    assert done.returncode == 2
    assert "sandbox payers have no place in a production house" in done.stderr


def test_options_of_the_demo_need_the_demo(folder: Path) -> None:
    done = clearlane("up", "--once", "--data", str(folder))
    assert done.returncode == 2
    assert "belong to --demo" in done.stderr
