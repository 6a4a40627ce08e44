"""A payers' office in a folder of its own, with a clock that a test moves, and the whole program as a process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import paramiko
import pytest

from clearlane.standards.x12.generate.file_837p import File837P, file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane_sandbox.office import Office
from clearlane_sandbox.profile import Profile
from clearlane_sandbox.read_profile import read_profile

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
POLITE = """
payer TESTPAY
name TEST PAYER
tax_id 861230000
login tester secret
answer 999 after 0s
answer 277ca A1:19:PR after 0s
answer 277ca A2:20:PR after 1s
answer 835 after 2s
"""


@pytest.fixture(scope="session")
def batch() -> File837P:
    """Forty clean claims in two sets."""
    return file_837p(Order(seed=11, claims=40, today=TODAY, claims_per_set=25, control=77))


@dataclass
class Desk:
    """An office with one payer and a clock by hand."""

    data: Path
    profile: Profile
    at: datetime = NOON
    sent: int = 0
    office: Office = field(init=False)
    offices: list[Office] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reopen()

    def close(self) -> None:
        """Close every ledger that was opened."""
        for office in self.offices:
            office.book.close()

    def reopen(self, seed: int = 5) -> None:
        """A new process on the same folder."""
        self.office = Office(self.data, {self.profile.user: self.profile}, lambda: self.at, seed)
        self.offices.append(self.office)

    def send(self, content: bytes, name: str = "") -> None:
        """Lay a file into /inbound."""
        self.sent += 1
        (self.office.inbound(self.profile.user) / (name or f"batch{self.sent}.837")).write_bytes(content)

    def run(self, wait: timedelta = timedelta(days=30)) -> dict[str, bytes]:
        """Work, let time pass, work on; then what lies in /outbound."""
        while self.office.work():
            pass
        self.at += wait
        while self.office.work():
            pass
        return self.outbound()

    def outbound(self) -> dict[str, bytes]:
        """Name and bytes of each answer."""
        folder = self.office.outbound(self.profile.user)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

    def answers(self, kind: str) -> list[bytes]:
        """The answers of one kind."""
        return [content for name, content in self.outbound().items() if name.endswith(f".{kind}")]


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """An office for a polite payer with further lines in its profile."""
    desks: list[Desk] = []

    def make(*lines: str, base: str = POLITE, data: Path | None = None) -> Desk:
        desks.append(Desk(data or tmp_path / "payers", read_profile(base + "\n".join(lines))))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


@dataclass
class Sandbox:
    """The program, running."""

    data: Path
    arguments: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait for its address."""
        address = self.data / "address"
        address.unlink(missing_ok=True)
        command = [sys.executable, "-m", "clearlane_sandbox", "serve", "--port", "0", "--data", str(self.data)]
        self.process = subprocess.Popen([*command, *self.arguments], stdout=subprocess.DEVNULL)
        wait_until(address.exists)

    def kill(self) -> None:
        """kill -9."""
        self.stop(signal.SIGKILL)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Stop it; its exit code."""
        assert self.process is not None
        os.kill(self.process.pid, number)
        code = self.process.wait(timeout=20)
        self.process = None
        return code

    def port(self) -> int:
        """Where it listens."""
        return int((self.data / "address").read_text().split()[1])

    def sftp(self, user: str, password: str | None = None, key: paramiko.PKey | None = None) -> paramiko.SFTPClient:
        """A client, closed with its transport by the caller's ``get_channel().get_transport().close()``."""
        transport = paramiko.Transport(("127.0.0.1", self.port()))
        transport.connect(username=user, password=password, pkey=key)
        client = paramiko.SFTPClient.from_transport(transport)
        assert client is not None
        return client


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until it holds, or fail."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Callable[..., Sandbox]]:
    """Start the program with the four payers, without delays; it is stopped at the end."""
    started: list[Sandbox] = []

    def start(*arguments: str) -> Sandbox:
        data = tmp_path / "sandbox"
        data.mkdir()
        one = Sandbox(data, arguments or ("--pace", "0"))
        started.append(one)
        one.start()
        return one

    yield start
    for one in started:
        if one.process is not None:
            one.kill()
