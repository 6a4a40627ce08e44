"""SFTP accounts: made, found, revoked; their passwords."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.directory.users.add_sftp_user import NewSftpUser, SftpUserRefused, add_sftp_user
from clearlane.directory.users.check_password import check_password
from clearlane.directory.users.find_sftp_user import find_live_sftp_users, find_sftp_user
from clearlane.directory.users.revoke_sftp_user import revoke_sftp_user
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdkZWFkYmVlZmRlYWRiZWVmZGVhZGJlZWZkZWFkYmVl office"


@pytest.fixture
def practice(tenant: MakeTenant) -> int:
    return tenant()


def add(tenant: int, as_role: AsRole, **more: Any) -> NewSftpUser:
    """An account, made as an operator makes it."""
    named = {"username": "elm.street", "public_keys": [KEY]} | more
    with as_role("operator"), scope([tenant], by="operator:ann"):
        return add_sftp_user(tenant=tenant, by="operator:ann", **named)


def test_an_account_is_found_by_its_name(practice: int, as_role: AsRole) -> None:
    made = add(practice, as_role)
    with as_role("web"):
        found = find_sftp_user(username="elm.street")
    assert found is not None
    assert (found.id, found.tenant, found.public_keys, found.password_hash) == (made.id, practice, KEY, "")


def test_a_generated_password_is_right_and_kept_as_argon2(practice: int, as_role: AsRole) -> None:
    made = add(practice, as_role, public_keys=[], with_password=True)
    with as_role("web"):
        found = find_sftp_user(username="elm.street")
    assert found is not None
    assert found.password_hash.startswith("$argon2id$")
    assert made.password not in found.password_hash
    assert check_password(password=made.password, password_hash=found.password_hash)
    assert not check_password(password=made.password + "x", password_hash=found.password_hash)


@pytest.mark.parametrize("password", ["", "no account has this password", "x" * 3000])
def test_an_account_without_a_password_takes_none(password: str) -> None:
    assert not check_password(password=password, password_hash="")


def test_a_hash_that_is_none_is_never_right() -> None:
    assert not check_password(password="x", password_hash="not a hash")


def test_a_revoked_account_is_not_found(practice: int, as_role: AsRole) -> None:
    made = add(practice, as_role)
    with as_role("operator"), scope([practice], by="operator:ann"):
        assert revoke_sftp_user(tenant=practice, username="elm.street", by="operator:ann")
        assert not revoke_sftp_user(tenant=practice, username="elm.street", by="operator:ann")
    with as_role("web"):
        assert find_sftp_user(username="elm.street") is None
        assert find_live_sftp_users(ids=[made.id]) == frozenset()


def test_live_accounts_are_told_from_others(practice: int, as_role: AsRole) -> None:
    made = add(practice, as_role)
    with as_role("web"):
        assert find_live_sftp_users(ids=[made.id, 999_999]) == {made.id}


def test_an_account_of_another_organization_is_not_revoked(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    add(practice, as_role)
    stranger = tenant()
    with as_role("operator"), scope([stranger], by="operator:ann"):
        assert not revoke_sftp_user(tenant=stranger, username="elm.street", by="operator:ann")


def test_a_name_belongs_to_one_account_in_the_whole_house(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    add(practice, as_role)
    with pytest.raises(SftpUserRefused, match="taken"):
        add(tenant(), as_role)


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "ab"},
        {"username": "Elm"},
        {"username": "a/../b"},
        {"username": "elm\n"},
        {"public_keys": []},
        {"public_keys": ["hello"]},
        {"public_keys": ["ssh-ed25519 AAAA"]},
        {"public_keys": [f'command="/bin/sh" {KEY}']},
        {"public_keys": [f"{KEY}\n{KEY}"]},
        {"scheme": "pretty"},
    ],
)
def test_add_refuses_what_no_account_is(wrong: dict[str, Any], practice: int, as_role: AsRole) -> None:
    with pytest.raises(SftpUserRefused):
        add(practice, as_role, **wrong)


def test_the_password_is_not_in_the_audit_trail(practice: int, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    made = add(practice, as_role, with_password=True)
    entries = owner.execute("SELECT event, detail::text FROM foundation_audit_entry").fetchall()
    assert [event for event, _ in entries] == ["user:sftp:added"]
    assert made.password not in entries[0][1]
