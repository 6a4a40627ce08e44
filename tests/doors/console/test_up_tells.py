"""What `up` refuses before it makes anything, and what it says when all are ready."""

from __future__ import annotations

import argparse
import json
import socket
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from clearlane.doors.console import up
from clearlane.doors.console.house.ports import Ports
from clearlane.doors.console.house.programs import Plan
from clearlane.doors.console.problem import Problem
from clearlane.doors.mail_page.token import ready_token
from clearlane.foundation.postgres.layout import Layout

DOORS = ("web", "sftp", "database", "sandbox", "mail")


def asked(*words: str) -> argparse.Namespace:
    """The arguments, as the command reads them."""
    parser = argparse.ArgumentParser()
    up.add_arguments(parser)
    return parser.parse_args(words)


# Words that go together.
GOOD = [
    (),
    ("--demo",),
    ("--demo", "--once"),
    ("--demo", "--files", "/"),
    ("--workers", "0"),
    ("--web-port", "1", "--sftp-port", "65535"),
]


@pytest.mark.parametrize("words", GOOD)
def test_what_goes_together_is_not_refused(words: tuple[str, ...]) -> None:
    up._check(asked(*words))


# Words that do not, and what is said.
BAD = [
    (("--once",), "--files and --once belong to --demo"),
    (("--files", "/"), "--files and --once belong to --demo"),
    (("--demo", "--files", "/nowhere/at/all"), "/nowhere/at/all is not a folder"),
    (("--workers", "-1"), "--workers is 0 or more"),
    *(
        ((f"--{door}-port", port), f"--{door}-port is a number from 1 to 65535")
        for door in DOORS
        for port in ("0", "65536")
    ),
]


@pytest.mark.parametrize(("words", "said"), BAD)
def test_what_does_not_is_refused_in_a_sentence(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(Problem) as refused:
        up._check(asked(*words))
    assert said in str(refused.value)


def test_a_folder_of_no_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "june").mkdir()
    with pytest.raises(Problem, match="has no file in it that could be sent"):
        up._check(asked("--demo", "--files", str(tmp_path)))
    (tmp_path / "june" / "a.837").touch()
    up._check(asked("--demo", "--files", str(tmp_path)))


@pytest.mark.parametrize(("first", "second"), list(combinations(DOORS, 2)))
def test_no_two_doors_have_one_port(first: str, second: str) -> None:
    with pytest.raises(Problem, match=f"--{first}-port and --{second}-port are both 4000"):
        up._check(asked(f"--{first}-port", "4000", f"--{second}-port", "4000"))


def test_the_usual_ports_are_different() -> None:
    assert len({up.WEB_PORT, up.SFTP_PORT, up.DATABASE_PORT, up.SANDBOX_PORT, up.MAIL_PORT}) == 5


def plan(data: Path, **ports: int) -> Plan:
    return Plan(Layout(data), Ports(**({"web": 1, "sftp": 2, "database": 0, "sandbox": 0} | ports)), workers=1)


# Which doors are opened, and the names of the addresses that are told.
ADDRESSES: list[tuple[dict[str, int], list[str]]] = [
    ({}, ["portal", "web", "sftp", "data", "logs"]),
    ({"database": 3}, ["portal", "web", "sftp", "database", "data", "logs"]),
    ({"sandbox": 4}, ["portal", "web", "sftp", "sandbox", "data", "logs"]),
    ({"mail": 5}, ["portal", "web", "sftp", "mail", "data", "logs"]),
    ({"database": 3, "sandbox": 4}, ["portal", "web", "sftp", "database", "sandbox", "data", "logs"]),
]


@pytest.mark.parametrize(("ports", "names"), ADDRESSES)
def test_only_doors_that_are_open_have_an_address(ports: dict[str, int], names: list[str], tmp_path: Path) -> None:
    assert list(up.addresses_of(plan(tmp_path, **ports))) == names


def test_addresses_are_of_this_machine_and_hold_no_password(tmp_path: Path) -> None:
    told = up.addresses_of(plan(tmp_path, database=3, sandbox=4))
    assert told == {
        "portal": "http://localhost:1", "web": "http://127.0.0.1:1", "sftp": "sftp://127.0.0.1:2", "database": "postgresql://127.0.0.1:3/clearlane",
        "sandbox": "sftp://127.0.0.1:4", "data": str(tmp_path), "logs": str(tmp_path / "log"),
    }  # fmt: skip
    assert not any("@" in address for address in told.values())


def test_the_address_of_the_mail_page_has_the_token_of_the_data_folder(tmp_path: Path) -> None:
    token = (ready_token(data=tmp_path), ready_token(data=tmp_path))
    assert token[0] == token[1]
    assert len(token[0]) >= 32
    assert (tmp_path / "mail-page.token").stat().st_mode & 0o777 == 0o600
    assert up.addresses_of(plan(tmp_path, mail=5))["mail"] == f"http://127.0.0.1:5/?token={token[0]}"


def said(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> str:
    up._say(asked(*words), {"web": "http://127.0.0.1:1", "data": "/d"})
    return capsys.readouterr().out


def test_a_port_that_is_taken_leaves_no_data_folder_behind(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Problem, match=f"port {port} is taken"):
            up.run(up_arguments(tmp_path / "data", port))
    assert not (tmp_path / "data").exists()


def up_arguments(data: Path, port: int) -> argparse.Namespace:
    """Of an `up` whose portal is to be at a port."""
    given = asked("--web-port", str(port))
    given.data = data
    return given


def test_people_are_told_each_address_and_how_to_stop(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [" ".join(line.split()) for line in said((), capsys).splitlines()]
    assert lines == ["web http://127.0.0.1:1", "data /d", "the house is up; Ctrl-C stops it"]


def test_programs_are_told_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    told: Any = json.loads(said(("--json",), capsys))
    assert told == {"web": "http://127.0.0.1:1", "data": "/d"}


@pytest.mark.parametrize(("words", "hears"), [((), "data folder\n"), (("--json",), "")])
def test_a_program_hears_nothing_between_the_json(
    words: tuple[str, ...], hears: str, capsys: pytest.CaptureFixture[str]
) -> None:
    up._tell(asked(*words), "data folder")
    assert capsys.readouterr().out == hears
