"""API keys: what is kept of them, when they are good, what they may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from clearlane.directory.organizations.grant import grant
from clearlane.directory.users.add_key import KeyRefused, add_key
from clearlane.directory.users.find_key import find_key
from clearlane.directory.users.find_key_owner import find_key_owner
from clearlane.directory.users.revoke_key import revoke_key
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant


@pytest.fixture
def practice(tenant: MakeTenant) -> int:
    return tenant()


def add(tenant: int, as_role: AsRole, **more: Any) -> str:
    """A key of a tenant, made as an operator makes it."""
    with as_role("operator"), scope([tenant], by="operator:ann"):
        return add_key(tenant=tenant, name="a test", by="operator:ann", **more).secret


def test_a_key_is_found_by_its_secret(practice: int, as_role: AsRole) -> None:
    secret = add(practice, as_role, scopes=["files:read"])
    with as_role("web"):
        key = find_key(secret=secret)
    assert key is not None
    assert (key.tenant, key.tenants, key.scopes) == (practice, (practice,), frozenset({"files:read"}))


@pytest.mark.parametrize("wrong", ["", "clk_", "x" * 5000, "a\x00b", "\udcff"])
def test_another_secret_finds_nothing(wrong: str, practice: int, as_role: AsRole) -> None:
    secret = add(practice, as_role)
    with as_role("web"):
        assert find_key(secret=wrong) is None
        assert find_key(secret=secret + "x") is None


def test_the_secret_itself_is_not_kept(practice: int, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    secret = add(practice, as_role)
    row = str(owner.execute("SELECT * FROM directory_users_apikey").fetchall())
    assert secret not in row
    assert secret.rpartition("_")[2] not in row


def test_a_revoked_key_is_good_no_more(practice: int, as_role: AsRole) -> None:
    secret = add(practice, as_role)
    prefix = "_".join(secret.split("_")[:2])
    with as_role("operator"), scope([practice], by="operator:ann"):
        assert revoke_key(tenant=practice, prefix=prefix, by="operator:ann")
        assert not revoke_key(tenant=practice, prefix=prefix, by="operator:ann")
    with as_role("web"):
        assert find_key(secret=secret) is None


def test_a_key_of_another_organization_is_not_revoked(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    secret, stranger = add(practice, as_role), tenant()
    with as_role("operator"), scope([stranger], by="operator:ann"):
        assert not revoke_key(tenant=stranger, prefix="_".join(secret.split("_")[:2]), by="operator:ann")
    with as_role("web"):
        assert find_key(secret=secret) is not None


def test_an_expired_key_is_good_no_more(practice: int, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    secret = add(practice, as_role, expires_at=now() + timedelta(hours=1))
    with as_role("web"):
        assert find_key(secret=secret) is not None
        owner.execute("UPDATE directory_users_apikey SET expires_at = now() - interval '1 second'")
        assert find_key(secret=secret) is None


def test_a_key_without_scopes_is_refused(practice: int, as_role: AsRole) -> None:
    with pytest.raises(KeyRefused, match="at least one"):
        add(practice, as_role, scopes=[])


def test_an_unknown_scope_is_refused(practice: int, as_role: AsRole) -> None:
    with pytest.raises(KeyRefused, match="files:eat"):
        add(practice, as_role, scopes=["files:eat"])


def test_a_key_that_has_expired_is_refused(practice: int, as_role: AsRole) -> None:
    with pytest.raises(KeyRefused, match="future"):
        add(practice, as_role, expires_at=now() - timedelta(days=1))


def test_a_key_sees_whose_claims_were_granted(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    client = tenant()
    secret = add(practice, as_role)
    with as_role("operator"), scope([client], by="operator:ann"):
        assert grant(grantor=client, grantee=practice, by="operator:ann")
        assert not grant(grantor=client, grantee=practice, by="operator:ann")
    with as_role("web"):
        key = find_key(secret=secret)
    assert key is not None
    assert key.tenants == (practice, client)


def test_a_revoked_grant_shows_nothing(
    practice: int, tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    client = tenant()
    secret = add(practice, as_role)
    with as_role("operator"), scope([client], by="operator:ann"):
        grant(grantor=client, grantee=practice, by="operator:ann")
    owner.execute("UPDATE foundation_tenancy_grant SET revoked_at = now(), revoked_by = 'client'")
    with as_role("web"):
        key = find_key(secret=secret)
    assert key is not None
    assert key.tenants == (practice,)


def test_an_operator_learns_whose_key_it_is(practice: int, as_role: AsRole) -> None:
    prefix = "_".join(add(practice, as_role).split("_")[:2])
    with as_role("operator"):
        assert find_key_owner(prefix=prefix) == practice
        assert find_key_owner(prefix="clk_none") is None


@pytest.mark.parametrize("role", ["flow", "web"])
def test_steps_and_pages_cannot_read_keys(role: str, practice: int, as_role: AsRole) -> None:
    from django.db import DatabaseError

    from clearlane.foundation.tenancy.connection import cursor

    add(practice, as_role)
    with as_role(role), pytest.raises(DatabaseError, match="permission denied"), cursor() as sql:
        sql.execute("SELECT count(*) FROM directory_users_apikey")
