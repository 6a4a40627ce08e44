"""Keys of programs: good as long as a plain model says, and told of fourteen and two days before they end."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.directory.users.add_key import KeyRefused, add_key
from clearlane.directory.users.as_member import as_member
from clearlane.directory.users.find_key import find_key
from clearlane.directory.users.revoke_key import revoke_key
from clearlane.directory.users.rotate_key import rotate_key
from clearlane.directory.users.tell_expiring_keys import WARNED, tell_expiring_keys, tell_expiring_keys_now_and_then
from clearlane.foundation.clock.move import move
from tests.conftest import AsRole, MakeTenant
from tests.posted import Mail, Posted

Owner = psycopg.Connection[Any]
START = datetime.fromisoformat("2026-11-02T08:00:00+00:00")
DAY = timedelta(days=1)


@dataclass
class Known:
    """One key as the model knows it; ``told`` are the warnings that were given or that nobody needs any more."""

    prefix: str
    secret: str
    tenant: int
    made: datetime
    ends: datetime | None
    is_revoked: bool = False
    is_rotated: bool = False
    told: set[timedelta] = field(default_factory=set)

    def is_good(self, at: datetime) -> bool:
        return not self.is_revoked and (self.ends is None or at < self.ends)


class Ring:
    """The keys of two organizations, and the model beside them."""

    def __init__(self, tenants: tuple[int, int], as_role: AsRole) -> None:
        self.tenants, self.as_role, self.at = tenants, as_role, START
        self.keys: list[Known] = []
        move(to=self.at)

    def go(self, lasts: timedelta) -> None:
        self.at += lasts
        move(to=self.at)

    def add(self, tenant: int, lasts: timedelta | None) -> Known:
        ends = self.at + lasts if lasts else None
        with as_member(tenant=tenant, by="user:1"):
            made = add_key(tenant=tenant, name=f"key {len(self.keys)}", by="user:1", expires_at=ends)
        self.keys.append(Known(made.prefix, made.secret, tenant, self.at, ends))
        return self.keys[-1]

    def revoke(self, key: Known, tenant: int) -> None:
        with as_member(tenant=tenant, by="user:1"):
            done = revoke_key(tenant=tenant, prefix=key.prefix, by="user:1")
        assert done is (key.tenant == tenant and not key.is_revoked)
        key.is_revoked = key.is_revoked or done

    def rotate(self, key: Known, tenant: int) -> None:
        if key.is_rotated and key.tenant == tenant and not key.is_revoked:
            with pytest.raises(KeyRefused), as_member(tenant=tenant, by="user:1"):
                rotate_key(tenant=tenant, prefix=key.prefix, by="user:1")
            return
        with as_member(tenant=tenant, by="user:1"):
            made = rotate_key(tenant=tenant, prefix=key.prefix, by="user:1")
        assert (made is not None) is (key.tenant == tenant and not key.is_revoked)
        if made:
            ends = self.at + (key.ends - key.made) if key.ends else None
            assert made.expires_at == ends
            self.keys.append(Known(made.prefix, made.secret, tenant, self.at, ends))
            key.ends = min(filter(None, (key.ends, self.at + DAY)))
            key.told, key.is_rotated = set(WARNED), True

    def tell(self) -> int:
        """How many keys should be told of now: each whose latest due warning was not given."""
        number = 0
        for key in self.keys:
            if key.ends is None or not key.is_good(self.at):
                continue
            due = {before for before in WARNED if key.ends - before <= self.at}
            number += bool(due - key.told)
            key.told |= due
        return number

    def check(self) -> None:
        for key in self.keys:
            found = find_key(secret=key.secret)
            assert (found is not None) is key.is_good(self.at), key
            assert found is None or (found.tenant, found.prefix) == (key.tenant, key.prefix)


@pytest.fixture
def ring(
    as_role: AsRole, tenant: MakeTenant, owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ring]:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    tenants = (tenant(name="Elm Street"), tenant(name="Oak Clinic"))
    for name, place, part, until in (
        ("ann", 0, "owner", None), ("bob", 0, "manager", None), ("cyd", 0, "reader", None), ("dan", 1, "owner", None),
        ("eve", 0, "owner", "2026-06-01"),
    ):  # fmt: skip
        row = owner.execute(
            "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
            " VALUES (%s, %s, '', true, now(), 'a test') RETURNING id",
            [name, f"{name}@example.org"],
        ).fetchone()
        assert row is not None
        owner.execute(
            "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, until_at, by)"
            " VALUES (%s, %s, %s, '2026-01-01', %s, 'a test')",
            [row[0], tenants[place], part, until],
        )
    with as_role("web"):
        yield Ring(tenants, as_role)


def warned(posted: Posted) -> list[Mail]:
    """The mails of keys that end; that one was made or revoked is told as well."""
    return [mail for mail in posted if mail.template == "key_expires"]


@pytest.mark.parametrize("seed", range(8))
def test_in_any_order_of_deeds_keys_are_good_and_told_of_as_the_model_says(
    ring: Ring, posted: Posted, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        deed = chance.choice(["add", "revoke", "rotate", "rotate", "wait", "wait", "wait"])
        tenant = chance.choice(ring.tenants)
        if deed == "add" or not ring.keys:
            ring.add(tenant, chance.choice([None, timedelta(hours=5), 3 * DAY, 10 * DAY, 16 * DAY, 30 * DAY]))
        elif deed == "wait":
            ring.go(chance.choice([timedelta(hours=6), DAY, 2 * DAY, 6 * DAY]))
        else:
            getattr(ring, deed)(chance.choice(ring.keys), tenant)
        assert tell_expiring_keys() == ring.tell()
        assert tell_expiring_keys() == 0
        ring.check()


def test_owners_and_managers_of_that_organization_are_told_and_nobody_else(ring: Ring, posted: Posted) -> None:
    ring.add(ring.tenants[0], 10 * DAY)
    assert tell_expiring_keys() == 1
    warnings = warned(posted)
    assert [(mail.template, mail.to) for mail in warnings] == [
        ("key_expires", "ann@example.org"),
        ("key_expires", "bob@example.org"),
    ]
    assert all("Elm Street" in mail.text and "key 0" in mail.text for mail in warnings)


@pytest.mark.parametrize(("left", "words"), [(14 * DAY, "in 14 days"), (2 * DAY, "in 2 days"), (DAY, "soon")])
def test_a_mail_says_how_long_the_key_lasts(ring: Ring, posted: Posted, left: timedelta, words: str) -> None:
    ring.add(ring.tenants[1], 90 * DAY)
    ring.go(90 * DAY - left)
    tell_expiring_keys()
    (mail,) = warned(posted)
    assert f"expires {words}" in mail.subject
    assert ring.keys[0].prefix in mail.text
    assert ring.keys[0].secret not in mail.text + mail.html


def test_no_key_is_told_of_a_moment_too_early(ring: Ring, posted: Posted) -> None:
    ring.add(ring.tenants[0], 90 * DAY)
    told = []
    ring.go(76 * DAY - timedelta(seconds=1))
    for step in (timedelta(seconds=1), 12 * DAY - timedelta(seconds=1), timedelta(seconds=1), 2 * DAY):
        told.append(tell_expiring_keys())
        ring.go(step)
    told.append(tell_expiring_keys())
    assert told == [0, 1, 0, 1, 0]


def test_it_is_looked_once_an_hour_whoever_asks(ring: Ring, posted: Posted) -> None:
    ring.add(ring.tenants[0], 3 * DAY)
    for _ in range(3):
        tell_expiring_keys_now_and_then()
    ring.add(ring.tenants[1], 3 * DAY)
    tell_expiring_keys_now_and_then()
    assert {mail.to for mail in warned(posted)} == {"ann@example.org", "bob@example.org"}
    ring.go(timedelta(minutes=61))
    tell_expiring_keys_now_and_then()
    assert "dan@example.org" in {mail.to for mail in warned(posted)}


def test_the_secret_of_one_key_is_no_other_keys(ring: Ring) -> None:
    keys = [ring.add(ring.tenants[0], None) for _ in range(4)]
    assert len({key.secret for key in keys}) == 4
    for key in keys:
        for wrong in (key.prefix, key.secret[:-1], key.secret + "x", key.secret.swapcase(), "", "\x00"):
            assert find_key(secret=wrong) is None
