"""Sessions end as a plain model says: of people when nobody works, of anybody some hours after they began."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY

from clearlane.directory.users.devices import end_other_sessions, end_signed_in, find_signed_in
from clearlane.directory.users.session_store import SessionStore, hash_of
from clearlane.directory.users.sign_in import end_all_sessions
from clearlane.foundation.clock.move import move
from tests.conftest import AsRole

Owner = psycopg.Connection[Any]
START = datetime.fromisoformat("2026-11-02T08:00:00+00:00")
IDLE, LONGEST = timedelta(minutes=15), timedelta(hours=12)
STEPS = (1, 29, 30, 31, 60, 14 * 60, 15 * 60, 16 * 60, 3600, 11 * 3600)


@dataclass
class Known:
    """One session as the model knows it; ``user`` is 0 for a stranger's."""

    key: str
    user: int
    begun: datetime
    seen: datetime
    words: str = ""
    is_ended: bool = False

    @property
    def ends(self) -> datetime:
        latest = self.begun + LONGEST
        return min(self.seen + IDLE, latest) if self.user else latest

    def is_good(self, at: datetime) -> bool:
        return not self.is_ended and at < self.ends


class Browsers:
    """Browsers of two people and of strangers, and the model beside them."""

    def __init__(self) -> None:
        self.at, self.all = START, list[Known]()
        move(to=self.at)

    def go(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)
        move(to=self.at)

    def begin(self, user: int) -> Known:
        store = SessionStore()
        store["words"] = "first"
        if user:
            store[SESSION_KEY] = str(user)
        store.save()
        made = Known(str(store.session_key), user, self.at, self.at, "first")
        self.all.append(made)
        return made

    def load(self, one: Known) -> SessionStore | None:
        """The session as a request finds it; checks that it is there as long as the model says."""
        store = SessionStore(one.key)
        assert (store.get("words") == one.words) is one.is_good(self.at), (one, self.at)
        assert store.get(SESSION_KEY) == (str(one.user) if one.user and one.is_good(self.at) else None)
        return store if one.is_good(self.at) else None

    def work(self, one: Known) -> None:
        """A request of a person: the time runs anew, at most twice a minute."""
        if store := self.load(one):
            store.renew()
            if one.user and self.at - one.seen >= timedelta(seconds=30):
                one.seen = self.at

    def poll(self, one: Known) -> None:
        """A page that looks for news: nothing is prolonged."""
        self.load(one)

    def write(self, one: Known) -> None:
        """A request that keeps something in the session."""
        if store := self.load(one):
            store["words"] = one.words = f"at {self.at}"
            store.save()

    def rotate(self, one: Known) -> None:
        """A proof: the session goes on under another key, and the old one is nobody's."""
        if store := self.load(one):
            old = one.key
            store.cycle_key()
            store.save()
            one.key, one.seen = str(store.session_key), self.at
            assert one.key != old
            assert SessionStore(old).get("words") is None

    def leave(self, one: Known) -> None:
        if store := self.load(one):
            store.flush()
            one.is_ended = True

    def check(self, owner: Owner) -> None:
        rows = dict(owner.execute("SELECT session_key, expire_date FROM directory_users_session").fetchall())
        for one in self.all:
            self.load(one)
            if not one.is_ended:
                assert rows[hash_of(one.key)] == one.ends
            else:
                assert hash_of(one.key) not in rows


@pytest.fixture
def browsers(as_role: AsRole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browsers]:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    assert (IDLE, LONGEST.total_seconds()) == (settings.SESSION_IDLE, settings.SESSION_COOKIE_AGE)
    with as_role("web"):
        yield Browsers()


@pytest.mark.parametrize("seed", range(12))
def test_in_any_order_of_deeds_a_session_lasts_as_long_as_the_model_says(
    browsers: Browsers, owner: Owner, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        deed = chance.choice(["begin", "work", "work", "poll", "write", "rotate", "leave", "wait", "wait"])
        if deed == "begin" or not browsers.all:
            browsers.begin(chance.choice([0, 3, 4]))
        elif deed == "wait":
            browsers.go(chance.choice(STEPS))
        else:
            getattr(browsers, deed)(chance.choice(browsers.all))
        browsers.check(owner)


@pytest.mark.parametrize("every", [300, 600, 899])
def test_who_works_on_is_signed_out_after_twelve_hours_all_the_same(browsers: Browsers, every: int) -> None:
    one = browsers.begin(3)
    while one.is_good(browsers.at + timedelta(seconds=every)):
        browsers.go(every)
        browsers.work(one)
    assert LONGEST - timedelta(seconds=every) <= browsers.at - START < LONGEST
    browsers.go(every)
    assert browsers.load(one) is None


def test_a_page_that_only_polls_is_signed_out_after_a_quarter_of_an_hour(browsers: Browsers) -> None:
    one = browsers.begin(3)
    for _ in range(29):
        browsers.go(30)
        browsers.poll(one)
    assert browsers.load(one) is not None
    browsers.go(31)
    assert browsers.load(one) is None


def test_a_session_that_has_ended_is_not_woken_by_work_that_comes_late(browsers: Browsers, owner: Owner) -> None:
    one = browsers.begin(3)
    late = SessionStore(one.key)
    assert late.get("words") == "first"
    browsers.go(15 * 60)
    late.renew()
    assert browsers.load(one) is None


def test_a_strangers_form_outlasts_a_pause_and_is_never_prolonged(browsers: Browsers) -> None:
    one = browsers.begin(0)
    for _ in range(11):
        browsers.go(3600)
        browsers.work(one)
    browsers.go(3599)
    assert browsers.load(one) is not None
    browsers.go(1)
    assert browsers.load(one) is None


@pytest.mark.parametrize("seed", range(4))
def test_who_ends_browsers_ends_his_own_and_sees_those_that_are_left(browsers: Browsers, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        browsers.begin(chance.choice([3, 4]))
        browsers.go(20)
    mine = next(one for one in browsers.all if one.user == 3) if seed else browsers.begin(3)
    ended = chance.choice([one for one in browsers.all if one.user == 3])
    marks = {each.mark: each for each in find_signed_in(user_id=3, this=mine.key)}
    assert len(marks) == len([one for one in browsers.all if one.user == 3])
    assert [each.mark for each in marks.values() if each.is_this] == [hash_of(mine.key)[:24]]
    assert end_signed_in(user_id=3, mark=hash_of(ended.key)[:24])
    ended.is_ended = True
    theirs = next((one for one in browsers.all if one.user == 4), None)
    assert theirs is None or not end_signed_in(user_id=3, mark=hash_of(theirs.key)[:24])
    left = [one for one in browsers.all if one.user == 3 and not one.is_ended and one is not mine]
    assert end_other_sessions(user_id=3, this=mine.key) == len(left)
    for one in left:
        one.is_ended = True
    for one in browsers.all:
        browsers.load(one)


def test_all_sessions_of_a_person_end_and_nobody_elses(browsers: Browsers) -> None:
    for user in (3, 4, 3, 0):
        browsers.begin(user)
    assert end_all_sessions(user_id=3) == 2
    for one in browsers.all:
        one.is_ended = one.user == 3
        browsers.load(one)


@pytest.mark.parametrize("mark", ["", "0", "%" * 24, "_" * 24, "x" * 24, "0" * 23, "0" * 25, "0" * 64])
def test_what_is_no_mark_ends_nothing(browsers: Browsers, mark: str) -> None:
    one = browsers.begin(3)
    assert not end_signed_in(user_id=3, mark=mark)
    assert browsers.load(one) is not None


@pytest.mark.parametrize("key", [None, "", "x", "\x00", "ä" * 32, "0" * 64, "a" * 5000])
def test_what_is_no_key_finds_no_session_and_makes_none(browsers: Browsers, owner: Owner, key: str | None) -> None:
    browsers.begin(3)
    store = SessionStore(key)
    assert store.get(SESSION_KEY) is None
    store.renew()
    assert not store.exists(key)
    assert owner.execute("SELECT count(*) FROM directory_users_session").fetchone() == (1,)


def test_the_hash_in_the_table_is_no_key(browsers: Browsers, owner: Owner) -> None:
    browsers.begin(3)
    ((stored,),) = owner.execute("SELECT session_key FROM directory_users_session").fetchall()
    assert SessionStore(stored).get(SESSION_KEY) is None
