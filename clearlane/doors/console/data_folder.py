"""The data folder that a command is given: by --data, or by CLEARLANE_DATA."""

from __future__ import annotations

from pathlib import Path

from clearlane.config.place import place
from clearlane.doors.console.problem import Problem


def named(text: str) -> Path:
    """The type of --data. Raises Problem for an empty name: it would be the folder that one happens to stand in."""
    if not text.strip():
        raise Problem("--data is empty; name a folder (. is this one)")
    return Path(text)


def data_folder(chosen: Path | None) -> Path:
    """Where the data folder is, or will be. Raises Problem where a file stands in its way."""
    found = place(chosen)
    for step in (found, *found.parents):
        if step.exists() and not step.is_dir():
            raise Problem(f"{step} is a file; the data folder must be a folder: choose another with --data")
    return found
