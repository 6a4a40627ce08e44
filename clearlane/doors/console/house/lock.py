"""One `up` a data folder."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clearlane.doors.console.house.make_room import no_room
from clearlane.doors.console.problem import Problem


@contextmanager
def lock(data: Path) -> Iterator[bool]:
    """Hold the data folder for this process; gives whether the last one that held it was killed.

    The kernel drops the lock with the process, however it ends. Raises Problem where another process holds it, or
    where the folder cannot be written.
    """
    descriptor = _open(data)
    try:
        if not _take(descriptor):
            holder = os.pread(descriptor, 20, 0).decode().strip() or "another process"
            raise Problem(f"{data} is in use by process {holder}; stop that one, or choose another --data")
        was_killed = bool(os.pread(descriptor, 20, 0).strip())
        os.pwrite(descriptor, f"{os.getpid():<20}".encode(), 0)
        yield was_killed
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _open(data: Path) -> int:
    try:
        return os.open(data / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise no_room(data, problem) from problem


def _take(descriptor: int) -> bool:
    """Take the lock; a few tries, since `doctor` holds it for the moment in which it looks."""
    for _ in range(5):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.05)
        else:
            return True
    return False


def is_held(data: Path) -> bool:
    """Whether an `up` has this data folder now."""
    path = data / "up.lock"
    if not path.is_file():
        return False
    with path.open("r+b") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
