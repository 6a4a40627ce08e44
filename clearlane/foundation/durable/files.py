"""Files that are there after the power went: the file is synced, and so is the folder that names it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from clearlane.foundation.durable.point import point


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        point("sync folder")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(stream: IO[bytes]) -> None:
    """Make what was written to an open file durable. Its name is not yet: see sync_folder."""
    stream.flush()
    point("sync file")
    os.fsync(stream.fileno())


def make_folder(path: Path, *, mode: int = 0o700) -> None:
    """Make a folder and those above it that are missing, durably. An existing one is left as it is."""
    if path.is_dir():
        return
    make_folder(path.parent, mode=mode)
    path.mkdir(mode=mode, exist_ok=True)
    sync_folder(path.parent)


def write_file(path: Path, chunks: Iterable[bytes], *, mode: int = 0o600) -> int:
    """Write a whole file under its final name or not at all; gives its size in bytes.

    The bytes go to a name beside it, are synced, and the name is changed to ``path`` last.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(beside, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as stream:
            size = sum(stream.write(chunk) for chunk in chunks)
            sync_file(stream)
        rename(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return size


def append_line(path: Path, line: str, *, mode: int = 0o600) -> None:
    """Add one line to a file that only grows, durably."""
    is_new = not path.exists()
    with open(path, "ab", opener=lambda name, flags: os.open(name, flags, mode)) as stream:
        stream.write(line.encode() + b"\n")
        sync_file(stream)
    if is_new:
        sync_folder(path.parent)


def rename(source: Path, target: Path) -> None:
    """Give a file its other name, durably. What had that name is replaced."""
    point("rename")
    source.rename(target)
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def remove(path: Path) -> None:
    """Remove a file, durably. One that is not there is no error."""
    point("remove")
    path.unlink(missing_ok=True)
    sync_folder(path.parent)
