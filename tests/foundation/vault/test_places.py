"""Where sealed bytes lie: a row, the folder, and what is said when they are not there or are another tenant's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.test import override_settings

from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault import places
from clearlane.foundation.vault.fetch import NothingStored, fetch, read, stream
from clearlane.foundation.vault.frames import FRAME, ContentIsDamaged
from clearlane.foundation.vault.spool import Spool
from clearlane.foundation.vault.store import SMALL, Stored, store
from tests.conftest import MakeTenant

Attacker = psycopg.Connection[Any]
OBJECT = UUID("019a0000-0000-7000-8000-0000000000ab")
LARGE = os.urandom(2 * FRAME + 5)


def keep(tenant: int, content: bytes) -> Stored:
    with scope([tenant], by="test"):
        return store(tenant=tenant, content=content)


def test_large_objects_go_to_the_folder_unless_a_store_is_set() -> None:
    assert places.large_place() == places.FOLDER
    with override_settings(VAULT_S3_URL="http://127.0.0.1:9"):
        assert places.large_place() == places.S3


def test_a_folder_is_parted_by_tenant_and_by_the_end_of_the_id(tmp_path: Path) -> None:
    sealed = tmp_path / "sealed.part"
    sealed.write_bytes(b"sealed")
    with override_settings(VAULT=tmp_path / "vault"):
        assert places.keep_file(tenant=7, object_id=OBJECT, sealed=sealed) == places.FOLDER
    assert not sealed.exists()
    (kept,) = [path for path in (tmp_path / "vault").rglob("*") if path.is_file()]
    assert kept.relative_to(tmp_path / "vault") == Path("7") / "ab" / OBJECT.hex
    assert {folder.stat().st_mode & 0o777 for folder in kept.parents[:3]} == {0o700}


def test_what_is_kept_in_the_folder_is_durable_before_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = tmp_path / "sealed.part"
    sealed.write_bytes(b"sealed")
    with override_settings(VAULT=tmp_path / "vault"):
        places.keep_file(tenant=7, object_id=new_id(), sealed=sealed)
        sealed.write_bytes(b"sealed")
        monkeypatch.setenv("CLEARLANE_CRASH_COUNT", str(tmp_path / "points"))
        places.keep_file(tenant=7, object_id=OBJECT, sealed=sealed)
    said = [line.split(" ", 1)[1] for line in (tmp_path / "points").read_text().splitlines()]
    assert said[-3:] == ["rename", "sync folder", "sync folder"]


def test_a_dropped_file_is_gone_and_dropping_again_is_no_error(tmp_path: Path) -> None:
    sealed = tmp_path / "sealed.part"
    sealed.write_bytes(b"sealed")
    with override_settings(VAULT=tmp_path / "vault"):
        places.keep_file(tenant=7, object_id=OBJECT, sealed=sealed)
        for _ in range(2):
            places.drop_file(tenant=7, object_id=OBJECT, place=places.FOLDER)
        with pytest.raises(ContentIsDamaged, match="is not in its folder"):
            places.readers({(7, OBJECT): places.FOLDER})[7, OBJECT](0, 5)


@pytest.mark.parametrize(("at", "length", "found"), [(0, 3, b"sea"), (3, 99, b"led"), (6, 5, b""), (900, 5, b"")])
def test_a_reader_gives_what_is_there(at: int, length: int, found: bytes, tmp_path: Path) -> None:
    sealed = tmp_path / "sealed.part"
    sealed.write_bytes(b"sealed")
    with override_settings(VAULT=tmp_path / "vault"):
        places.keep_file(tenant=7, object_id=OBJECT, sealed=sealed)
        assert places.readers({(7, OBJECT): places.FOLDER})[7, OBJECT](at, length) == found


@pytest.mark.parametrize("content", [b"bytes of mine", LARGE], ids=["in a row", "in the folder"])
def test_a_stranger_who_knows_the_address_and_has_the_row_reads_nothing(
    tenant: MakeTenant, superuser: Attacker, data: Path, content: bytes
) -> None:
    """Even a row that was moved to a stranger's name, with the bytes beside it, is sealed under another key."""
    mine, other = tenant(), tenant()
    stored = keep(mine, content)
    keep(other, b"so that the stranger has a key")
    superuser.execute("UPDATE foundation_vault_object SET tenant_id = %s WHERE address = %s", [other, stored.address])
    superuser.execute("UPDATE foundation_vault_content SET tenant_id = %s WHERE tenant_id = %s", [other, mine])
    folder = data / "vault"
    if (folder / str(mine)).is_dir():
        (folder / str(mine)).rename(folder / str(other))
    with scope([other], by="test"), pytest.raises(ContentIsDamaged):
        fetch(tenant=other, address=stored.address)
    with scope([mine], by="test"), pytest.raises(NothingStored):
        fetch(tenant=mine, address=stored.address)


PARTS = [(0, 1), (FRAME - 1, 2), (FRAME, 1), (2 * FRAME, 5), (2 * FRAME + 4, 9), (len(LARGE), 1), (len(LARGE) + 9, 9)]


def test_any_part_of_a_large_object_is_read_alone(tenant: MakeTenant) -> None:
    mine = tenant()
    stored = keep(mine, LARGE)
    with scope([mine], by="test"):
        for offset, length in [*PARTS, (0, 0), (5, -1)]:
            part = read(tenant=mine, address=stored.address, offset=offset, length=length)
            assert part == LARGE[offset : max(offset, offset + length)], (offset, length)


@pytest.mark.parametrize("cut", [1, 17, FRAME + 30])
def test_a_cut_tail_is_seen_by_whoever_reads_there_and_by_no_other(tenant: MakeTenant, data: Path, cut: int) -> None:
    mine = tenant()
    stored = keep(mine, LARGE)
    (file,) = [path for path in (data / "vault" / str(mine)).rglob("*") if path.is_file()]
    os.truncate(file, file.stat().st_size - cut)
    with scope([mine], by="test"):
        assert read(tenant=mine, address=stored.address, offset=0, length=9) == LARGE[:9]
        with pytest.raises(ContentIsDamaged):
            read(tenant=mine, address=stored.address, offset=len(LARGE) - 1, length=1)
        pieces = stream(tenant=mine, address=stored.address)
    with pytest.raises(ContentIsDamaged):
        b"".join(pieces)


@pytest.mark.parametrize("size", [SMALL, SMALL + 1, FRAME, FRAME + 1])
def test_a_spool_and_plain_bytes_are_one_object(tenant: MakeTenant, owner: psycopg.Connection[Any], size: int) -> None:
    mine, content = tenant(), LARGE[:size]
    with scope([mine], by="test"):
        spool = Spool(mine)
        spool.write(content)
        first = store(tenant=mine, content=spool)
    assert keep(mine, content) == first
    assert not spool.path.exists()
    assert owner.execute("SELECT count(*) FROM foundation_vault_object").fetchone() == (1,)
