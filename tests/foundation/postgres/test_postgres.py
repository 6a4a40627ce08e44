"""PostgreSQL from the wheel, started, killed and stopped by whoever we are, and by an ordinary user."""

from __future__ import annotations

import multiprocessing
import os
import pwd
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from clearlane.foundation.postgres.account import FolderIsClosed, check_folders, find_account
from clearlane.foundation.postgres.examine import examine
from clearlane.foundation.postgres.initialise import initialise
from clearlane.foundation.postgres.install import install
from clearlane.foundation.postgres.layout import Layout
from clearlane.foundation.postgres.prepare import prepare, without_password
from clearlane.foundation.postgres.start import Server, is_ready, start, stop_orphan
from tests.up.houses import free_ports


@pytest.fixture(scope="module")
def layout() -> Iterator[Layout]:
    """A data folder with a cluster."""
    folder = Path(tempfile.mkdtemp(prefix="clearlane-postgres-"))
    folder.chmod(0o711)
    made = Layout(folder)
    made.make()
    account = find_account()
    initialise(layout=made, account=account, programs=install(layout=made, account=account))
    yield made
    stop_orphan(layout=made)
    shutil.rmtree(folder, ignore_errors=True)


def _start(layout: Layout, port: int) -> Server:
    """Start, and collect the server whenever it ends, as the machine's first process does for an orphan."""
    account = find_account()
    server = start(layout=layout, programs=install(layout=layout, account=account), account=account, port=port)
    if server.child:
        threading.Thread(target=server.child.wait, daemon=True).start()
    return server


def _wait_until_gone(server: Server) -> None:
    while psutil.pid_exists(server.pid):
        time.sleep(0.02)


def _url(layout: Layout, port: int) -> str:
    return f"postgresql://postgres:{layout.read_password('superuser')}@127.0.0.1:{port}/postgres"


def test_initialise_makes_a_cluster_once(layout: Layout) -> None:
    account = find_account()
    assert not initialise(layout=layout, account=account, programs=install(layout=layout, account=account))


def test_start_serves_the_loopback_address_and_asks_for_a_password(layout: Layout) -> None:
    (port,) = free_ports(1)
    server = _start(layout, port)
    try:
        assert is_ready(layout)
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            psycopg.connect(f"postgresql://postgres@127.0.0.1:{port}/postgres")
        with psycopg.connect(_url(layout, port)) as connection:
            row = connection.execute("SELECT current_setting('fsync'), datcollate FROM pg_database").fetchone()
        assert row == ("on", "C.UTF-8")
    finally:
        server.stop()
    assert not is_ready(layout)


def test_the_log_says_what_failed_and_nothing_of_whom(layout: Layout, capfd: pytest.CaptureFixture[str]) -> None:
    (port,) = free_ports(1)
    server = _start(layout, port)
    with psycopg.connect(_url(layout, port), autocommit=True) as connection:
        connection.execute("CREATE TABLE patients (name text UNIQUE CHECK (name <> ''))")
        for _ in range(2):
            with pytest.raises(psycopg.Error, match="VANTERPOOL"):
                connection.execute("INSERT INTO patients VALUES ('VANTERPOOL'), ('VANTERPOOL')")
        assert not examine(_url(layout, port)).logs_rows
    server.stop()
    logged = capfd.readouterr().err
    assert ("duplicate key value" in logged, "VANTERPOOL" in logged) == (True, False)


@pytest.mark.parametrize(
    "setting", ["log_min_error_statement = error", "log_error_verbosity = verbose", "log_statement = mod"]
)
def test_a_server_that_would_log_rows_is_found(layout: Layout, setting: str) -> None:
    (port,) = free_ports(1)
    server = _start(layout, port)
    with psycopg.connect(_url(layout, port), autocommit=True) as connection:
        connection.execute(f"ALTER ROLE postgres SET {setting}")
        assert examine(_url(layout, port)).logs_rows
        connection.execute("ALTER ROLE postgres RESET ALL")
        assert not examine(_url(layout, port)).logs_rows
    server.stop()


def test_start_recovers_after_kill_9(layout: Layout) -> None:
    (port,) = free_ports(1)
    server = _start(layout, port)
    with psycopg.connect(_url(layout, port), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
    os.kill(server.pid, signal.SIGKILL)
    _wait_until_gone(server)
    again = _start(layout, port)
    with psycopg.connect(_url(layout, port)) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (42,)
    again.stop()


def test_start_keeps_a_server_that_runs_and_moves_one_that_serves_another_port(layout: Layout) -> None:
    first, second = free_ports(2)
    server = _start(layout, first)
    assert _start(layout, first).pid == server.pid
    moved = _start(layout, second)
    assert moved.pid != server.pid
    moved.stop()


def test_a_session_that_is_frozen_does_not_keep_the_server_from_stopping(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clearlane.foundation.postgres.start.FAST_SECONDS", 0.5)
    (port,) = free_ports(1)
    server = _start(layout, port)
    session = psycopg.connect(_url(layout, port))
    process = session.info.backend_pid
    os.kill(process, signal.SIGSTOP)
    server.stop()
    session.close()
    assert not server.is_running()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_stop_orphan_stops_what_nobody_keeps(layout: Layout) -> None:
    server = _start(layout, free_ports(1)[0])
    assert stop_orphan(layout=layout)
    _wait_until_gone(server)
    assert not stop_orphan(layout=layout)


def test_prepare_makes_roles_once(layout: Layout) -> None:
    (port,) = free_ports(1)
    server = _start(layout, port)
    try:
        assert "clearlane" in prepare(layout=layout, admin_url=_url(layout, port))
        assert prepare(layout=layout, admin_url=_url(layout, port)) == []
        assert layout.address.read_text() == f"postgresql://127.0.0.1:{port}/clearlane\n"
    finally:
        server.stop()


def test_a_stale_pid_file_of_another_process_is_no_server(layout: Layout) -> None:
    layout.postmaster.write_text("\n".join([str(os.getpid()), str(layout.cluster), "1", "1", "", "", "", "ready"]))
    try:
        assert not is_ready(layout)
        assert not stop_orphan(layout=layout)
    finally:
        layout.postmaster.unlink()


def test_a_url_is_shown_without_its_password() -> None:
    assert without_password("postgresql://ann:secret@db.example:5/x") == "postgresql://ann@db.example:5/x"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the database to another account")
def test_check_folders_names_the_closed_one(tmp_path: Path) -> None:
    closed = Path(tempfile.mkdtemp())
    try:
        with pytest.raises(FolderIsClosed, match=f"chmod o\\+x {closed}"):
            check_folders(closed / "data", account=find_account())
        closed.chmod(0o711)
        check_folders(closed / "data", account=find_account())
    finally:
        closed.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="we are an ordinary user already")
def test_an_ordinary_user_runs_it_himself() -> None:
    """In a process that has become `nobody`, with everything imported before."""
    folder = Path(tempfile.mkdtemp(prefix="clearlane-nobody-"))
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    child = multiprocessing.get_context("fork").Process(target=_as_nobody, args=(folder, free_ports(1)[0]))
    child.start()
    child.join(60)
    shutil.rmtree(folder, ignore_errors=True)
    assert child.exitcode == 0


def _as_nobody(folder: Path, port: int) -> None:
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)
    tempfile.tempdir = str(folder)
    layout = Layout(folder / "data")
    layout.make()
    account = find_account()
    assert account is None
    initialise(layout=layout, account=account, programs=install(layout=layout, account=account))
    server = _start(layout, port)
    with psycopg.connect(_url(layout, port)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    server.stop()
