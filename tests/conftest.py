"""What every test may ask for: a real database as each role, tenants, a data folder, the public samples.

The code under test connects as ``flow`` unless a test says otherwise, with real commits; tables are emptied before
each test that uses the database. Nothing here runs as owner or superuser but the emptying and the factories.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql

from clearlane.foundation.postgres.layout import ROLES
from tests.acting import close_all, connected_as
from tests.cluster import ROOT, Cluster, cluster_of, stop_cluster_of
from tests.sweeper import Sweeper, sweeper_of

pytest_plugins = ["tests.closing", "tests.going_live", "tests.posted", "tests.spreading"]
AsRole = Callable[[str], AbstractContextManager[None]]
MakeTenant = Callable[..., int]
AlterRoles = Callable[[str], None]
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None, max_examples=1000)
settings.load_profile("steady")
"""The same examples in every run, so that a red run is of the change's making; ``bin/test --long`` searches on."""

_DATA = pytest.StashKey[Path]()
_START_HOUSES = {"bench", "portal", "proof", "up"}


def pytest_configure(config: pytest.Config) -> None:
    """Each worker has a data folder of its own with fresh keys, and Django without a database at first.

    Whoever starts the tests behind an ``&`` has them ignore an interrupt, and all that they start with them.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    data = Path(tempfile.mkdtemp(prefix="clearlane-data-"))
    data.chmod(0o711)
    config.stash[_DATA] = data
    for name in [name for name in os.environ if name.startswith("CLEARLANE_") and name != "CLEARLANE_SAMPLES"]:
        del os.environ[name]
    from clearlane.config.setup import setup

    setup(role="flow", data=data)
    from clearlane.foundation.vault.keyring import make_keys

    make_keys()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first, so that no process is left with one of them when the others are done."""
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long and item.path.parent.name not in _START_HOUSES)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Connections close, the data folder goes; the run's first process stops the cluster."""
    close_all()
    shutil.rmtree(config.stash[_DATA], ignore_errors=True)
    if not hasattr(config, "workerinput"):
        stop_cluster_of(str(os.getpid()))


_OURS = ("CLEARLANE_", "PROMETHEUS_")
_HOLD = {f"CLEARLANE_{role.upper()}_URL" for role in ROLES}
"""The addresses of the worker's database, which hold for the run."""


@pytest.fixture(autouse=True)
def environment() -> Iterator[None]:
    """A command that was called in this process says for the whole of it who it is and where its data lies: afterwards
    the next test finds what this one has found."""
    before = dict(os.environ)
    yield
    for name in [each for each in (*os.environ, *before) if each.startswith(_OURS) and each not in _HOLD]:
        if (value := before.get(name)) is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture(scope="session")
def data(pytestconfig: pytest.Config) -> Path:
    """The data folder of this worker."""
    return pytestconfig.stash[_DATA]


@pytest.fixture(scope="session")
def cluster(pytestconfig: pytest.Config) -> Cluster:
    """The run's PostgreSQL."""
    return cluster_of(str(os.getppid() if hasattr(pytestconfig, "workerinput") else os.getpid()))


@pytest.fixture(scope="session")
def database_name(cluster: Cluster, pytestconfig: pytest.Config) -> str:
    """The name of this worker's clone; the environment names its URLs, so that a child process finds it too."""
    worker = getattr(pytestconfig, "workerinput", {}).get("workerid", "alone")
    name = f"clearlane_{worker}"
    cluster.clone(name)
    os.environ.update(cluster.environment(name))
    return name


@pytest.fixture(scope="session")
def owner(cluster: Cluster, database_name: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the owner, each statement committed: for factories and for looking behind the policies."""
    with psycopg.connect(cluster.url("owner", database_name), autocommit=True) as connection:
        yield connection


@pytest.fixture
def superuser(cluster: Cluster, database_name: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the superuser: for tests that play the attacker."""
    with psycopg.connect(cluster.url("superuser", database_name), autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def sweeper(cluster: Cluster, database_name: str) -> Iterator[Sweeper]:
    """Empties the database between tests."""
    with sweeper_of(cluster.url("superuser", database_name)) as made:
        yield made


@pytest.fixture
def database(sweeper: Sweeper, roles: IO[str], data: Path) -> Iterator[None]:
    """An empty, migrated database, reached as ``flow``; nothing that an earlier test left is in the spool."""
    sweeper.empty()
    for left in (data / "spool").glob("*.part"):
        left.unlink()
    with connected_as("flow"):
        yield


@pytest.fixture
def roles(cluster: Cluster) -> Iterator[IO[str]]:
    """Roles are the whole cluster's: while a test uses them, no other worker may alter them."""
    with roles_held(cluster) as lock:
        yield lock


@contextmanager
def roles_held(cluster: Cluster) -> Iterator[IO[str]]:
    """No other worker alters the roles meanwhile."""
    with (Path(cluster.folder) / "roles.lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield lock


@pytest.fixture
def alter_roles(database: None, roles: IO[str], superuser: psycopg.Connection[Any]) -> Iterator[AlterRoles]:
    """``alter_roles("ALTER ROLE clearlane_flow BYPASSRLS")``: other workers wait, and all is as before afterwards."""

    def alter(statement: str) -> None:
        fcntl.flock(roles, fcntl.LOCK_EX)
        close_all()
        superuser.execute(statement.encode())

    yield alter
    close_all()
    for role in ("gate", "web", "flow", "operator"):
        superuser.execute(f"ALTER ROLE clearlane_{role} NOSUPERUSER NOBYPASSRLS NOCREATEROLE".encode())
        superuser.execute(f"REVOKE clearlane_owner FROM clearlane_{role}".encode())


@pytest.fixture
def as_role(database: None) -> AsRole:
    """``with as_role("web"):`` the code under test connects as that role; ``web`` has the gate's connection as well."""
    return connected_as


@pytest.fixture
def house(database: None) -> int:
    """The house's tenant id."""
    return 1


@pytest.fixture
def tenant(database: None, owner: psycopg.Connection[Any]) -> MakeTenant:
    """``tenant(kind="practice", ...)`` makes a live tenant and gives its id."""
    return tenants_of(owner)


def tenants_of(owner: psycopg.Connection[Any]) -> MakeTenant:
    """The same for who empties the database himself."""

    def make(*, kind: str = "practice", parent: int | None = None, name: str = "", **more: Any) -> int:
        values = {"kind": kind, "parent_id": parent, "name": name or f"A {kind}", "is_live": True, "scheme": "clean"}
        values |= more
        columns = sql.SQL(", ").join(map(sql.Identifier, values))
        statement = sql.SQL("INSERT INTO foundation_tenancy_tenant ({}) VALUES ({}) RETURNING id")
        places = sql.SQL(", ").join([sql.Placeholder()] * len(values))
        row = owner.execute(statement.format(columns, places), list(values.values())).fetchone()
        assert row is not None
        return int(row[0])

    return make


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of public X12 samples, from CLEARLANE_SAMPLES or beside the checkout."""
    named = os.environ.get("CLEARLANE_SAMPLES")
    folder = Path(named) if named else ROOT.parent / "shared" / "x12-samples"
    if not folder.is_dir():
        pytest.skip("NOT RUN: the public X12 samples are not here; name their folder in CLEARLANE_SAMPLES")
    return folder
