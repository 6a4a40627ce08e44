"""Start the house's PostgreSQL, or take over one that has lost its keeper."""

from __future__ import annotations

import math
import os
import pwd
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from clearlane.foundation.postgres.account import drop_to
from clearlane.foundation.postgres.layout import Layout

FAST_SECONDS = 30.0
"""So long sessions may take to end when the server is told to stop."""

_PATIENCE_SECONDS = 60.0
_LOOK_SECONDS = 0.02
_READY_LINE = 7


class PostgresNotStarted(RuntimeError):
    """PostgreSQL ended, or was not ready after a minute (recovery after a crash takes less than a second for an
    evaluation). What it said stands in the log ``database.log`` of the data folder."""


@dataclass(slots=True)
class Server:
    """A running PostgreSQL: our own child, or one that was taken over (``child`` is None)."""

    pid: int
    child: subprocess.Popen[bytes] | None

    def is_running(self) -> bool:
        """Whether the process is there. A dead one that nobody has collected yet is not."""
        if self.child is not None:
            return self.child.poll() is None
        return _is_alive(self.pid)

    def stop(self) -> None:
        """A fast shutdown: sessions are cut, what was committed is written; returns when it has ended.

        A session that does not end, because its process is frozen, is killed after a while: the next start recovers.
        """
        deadline = time.monotonic() + FAST_SECONDS
        if self.is_running():
            os.kill(self.pid, signal.SIGINT)
        while self.is_running():
            if time.monotonic() >= deadline:
                os.kill(self.pid, signal.SIGQUIT)
                deadline = math.inf
            time.sleep(_LOOK_SECONDS)


def start(*, layout: Layout, programs: Path, account: pwd.struct_passwd | None, port: int) -> Server:
    """The server of this cluster on the loopback ``port``, ready for connections. Raises PostgresNotStarted.

    One that runs already, because its keeper was killed, is kept where it serves the same port, else restarted. A start
    that fails because parts of a killed server are still ending is tried again.
    """
    deadline = time.monotonic() + _PATIENCE_SECONDS
    orphan = _find_orphan(layout, port)
    while orphan is None:
        child = _spawn(layout, programs, account, port)
        if _wait(layout, child, deadline):
            return Server(child.pid, child)
        if time.monotonic() >= deadline:
            raise PostgresNotStarted("PostgreSQL did not start; see log/database.log in the data folder")
        time.sleep(0.5)
    return orphan


def stop_orphan(*, layout: Layout) -> bool:
    """Stop a server of this cluster that runs without a keeper (one may be told to stop before it can listen), and say
    whether there was one."""
    lines = _lines(layout)
    if not lines or not _is_postgres(int(lines[0]), layout):
        return False
    Server(int(lines[0]), None).stop()
    return True


def is_ready(layout: Layout) -> bool:
    """Whether a running PostgreSQL has written that it takes connections."""
    lines = _lines(layout)
    return len(lines) > _READY_LINE and lines[_READY_LINE].strip() == "ready" and _is_postgres(int(lines[0]), layout)


def _spawn(layout: Layout, programs: Path, account: pwd.struct_passwd | None, port: int) -> subprocess.Popen[bytes]:
    """The server as a child of ours, in a session of its own: a Ctrl-C at the terminal is not for it."""
    command = [str(programs / "postgres"), "-D", str(layout.cluster), "-p", str(port)]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, **drop_to(account))


def _wait(layout: Layout, child: subprocess.Popen[bytes], deadline: float) -> bool:
    while child.poll() is None:
        if is_ready(layout) and _lines(layout)[0] == str(child.pid):
            return True
        if time.monotonic() >= deadline:
            child.send_signal(signal.SIGQUIT)
            child.wait()
        time.sleep(_LOOK_SECONDS)
    return False


def _find_orphan(layout: Layout, port: int) -> Server | None:
    lines = _lines(layout)
    if len(lines) <= _READY_LINE or not _is_postgres(int(lines[0]), layout):
        return None
    orphan = Server(int(lines[0]), None)
    if int(lines[3]) == port and is_ready(layout):
        return orphan
    orphan.stop()
    return None


def _lines(layout: Layout) -> list[str]:
    """postmaster.pid: process id, folder, start, port, socket folder, address, shared memory, state."""
    try:
        return layout.postmaster.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, PermissionError):
        return []


def _is_alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _is_postgres(pid: int, layout: Layout) -> bool:
    """Whether a process is the server of this cluster, and not another that got its number since."""
    try:
        return _is_alive(pid) and str(layout.cluster) in psutil.Process(pid).cmdline()
    except psutil.Error:
        return False
