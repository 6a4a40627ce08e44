"""Rooms that change hands: whoever was in them, afterwards those are in them who own the other organization."""

from __future__ import annotations

from typing import Any

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearlane.directory.users.change_hands import change_hands
from clearlane.directory.users.find_actor import find_actor
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

Owner = psycopg.Connection[Any]
ROLES = ("owner", "manager", "biller", "reader")
PEOPLE = st.dictionaries(st.integers(0, 4), st.sampled_from(ROLES), max_size=4)


def people(owner: Owner) -> list[int]:
    owner.execute("DELETE FROM directory_users_membership")
    owner.execute("DELETE FROM directory_users_user")
    rows = owner.execute(
        "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
        " SELECT 'user' || n, 'user' || n || '@example.org', '', true, now(), 'a test' FROM generate_series(0, 4) AS n"
        " RETURNING id"
    )
    return [row[0] for row in rows.fetchall()]


def join(owner: Owner, tenant: int, users: list[int], roles: dict[int, str]) -> None:
    for which, role in roles.items():
        owner.execute(
            "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, by)"
            " VALUES (%s, %s, %s, now() - interval '1 day', 'a test')",
            [users[which], tenant, role],
        )


def members(owner: Owner, tenant: int) -> dict[int, str]:
    rows = owner.execute(
        "SELECT user_id, role FROM directory_users_membership WHERE tenant_id = %s AND until_at IS NULL", [tenant]
    )
    return dict(rows.fetchall())


def change(rooms: int, to: int) -> tuple[int, int]:
    with scope([1, rooms, to], by="operator:ann"):
        return change_hands(rooms=rooms, to=to, organization="Elm Street", by="operator:ann")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=PEOPLE, others=PEOPLE)
def test_whoever_was_there_the_owners_of_the_other_are_there_alone_and_once_is_enough(
    before: dict[int, str], others: dict[int, str], owner: Owner, tenant: MakeTenant, as_role: AsRole
) -> None:
    users, rooms, to = people(owner), tenant(), tenant()
    join(owner, rooms, users, before)
    join(owner, to, users, others)
    owners = {which for which, role in others.items() if role == "owner"}
    with as_role("operator"):
        assert change(rooms, to) == (len(set(before) - owners), len(owners - set(before)))
        assert members(owner, rooms) == {users[which]: "owner" for which in owners}
        assert members(owner, to) == {users[which]: role for which, role in others.items()}
        assert change(rooms, to) == (0, 0)
    assert members(owner, rooms) == {users[which]: "owner" for which in owners}


def test_who_went_finds_the_rooms_closed_with_the_next_page(owner: Owner, tenant: MakeTenant, as_role: AsRole) -> None:
    users, rooms, to = people(owner), tenant(), tenant()
    join(owner, rooms, users, {0: "owner"})
    join(owner, to, users, {1: "owner"})
    with as_role("web"):
        assert find_actor(user=users[0], tenant=rooms) is not None
    with as_role("operator"):
        change(rooms, to)
    with as_role("web"):
        went, came = find_actor(user=users[0], tenant=rooms), find_actor(user=users[1], tenant=rooms)
    assert went is None or rooms not in went.tenants
    assert came is not None
    assert came.tenant == rooms
