"""Links in mails are those of a plain model, of sign-up and of an account: in any order of asking and spending."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.directory.registrations import request_link as asking
from clearlane.directory.registrations.find_link import find_link as find_sign_up
from clearlane.directory.registrations.request_link import TooManyLinks, request_link
from clearlane.directory.users.links import LASTS, drop_links, find_link, make_link, spend_link
from clearlane.foundation.clock.move import move
from tests.conftest import AsRole
from tests.posted import Posted

Owner = psycopg.Connection[Any]
START = datetime.fromisoformat("2026-11-02T08:00:00+00:00")
KINDS = tuple(LASTS)


class Clock:
    """The test clock."""

    def __init__(self) -> None:
        self.at = START
        move(to=self.at)

    def go(self, delta: timedelta) -> None:
        self.at += delta
        move(to=self.at)


@pytest.fixture
def clock(as_role: AsRole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    with as_role("web"):
        yield Clock()


@dataclass
class Known:
    """One link as the model knows it."""

    kind: str
    user: int
    token: str
    ends_at: datetime
    is_spent: bool = False

    def state(self, at: datetime) -> str:
        return "used" if self.is_spent else "late" if self.ends_at <= at else "good"


class Account:
    """Two people with links, and the model beside them."""

    def __init__(self, owner: Owner, clock: Clock) -> None:
        self.clock, self.links = clock, list[Known]()
        self.people = [self._person(owner, name) for name in ("dana", "sam")]

    def _person(self, owner: Owner, name: str) -> int:
        row = owner.execute(
            "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
            " VALUES (%s, %s, '', true, now(), 'a test') RETURNING id",
            [name, f"{name}@example.org"],
        ).fetchone()
        assert row is not None
        return int(row[0])

    def make(self, kind: str, user: int) -> None:
        token = make_link(user_id=user, kind=kind, address="new@example.org")
        if kind != "email_undo":
            self.drop(user, (kind,))
        self.links.append(Known(kind, user, token, self.clock.at + LASTS[kind]))

    def drop(self, user: int, kinds: tuple[str, ...]) -> None:
        for one in self.links:
            one.is_spent = one.is_spent or (one.user == user and one.kind in kinds)

    def check(self) -> None:
        for one in self.links:
            found = find_link(token=one.token, kind=one.kind)
            assert found is not None
            assert (found.user, found.state) == (one.user, one.state(self.clock.at))
            for other in KINDS:
                if other != one.kind:
                    assert find_link(token=one.token, kind=other) is None


@pytest.mark.parametrize("seed", range(10))
def test_links_of_an_account_are_good_used_or_late_as_the_model_says(clock: Clock, owner: Owner, seed: int) -> None:
    chance, account = random.Random(seed), Account(owner, clock)
    for _ in range(25):
        deed = chance.choice(["make", "make", "spend", "wait", "drop", "look"])
        user, kind = chance.choice(account.people), chance.choice(KINDS)
        if deed == "make":
            account.make(kind, user)
        elif deed == "spend" and account.links:
            one = chance.choice(account.links)
            is_good = one.state(clock.at) == "good"
            assert spend_link(token=one.token, kind=one.kind) is is_good
            one.is_spent = one.is_spent or is_good
        elif deed == "wait":
            clock.go(chance.choice([timedelta(minutes=5), timedelta(minutes=61), timedelta(hours=25)]))
        elif deed == "drop":
            drop_links(user_id=user, kinds=(kind,))
            account.drop(user, (kind,))
        account.check()


@pytest.mark.parametrize("token", ["", "x", "\x00", "ä" * 50, "x" * 5000])
@pytest.mark.parametrize("kind", [*KINDS, "other"])
def test_what_is_no_token_finds_and_spends_nothing(clock: Clock, token: str, kind: str) -> None:
    assert find_link(token=token, kind=kind) is None
    assert not spend_link(token=token, kind=kind)


def test_no_token_stands_in_a_table(clock: Clock, owner: Owner, posted: Posted) -> None:
    account = Account(owner, clock)
    for kind in KINDS:
        account.make(kind, account.people[0])
    request_link(email="new@example.org", product="clearinghouse", asked_from="192.0.2.1")
    tokens = [one.token for one in account.links] + [posted[-1].link.rpartition("/")[2]]
    for table in ("directory_users_onetimelink", "directory_registrations_registration", "foundation_mail_message"):
        stored = str(owner.execute(f"SELECT * FROM {table}".encode()).fetchall())
        assert not [token for token in tokens if token in stored], table


class SignUps:
    """Addresses that ask for links, and the model beside them."""

    def __init__(self, clock: Clock, posted: Posted) -> None:
        self.clock, self.posted = clock, posted
        self.asked: list[tuple[str, datetime, str]] = []

    def ask(self, email: str, sender: str) -> bool:
        """Whether a link was mailed."""
        try:
            request_link(email=email, product="clearinghouse", asked_from=sender)
        except TooManyLinks:
            return False
        self.asked.append((email, self.clock.at, self.posted[-1].link.rpartition("/")[2]))
        return True

    def may(self, email: str) -> bool:
        """By hand: fewer than so many to this address within the hour."""
        recent = [one for one in self.asked if one[0] == email and one[1] > self.clock.at - asking.CAPPED]
        return len(recent) < asking.PER_ADDRESS

    def check(self) -> None:
        latest = {email: token for email, _, token in self.asked}
        for email, at, token in self.asked:
            state = find_sign_up(token=token).state
            expected = "replaced" if latest[email] != token else "good"
            if expected == "good" and at + asking.LASTS <= self.clock.at:
                expected = "expired"
            assert state == expected


@pytest.mark.parametrize("seed", range(6))
def test_links_of_sign_up_are_replaced_capped_and_late_as_the_model_says(
    clock: Clock, posted: Posted, seed: int
) -> None:
    chance, sign_ups = random.Random(seed), SignUps(clock, posted)
    for n in range(18):
        email = chance.choice(["ann@example.org", "bob@example.org"])
        may = sign_ups.may(email)
        assert sign_ups.ask(email, f"192.0.2.{n}") is may
        clock.go(
            chance.choice([timedelta(minutes=1), timedelta(minutes=20), timedelta(minutes=70), timedelta(hours=12)])
        )
        sign_ups.check()


def test_one_sender_asks_for_so_many_addresses_an_hour_and_another_goes_on(clock: Clock, posted: Posted) -> None:
    sign_ups = SignUps(clock, posted)
    sent = [sign_ups.ask(f"a{n}@example.org", "192.0.2.9") for n in range(asking.PER_SENDER + 3)]
    assert sent == [True] * asking.PER_SENDER + [False] * 3
    assert sign_ups.ask("b@example.org", "192.0.2.10")
    clock.go(timedelta(minutes=61))
    assert sign_ups.ask("c@example.org", "192.0.2.9")


def test_a_subscribers_many_addresses_are_one_sender(clock: Clock, posted: Posted) -> None:
    sign_ups = SignUps(clock, posted)
    sent = [sign_ups.ask(f"a{n}@example.org", f"2001:db8:1:2::{n:x}") for n in range(1, asking.PER_SENDER + 2)]
    assert sent == [True] * asking.PER_SENDER + [False]
