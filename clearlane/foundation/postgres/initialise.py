"""Make an empty PostgreSQL cluster in the data folder."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clearlane.foundation.durable.files import rename
from clearlane.foundation.postgres.account import drop_to, give
from clearlane.foundation.postgres.layout import SUPERUSER, Layout

SETTINGS = """
# What Clearlane needs; PostgreSQL's own defaults hold for the rest. Yours to change: it is written once.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 100
max_locks_per_transaction = 512
shared_buffers = '256MB'
max_wal_size = '2GB'
checkpoint_timeout = '15min'
random_page_cost = 1.1
jit = off
log_timezone = 'UTC'
# Of an error its message alone: statements and rows that fail are data of patients.
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
timezone = 'UTC'
"""


class ClusterNotMade(RuntimeError):
    """``initdb`` refused. The message is its own; `clearlane doctor` looks for the usual reasons."""


def initialise(*, layout: Layout, account: pwd.struct_passwd | None, programs: Path) -> bool:
    """Make the cluster where there is none, and say whether one was made. Raises ClusterNotMade.

    It is made beside and then renamed: a cluster that is there is whole. Its superuser gets a random password, which
    is asked for on every connection.
    """
    if layout.cluster.is_dir():
        return False
    beside = layout.folder / "cluster.part"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700)
    give(beside, account)
    password = secrets.token_urlsafe(24)
    layout.write_password("superuser", password)
    with _handed_over(password, layout, account) as secret:
        _initdb(programs, beside, secret, account)
    _write_settings(beside, account)
    rename(beside, layout.cluster)
    return True


@contextmanager
def _handed_over(password: str, layout: Layout, account: pwd.struct_passwd | None) -> Iterator[Path]:
    """The password in a file that the account alone can read, for as long as ``initdb`` runs."""
    with tempfile.NamedTemporaryFile("w", dir=layout.folder, encoding="utf-8") as secret:
        secret.write(password)
        secret.flush()
        os.fchmod(secret.fileno(), 0o600)
        give(Path(secret.name), account)
        yield Path(secret.name)


def _initdb(programs: Path, cluster: Path, secret: Path, account: pwd.struct_passwd | None) -> None:
    command = [str(programs / "initdb"), "-D", str(cluster), "-U", SUPERUSER, "--encoding=UTF8", "--data-checksums"]
    command += ["--locale-provider=builtin", "--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={secret}"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, **drop_to(account))
    if done.returncode:
        raise ClusterNotMade(done.stderr.strip())


def _write_settings(cluster: Path, account: pwd.struct_passwd | None) -> None:
    folder = cluster / "conf.d"
    folder.mkdir(mode=0o700)
    (folder / "clearlane.conf").write_text(SETTINGS.lstrip(), encoding="utf-8")
    with (cluster / "postgresql.conf").open("a", encoding="utf-8") as main:
        main.write("\ninclude_dir = 'conf.d'\n")
    give(folder, account)
    give(folder / "clearlane.conf", account)
