from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from clearlane.foundation.tenancy.check_role import RoleIsMighty, check_role
from tests.conftest import AsRole


@pytest.mark.parametrize("role", ["gate", "web", "flow", "operator"])
def test_the_running_roles_may_go_on(as_role: AsRole, role: str) -> None:
    with as_role(role):
        check_role()


def test_the_owner_may_not(as_role: AsRole) -> None:
    with as_role("owner"), pytest.raises(RoleIsMighty, match="clearlane_owner owns tables"):
        check_role()


MIGHT = [
    ("ALTER ROLE clearlane_flow SUPERUSER", "is superuser"),
    ("ALTER ROLE clearlane_flow BYPASSRLS", "bypasses row security"),
    ("ALTER ROLE clearlane_flow CREATEROLE", "may make roles"),
    ("GRANT clearlane_owner TO clearlane_flow", "owns tables"),
]


@pytest.fixture
def superuser_who_takes_back(superuser: psycopg.Connection[Any]) -> Iterator[psycopg.Connection[Any]]:
    yield superuser
    superuser.execute("ALTER ROLE clearlane_flow NOSUPERUSER NOBYPASSRLS NOCREATEROLE")
    superuser.execute("ALTER ROLE clearlane_web NOBYPASSRLS")
    superuser.execute("REVOKE clearlane_owner FROM clearlane_flow")


@pytest.mark.parametrize(("statement", "said"), MIGHT)
def test_a_role_that_was_made_mighty_is_refused(
    database: None, superuser_who_takes_back: psycopg.Connection[Any], statement: str, said: str
) -> None:
    superuser_who_takes_back.execute(statement)
    with pytest.raises(RoleIsMighty, match=said):
        check_role()


def test_the_second_connection_of_the_web_is_looked_at_too(
    as_role: AsRole, superuser_who_takes_back: psycopg.Connection[Any]
) -> None:
    with as_role("web"):
        superuser_who_takes_back.execute("ALTER ROLE clearlane_web BYPASSRLS")
        with pytest.raises(RoleIsMighty, match="clearlane_web"):
            check_role()
