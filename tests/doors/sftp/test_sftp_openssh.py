"""OpenSSH's own sftp against the server."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.doors.sftp.conftest import Office
from tests.doors.sftp.server import Server

CLAIMS = b"ISA*00*          *00*          *ZZ*ELMSTREET      *ZZ*CLEARLANE      *260302*0930*^*00501*000000001*0*P*:~"


def sftp(server: Server, office: Office, *commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a batch of sftp commands."""
    options = ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes"]
    options += ["-i", str(office.key_file), "-P", str(server.port), "-b", "-"]
    return subprocess.run(
        ["sftp", *options, f"{office.username}@127.0.0.1"],
        input="\n".join(commands) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        cwd=folder,
        check=False,
    )


def files(owner: psycopg.Connection[Any]) -> list[tuple[Any, ...]]:
    return owner.execute("SELECT tenant_id, name, state, size, way, username FROM exchange_intake_file ORDER BY id").fetchall()


def test_sftp_put_takes_a_file(
    server: Server, office: Office, tmp_path: Path, owner: psycopg.Connection[Any]
) -> None:
    (tmp_path / "batch.837").write_bytes(CLAIMS)
    done = sftp(server, office, "put batch.837 inbound/", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert files(owner) == [(office.tenant, "batch.837", "received", len(CLAIMS), "sftp", "elmstreet")]
