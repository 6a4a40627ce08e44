"""OpenSSH's own programs against the server."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.doors.sftp.conftest import Office
from tests.doors.sftp.server import Server

CLAIMS = b"ISA*00*          *00*          *ZZ*ELMSTREET      *ZZ*CLEARLANE      *260302*0930*^*00501*000000001*0*P*:~"
Owner = psycopg.Connection[Any]


def options(server: Server, office: Office) -> list[str]:
    given = ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes"]
    given += ["-o", "BatchMode=yes", "-o", "LogLevel=ERROR", "-i", str(office.key_file)]
    return [*given, "-o", f"Port={server.port}"]


def sftp(server: Server, office: Office, *commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a batch of sftp commands; it stops at the first that fails."""
    program = ["sftp", *options(server, office), "-b", "-", f"{office.username}@127.0.0.1"]
    return _run(program, folder, "\n".join(commands) + "\n")


def _run(program: list[str], folder: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(program, input=text, capture_output=True, text=True, timeout=60, cwd=folder, check=False)


def files(owner: Owner) -> list[tuple[Any, ...]]:
    return owner.execute("SELECT name, state, size FROM exchange_intake_file ORDER BY id").fetchall()


def work(owner: Owner) -> int:
    row = owner.execute("SELECT count(*) FROM foundation_queue_work").fetchone()
    assert row is not None
    return int(row[0])


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    path = tmp_path / "batch.837"
    path.write_bytes(CLAIMS)
    return path


def test_put_takes_a_file_and_begins_its_journey(server: Server, office: Office, batch: Path, owner: Owner) -> None:
    done = sftp(server, office, "put batch.837 inbound/", folder=batch.parent)
    assert done.returncode == 0, done.stderr
    row = owner.execute("SELECT tenant_id, name, state, way, username FROM exchange_intake_file").fetchone()
    assert row == (office.tenant, "batch.837", "received", "sftp", "elmstreet")
    assert work(owner) == 1


def test_what_was_taken_is_in_the_folder_no_more(server: Server, office: Office, batch: Path) -> None:
    done = sftp(server, office, "put batch.837 inbound/", "ls -l inbound", folder=batch.parent)
    assert done.returncode == 0, done.stderr
    assert "batch.837" not in done.stdout.partition("ls -l inbound")[2]


@pytest.mark.parametrize("ending", [".part", ".tmp", ".filepart", ".PART"])
def test_a_temporary_name_waits_for_its_rename(
    ending: str, server: Server, office: Office, batch: Path, owner: Owner
) -> None:
    done = sftp(server, office, f"put batch.837 inbound/batch.837{ending}", folder=batch.parent)
    assert done.returncode == 0, done.stderr
    assert files(owner) == [(f"batch.837{ending}", "partial", len(CLAIMS))]
    assert work(owner) == 0


def test_a_rename_out_of_a_temporary_name_takes_the_file(
    server: Server, office: Office, batch: Path, owner: Owner
) -> None:
    commands = ["put batch.837 inbound/batch.837.part", "rename inbound/batch.837.part inbound/batch.837", "ls inbound"]
    done = sftp(server, office, *commands, folder=batch.parent)
    assert done.returncode == 0, done.stderr
    assert files(owner) == [("batch.837.part", "partial", len(CLAIMS)), ("batch.837", "received", len(CLAIMS))]
    assert work(owner) == 1
    assert "batch" not in done.stdout.partition("ls inbound")[2]


def test_what_was_taken_is_renamed_by_nobody(server: Server, office: Office, batch: Path, owner: Owner) -> None:
    done = sftp(server, office, "put batch.837 inbound/", "rename inbound/batch.837 inbound/x", folder=batch.parent)
    assert done.returncode == 1
    assert [name for name, _, _ in files(owner)] == ["batch.837"]


def test_an_empty_file_is_refused(server: Server, office: Office, tmp_path: Path, owner: Owner) -> None:
    (tmp_path / "empty.837").touch()
    assert sftp(server, office, "put empty.837 inbound/", folder=tmp_path).returncode == 1
    assert [(name, state) for name, state, _ in files(owner)] == [("empty.837", "partial")]


def test_the_root_shows_two_folders(server: Server, office: Office, tmp_path: Path) -> None:
    done = sftp(server, office, "pwd", "ls", folder=tmp_path)
    assert "Remote working directory: /" in done.stdout
    assert done.stdout.split()[-2:] == ["inbound", "outbound"]


def test_get_brings_a_reply_and_marks_it_fetched(
    letter: bytes, server: Server, office: Office, tmp_path: Path, owner: Owner
) -> None:
    done = sftp(server, office, "get outbound/*", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    (found,) = tmp_path.glob("*.999")
    assert found.read_bytes() == letter
    assert owner.execute("SELECT fetched_at IS NOT NULL, confirmed_at FROM foundation_outbox_mail").fetchone() == (
        True,
        None,
    )


def test_removing_a_reply_confirms_it(
    letter: bytes, server: Server, office: Office, tmp_path: Path, owner: Owner
) -> None:
    done = sftp(server, office, "rm outbound/*", "ls outbound", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert ".999" not in done.stdout.partition("ls outbound")[2]
    assert owner.execute("SELECT confirmed_at IS NOT NULL FROM foundation_outbox_mail").fetchone() == (True,)


def test_a_listing_alone_marks_nothing(
    letter: bytes, server: Server, office: Office, tmp_path: Path, owner: Owner
) -> None:
    assert ".999" in sftp(server, office, "ls -l outbound", folder=tmp_path).stdout
    assert owner.execute("SELECT fetched_at FROM foundation_outbox_mail").fetchone() == (None,)


@pytest.mark.parametrize(
    "command",
    [
        "get ../../etc/passwd",
        "get /etc/passwd",
        "get inbound/../../etc/passwd",
        "get outbound/..%2f..%2fetc/passwd",
        "cd /etc",
        "put batch.837 ../../tmp/",
        "put batch.837 outbound/",
        "put batch.837 /batch.837",
        "put batch.837 inbound/deep/batch.837",
        "mkdir inbound/deep",
        "rmdir inbound",
        "rm inbound/batch.837",
        "ln -s /etc/passwd inbound/passwd",
        "ln /etc/passwd inbound/passwd",
        "symlink /etc/passwd inbound/passwd",
        "rename inbound outbound",
        "df",
    ],
)
def test_nothing_is_outside_of_the_two_folders(
    command: str, server: Server, office: Office, batch: Path, owner: Owner
) -> None:
    done = sftp(server, office, command, folder=batch.parent)
    assert done.returncode == 1, done.stdout
    assert files(owner) == []
    assert not (batch.parent / "passwd").exists()


@pytest.mark.parametrize("legacy", [[], ["-O"]])
def test_scp_into_a_folder_of_this_machine_is_refused(
    legacy: list[str], server: Server, office: Office, batch: Path, owner: Owner
) -> None:
    done = _run(["scp", *legacy, *options(server, office), str(batch), "elmstreet@127.0.0.1:/tmp/"], batch.parent)
    assert done.returncode != 0
    assert files(owner) == []


@pytest.mark.parametrize("times", [[], ["-p"]])
def test_scp_takes_a_file_once(times: list[str], server: Server, office: Office, batch: Path, owner: Owner) -> None:
    """It cuts the file to the size that it has sent, which changes nothing."""
    done = _run(["scp", *times, *options(server, office), str(batch), "elmstreet@127.0.0.1:/inbound/"], batch.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert files(owner) == [("batch.837", "received", len(CLAIMS))]


@pytest.mark.parametrize("came", [50, len(CLAIMS) - 1])
def test_scp_writes_over_what_came_before_its_connection_broke(
    came: int, server: Server, office: Office, batch: Path, owner: Owner
) -> None:
    from tests.doors.sftp.test_sftp_cut import send_and_cut

    send_and_cut(server, office, "batch.837", b"x" * came, owner)
    done = _run(["scp", *options(server, office), str(batch), "elmstreet@127.0.0.1:/inbound/"], batch.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert owner.execute("SELECT encode(sha256, 'hex') FROM exchange_intake_file ORDER BY id").fetchall()[1] == (
        hashlib.sha256(CLAIMS).hexdigest(),
    )
    assert work(owner) == 1


@pytest.mark.parametrize("command", [["id"], []])
def test_there_is_no_shell_and_no_command(command: list[str], server: Server, office: Office, tmp_path: Path) -> None:
    done = _run(["ssh", "-T", *options(server, office), "elmstreet@127.0.0.1", *command], tmp_path)
    assert done.returncode != 0
    assert "uid=" not in done.stdout


def test_reput_goes_on_where_the_connection_broke(server: Server, office: Office, batch: Path, owner: Owner) -> None:
    from tests.doors.sftp.test_sftp_cut import send_and_cut

    send_and_cut(server, office, "batch.837", CLAIMS[:50], owner)
    done = sftp(server, office, "reput batch.837 inbound/batch.837", folder=batch.parent)
    assert done.returncode == 0, done.stderr
    assert files(owner) == [("batch.837", "partial", 50), ("batch.837", "received", len(CLAIMS))]
    digests = owner.execute("SELECT encode(sha256, 'hex') FROM exchange_intake_file ORDER BY id").fetchall()
    assert digests[1] == (hashlib.sha256(CLAIMS).hexdigest(),)
