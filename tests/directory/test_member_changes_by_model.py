"""Members are those of a plain model, whoever changes whom in whatever order; one owner always stays."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import psycopg
import pytest

from clearlane.directory.members.change_member import MemberRefused, change_role, end_membership
from clearlane.directory.members.invite import InvitationRefused, invite
from clearlane.directory.members.list_members import find_member, list_members
from clearlane.directory.users.as_member import as_member
from clearlane.directory.users.find_actor import find_actor
from tests.conftest import AsRole, MakeTenant
from tests.posted import Posted

Owner = psycopg.Connection[Any]
ORDER = ["owner", "manager", "biller", "reader"]


def add_member(owner: Owner, name: str, tenant: int, role: str) -> tuple[int, int]:
    """A person with a part in a tenant: user and membership."""
    user = owner.execute(
        "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
        " VALUES (%s, %s, '', true, now(), 'a test') RETURNING id",
        [name, f"{name}@example.org"],
    ).fetchone()
    assert user is not None
    row = owner.execute(
        "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, by)"
        " VALUES (%s, %s, %s, '2026-01-01', 'a test') RETURNING id",
        [user[0], tenant, role],
    ).fetchone()
    assert row is not None
    return int(user[0]), int(row[0])


def add_session(owner: Owner, user: int) -> None:
    owner.execute(
        "INSERT INTO directory_users_session (session_key, session_data, expire_date, user_id, device, begun_at,"
        " seen_at) VALUES (md5(random()::text), '', now() + interval '1 hour', %s, '', now(), now())",
        [user],
    )


def sessions_of(owner: Owner, user: int) -> int:
    row = owner.execute("SELECT count(*) FROM directory_users_session WHERE user_id = %s", [user]).fetchone()
    return int(row[0]) if row else 0


class Office:
    """An organization with six people, and the model beside it: user -> part."""

    def __init__(self, owner: Owner, tenant: int) -> None:
        self.tenant = tenant
        made = [
            (add_member(owner, f"person{n}", tenant, part), part)
            for n, part in enumerate(["owner", "owner", "manager", "manager", "biller", "reader"])
        ]
        self.member = {user: member for (user, member), _ in made}
        self.parts = {user: part for (user, _), part in made}

    def may(self, mine: str, role: str) -> bool:
        """By hand."""
        return mine in {"owner", "manager"} and role in ORDER and ORDER.index(role) >= ORDER.index(mine)

    def is_last_owner(self, user: int) -> bool:
        return self.parts[user] == "owner" and list(self.parts.values()).count("owner") == 1

    def change(self, who: int, whom: int, role: str) -> bool:
        try:
            with as_member(tenant=self.tenant, by=f"user:{who}"):
                change_role(tenant=self.tenant, member=self.member[whom], role=role, user=who, by=f"user:{who}")
        except MemberRefused:
            return False
        return True

    def end(self, who: int, whom: int) -> bool:
        by = f"user:{who}"
        try:
            with as_member(tenant=self.tenant, by=by):
                end_membership(tenant=self.tenant, member=self.member[whom], user=who, by=by)
        except MemberRefused:
            return False
        return True

    def invite(self, who: int, address: str, role: str) -> bool:
        try:
            with as_member(tenant=self.tenant, by=f"user:{who}"):
                invite(tenant=self.tenant, typed=address, role=role, inviter=who)
        except InvitationRefused:
            return False
        return True

    def check(self) -> None:
        assert {each.user: each.role for each in list_members(tenant=self.tenant)} == self.parts
        assert "owner" in self.parts.values()
        for user, member in self.member.items():
            assert (find_member(tenant=self.tenant, member=member) is None) is (user not in self.parts)
            actor = find_actor(user=user)
            assert (actor.role if actor else None) == self.parts.get(user)


@pytest.fixture
def office(tenant: MakeTenant, owner: Owner, as_role: AsRole) -> Iterator[Office]:
    made = Office(owner, tenant(name="Elm Street Family Care"))
    with as_role("web"):
        yield made


@pytest.mark.parametrize("seed", range(8))
def test_members_change_and_go_as_the_model_says(office: Office, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(18):
        who, whom = chance.choice(list(office.parts)), chance.choice(list(office.parts))
        mine, theirs, role = office.parts[who], office.parts[whom], chance.choice(ORDER)
        if chance.random() < 0.65:
            may = office.may(mine, theirs) and office.may(mine, role) and not office.is_last_owner(whom)
            assert office.change(who, whom, role) is may
            if may:
                office.parts[whom] = role
        else:
            may = (who == whom or office.may(mine, theirs)) and not office.is_last_owner(whom)
            assert office.end(who, whom) is may
            if may:
                del office.parts[whom]
        office.check()


@pytest.mark.parametrize("deed", ["change", "end"])
def test_of_two_owners_who_go_at_once_one_stays(office: Office, deed: str) -> None:
    owners = [user for user, part in office.parts.items() if part == "owner"]
    start = Barrier(2)

    def go(user: int) -> bool:
        from django.db import connections

        start.wait(10)
        try:
            return office.change(user, user, "reader") if deed == "change" else office.end(user, user)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(go, owners)) == [False, True]
    assert [each.role for each in list_members(tenant=office.tenant)].count("owner") == 1


@pytest.mark.parametrize("deed", ["change", "end", "invite"])
def test_who_is_lessened_while_he_waits_does_nothing_more(
    office: Office, owner: Owner, posted: Posted, deed: str
) -> None:
    dana, erin, max_, *_ = office.parts
    holding = Event()

    def act() -> bool:
        from django.db import connections

        holding.wait(10)
        try:
            if deed == "invite":
                return office.invite(erin, "new@example.org", "owner")
            return office.change(erin, max_, "owner") if deed == "change" else office.end(erin, max_)
        finally:
            connections.close_all()

    def lessen() -> None:
        with as_member(tenant=office.tenant, by=f"user:{dana}"):
            change_role(tenant=office.tenant, member=office.member[erin], role="reader", user=dana, by=f"user:{dana}")
            holding.set()
            _wait_until_one_waits(owner)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(act)
        lessen()
        assert done.result(20) is False
    assert {each.user: each.role for each in list_members(tenant=office.tenant)}[max_] == "manager"


def _wait_until_one_waits(owner: Owner) -> None:
    """For the lock of the members, in this worker's database."""
    waiting = (
        "SELECT FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database"
        " WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()"
    )
    for _ in range(500):
        if owner.execute(waiting).fetchone() is not None:
            return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def test_sessions_end_with_a_change_and_those_of_others_do_not(office: Office, owner: Owner) -> None:
    dana, _, max_, meg, bill, ruth = office.parts
    for user in office.parts:
        add_session(owner, user)
    assert office.change(dana, max_, "biller")
    assert office.end(dana, bill)
    assert not office.change(bill, ruth, "owner")
    assert [sessions_of(owner, user) for user in (dana, max_, meg, bill, ruth)] == [1, 0, 1, 0, 1]


def test_saying_the_same_again_signs_nobody_out_and_tells_nobody(office: Office, owner: Owner, posted: Posted) -> None:
    dana, _, max_, *_ = office.parts
    add_session(owner, max_)
    assert office.change(dana, max_, "manager")
    assert (sessions_of(owner, max_), len(posted)) == (1, 0)


def test_who_is_changed_by_another_is_told_and_who_leaves_is_not(office: Office, posted: Posted) -> None:
    dana, erin, max_, meg, *_ = office.parts
    office.change(dana, max_, "reader")
    office.end(dana, meg)
    office.end(erin, erin)
    assert [(mail.to, mail.template) for mail in posted] == [
        ("person2@example.org", "membership_changed"),
        ("person3@example.org", "membership_changed"),
    ]
    assert ["it is reader now" in posted[0].text, "it has ended" in posted[1].text] == [True, True]
    assert "Elm Street Family Care" in posted[0].subject


def test_a_member_of_another_organization_is_out_of_reach(office: Office, tenant: MakeTenant, owner: Owner) -> None:
    other = tenant(name="A stranger")
    theirs, member = add_member(owner, "stranger", other, "reader")
    dana = next(iter(office.parts))
    office.member[theirs], office.parts[theirs] = member, "reader"
    assert not office.change(dana, theirs, "biller")
    assert not office.end(dana, theirs)
    assert [(each.user, each.role) for each in list_members(tenant=other)] == [(theirs, "reader")]


def test_what_was_done_stands_in_the_organizations_trail_without_names(office: Office, owner: Owner) -> None:
    dana, _, max_, meg, *_ = office.parts
    office.change(dana, max_, "biller")
    office.change(meg, dana, "reader")
    office.end(dana, meg)
    rows = owner.execute(
        "SELECT event, by, detail FROM foundation_audit_entry WHERE tenant_id = %s ORDER BY id", [office.tenant]
    ).fetchall()
    by = f"user:{dana}"
    assert rows == [
        ("member:role:changed", by, {"user": max_, "role": "biller", "before": "manager"}),
        ("member:membership:ended", by, {"user": meg, "role": "manager"}),
    ]
