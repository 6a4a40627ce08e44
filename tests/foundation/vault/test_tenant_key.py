"""A tenant's keys: made by the first use and by nothing else, and never guessed at when they are gone."""

from __future__ import annotations

import struct
import threading
from typing import Any

import psycopg
import pytest

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault import tenant_key as keys
from clearlane.foundation.vault.fetch import fetch
from clearlane.foundation.vault.frames import ContentIsDamaged
from clearlane.foundation.vault.keyring import KeyDoesNotFit
from clearlane.foundation.vault.seal import seal, unseal
from clearlane.foundation.vault.store import store
from clearlane.foundation.vault.tenant_key import KeyIsGone, TenantKey, tenant_key
from tests.conftest import AsRole, MakeTenant

Attacker = psycopg.Connection[Any]
ROWS = "SELECT tenant_id, version FROM foundation_vault_key ORDER BY 1, 2"


def rows(owner: psycopg.Connection[Any]) -> list[tuple[Any, ...]]:
    return owner.execute(ROWS).fetchall()


def test_the_first_use_makes_one_key(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        first = tenant_key(mine)
        assert tenant_key(mine) is first
    keys.forget()
    with scope([mine], by="test"):
        assert tenant_key(mine) == first
    assert rows(owner) == [(mine, 1)]


def test_each_tenant_has_a_secret_of_his_own(tenant: MakeTenant) -> None:
    tenants = [tenant() for _ in range(4)]
    with scope(tenants, by="test"):
        secrets = {tenant_key(one).secret for one in tenants}
    assert len(secrets) == 4
    assert {len(secret) for secret in secrets} == {32}


def test_processes_that_use_it_first_at_the_same_time_agree(tenant: MakeTenant, owner: psycopg.Connection[Any]) -> None:
    mine, secrets = tenant(), []

    def use() -> None:
        from django.db import connections

        with scope([mine], by="test"):
            wrapped = keys._make(mine, 1)
            secrets.append(keys._unwrap(wrapped, mine, 1))
        connections.close_all()

    users = [threading.Thread(target=use) for _ in range(4)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    assert len(secrets) == 4
    assert len(set(secrets)) == 1
    assert rows(owner) == [(mine, 1)]


@pytest.mark.parametrize("version", [0, 2, 200])
def test_a_version_that_is_not_there_is_gone_and_not_made(
    tenant: MakeTenant, owner: psycopg.Connection[Any], version: int
) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        tenant_key(mine)
        with pytest.raises(KeyIsGone, match=f"key {version} of tenant {mine}"):
            tenant_key(mine, version)
    assert rows(owner) == [(mine, 1)]


@pytest.mark.parametrize("version", [0, 2, 255])
def test_sealed_bytes_that_name_another_key_are_damaged_and_make_none(
    tenant: MakeTenant, owner: psycopg.Connection[Any], version: int
) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        sealed = struct.pack(">B", version) + seal(tenant=mine, plain=b"x")[1:]
        with pytest.raises(ContentIsDamaged):
            unseal(tenant=mine, sealed=sealed)
    assert rows(owner) == [(mine, 1)]


@pytest.mark.parametrize("content", [b"small", b"large" * 60_000], ids=["small", "large"])
def test_what_lies_under_a_key_that_is_gone_is_not_read_under_a_new_one(
    tenant: MakeTenant, superuser: Attacker, owner: psycopg.Connection[Any], content: bytes
) -> None:
    """A key made at a read would keep the lost one from being restored, and hide that it was lost."""
    mine = tenant()
    with scope([mine], by="test"):
        stored = store(tenant=mine, content=content)
    (kept,) = superuser.execute("DELETE FROM foundation_vault_key RETURNING wrapped").fetchall()
    keys.forget()
    with scope([mine], by="test"), pytest.raises(KeyIsGone):
        fetch(tenant=mine, address=stored.address)
    assert rows(owner) == []
    superuser.execute("INSERT INTO foundation_vault_key VALUES (%s, 1, %s, now())", [mine, *kept])
    with scope([mine], by="test"):
        assert fetch(tenant=mine, address=stored.address) == content


CHANGES = {
    "its nonce": "set_byte(wrapped, 0, get_byte(wrapped, 0) # 1)",
    "its last byte": "set_byte(wrapped, length(wrapped) - 1, get_byte(wrapped, length(wrapped) - 1) # 1)",
    "its end": "substring(wrapped FROM 1 FOR 20)",
    "all of it": "''",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_key_that_was_changed_in_its_row_does_not_fit(tenant: MakeTenant, superuser: Attacker, change: str) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        seal(tenant=mine, plain=b"x")
    superuser.execute(f"UPDATE foundation_vault_key SET wrapped = {change}".encode())
    keys.forget()
    with scope([mine], by="test"), pytest.raises(KeyDoesNotFit, match=f"tenant {mine}"):
        tenant_key(mine)


def test_a_key_under_another_version_does_not_fit(tenant: MakeTenant, superuser: Attacker) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        tenant_key(mine)
    superuser.execute("UPDATE foundation_vault_key SET version = 2")
    with scope([mine], by="test"), pytest.raises(KeyDoesNotFit):
        tenant_key(mine, 2)


def test_a_stranger_gets_no_key(tenant: MakeTenant, as_role: AsRole) -> None:
    mine, other = tenant(), tenant()
    with scope([mine], by="test"):
        tenant_key(mine)
    keys.forget()
    with scope([other], by="test"), pytest.raises(KeyIsGone):
        tenant_key(mine, 1)


def test_what_a_secret_is_used_for_are_keys_of_their_own() -> None:
    key = TenantKey(7, 1, bytes(32))
    sealed = key.cipher(b"one").encrypt(bytes(12), b"x" * 40, b"")
    assert sealed != key.cipher(b"two").encrypt(bytes(12), b"x" * 40, b"")
    assert key.addresser().digest() != TenantKey(7, 1, bytes([1] * 32)).addresser().digest()
    assert key.secret not in sealed
