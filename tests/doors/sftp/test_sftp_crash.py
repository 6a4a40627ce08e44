"""The SFTP server is killed at every point at which the world outside of it changes, in the middle of an upload."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import paramiko
import psycopg
import pytest
from paramiko.sftp import CMD_CLOSE

from tests.cluster import ROOT
from tests.doors.sftp.conftest import Office
from tests.doors.sftp.server import Server
from tests.doors.sftp.test_sftp_cut import WHOLE, client, connect

Owner = psycopg.Connection[Any]
SIZES = {"small": 1, "large": 1_000}


@contextmanager
def process(count: Path, crash_at: int | None = None) -> Iterator[tuple[Server, subprocess.Popen[str]]]:
    """A server in a process of its own, that dies at the point with that number."""
    environment = {**os.environ, "CLEARLANE_CRASH_COUNT": str(count), "PYTHONPATH": str(ROOT)}
    if crash_at is not None:
        environment["CLEARLANE_CRASH_AT"] = str(crash_at)
    program = [sys.executable, "-m", "clearlane", "serve-sftp", "--port", "0", "--data", os.environ["CLEARLANE_DATA"]]
    with subprocess.Popen(
        program, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as run:
        assert run.stdout is not None
        words = run.stdout.readline().split()
        try:
            yield Server(int(words[4].strip(",")), words[-1]), run
        finally:
            run.terminate()
            run.wait(20)


def upload(server: Server, office: Office, content: bytes) -> bool:
    """Send a file; whether the server said that it has it."""
    transport = connect(server, office)
    try:
        file = client(transport).open("inbound/batch.837", "wb")
        file.write(content)
        speaking: Any = file.sftp
        speaking._request(CMD_CLOSE, file.handle)
    except (OSError, EOFError, paramiko.SSHException):
        return False
    finally:
        transport.close()
    return True


def received(owner: Owner) -> int:
    row = owner.execute("SELECT count(*) FROM exchange_intake_file WHERE state = 'received'").fetchone()
    work = owner.execute("SELECT count(*) FROM foundation_queue_work").fetchone()
    assert row == work
    assert row is not None
    return int(row[0])


@pytest.mark.slow
@pytest.mark.parametrize("size", list(SIZES))
def test_a_file_that_was_acknowledged_is_there_after_any_crash(
    size: str, office: Office, owner: Owner, tmp_path: Path, data: Path
) -> None:
    from clearlane.foundation.vault.sweep import sweep

    content = WHOLE * SIZES[size]
    points = tmp_path / "points"
    with process(points) as (server, _):
        before = len(points.read_text().splitlines())
        assert upload(server, office, content)
    passed = [line.split(" ", 1) for line in points.read_text().splitlines()[before:]]
    assert received(owner) == 1
    for number in (int(number) for number, kind in passed if kind != "sync folder"):
        had = received(owner)
        with process(tmp_path / f"points-{number}", crash_at=number) as (server, run):
            is_told = upload(server, office, content)
            if not is_told:
                run.wait(20)
        got = received(owner) - had
        assert got in ({1} if is_told else {0, 1}), f"point {number}: told {is_told}, got {got}"
    with process(tmp_path / "last") as (server, _):
        had = received(owner)
        assert upload(server, office, content)
    assert received(owner) == had + 1
    sweep(older_than_seconds=0)
    assert not list((data / "spool").glob("*.part"))
