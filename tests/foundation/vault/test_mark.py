"""A place of large objects is the house's where it holds the id that the database holds; no other will do."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connections
from django.test import override_settings

from clearlane.foundation.tenancy.connection import alias
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault import places
from clearlane.foundation.vault.mark import OtherVault, ready_vault, try_vault
from clearlane.foundation.vault.store import SMALL, store
from tests.cluster import Cluster
from tests.conftest import AsRole, MakeTenant

Owner = psycopg.Connection[Any]
OF_FIRST = "019a0000-0000-7000-8000-0000000000ab"
WAITS = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def vault(database: None, tmp_path: Path) -> Iterator[Path]:
    """The folder of the house's large objects, not there yet."""
    with override_settings(VAULT=tmp_path / "vault"):
        yield tmp_path / "vault"


def start(as_role: AsRole, vault: Path | None = None) -> None:
    """As `up` does; on a machine with this folder where one is given."""
    with as_role("owner"), override_settings(**({"VAULT": vault} if vault else {})):
        ready_vault(by="test")


def marks(owner: Owner) -> list[str]:
    return [mark.hex for (mark,) in owner.execute("SELECT mark FROM foundation_vault_mark")]


def test_the_first_start_marks_folder_and_database_and_the_next_finds_them_one(
    vault: Path, as_role: AsRole, owner: Owner
) -> None:
    start(as_role)
    start(as_role)
    assert marks(owner) == [(vault / places.MARK).read_text()]
    assert (vault / places.MARK).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("role", ["web", "flow", "operator"])
def test_a_machine_with_a_folder_of_its_own_is_refused_with_what_to_do(
    role: str, vault: Path, as_role: AsRole, tmp_path: Path
) -> None:
    start(as_role)
    with pytest.raises(OtherVault, match=r"other is not the vault of this database: there is no vault\.id"):
        start(as_role, tmp_path / "other")
    assert not (tmp_path / "other").exists()
    with as_role(role):
        try_vault()
        with override_settings(VAULT=tmp_path / "other"), pytest.raises(OtherVault, match="CLEARLANE_VAULT_S3_URL"):
            try_vault()


@pytest.mark.parametrize("held", [b"", b"no id", b"\xff" * 80, b"019a00000000700080000000000000ab"])
def test_a_folder_with_another_mark_is_refused_and_left_alone(vault: Path, as_role: AsRole, held: bytes) -> None:
    start(as_role)
    (vault / places.MARK).write_bytes(held)
    with pytest.raises(OtherVault):
        start(as_role)
    assert (vault / places.MARK).read_bytes() == held


def test_a_start_that_was_cut_between_folder_and_row_is_finished_by_the_next(
    vault: Path, as_role: AsRole, owner: Owner
) -> None:
    start(as_role)
    owner.execute("DELETE FROM foundation_vault_mark")
    before = (vault / places.MARK).read_text()
    start(as_role)
    assert marks(owner) == [before]


def begin_beside(folder: Path, cluster: Cluster, database_name: str, owner: Owner, as_role: AsRole) -> None:
    """Start while another first start, with this folder, has written its row and not yet committed."""
    with (
        as_role("owner"),
        psycopg.connect(cluster.url("owner", database_name)) as first,
        ThreadPoolExecutor(1) as machine,
    ):
        first.execute("INSERT INTO foundation_vault_mark VALUES (true, %s)", [OF_FIRST])
        second = machine.submit(start_alone)
        while not second.done() and not owner.execute(WAITS).fetchone():
            time.sleep(0.01)
        folder.mkdir()
        (folder / places.MARK).write_text(f"{OF_FIRST}\n")
        first.commit()
        second.result(20)


def start_alone() -> None:
    try:
        ready_vault(by="test")
    finally:
        connections[alias()].close()


def test_of_two_first_starts_the_row_decides(
    vault: Path, tmp_path: Path, cluster: Cluster, database_name: str, owner: Owner, as_role: AsRole
) -> None:
    begin_beside(vault, cluster, database_name, owner, as_role)
    (vault / places.MARK).unlink()
    vault.rmdir()
    owner.execute("DELETE FROM foundation_vault_mark")
    with pytest.raises(OtherVault):
        begin_beside(tmp_path / "of-the-first", cluster, database_name, owner, as_role)
    assert (marks(owner), vault.exists()) == ([UUID(OF_FIRST).hex], False)


def test_a_house_of_an_earlier_version_is_marked_where_its_newest_object_lies(
    vault: Path, as_role: AsRole, owner: Owner, tenant: MakeTenant, tmp_path: Path
) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        store(tenant=mine, content=b"small")
        store(tenant=mine, content=os.urandom(SMALL + 1))
    with pytest.raises(OtherVault, match=r"its newest object, .*, is not there; share the vault"):
        start(as_role, tmp_path / "other")
    assert (marks(owner), (tmp_path / "other").exists()) == ([], False)
    start(as_role)
    assert marks(owner) == [(vault / places.MARK).read_text()]


def test_a_database_without_a_mark_is_nobodys_yet(vault: Path, owner: Owner) -> None:
    try_vault()
    assert marks(owner) == []


def test_no_role_of_the_work_marks(vault: Path, as_role: AsRole) -> None:
    with as_role("flow"), pytest.raises(Exception, match="permission denied for table foundation_vault_mark"):
        ready_vault(by="test")
