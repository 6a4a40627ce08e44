from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import NothingStored, fetch, read, stream
from clearlane.foundation.vault.frames import FRAME, ContentIsDamaged
from clearlane.foundation.vault.spool import Spool
from clearlane.foundation.vault.store import SMALL, Stored, store
from tests.conftest import AsRole, MakeTenant

LARGE = os.urandom(FRAME + 1000)


def keep(tenant: int, content: Any) -> Stored:
    with scope([tenant], by="test"):
        return store(tenant=tenant, content=content)


def get(tenant: int, stored: Stored) -> bytes:
    with scope([tenant], by="test"):
        return fetch(tenant=tenant, address=stored.address)


def objects(owner: psycopg.Connection[Any]) -> list[tuple[Any, ...]]:
    return owner.execute("SELECT tenant_id, place, size FROM foundation_vault_object ORDER BY stored_at").fetchall()


def files(data: Path) -> list[Path]:
    return [path for path in data.glob("vault/**/*") if path.is_file()]


@pytest.fixture(autouse=True)
def empty_folder(data: Path) -> None:
    for path in files(data):
        path.unlink()


@pytest.mark.parametrize("content", [b"", b"ISA*00*", LARGE[:SMALL], LARGE[: SMALL + 1], LARGE])
def test_what_is_stored_is_fetched(tenant: MakeTenant, content: bytes) -> None:
    mine = tenant()
    stored = keep(mine, content)
    assert (stored.sha256, stored.size) == (hashlib.sha256(content).digest(), len(content))
    assert get(mine, stored) == content


def test_small_objects_lie_in_the_database_and_large_ones_in_the_folder(
    tenant: MakeTenant, owner: psycopg.Connection[Any], data: Path
) -> None:
    mine = tenant()
    keep(mine, LARGE[:SMALL])
    keep(mine, LARGE)
    assert objects(owner) == [(mine, "database", SMALL), (mine, "folder", len(LARGE))]
    (only,) = files(data)
    assert only.stat().st_mode & 0o777 == 0o600
    assert LARGE[1000:1040] not in only.read_bytes()


@pytest.mark.parametrize("content", [b"the same", LARGE])
def test_the_same_bytes_twice_are_one_object(
    tenant: MakeTenant, owner: psycopg.Connection[Any], data: Path, content: bytes
) -> None:
    mine = tenant()
    assert keep(mine, content) == keep(mine, content)
    assert len(objects(owner)) == 1
    assert len(files(data)) <= 1
    assert get(mine, keep(mine, content)) == content


def test_the_same_bytes_of_two_tenants_have_two_addresses(tenant: MakeTenant) -> None:
    mine, other = tenant(), tenant()
    first, second = keep(mine, b"the same"), keep(other, b"the same")
    assert first.sha256 == second.sha256
    assert first.address != second.address


def test_a_stranger_finds_nothing_at_the_owners_address(tenant: MakeTenant) -> None:
    mine, other = tenant(), tenant()
    stored = keep(mine, b"planted token")
    assert get(mine, stored) == b"planted token"
    with pytest.raises(NothingStored):
        get(other, stored)
    with pytest.raises(NothingStored), scope([other], by="test"):
        fetch(tenant=mine, address=stored.address)


@pytest.mark.parametrize("size", [10, SMALL + 1, len(LARGE)])
def test_content_may_come_in_parts(tenant: MakeTenant, size: int) -> None:
    mine = tenant()
    parts = (LARGE[at : min(size, at + 70_000)] for at in range(0, size, 70_000))
    stored = keep(mine, parts)
    assert get(mine, stored) == LARGE[:size]


def test_a_spool_is_taken_over_without_being_written_again(tenant: MakeTenant, data: Path) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        spool = Spool(mine)
    spool.write(LARGE)
    spool.finish()
    inode = spool.path.stat().st_ino
    stored = keep(mine, spool)
    assert not spool.path.exists()
    assert [path.stat().st_ino for path in files(data)] == [inode]
    assert get(mine, stored) == LARGE


def test_a_small_spool_ends_in_the_database(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        spool = Spool(mine)
        spool.write(b"small")
        stored = store(tenant=mine, content=spool)
    assert not spool.path.exists()
    assert objects(owner) == [(mine, "database", 5)]
    assert get(mine, stored) == b"small"


def test_a_spool_of_another_tenant_is_refused(tenant: MakeTenant) -> None:
    mine, other = tenant(), tenant()
    with scope([mine, other], by="test"):
        spool = Spool(mine)
        with pytest.raises(ValueError, match="is not tenant"):
            store(tenant=other, content=spool)
    spool.discard()


def test_a_part_and_a_stream_give_the_same_bytes(tenant: MakeTenant) -> None:
    mine = tenant()
    stored = keep(mine, LARGE)
    with scope([mine], by="test"):
        part = read(tenant=mine, address=stored.address, offset=FRAME - 10, length=20)
        nothing = read(tenant=mine, address=stored.address, offset=5, length=0)
        parts = stream(tenant=mine, address=stored.address)
    assert part == LARGE[FRAME - 10 : FRAME + 10]
    assert nothing == b""
    assert b"".join(parts) == LARGE


def test_web_may_store_and_read_as_well(tenant: MakeTenant, as_role: AsRole) -> None:
    mine = tenant()
    with as_role("web"):
        stored = keep(mine, b"by the web")
        assert get(mine, stored) == b"by the web"
    assert get(mine, stored) == b"by the web"


def test_a_rollback_leaves_no_object(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()

    def store_and_break() -> None:
        with scope([mine], by="test"):
            store(tenant=mine, content=b"never")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        store_and_break()
    assert objects(owner) == []
    assert get(mine, keep(mine, b"never")) == b"never"


def test_a_file_cut_in_the_folder_is_seen(tenant: MakeTenant, data: Path) -> None:
    mine = tenant()
    stored = keep(mine, LARGE)
    (only,) = files(data)
    os.truncate(only, only.stat().st_size - 5)
    with pytest.raises(ContentIsDamaged):
        get(mine, stored)


def test_a_file_missing_from_the_folder_is_seen(tenant: MakeTenant, data: Path) -> None:
    mine = tenant()
    stored = keep(mine, LARGE)
    files(data)[0].unlink()
    with pytest.raises(ContentIsDamaged, match="is not in its folder"):
        get(mine, stored)


def test_a_row_cut_in_the_database_is_seen(tenant: MakeTenant, superuser: psycopg.Connection[Any]) -> None:
    mine = tenant()
    stored = keep(mine, b"some bytes")
    superuser.execute("UPDATE foundation_vault_content SET sealed = substring(sealed FROM 1 FOR 40)")
    with pytest.raises(ContentIsDamaged):
        get(mine, stored)


def test_a_row_gone_from_the_database_is_seen(tenant: MakeTenant, superuser: psycopg.Connection[Any]) -> None:
    mine = tenant()
    stored = keep(mine, b"some bytes")
    superuser.execute("DELETE FROM foundation_vault_content")
    with pytest.raises(ContentIsDamaged, match="has no content"):
        get(mine, stored)


def test_the_contents_of_two_addresses_cannot_be_exchanged(
    tenant: MakeTenant, superuser: psycopg.Connection[Any]
) -> None:
    mine = tenant()
    first, second = keep(mine, b"bytes one"), keep(mine, b"bytes two")
    swap = "UPDATE foundation_vault_object SET object_id = %s, sha256 = sha256 WHERE address = %s"
    ids = dict(superuser.execute("SELECT address, object_id FROM foundation_vault_object").fetchall())
    superuser.execute(swap, [ids[second.address], first.address])
    with pytest.raises(ContentIsDamaged, match="not those of their address"):
        get(mine, first)


def test_content_is_stored_without_compression(owner: psycopg.Connection[Any], database: None) -> None:
    storage = "SELECT attstorage::text FROM pg_attribute WHERE attrelid = %s::regclass AND attname = 'sealed'"
    tables = owner.execute("SELECT relname FROM pg_class WHERE relname ~ '^foundation_vault_content(_y[0-9m]+)?$'")
    assert {owner.execute(storage, [name]).fetchone() for (name,) in tables} == {("e",)}
