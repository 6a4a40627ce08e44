"""Files that appear whole or not at all, and stay."""

from __future__ import annotations

import os
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Write and fsync a file and its name."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, and rename it: who sees its name sees all of it."""
    beside = path.with_name(f"{path.name}.part")
    write_durably(beside, content)
    move_durably(beside, path)


def move_durably(source: Path, target: Path) -> None:
    """Rename and fsync the folders."""
    source.rename(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Put the names of a folder on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
