"""What `up` looks at before it starts anything: its folder, its ports, its options."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from clearlane.doors.console.house.lock import is_held, lock
from clearlane.doors.console.house.ports import Ports, answers, check_ports, find_free, is_free, serves_web
from clearlane.doors.console.house.programs import Plan, demo, programs
from clearlane.doors.console.main import main
from clearlane.doors.console.problem import Problem
from clearlane.foundation.postgres.layout import ROLES, Layout
from tests.cluster import ROOT

HOLD = """
import sys, time
from pathlib import Path
from clearlane.doors.console.house.lock import lock
with lock(Path(sys.argv[1])) as was_killed:
    print(was_killed, flush=True)
    sys.stdin.readline()
"""


@contextmanager
def holder(data: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a data folder until it is told to stop."""
    command = [sys.executable, "-c", HOLD, str(data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as other:
        assert other.stdout is not None
        other.stdout.readline()
        try:
            yield other
        finally:
            other.kill()


# -- the lock


def test_a_folder_is_held_for_as_long_as_the_block_takes(tmp_path: Path) -> None:
    assert not is_held(tmp_path)
    with lock(tmp_path) as was_killed:
        assert not was_killed
        assert is_held(tmp_path)
        assert (tmp_path / "up.lock").read_text().strip() == str(os.getpid())
    assert not is_held(tmp_path)
    assert (tmp_path / "up.lock").read_text() == ""


def test_a_second_one_hears_who_holds_it(tmp_path: Path) -> None:
    with holder(tmp_path) as other, pytest.raises(Problem, match=f"in use by process {other.pid};"), lock(tmp_path):
        pass


def test_a_holder_that_was_killed_holds_nothing_and_is_remembered(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert not is_held(tmp_path)
        with lock(tmp_path) as was_killed:
            assert was_killed
    with lock(tmp_path) as was_killed:
        assert not was_killed


def test_a_block_that_breaks_leaves_the_mark_of_a_kill(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock(tmp_path):
        raise ZeroDivisionError
    assert not is_held(tmp_path)
    with lock(tmp_path) as was_killed:
        assert was_killed


def test_the_lock_is_closed_to_others(tmp_path: Path) -> None:
    with lock(tmp_path):
        assert (tmp_path / "up.lock").stat().st_mode & 0o777 == 0o600


# -- the ports


@contextmanager
def listening() -> Iterator[int]:
    """A port that another program has."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_free_ports_are_different_and_free() -> None:
    found = find_free(20)
    assert len(set(found)) == 20
    assert all(map(is_free, found))


@pytest.mark.parametrize("name", ["web", "sftp", "database", "sandbox", "mail"])
def test_a_taken_port_is_told_with_its_option(name: str) -> None:
    with listening() as port:
        ports = Ports(**({"web": 0, "sftp": 0, "database": 0, "sandbox": 0} | {name: port}))
        assert ports.taken() == [(f"--{name}-port", port)]
        with pytest.raises(Problem, match=rf"port {port} is taken by another program; choose another with --{name}"):
            check_ports(ports, after_a_crash=False)


def test_a_door_that_is_not_opened_needs_no_port() -> None:
    assert Ports(web=0, sftp=0, database=0, sandbox=0).taken() == []


def test_after_a_crash_what_is_left_of_the_house_may_end() -> None:
    with socket.socket() as left:
        left.bind(("127.0.0.1", 0))
        left.listen()
        ending = threading.Timer(0.3, left.close)
        ending.start()
        check_ports(Ports(web=left.getsockname()[1], sftp=0, database=0, sandbox=0), after_a_crash=True)
        assert ending.finished.is_set()


def test_a_port_answers_while_somebody_listens() -> None:
    with listening() as port:
        assert answers(port)
    assert not answers(port)


@contextmanager
def web(status: int) -> Iterator[int]:
    """A web server that gives one answer to everything."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("status", "serves"), [(200, True), (204, True), (404, True), (500, False), (503, False)])
def test_a_web_server_serves_unless_the_fault_is_its_own(status: int, serves: bool) -> None:
    with web(status) as port:
        assert serves_web(port) is serves


def test_where_nobody_listens_nothing_serves() -> None:
    assert not serves_web(find_free(1)[0])


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{find_free(1)[0]}")
    with web(200) as port:
        assert serves_web(port)


# -- the programs


@pytest.fixture
def plan(tmp_path: Path) -> Callable[..., Plan]:
    def make(*, workers: int = 2, demo: bool = False, **ports: int) -> Plan:
        wanted = {"web": 1, "sftp": 2, "database": 3, "sandbox": 4 if demo else 0} | ports
        return Plan(Layout(tmp_path), Ports(**wanted), workers, demo)

    return make


def names(plan: Plan) -> list[str]:
    return [program.name for program in programs(plan)]


def test_the_database_comes_first_and_each_program_once(plan: Callable[..., Plan]) -> None:
    assert names(plan()) == ["database", "worker-1", "worker-2", "web", "sftp", "seal", "partitions", "send-mail"]
    assert names(plan(demo=True))[:2] == ["database", "sandbox"]


def test_the_mail_page_is_there_only_where_it_has_a_port(plan: Callable[..., Plan]) -> None:
    assert "mail" not in names(plan())
    assert names(plan(mail=5))[-1] == "mail"


def test_links_in_mails_lead_to_this_house_unless_it_has_an_address(
    plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    def origins() -> set[str]:
        return {program.environment["CLEARLANE_ORIGIN"] for program in programs(plan(database=0))}

    assert origins() == {"http://localhost:1"}
    monkeypatch.setenv("CLEARLANE_ORIGIN", "https://claims.example.org")
    assert origins() == {"https://claims.example.org"}


def test_a_database_of_ones_own_is_not_started(plan: Callable[..., Plan]) -> None:
    assert "database" not in names(plan(database=0))


@pytest.mark.parametrize("workers", [0, 1, 5])
def test_there_are_as_many_workers_as_asked(plan: Callable[..., Plan], workers: int) -> None:
    assert sum(name.startswith("worker-") for name in names(plan(workers=workers))) == workers


def test_workers_have_names_that_outlive_their_processes(plan: Callable[..., Plan]) -> None:
    first, again = ([p.environment.get("CLEARLANE_WORKER") for p in programs(plan())] for _ in range(2))
    told = [name for name in first if name]
    assert first == again
    assert len(set(told)) == 2
    assert all(name.endswith(("-worker-1", "-worker-2")) for name in told)


def test_the_workers_of_two_machines_have_different_names(tmp_path: Path) -> None:
    found: set[str] = set()
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        made = Plan(Layout(tmp_path / folder), Ports(web=1, sftp=2, database=0, sandbox=0), 2)
        found |= {name for p in programs(made) if (name := p.environment.get("CLEARLANE_WORKER", ""))}
    assert len(found) == 4


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_test_clock_is_for_demos_alone(plan: Callable[..., Plan], is_demo: bool) -> None:
    clocks = {program.environment.get("CLEARLANE_TEST_CLOCK") for program in programs(plan(demo=is_demo))} - {None}
    assert bool(clocks) is is_demo


def test_each_of_our_programs_is_told_its_folder(plan: Callable[..., Plan], tmp_path: Path) -> None:
    for program in programs(plan(demo=True)):
        assert str(tmp_path) in " ".join(program.command)


def test_the_sandbox_reads_profiles_of_ones_own_where_there_are_any(plan: Callable[..., Plan], tmp_path: Path) -> None:
    def sandbox() -> tuple[str, ...]:
        return next(program.command for program in programs(plan(demo=True)) if program.name == "sandbox")

    assert "--profiles" not in sandbox()
    (tmp_path / "sandbox" / "profiles").mkdir(parents=True)
    assert "--profiles" in sandbox()


def test_the_demo_is_told_its_files_by_their_whole_path(
    plan: Callable[..., Plan], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = demo(plan(demo=True), files=Path("mine"), once=True).command
    assert command[3:7] == ("demo", "--files", str(tmp_path / "mine"), "--once")


# -- the options

OPTIONS = {
    "a port of nothing": (["--web-port", "0"], "--web-port is a number from 1 to 65535"),
    "a port beyond the last": (["--sftp-port", "65536"], "--sftp-port is a number from 1 to 65535"),
    "a port below none": (["--database-port", "-1"], "--database-port is a number from 1 to 65535"),
    "fewer than no workers": (["--workers", "-1"], "--workers is 0 or more; with 0 other machines do the work"),
    "files without a demo": (["--files", "."], "--files and --once belong to --demo"),
    "once without a demo": (["--once"], "--files and --once belong to --demo"),
    "files that are no folder": (["--demo", "--files", "/nowhere/at/all"], "/nowhere/at/all is not a folder"),
    "one port for two doors": (
        ["--web-port", "9000", "--sftp-port", "9000"],
        "--web-port and --sftp-port are both 9000; each door needs a port of its own",
    ),
    "one port for a door and the database": (
        ["--sftp-port", "8854"],
        "--sftp-port and --database-port are both 8854; each door needs a port of its own",
    ),
}


@pytest.mark.parametrize(("words", "said"), OPTIONS.values(), ids=OPTIONS.keys())
def test_up_refuses_what_it_cannot_do_before_it_makes_anything(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["up", "--data", str(tmp_path / "data"), *words]) == 2
    assert capsys.readouterr().err == f"clearlane up: {said}\n"
    assert not (tmp_path / "data").exists()


def test_up_refuses_payers_that_play_in_production(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLEARLANE_PRODUCTION", "1")
    assert main(["up", "--demo", "--data", str(tmp_path / "data")]) == 2
    assert "no place in a production house" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


# What is wrong in the environment, and what is said of it; the database is one's own, and nobody listens there.
ENVIRONMENTS = {
    "a setting": ({"CLEARLANE_MODE": "party"}, "CLEARLANE_MODE is 'party'; it may be evaluation, own_use, service"),
    "the server": ({}, "the database does not answer; `clearlane doctor` says why"),
}


@pytest.mark.parametrize(("given", "said"), ENVIRONMENTS.values(), ids=ENVIRONMENTS.keys())
def test_what_keeps_the_tables_from_being_read_is_said_in_its_own_words(
    given: dict[str, str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    web, sftp, nobody, other = find_free(4)
    for role in ROLES:
        monkeypatch.setenv(f"CLEARLANE_{role.upper()}_URL", f"postgresql://{role}:x@127.0.0.1:{nobody}/none")
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    ports = ["--web-port", str(web), "--sftp-port", str(sftp), "--database-port", str(other)]
    assert main(["up", "--data", str(tmp_path / "data"), *ports]) == 2
    assert capsys.readouterr().err == f"clearlane up: {said}\n"
