from __future__ import annotations

import pytest

from clearlane.foundation.tenancy.check_role import RoleIsMighty, check_role
from tests.conftest import AlterRoles, AsRole


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


@pytest.mark.parametrize(("statement", "said"), MIGHT)
def test_a_role_that_was_made_mighty_is_refused(alter_roles: AlterRoles, statement: str, said: str) -> None:
    alter_roles(statement)
    with pytest.raises(RoleIsMighty, match=said):
        check_role()


def test_the_second_connection_of_the_web_is_looked_at_too(as_role: AsRole, alter_roles: AlterRoles) -> None:
    with as_role("web"):
        alter_roles("ALTER ROLE clearlane_web BYPASSRLS")
        with pytest.raises(RoleIsMighty, match="clearlane_web"):
            check_role()
