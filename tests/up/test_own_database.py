"""A PostgreSQL of one's own: Debian's, in a cluster whose language is en_US, by an admin who is no superuser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.up.conftest import Build
from tests.up.debian import PASSWORD, QUOTED, Debian
from tests.up.houses import ask, clearlane, free_ports, make_folder, wait_until


@pytest.fixture(scope="module")
def ready(debian: Debian) -> Iterator[Path]:
    """A data folder for which `database init` was run."""
    folder = make_folder()
    done = clearlane("database", "init", "--admin-url", debian.url(), "--data", str(folder))
    assert done.returncode == 0, done.stderr
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _role(debian: Debian, folder: Path, role: str) -> str:
    password = (folder / "database" / f"{role}.password").read_text().strip()
    return debian.url(f"clearlane_{role}", password, "clearlane")


@pytest.mark.parametrize("role", ["owner", "gate", "web", "flow", "operator"])
def test_init_makes_humble_roles_that_can_connect(debian: Debian, ready: Path, role: str) -> None:
    rows = ask(
        _role(debian, ready, role),
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles"
        " WHERE rolname = current_user",
    )
    assert rows == [(False,) * 5]


def test_init_keeps_passwords_to_itself_and_never_the_admins(debian: Debian, ready: Path) -> None:
    modes = {path.stat().st_mode & 0o777 for path in (ready / "database").glob("*.password")}
    everything = b"".join(path.read_bytes() for path in ready.rglob("*") if path.is_file())
    assert modes == {0o600}
    assert PASSWORD.encode() not in everything
    assert QUOTED.encode() not in everything


def test_init_orders_texts_by_their_bytes_in_an_english_cluster(debian: Debian, ready: Path) -> None:
    rows = ask(_role(debian, ready, "owner"), "SELECT datcollate FROM pg_database ORDER BY datname")
    assert ("C",) in rows
    assert ("en_US.UTF-8",) in rows


def test_init_lets_nobody_else_in(debian: Debian, ready: Path) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(debian.url("nobody", "nothing", "clearlane"))


def test_init_leaves_the_admin_outside(debian: Debian, ready: Path) -> None:
    rows = ask(debian.url(), "SELECT pg_has_role('admin', 'clearlane_owner', 'member')")
    assert rows == [(False,)]


def test_a_second_init_makes_nothing_and_changes_no_password(debian: Debian, ready: Path) -> None:
    before = (ready / "database" / "flow.password").read_text()
    done = clearlane("database", "init", "--admin-url", debian.url(), "--data", str(ready))
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "all was there; passwords were set anew")
    assert (ready / "database" / "flow.password").read_text() == before
    assert ask(_role(debian, ready, "flow"), "SELECT 1") == [(1,)]


def test_an_account_that_may_not_is_refused(debian: Debian, folder: Path) -> None:
    done = clearlane("database", "init", "--admin-url", debian.url("nobody", "nothing"), "--data", str(folder))
    assert (done.returncode, done.stderr) == (
        2,
        "clearlane database: the account in --admin-url needs CREATEROLE and CREATEDB\n",
    )


def test_a_server_that_is_not_there_is_said_without_the_password(folder: Path) -> None:
    url = f"postgresql://admin:{QUOTED}@127.0.0.1:{free_ports(1)[0]}/postgres"
    done = clearlane("database", "init", "--admin-url", url, "--data", str(folder))
    assert done.returncode == 2
    assert "connection" in done.stderr.lower()
    assert QUOTED not in done.stderr
    assert "Traceback" not in done.stderr


def test_up_says_what_is_missing_where_only_the_address_is_known(debian: Debian, folder: Path) -> None:
    address = f"postgresql://127.0.0.1:{debian.port}/clearlane"
    web, sftp, mail, console = map(str, free_ports(4))
    done = clearlane(
        "up", "--data", str(folder), "--web-port", web, "--sftp-port", sftp, "--mail-port", mail,
        "--console-port", console, environment={"CLEARLANE_DATABASE_URL": address},
    )  # fmt: skip
    assert done.returncode == 2
    assert "run `clearlane database init --admin-url URL`" in done.stderr


def test_up_serves_on_it_and_starts_no_database_of_its_own(ready: Path, build: Build) -> None:
    house = build(data=ready).start()
    wait_until(lambda: "web" in house.programs(), what="the web server runs")
    assert "database" not in house.programs()
    done = clearlane("doctor", "--data", str(ready))
    assert done.returncode == 0, done.stdout
    assert house.stop() == 0
    apart = build(data=ready, environment={"CLEARLANE_VAULT": str(ready / "apart")}).start(wait=False)
    assert apart.process
    assert apart.process.wait(timeout=120) == 2
    assert f"clearlane up: {ready}/apart is not the vault of this database: there is no vault.id" in apart.output()


@pytest.mark.slow
def test_the_journey_runs_on_it_by_one_url(debian: Debian, ready: Path, build: Build) -> None:
    address = f"postgresql://127.0.0.1:{debian.port}/clearlane"
    house = build(data=ready, options=("--demo", "--once"), environment={"CLEARLANE_DATABASE_URL": address})
    house.start()
    assert house.process
    assert house.process.wait(timeout=400) == 0, f"{house.output()}\n{house.logs()}"
    assert "the tie-out closes" in house.output()
