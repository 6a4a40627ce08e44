"""People who sign in: their names, and for whom they may act."""

from __future__ import annotations

from typing import Any

import pytest

from clearlane.directory.users.models import Membership, User
from clearlane.foundation.clock.read import now
from tests.conftest import AsRole, MakeTenant


def user(username: str = "ann.lee", **more: Any) -> User:
    made = User(username=username, created_at=now(), created_by="operator:ann", **more)
    made.set_password("a long enough password")
    made.save(force_insert=True)
    return made


def test_a_user_is_found_in_whatever_case_his_name_was_typed(as_role: AsRole) -> None:
    with as_role("web"):
        made = user()
        assert User.objects.get_by_natural_key("Ann.Lee") == made
        with pytest.raises(User.DoesNotExist):
            User.objects.get_by_natural_key(None)


def test_a_password_is_kept_as_argon2(as_role: AsRole) -> None:
    with as_role("web"):
        made = user()
    assert made.password.startswith("argon2$argon2id$")
    assert made.check_password("a long enough password")


@pytest.mark.parametrize("name", ["an", "Ann", "ann lee", "ann@lee", "x" * 31])
def test_the_database_refuses_a_name_that_is_none(name: str, as_role: AsRole) -> None:
    from django.db import IntegrityError

    with as_role("web"), pytest.raises(IntegrityError, match="a_username_is"):
        user(name)


def test_an_email_address_belongs_to_one_user(as_role: AsRole) -> None:
    from django.db import IntegrityError

    with as_role("web"):
        user(email="ann@elm.example")
        user("bob", email="")
        user("cyd", email="")
        with pytest.raises(IntegrityError, match="an_email_address"):
            user("dan", email="ann@elm.example")


def test_a_membership_is_open_once(tenant: MakeTenant, as_role: AsRole) -> None:
    from django.db import IntegrityError

    practice = tenant()
    with as_role("operator"):
        ann, begun = user(), {"tenant_id": practice, "from_at": now(), "by": "operator:ann"}
        Membership(user=ann, role="owner", until_at=now(), **begun).save(force_insert=True)
        Membership(user=ann, role="owner", **begun).save(force_insert=True)
        with pytest.raises(IntegrityError, match="one_open_membership"):
            Membership(user=ann, role="reader", **begun).save(force_insert=True)


@pytest.mark.parametrize("role", ["flow", "web"])
def test_pages_and_steps_cannot_read_secrets(role: str, as_role: AsRole) -> None:
    from django.db import DatabaseError

    from clearlane.foundation.tenancy.connection import cursor

    for table in ("user", "membership", "sftpuser", "sftpsecret"):
        with as_role(role), pytest.raises(DatabaseError, match="permission denied"), cursor() as sql:
            sql.execute(f"SELECT count(*) FROM directory_users_{table}")
