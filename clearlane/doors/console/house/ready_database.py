"""Make the database ready before anything else starts: cluster, roles, tables."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clearlane.config.databases import url
from clearlane.config.environment import text
from clearlane.doors.console.problem import Problem
from clearlane.foundation.postgres.account import FolderIsClosed, NoAccount, check_folders, find_account
from clearlane.foundation.postgres.initialise import ClusterNotMade, initialise
from clearlane.foundation.postgres.install import NoPostgres, install
from clearlane.foundation.postgres.layout import ROLES, SUPERUSER, Layout
from clearlane.foundation.postgres.prepare import prepare
from clearlane.foundation.postgres.start import PostgresNotStarted, start

"""How a command ends that has said in a line what its caller can mend."""


def is_own(layout: Layout) -> bool:
    """Whether the database is one of the user's own, by the environment or by an earlier ``database init``."""
    if text("CLEARLANE_DATABASE_URL") or any(text(f"CLEARLANE_{role.upper()}_URL") for role in ROLES):
        return True
    return layout.address.is_file() and not layout.cluster.is_dir()


def ready_database(*, layout: Layout, port: int, practice: int = 0) -> None:
    """Make cluster, roles, tables and keys where they are missing, and leave the server stopped. Raises Problem.

    ``port`` is that of the house's own server, 0 where the database is the user's own; ``practice`` that of the
    practice payers, to which the way is opened, 0 where none are started.
    """
    if not port:
        _check_urls(layout)
        _migrate(layout.data, practice)
        return
    with _running(layout, port) as server_url:
        prepare(layout=layout, admin_url=server_url)
        _migrate(layout.data, practice)


@contextmanager
def _running(layout: Layout, port: int) -> Iterator[str]:
    """The data folder's own server, for as long as the block takes; gives the superuser's URL."""
    try:
        account = find_account()
        check_folders(layout.folder, account=account)
        programs = install(layout=layout, account=account)
        initialise(layout=layout, account=account, programs=programs)
        with _output_to(layout.data / "log" / "database.log"):
            server = start(layout=layout, programs=programs, account=account, port=port)
    except (NoAccount, FolderIsClosed, NoPostgres, ClusterNotMade, PostgresNotStarted) as problem:
        raise Problem(str(problem)) from problem
    try:
        yield f"postgresql://{SUPERUSER}:{layout.read_password('superuser')}@127.0.0.1:{port}/postgres"
    finally:
        server.stop()


@contextmanager
def _output_to(log: Path) -> Iterator[None]:
    """What a child says goes to the log and not to the terminal."""
    log.parent.mkdir(mode=0o700, exist_ok=True)
    kept = os.dup(1), os.dup(2)
    with log.open("ab") as stream:
        for number in (1, 2):
            os.dup2(stream.fileno(), number)
        try:
            yield
        finally:
            for number, before in zip((1, 2), kept, strict=True):
                os.dup2(before, number)
                os.close(before)


def _check_urls(layout: Layout) -> None:
    missing = [role for role in ROLES if not url(role, data=layout.data)]
    if missing:
        raise Problem(
            f"no URL and no password for the roles {', '.join(missing)}: "
            f"run `clearlane database init --admin-url URL`, or set CLEARLANE_{missing[0].upper()}_URL"
        )


def _migrate(data: Path, practice: int) -> None:
    """In a process of its own, as the owner; then the keys, which are made for a database without use alone, and the
    way to the practice payers.

    What it says in a sentence is said as it stands. Raises Problem.
    """
    command = [sys.executable, "-m", "clearlane", "migrate", "--start", "--data", str(data)]
    command += ["--sandbox-port", str(practice)] if practice else []
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    _, mark, sentence = done.stderr.rpartition("clearlane migrate: ")
    if done.returncode and mark:
        raise Problem(sentence.strip())
    if done.returncode:
        raise Problem(f"the tables could not be brought up to this version:\n{done.stderr.strip()[-2000:]}")
