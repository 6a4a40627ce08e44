from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault import tenant_key
from clearlane.foundation.vault.keyring import AUDIT, MASTER, KeyDoesNotFit, KeyIsMissing, KeyIsOpen, key, make_keys
from clearlane.foundation.vault.seal import seal, unseal
from tests.conftest import MakeTenant


def test_make_keys_makes_closed_files(tmp_path: Path) -> None:
    assert make_keys(folder=tmp_path / "keys") == ["master", "audit", "web"]
    for name in ("master.key", "audit.key", "web.key"):
        assert (tmp_path / "keys" / name).stat().st_mode & 0o777 == 0o600
        assert len(base64.b64decode((tmp_path / "keys" / name).read_text())) == 32
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_make_keys_never_touches_a_key(tmp_path: Path) -> None:
    make_keys(folder=tmp_path)
    before = (tmp_path / "master.key").read_text()
    (tmp_path / "audit.key").unlink()
    assert make_keys(folder=tmp_path) == ["audit"]
    assert (tmp_path / "master.key").read_text() == before


def test_the_two_keys_differ(data: Path) -> None:
    assert key(MASTER) != key(AUDIT)


def test_a_missing_key_says_where_it_should_be(tmp_path: Path) -> None:
    with override_settings(KEYS=tmp_path), pytest.raises(KeyIsMissing, match=r"master\.key.*CLEARLANE_KEYS"):
        key(MASTER)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    make_keys(folder=tmp_path)
    (tmp_path / "master.key").chmod(mode)
    with override_settings(KEYS=tmp_path), pytest.raises(KeyIsOpen, match="chmod 600"):
        key(MASTER)


@pytest.mark.parametrize("content", ["", "not base64!", base64.b64encode(b"short").decode()])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "master.key").write_text(content)
    (tmp_path / "master.key").chmod(0o600)
    with override_settings(KEYS=tmp_path), pytest.raises(KeyIsMissing):
        key(MASTER)


def test_without_the_master_key_nothing_can_be_sealed(tenant: MakeTenant, tmp_path: Path) -> None:
    mine = tenant()
    with override_settings(KEYS=tmp_path), pytest.raises(KeyIsMissing), scope([mine], by="test"):
        seal(tenant=mine, plain=b"x")


def test_another_master_key_does_not_fit(tenant: MakeTenant, tmp_path: Path) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        sealed = seal(tenant=mine, plain=b"x")
    make_keys(folder=tmp_path)
    tenant_key.forget()
    with override_settings(KEYS=tmp_path), pytest.raises(KeyDoesNotFit), scope([mine], by="test"):
        unseal(tenant=mine, sealed=sealed)


def test_a_tenants_key_outlives_the_rollback_around_its_first_use(tenant: MakeTenant) -> None:
    mine = tenant()
    made: list[bytes] = []

    def seal_and_break() -> None:
        with scope([mine], by="test"):
            made.append(seal(tenant=mine, plain=b"x"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        seal_and_break()
    tenant_key.forget()
    with scope([mine], by="test"):
        assert unseal(tenant=mine, sealed=made[0]) == b"x"


def test_the_database_holds_no_key_in_clear(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        secret = tenant_key.tenant_key(mine).secret
    row = owner.execute("SELECT wrapped FROM foundation_vault_key WHERE tenant_id = %s", [mine]).fetchone()
    assert row is not None
    assert secret not in row[0]
    assert key(MASTER) not in row[0]


def test_a_key_moved_to_another_tenant_does_not_fit(tenant: MakeTenant, superuser: psycopg.Connection[Any]) -> None:
    mine, other = tenant(), tenant()
    with scope([mine], by="test"):
        seal(tenant=mine, plain=b"x")
    superuser.execute("UPDATE foundation_vault_key SET tenant_id = %s", [other])
    with pytest.raises(KeyDoesNotFit), scope([other], by="test"):
        seal(tenant=other, plain=b"x")
