"""As whom PostgreSQL runs. It refuses to run as root."""

from __future__ import annotations

import os
import pwd
import stat
from pathlib import Path
from typing import Any

ACCOUNTS = ("postgres", "nobody")


class NoAccount(RuntimeError):
    """We are root, and the machine has neither an account ``postgres`` nor ``nobody`` to run the database as. Make one
    (``useradd --system postgres``), or start as an ordinary user."""


class FolderIsClosed(RuntimeError):
    """A folder on the way to the data folder cannot be passed by the account that runs the database. The message
    names the first such folder and the ``chmod`` that opens it; nothing is changed by itself."""


def find_account() -> pwd.struct_passwd | None:
    """The existing unprivileged account that runs the database where we are root; None where we are not: then we run
    it ourselves. (A user id without an entry in the machine's list of accounts breaks ``initdb``.) Raises NoAccount."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ACCOUNTS:
        if name in known:
            return known[name]
    raise NoAccount("as root the database runs as `postgres` or `nobody`, and this machine has neither account")


def drop_to(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """What ``subprocess`` needs to start a program as that account, in a folder that every account may enter."""
    if account is None:
        return {"cwd": "/"}
    return {"cwd": "/", "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def give(path: Path, account: pwd.struct_passwd | None) -> None:
    """Let a file or folder belong to the account."""
    if account is not None:
        os.chown(path, account.pw_uid, account.pw_gid)


def check_folders(folder: Path, *, account: pwd.struct_passwd | None) -> None:
    """Whether the account can pass every existing folder down to ``folder``. Raises FolderIsClosed."""
    if account is None:
        return
    for step in (*reversed(folder.parents), folder):
        if step.exists() and not _may_pass(step, account):
            raise FolderIsClosed(
                f"the database runs as `{account.pw_name}`, which may not pass the folder {step}; "
                f"open it with: chmod o+x {step}  (or choose another place with --data)"
            )


def _may_pass(folder: Path, account: pwd.struct_passwd) -> bool:
    about = folder.stat()
    if about.st_uid == account.pw_uid:
        return bool(about.st_mode & stat.S_IXUSR)
    if about.st_gid == account.pw_gid:
        return bool(about.st_mode & stat.S_IXGRP)
    return bool(about.st_mode & stat.S_IXOTH)
