"""Room for a house: its data folder, where it can be made and written."""

from __future__ import annotations

from pathlib import Path

from clearlane.config.environment import folder
from clearlane.doors.console.house.ready_database import is_own
from clearlane.doors.console.problem import Problem
from clearlane.foundation.durable.files import make_folder
from clearlane.foundation.postgres.account import FolderIsClosed, NoAccount, check_folders, find_account
from clearlane.foundation.postgres.layout import Layout


def make_room(*, layout: Layout) -> None:
    """Make the data folder and a folder for its keys, and see whether the database's account can get at it.

    Raises Problem.
    """
    try:
        if not is_own(layout):
            check_folders(layout.folder, account=find_account())
        layout.make()
        make_folder(folder("CLEARLANE_KEYS", layout.data / "keys"))
    except (FolderIsClosed, NoAccount) as problem:
        raise Problem(str(problem)) from problem
    except OSError as problem:
        raise no_room(layout.data, problem) from problem


def no_room(data: Path, problem: OSError) -> Problem:
    """What is said of a place where the system lets nothing be written: a right, a read-only or a full disk."""
    return Problem(f"{problem.filename or data}: {problem.strerror}; choose another place with --data")
