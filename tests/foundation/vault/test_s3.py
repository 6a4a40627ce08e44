"""Large objects in an S3-compatible store: a real server, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import psycopg
import pytest
from django.test import override_settings

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault import places, s3
from clearlane.foundation.vault.fetch import fetch, read, stream
from clearlane.foundation.vault.frames import FRAME, ContentIsDamaged
from clearlane.foundation.vault.mark import OtherVault, ready_vault, try_vault
from clearlane.foundation.vault.store import Stored, store
from tests.conftest import AsRole, MakeTenant

LARGE = os.urandom(2 * FRAME + 300)
BUCKET = "clearlane"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture
def bucket(server: str) -> Iterator[Any]:
    names = {
        "VAULT_S3_URL": server,
        "VAULT_S3_BUCKET": BUCKET,
        "VAULT_S3_ACCESS_KEY": "key",
        "VAULT_S3_SECRET_KEY": "secret",
    }
    client = boto3.client(
        "s3", endpoint_url=server, aws_access_key_id="key", aws_secret_access_key="secret", region_name="us-east-1"
    )
    client.create_bucket(Bucket=BUCKET)
    with override_settings(**names):
        s3.forget()
        yield client
    s3.forget()
    for name in keys(client):
        client.delete_object(Bucket=BUCKET, Key=name)
    client.close()


def keys(client: Any) -> list[str]:
    return [found["Key"] for found in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def keep(tenant: int, content: bytes) -> Stored:
    with scope([tenant], by="test"):
        return store(tenant=tenant, content=content)


def test_large_objects_go_to_the_store(bucket: Any, tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    stored = keep(mine, LARGE)
    assert owner.execute("SELECT place FROM foundation_vault_object").fetchall() == [("s3",)]
    assert [name.split("/")[0] for name in keys(bucket)] == [str(mine)]
    with scope([mine], by="test"):
        assert fetch(tenant=mine, address=stored.address) == LARGE


def test_a_part_is_fetched_by_range(bucket: Any, tenant: MakeTenant) -> None:
    mine = tenant()
    stored = keep(mine, LARGE)
    with scope([mine], by="test"):
        assert read(tenant=mine, address=stored.address, offset=FRAME - 5, length=10) == LARGE[FRAME - 5 : FRAME + 5]
        parts = stream(tenant=mine, address=stored.address)
    assert b"".join(parts) == LARGE


def test_what_lies_in_the_store_is_sealed(bucket: Any, tenant: MakeTenant) -> None:
    keep(tenant(), b"NM1*IL*1*DOE*JANE~" * 20_000)
    (name,) = keys(bucket)
    assert b"NM1*IL*1*DOE" not in bucket.get_object(Bucket=BUCKET, Key=name)["Body"].read()


def test_small_objects_stay_in_the_database(bucket: Any, tenant: MakeTenant) -> None:
    keep(tenant(), b"small")
    assert keys(bucket) == []


def test_the_same_bytes_twice_are_one_object(bucket: Any, tenant: MakeTenant) -> None:
    mine = tenant()
    assert keep(mine, LARGE) == keep(mine, LARGE)
    assert len(keys(bucket)) == 1


def test_an_object_missing_from_the_store_is_seen(bucket: Any, tenant: MakeTenant) -> None:
    mine = tenant()
    stored = keep(mine, LARGE)
    bucket.delete_object(Bucket=BUCKET, Key=keys(bucket)[0])
    with pytest.raises(ContentIsDamaged, match="is not in the store"), scope([mine], by="test"):
        fetch(tenant=mine, address=stored.address)


def test_an_object_cut_in_the_store_is_seen(bucket: Any, tenant: MakeTenant) -> None:
    mine = tenant()
    stored = keep(mine, LARGE)
    (name,) = keys(bucket)
    body = bucket.get_object(Bucket=BUCKET, Key=name)["Body"].read()
    for cut in (body[: FRAME + 100], body[:-1], b""):
        bucket.put_object(Bucket=BUCKET, Key=name, Body=cut)
        with pytest.raises(ContentIsDamaged), scope([mine], by="test"):
            fetch(tenant=mine, address=stored.address)


def test_what_was_stored_in_the_folder_is_found_after_the_move_to_the_store(server: str, tenant: MakeTenant) -> None:
    mine = tenant()
    stored = keep(mine, LARGE)
    with override_settings(VAULT_S3_URL=server), scope([mine], by="test"):
        assert fetch(tenant=mine, address=stored.address) == LARGE


def test_a_store_is_marked_and_no_other_is_taken_for_it(bucket: Any, as_role: AsRole) -> None:
    with as_role("owner"):
        ready_vault(by="test")
        ready_vault(by="test")
        assert keys(bucket) == [places.MARK]
        with override_settings(VAULT_S3_URL=""), pytest.raises(OtherVault, match="is not the vault of this database"):
            ready_vault(by="test")
        bucket.put_object(Bucket=BUCKET, Key=places.MARK, Body=b"another")
        with pytest.raises(OtherVault, match=rf"/{BUCKET} is not the vault of this database: its vault\.id does not"):
            try_vault()


def test_a_house_may_move_from_its_folder_to_a_store(bucket: Any, as_role: AsRole, tmp_path: Path) -> None:
    with as_role("owner"), override_settings(VAULT=tmp_path):
        with override_settings(VAULT_S3_URL=""):
            ready_vault(by="test")
        with override_settings(VAULT=tmp_path / "of-another"), pytest.raises(OtherVault):
            ready_vault(by="test")
        ready_vault(by="test")
    assert keys(bucket) == [places.MARK]
    assert bucket.get_object(Bucket=BUCKET, Key=places.MARK)["Body"].read() == (tmp_path / places.MARK).read_bytes()


def test_what_lies_in_a_store_is_not_taken_for_there_where_none_is_set(
    bucket: Any, tenant: MakeTenant, as_role: AsRole
) -> None:
    keep(tenant(), LARGE)
    with as_role("owner"):
        with override_settings(VAULT_S3_URL=""), pytest.raises(OtherVault, match="its newest object"):
            ready_vault(by="test")
        ready_vault(by="test")


# -- the store itself, without the vault

# An offset and a length within ten bytes, and what is read.
RANGES = [
    (0, 10, b"0123456789"), (0, 1, b"0"), (9, 1, b"9"), (3, 4, b"3456"), (3, 99, b"3456789"), (10, 5, b""),
    (99, 1, b""),
]  # fmt: skip


def lay(folder: Path, content: bytes, name: str = "7/ab/one") -> str:
    """Store these bytes under a name."""
    (folder / "sealed").write_bytes(content)
    s3.upload(name=name, path=folder / "sealed")
    return name


@pytest.mark.parametrize(("offset", "length", "found"), RANGES)
def test_a_range_is_read_shorter_at_the_end(
    bucket: Any, tmp_path: Path, offset: int, length: int, found: bytes
) -> None:
    name = lay(tmp_path, b"0123456789")
    assert s3.download(name=name, offset=offset, length=length) == found


def test_an_empty_object_has_no_bytes_anywhere(bucket: Any, tmp_path: Path) -> None:
    name = lay(tmp_path, b"")
    assert s3.download(name=name, offset=0, length=5) == b""


def test_what_is_stored_again_under_its_name_replaces_what_was_there(bucket: Any, tmp_path: Path) -> None:
    lay(tmp_path, b"a longer first one")
    name = lay(tmp_path, b"second")
    assert s3.download(name=name, offset=0, length=99) == b"second"
    assert keys(bucket) == [name]


def test_a_deleted_object_is_gone_and_deleting_again_is_no_error(bucket: Any, tmp_path: Path) -> None:
    name, other = lay(tmp_path, b"one"), lay(tmp_path, b"two", "7/ab/two")
    for _ in range(2):
        s3.delete(name=name)
    assert keys(bucket) == [other]
    with pytest.raises(ContentIsDamaged, match="object 7/ab/one is not in the store"):
        s3.download(name=name, offset=0, length=1)


def test_uploading_leaves_the_file_to_its_owner(bucket: Any, tmp_path: Path) -> None:
    lay(tmp_path, b"sealed bytes")
    assert (tmp_path / "sealed").read_bytes() == b"sealed bytes"


def test_a_bucket_that_is_not_there_is_no_damage_of_an_object(bucket: Any) -> None:
    with (
        override_settings(VAULT_S3_BUCKET="another"),
        pytest.raises(s3.StoreRefuses, match=r"the bucket another \(NoSuchBucket\)"),
    ):
        s3.download(name="7/ab/one", offset=0, length=1)


def test_a_client_is_made_once_and_anew_when_it_is_forgotten(bucket: Any) -> None:
    first = s3._client()
    assert s3._client() is first
    s3.forget()
    assert s3._client() is not first


def test_a_store_that_is_away_is_no_damage_of_an_object(bucket: Any, tmp_path: Path) -> None:
    lay(tmp_path, b"sealed bytes")
    with override_settings(VAULT_S3_URL=f"http://127.0.0.1:{free_port()}"):
        s3.forget()
        for ask in (
            lambda: s3.download(name="7/ab/one", offset=0, length=1),
            lambda: s3.upload(name="7/ab/one", path=tmp_path / "sealed"),
            lambda: s3.delete(name="7/ab/one"),
            lambda: s3.put(name="one", content=b"few"),
        ):
            with pytest.raises(s3.StoreIsAway):
                ask()
    s3.forget()
