"""Houses that tests start, kill and stop, each with a data folder and ports of its own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psutil

from clearlane.doors.console.house.ports import find_free
from tests.cluster import ROOT

PATIENCE = 240.0


def make_folder() -> Path:
    """A data folder that the database's account may pass, under the system's temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="clearlane-up-"))
    folder.chmod(0o711)
    return folder


def free_ports(count: int) -> list[int]:
    """Ports on the loopback address that nobody has at this moment."""
    return list(find_free(count))


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without any setting of the house, and with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLEARLANE_", "DJANGO_"))}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def clearlane(
    *arguments: str, environment: Mapping[str, str] | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "clearlane", *arguments],
        env=clean_environment(**(environment or {})),
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )


def wait_until(happened: Callable[[], bool], *, what: str, patience: float = PATIENCE) -> None:
    """Look ten times a second; fails with what was awaited."""
    deadline = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < deadline, f"waited {patience:.0f} s: {what}"
        time.sleep(0.1)


@dataclass
class House:
    """One `clearlane up`."""

    data: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    ports: list[int] = field(default_factory=lambda: free_ports(6))
    process: subprocess.Popen[bytes] | None = None
    said: IO[str] | None = None

    def start(self, *, wait: bool = True) -> House:
        """Start it, and wait until it says where it is."""
        web, sftp, database, sandbox, mail, console = map(str, self.ports)
        command = [sys.executable, "-m", "clearlane", "up", "--json", "--workers", "2", "--data", str(self.data)]
        command += ["--web-port", web, "--mail-port", mail, "--console-port", console]
        command += ["--sftp-port", sftp, "--database-port", database, "--sandbox-port", sandbox, *self.options]
        if self.said:
            self.said.close()
        self.said = tempfile.TemporaryFile("w+")  # noqa: SIM115  closed by end()
        self.process = subprocess.Popen(
            command, env=clean_environment(**self.environment), cwd="/", stdout=self.said, stderr=subprocess.STDOUT
        )
        if wait:
            self.addresses()
        return self

    def addresses(self) -> dict[str, str]:
        """The line of JSON that it prints when all is up."""
        running = self.process
        assert running
        wait_until(lambda: self.output().startswith("{") or running.poll() is not None, what="up says where it is")
        assert running.poll() is None or self.output().startswith("{"), f"{self.output()}\n{self.logs()}"
        told: dict[str, str] = json.loads(self.output().splitlines()[0])
        return told

    @property
    def owner_url(self) -> str:
        """How the owner reaches its database: out of its folder alone, whatever the tests are connected to."""
        folder = self.data / "database"
        host = (folder / "address").read_text().strip().rpartition("@")[2].removeprefix("postgresql://")
        return f"postgresql://clearlane_owner:{(folder / 'owner.password').read_text().strip()}@{host}"

    def output(self) -> str:
        """What it has said so far, on the terminal."""
        assert self.said
        return os.pread(self.said.fileno(), 10_000_000, 0).decode()

    def logs(self) -> str:
        """The ends of all logs, for a failing test."""
        return "\n".join(
            f"{path.name}: {path.read_text()[-1500:]}" for path in sorted((self.data / "log").glob("*.log"))
        )

    def programs(self) -> dict[str, int]:
        """Process ids of the programs by name."""
        assert self.process
        found: dict[str, int] = {}
        for child in _children(self.process.pid):
            found[_name(child)] = child.pid
        return found

    def everything(self) -> list[psutil.Process]:
        """Every process of this house, the database's own children included."""
        return [process for process in psutil.process_iter() if _mentions(process, str(self.data))]

    def kill_all(self) -> None:
        """kill -9 for every process of this house."""
        while left := self.everything():
            for process in left:
                _kill(process.pid)
            if self.process:
                self.process.poll()
            time.sleep(0.02)
        if self.process:
            self.process.wait(timeout=PATIENCE)

    def stop(self) -> int:
        """Ctrl-C; gives the exit code."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)

    def end(self) -> None:
        """Whatever happened, leave nothing behind."""
        if self.process and self.process.poll() is None:
            try:
                self.stop()
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.kill_all()
        if self.said:
            self.said.close()


def _children(pid: int) -> list[psutil.Process]:
    try:
        return list(psutil.Process(pid).children())
    except psutil.NoSuchProcess:
        return []


def _name(process: psutil.Process) -> str:
    """The program's name in `up`: its command, or the worker's own name."""
    try:
        line = process.cmdline()
        if "clearlane" not in line:
            return "sandbox"
        name = line[line.index("clearlane") + 1]
        if name == "worker":
            return process.environ().get("CLEARLANE_WORKER", name)[-8:]
        return line[line.index("clearlane") + 2] if name == "maintain" else name
    except (psutil.Error, ValueError, IndexError):
        return "gone"


def _mentions(process: psutil.Process, folder: str) -> bool:
    """Whether a living process was started with this folder. (One that waits to be collected has no arguments.)"""
    try:
        return any(folder in argument for argument in process.cmdline()) and process.pid != os.getpid()
    except psutil.Error:
        return False


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def ask(url: str, statement: str) -> list[tuple[Any, ...]]:
    """Rows of one statement as whoever the URL names."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(statement.encode()).fetchall()
