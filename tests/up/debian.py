"""Debian's PostgreSQL in a cluster of the tests' own, in the language en_US."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.up.houses import free_ports, make_folder

PASSWORD = "an-admin's secret"
QUOTED = "an-admin%27s%20secret"


@dataclass
class Debian:
    """A running cluster of Debian's PostgreSQL."""

    port: int

    def url(self, user: str = "admin", password: str = QUOTED, name: str = "postgres") -> str:
        """The URL of an account."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{name}"


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("NOT RUN: Debian's PostgreSQL is not here; apt install postgresql")
    return found[-1].parent


def _needs_english() -> None:
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower()
    if "en_us.utf8" not in known and "en_us.utf-8" not in known:
        pytest.skip("NOT RUN: the locale en_US.UTF-8 is not here; localedef -i en_US -f UTF-8 en_US.UTF-8")


@contextmanager
def run_debian() -> Iterator[Debian]:
    """A cluster in a folder of its own, run as `postgres` where we are root."""
    programs, folder, (port,) = _programs(), make_folder(), free_ports(1)
    _needs_english()
    account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    drop = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    secret = folder / "secret"
    secret.write_text("super")
    cluster = folder / "cluster"
    made = [str(programs / "initdb"), "-D", str(cluster), "--locale=en_US.UTF-8", "-E", "UTF8", "-A", "scram-sha-256"]
    made += ["-U", "postgres", f"--pwfile={secret}", "--no-sync"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd="/", **drop)  # type: ignore[call-overload]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    control = [str(programs / "pg_ctl"), "-D", str(cluster), "-w", "-l", str(folder / "log")]
    subprocess.run([*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/", **drop)  # type: ignore[call-overload]
    try:
        running = Debian(port)
        ask_superuser(running, "CREATE ROLE admin LOGIN CREATEROLE CREATEDB PASSWORD 'an-admin''s secret'")
        ask_superuser(running, "CREATE ROLE nobody LOGIN PASSWORD 'nothing'")
        yield running
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/", **drop)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)


def ask_superuser(running: Debian, statement: str) -> None:
    """One statement as the superuser."""
    with psycopg.connect(running.url("postgres", "super"), autocommit=True) as connection:
        connection.execute(statement.encode())
