"""The program over real SFTP."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncssh
import paramiko
import pytest

from clearlane.standards.x12.generate.file_837p import File837P, file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane_sandbox.read_profile import read_profiles
from tests.sandbox.conftest import TODAY, Sandbox, wait_until
from tests.sandbox.test_read_profile import SHIPPED

Start = Callable[..., Sandbox]


def close(client: paramiko.SFTPClient) -> None:
    channel = client.get_channel()
    assert channel is not None
    channel.get_transport().close()


def put(sandbox: Sandbox, user: str, name: str, content: bytes) -> None:
    client = sandbox.sftp(user, f"{user}-sandbox")
    with client.open(f"/inbound/{name}.tmp", "wb") as handle:
        handle.write(content)
    client.rename(f"/inbound/{name}.tmp", f"/inbound/{name}")
    close(client)


def listed(sandbox: Sandbox, user: str) -> list[str]:
    return sorted(path.name for path in (sandbox.data / "payers" / user / "outbound").iterdir())


def ledger(sandbox: Sandbox, *options: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "clearlane_sandbox", "ledger", "--data", str(sandbox.data), "--json", *options]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)
    return told


def test_serve_answers_a_batch_over_sftp(sandbox: Start, batch: File837P) -> None:
    running = sandbox()
    put(running, "sunrise", "b1.837", batch.content)
    wait_until(lambda: len(listed(running, "sunrise")) == 4)
    client = running.sftp("sunrise", "sunrise-sandbox")
    assert client.listdir("/inbound") == ["b1.837"]
    assert client.stat("/inbound/b1.837").st_size == len(batch.content)
    with client.open("/outbound/SUNRISE_000004.835", "rb") as handle:
        assert handle.read().startswith(b"ISA*")
    client.remove("/outbound/SUNRISE_000004.835")
    close(client)
    assert ledger(running, "--totals")["totals"]["claims"] == len(batch.claims)


def test_serve_shows_each_payer_its_own_folder_only(sandbox: Start) -> None:
    running = sandbox()
    client = running.sftp("harbor", "harbor-sandbox")
    assert sorted(client.listdir("/")) == ["inbound", "outbound"]
    assert sorted(client.listdir("/..")) == ["inbound", "outbound"]
    with pytest.raises(OSError, match="links"):
        client.symlink("/outbound", "/inbound/x")
    close(client)


@pytest.mark.parametrize(("user", "password"), [("sunrise", "wrong"), ("nobody", "x"), ("sunrise", "")])
def test_serve_lets_no_stranger_in(sandbox: Start, user: str, password: str) -> None:
    running = sandbox()
    with pytest.raises(paramiko.AuthenticationException):
        running.sftp(user, password)


def test_serve_lets_a_payers_key_in(sandbox: Start, tmp_path: Path) -> None:
    key = paramiko.ECDSAKey.generate()
    text = (SHIPPED / "sunrise.txt").read_text()
    profiles = tmp_path / "profiles"
    profiles.mkdir()
    (profiles / "sunrise.txt").write_text(f"{text}key {key.get_name()} {key.get_base64()} tester\n")
    running = sandbox("--profiles", str(profiles))
    client = running.sftp("sunrise", key=key)
    assert sorted(client.listdir("/")) == ["inbound", "outbound"]
    close(client)


def test_serve_keeps_its_host_key(sandbox: Start) -> None:
    running = sandbox()
    first = (running.data / "host_key").read_bytes()
    running.kill()
    running.start()
    assert (running.data / "host_key").read_bytes() == first
    assert (running.data / "host_key").stat().st_mode & 0o777 == 0o600


def test_serve_ends_cleanly_when_it_is_told_to(sandbox: Start) -> None:
    assert sandbox().stop(signal.SIGTERM) == 0


def test_serve_ends_when_its_office_breaks_so_that_it_can_be_started_anew(sandbox: Start, batch: File837P) -> None:
    running = sandbox()
    client = running.sftp("sunrise", "sunrise-sandbox")
    (running.data / "payers" / "sunrise" / "inbound").rmdir()
    assert running.process is not None
    assert running.process.wait(timeout=20) not in (0, None)
    close(client)
    running.start()
    put(running, "sunrise", "b1.837", batch.content)
    wait_until(lambda: len(listed(running, "sunrise")) == 4)


def test_serve_receives_from_asyncssh_with_a_posix_rename(sandbox: Start, batch: File837P) -> None:
    running = sandbox()

    async def send() -> None:
        async with (
            asyncssh.connect(
                "127.0.0.1", running.port(), username="granite", password="granite-sandbox", known_hosts=None
            ) as connection,
            connection.start_sftp_client() as client,
        ):
            async with client.open("/inbound/.b1", "wb") as handle:
                await handle.write(batch.content)
            await client.posix_rename("/inbound/.b1", "/inbound/b1.837")

    asyncio.run(send())
    wait_until(lambda: len(listed(running, "granite")) == 4)


def test_serve_takes_no_file_that_a_lost_connection_cut(sandbox: Start, batch: File837P) -> None:
    running = sandbox()
    client = running.sftp("sunrise", "sunrise-sandbox")
    handle = client.open("/inbound/cut.837", "wb")
    handle.write(batch.content[:3000])
    handle.flush()
    close(client)
    put(running, "sunrise", "whole.837", batch.content)
    wait_until(lambda: len(listed(running, "sunrise")) == 4)
    assert ledger(running, "--totals")["totals"]["files"] == 1


def test_serve_reads_the_test_clock(sandbox: Start, batch: File837P, tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("2026-03-02T12:00:00Z\n")
    running = sandbox("--clock", str(clock))
    put(running, "meadow", "b1.837", batch.content)
    wait_until(lambda: ledger(running, "--totals")["totals"]["answers"] == 8)
    assert listed(running, "meadow") == []
    clock.write_text("2026-03-03T12:00:00Z\n")
    wait_until(lambda: len(listed(running, "meadow")) == 8)


def test_the_ledger_survives_kill_9_and_no_answer_is_lost_or_doubled(sandbox: Start) -> None:
    running = sandbox()
    files = [file_837p(Order(seed=n, claims=30, today=TODAY, control=n)) for n in range(1, 9)]
    stop = threading.Event()
    killer = threading.Thread(target=kill_now_and_then, args=(running, stop))
    killer.start()
    try:
        for number, file in enumerate(files, start=1):
            put_stubbornly(running, f"b{number}.837", file.content)
    finally:
        stop.set()
        killer.join()
    wait_until(lambda: ledger(running, "--totals")["totals"]["answers_waiting"] == 0)
    told = ledger(running)
    assert sorted(row["isa13"] for row in told["received"]) == [f"{number:09d}" for number in range(1, 9)]
    assert len(told["claims"]) == len(told["paid"]) == 8 * 30
    assert listed(running, "sunrise") == sorted(row["name"] for row in told["answers"])
    assert len(told["answers"]) == 8 * 4


def kill_now_and_then(running: Sandbox, stop: threading.Event) -> None:
    """kill -9 and start again, at times that the load decides."""
    while not stop.wait(0.7):
        running.kill()
        running.start()


def put_stubbornly(running: Sandbox, name: str, content: bytes) -> None:
    """Upload until it is known to have arrived: looks before it sends again, as a careful sender does."""
    folder = running.data / "payers" / "sunrise" / "inbound"
    end = time.monotonic() + 60
    while not (folder / name).exists():
        assert time.monotonic() < end, "never arrived"
        try:
            put(running, "sunrise", name, content)
        except (OSError, EOFError, paramiko.SSHException):
            time.sleep(0.05)


def test_the_shipped_profiles_have_four_payers_in_production() -> None:
    assert sum(profile.tier == "production" for profile in read_profiles(SHIPPED)) == 4
