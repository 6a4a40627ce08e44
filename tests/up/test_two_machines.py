"""Two machines as one house: two `up` with two data folders, one PostgreSQL, one S3 store, the same keys."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import boto3
import pytest

from clearlane.foundation.vault.keyring import make_keys
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import Order
from tests.up.conftest import Build
from tests.up.debian import Debian
from tests.up.houses import clearlane, free_ports, make_folder, wait_until

BUCKET = "clearlane"
ROLES = ("owner", "gate", "web", "flow", "operator")
pytestmark = pytest.mark.slow


@pytest.fixture
def store() -> Iterator[str]:
    """The URL of an S3 store, a process of its own, with a bucket."""
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: _has_bucket(port), what="the S3 store is up")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _client(url: str) -> Any:
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    return boto3.client("s3", endpoint_url=url, region_name="us-east-1", **keys)


def _has_bucket(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)):
            return False
    _client(f"http://127.0.0.1:{port}").create_bucket(Bucket=BUCKET)
    return True


@pytest.fixture
def shared(debian: Debian, store: str) -> Iterator[dict[str, str]]:
    """What both machines are told: a URL a role, the store, and where the keys are."""
    folder = make_folder()
    done = clearlane("database", "init", "--admin-url", debian.url(), "--data", str(folder))
    assert done.returncode == 0, done.stderr
    make_keys(folder=folder / "keys")
    urls = {f"CLEARLANE_{role.upper()}_URL": _url(debian, folder, role) for role in ROLES}
    stored = {"URL": store, "BUCKET": BUCKET, "ACCESS_KEY": "key", "SECRET_KEY": "secret"}
    told = urls | {f"CLEARLANE_VAULT_S3_{name}": value for name, value in stored.items()}
    yield told | {"CLEARLANE_KEYS": str(folder / "keys")}
    shutil.rmtree(folder, ignore_errors=True)


def _url(debian: Debian, folder: Path, role: str) -> str:
    password = (folder / "database" / f"{role}.password").read_text().strip()
    return debian.url(f"clearlane_{role}", password, "clearlane")


def test_one_takes_files_in_and_the_other_does_the_work(
    shared: dict[str, str], store: str, build: Build, tmp_path: Path
) -> None:
    order = Order(seed=7, claims=500, today=date(2026, 9, 1), pairs=make_pairs(seed=7, count=3), control=7)
    (tmp_path / "large.837").write_bytes(file_837p(order).content)
    clock = {"CLEARLANE_TEST_CLOCK": str(tmp_path / "clock")}
    working = build(environment=shared | clock, options=("--workers", "2")).start()
    taking = build(
        environment=shared | clock, options=("--demo", "--once", "--workers", "0", "--files", str(tmp_path))
    ).start()
    assert taking.process
    code = taking.process.wait(timeout=400)
    assert code == 0, f"{taking.output()}\n{taking.logs()}\n{working.logs()}"
    assert "the tie-out closes" in taking.output()
    assert not list((taking.data / "log").glob("worker-*.log"))
    assert _client(store).list_objects_v2(Bucket=BUCKET)["KeyCount"] > 0
    assert not [path for path in (taking.data / "vault").rglob("*") if path.is_file()]
