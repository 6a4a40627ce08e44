"""Invitations are those of a plain model: good, used, late or gone, in any order of asking, ending and joining."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.directory.members.change_member import change_role, end_membership
from clearlane.directory.members.find_invitation import find_invitation, list_invitations
from clearlane.directory.members.invite import LASTS, PER_DAY, InvitationRefused, invite, revoke_invitation
from clearlane.directory.members.join import CannotJoin, join, join_as_new
from clearlane.directory.members.list_members import list_members
from clearlane.directory.registrations.check_login import Login
from clearlane.directory.users.as_member import as_member
from clearlane.foundation.clock.move import move
from tests.conftest import AsRole, MakeTenant
from tests.directory.test_member_changes_by_model import ORDER, add_member
from tests.posted import Posted

Owner = psycopg.Connection[Any]
START = datetime.fromisoformat("2026-11-02T08:00:00+00:00")
PASSWORD = "seven lanes to elm street"


@dataclass
class Known:
    """One invitation as the model knows it."""

    token: str
    address: str
    role: str
    inviter: int
    ends_at: datetime
    is_used: bool = False
    is_gone: bool = False


class House:
    """One organization under a clock that is moved, its people, and the model of who is invited to it."""

    def __init__(self, owner: Owner, tenant: int, posted: Posted) -> None:
        self.owner, self.tenant, self.posted, self.at = owner, tenant, posted, START
        self.known: list[Known] = []
        self.member: dict[int, int] = {}
        self.parts: dict[int, str] = {}
        move(to=self.at)
        for name, part in (("dana", "owner"), ("max", "manager"), ("meg", "manager")):
            user, self.member[user] = self._add(name, part)
            self.parts[user] = part

    def _add(self, name: str, part: str) -> tuple[int, int]:
        user, member = add_member(self.owner, name, self.tenant, part)
        return user, member

    def go(self, delta: timedelta) -> None:
        self.at += delta
        move(to=self.at)

    def invite(self, inviter: int, address: str, role: str) -> bool:
        """Whether a mail was put; the model follows."""
        try:
            with as_member(tenant=self.tenant, by=f"user:{inviter}"):
                invite(tenant=self.tenant, typed=address, role=role, inviter=inviter)
        except InvitationRefused:
            return False
        for one in self.known:
            one.is_gone = one.is_gone or (one.address == address and not one.is_used)
        token = self.posted[-1].link.rpartition("/")[2]
        self.known.append(Known(token, address, role, inviter, self.at + LASTS))
        return True

    def may(self, mine: str | None, role: str) -> bool:
        """By hand."""
        return mine in {"owner", "manager"} and ORDER.index(role) >= ORDER.index(str(mine))

    def state(self, one: Known) -> str:
        if one.is_used:
            return "used"
        if one.is_gone:
            return "gone"
        if one.ends_at <= self.at:
            return "late"
        return "good" if self.may(self.parts.get(one.inviter), one.role) else "gone"

    def check(self) -> None:
        for one in self.known:
            found = find_invitation(token=one.token)
            assert found is not None
            assert (found.state, found.address, found.role) == (self.state(one), one.address, one.role)
        open_ones = sorted(one.address for one in self.known if self.state(one) == "good")
        assert sorted(each.address for each in list_invitations(tenant=self.tenant)) == open_ones


@pytest.fixture
def house(
    tenant: MakeTenant, owner: Owner, as_role: AsRole, posted: Posted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    with as_role("web"):
        yield House(owner, tenant(name="Elm Street Family Care"), posted)


@pytest.fixture
def unverified(house: House, owner: Owner) -> House:
    """The same, while nobody has verified the organization."""
    owner.execute("UPDATE foundation_tenancy_tenant SET is_live = false WHERE id = %s", [house.tenant])
    return house


def _demote_or_end(house: House, chance: random.Random) -> None:
    """The owner lessens or ends a manager's part: what he has sent dies with it."""
    dana, whom = next(iter(house.parts)), chance.choice([user for user in house.member if house.parts.get(user)][1:])
    with as_member(tenant=house.tenant, by=f"user:{dana}"):
        tenant, member, by = house.tenant, house.member[whom], f"user:{dana}"
        if chance.random() < 0.5:
            change_role(tenant=tenant, member=member, role="reader", user=dana, by=by)
            house.parts[whom] = "reader"
        else:
            end_membership(tenant=tenant, member=member, user=dana, by=by)
            del house.parts[whom], house.member[whom]


@pytest.mark.parametrize("seed", range(8))
def test_invitations_are_good_used_late_or_gone_as_the_model_says(house: House, seed: int) -> None:
    chance = random.Random(seed)
    for n in range(16):
        deed = chance.choice(["invite", "invite", "invite", "wait", "join", "lessen"])
        if deed == "invite":
            inviter, role = chance.choice(list(house.member)), chance.choice(ORDER)
            address = chance.choice(["ann@example.org", "bob@example.org", f"new{n}@example.org"])
            is_member = any(one.is_used and one.address == address for one in house.known)
            assert house.invite(inviter, address, role) is (house.may(house.parts[inviter], role) and not is_member)
        elif deed == "wait":
            house.go(chance.choice([timedelta(hours=20), timedelta(days=3)]))
        elif deed == "join" and house.known:
            one = chance.choice(house.known)
            is_good = house.state(one) == "good"
            try:
                join_as_new(token=one.token, login=Login(f"joined{n}", PASSWORD))
                one.is_used = True
            except CannotJoin:
                assert not is_good
            assert one.is_used or not is_good
        elif deed == "lessen" and len(house.member) > 2:
            _demote_or_end(house, chance)
        house.check()


def test_an_unverified_organization_sends_ten_a_day_and_the_next_day_ten_more(unverified: House) -> None:
    dana = next(iter(unverified.parts))
    sent = [unverified.invite(dana, f"a{n}@example.org", "reader") for n in range(PER_DAY + 3)]
    assert sent == [True] * PER_DAY + [False] * 3
    unverified.go(timedelta(hours=23, minutes=59))
    assert not unverified.invite(dana, "b@example.org", "reader")
    unverified.go(timedelta(minutes=2))
    assert unverified.invite(dana, "b@example.org", "reader")


def test_taking_back_and_sending_anew_does_not_make_room_for_more(unverified: House) -> None:
    dana = next(iter(unverified.parts))
    for _ in range(PER_DAY):
        assert unverified.invite(dana, "same@example.org", "reader")
    with as_member(tenant=unverified.tenant, by="user:1"):
        number = list_invitations(tenant=unverified.tenant)[0].id
        assert revoke_invitation(tenant=unverified.tenant, invitation=number, user=dana, by="user:1")
    assert not unverified.invite(dana, "other@example.org", "reader")


def test_an_organization_that_is_live_sends_more(house: House) -> None:
    dana = next(iter(house.parts))
    assert all(house.invite(dana, f"a{n}@example.org", "reader") for n in range(PER_DAY + 2))


@pytest.mark.parametrize(
    "address", ["", "ann", "@example.org", "a@b@c.example", "ann@exa mple.org", "ann@example.org\nBcc: x@y.example"]
)
def test_what_is_no_address_is_refused_and_counts_for_nothing(house: House, owner: Owner, address: str) -> None:
    assert not house.invite(next(iter(house.parts)), address, "reader")
    assert owner.execute("SELECT count(*) FROM directory_members_invitation").fetchone() == (0,)


def test_the_address_is_bound_whatever_its_case(house: House, owner: Owner) -> None:
    dana = next(iter(house.parts))
    assert house.invite(dana, "Ann@Example.org", "biller")
    joined = join_as_new(token=house.known[-1].token, login=Login("ann.lee", PASSWORD))
    row = owner.execute("SELECT email FROM directory_users_user WHERE id = %s", [joined.user]).fetchone()
    assert row == ("ann@example.org",)
    assert not house.invite(dana, "ANN@example.org", "reader")


def test_another_persons_account_does_not_take_it(house: House, tenant: MakeTenant, owner: Owner) -> None:
    dana, other = next(iter(house.parts)), tenant(name="Second")
    sam, _ = add_member(owner, "sam", other, "owner")
    eve, _ = add_member(owner, "eve", other, "reader")
    assert house.invite(dana, "sam@example.org", "manager")
    with pytest.raises(CannotJoin):
        join(token=house.known[-1].token, user=eve)
    with pytest.raises(CannotJoin):
        join_as_new(token=house.known[-1].token, login=Login("sammy", PASSWORD))
    assert join(token=house.known[-1].token, user=sam).tenant == house.tenant
    with pytest.raises(CannotJoin):
        join(token=house.known[-1].token, user=sam)
    assert {each.username: each.role for each in list_members(tenant=house.tenant)}["sam"] == "manager"


def test_who_was_ended_can_be_invited_again_and_has_one_open_part(house: House, owner: Owner) -> None:
    dana, max_, _ = house.parts
    with as_member(tenant=house.tenant, by=f"user:{dana}"):
        end_membership(tenant=house.tenant, member=house.member[max_], user=dana, by=f"user:{dana}")
    house.go(timedelta(seconds=1))
    assert house.invite(dana, "max@example.org", "reader")
    join(token=house.known[-1].token, user=max_)
    rows = owner.execute(
        "SELECT role, until_at IS NULL FROM directory_users_membership WHERE user_id = %s ORDER BY id", [max_]
    ).fetchall()
    assert rows == [("manager", False), ("reader", True)]


def test_no_token_and_no_address_stands_in_the_trail_or_in_the_clear(house: House, owner: Owner) -> None:
    dana = next(iter(house.parts))
    house.invite(dana, "ann@example.org", "biller")
    token = house.known[-1].token
    join_as_new(token=token, login=Login("ann.lee", PASSWORD))
    trail = owner.execute("SELECT event, by, detail::text FROM foundation_audit_entry ORDER BY id").fetchall()
    assert [row[0] for row in trail if row[0].startswith("member:")] == [
        "member:invitation:sent",
        "member:invitation:accepted",
    ]
    assert "@" not in str(trail)
    tables = ("directory_members_invitation", "foundation_mail_message", "foundation_audit_entry")
    for table in tables:
        assert token not in str(owner.execute(f"SELECT * FROM {table}".encode()).fetchall()), table


@pytest.mark.parametrize("token", ["", "x", "\x00", "ä" * 50, "x" * 5000])
def test_what_is_no_token_invites_nobody(house: House, token: str) -> None:
    assert find_invitation(token=token) is None
    with pytest.raises(CannotJoin):
        join_as_new(token=token, login=Login("nobody", PASSWORD))
