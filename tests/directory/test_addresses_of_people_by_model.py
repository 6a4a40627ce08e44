"""A person's address is that of a plain model: in any order of asking, confirming, undoing and waiting."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.directory.users.email_address import AddressRefused, ask_change, confirm_change, undo_change
from clearlane.directory.users.find_by_password import look_up
from clearlane.directory.users.find_person import find_person
from clearlane.directory.users.links import LASTS, find_link, make_link
from clearlane.foundation.clock.move import move
from tests.conftest import AsRole
from tests.posted import Posted

Owner = psycopg.Connection[Any]
START = datetime.fromisoformat("2026-11-02T08:00:00+00:00")
ADDRESSES = tuple(f"{name}@example.org" for name in ("dana", "sam", "new", "other", "thief"))


@dataclass
class Mailed:
    """A link that a mail has taken to somebody."""

    kind: str
    user: int
    address: str
    token: str
    ends_at: datetime
    is_spent: bool = False


class People:
    """Two people with addresses, the mails they get, and the model beside them."""

    def __init__(self, owner: Owner, posted: Posted) -> None:
        self.posted, self.at = posted, START
        self.links: list[Mailed] = []
        self.now: dict[int, str] = {self._add(owner, name): f"{name}@example.org" for name in ("dana", "sam")}
        move(to=self.at)

    def _add(self, owner: Owner, name: str) -> int:
        row = owner.execute(
            "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
            " VALUES (%s, %s, '', true, now(), 'a test') RETURNING id",
            [name, f"{name}@example.org"],
        ).fetchone()
        assert row is not None
        return int(row[0])

    def go(self, lasts: timedelta) -> None:
        self.at += lasts
        move(to=self.at)

    def is_good(self, link: Mailed) -> bool:
        return not link.is_spent and self.at < link.ends_at

    def is_free(self, address: str, user: int) -> bool:
        return all(who == user for who, has in self.now.items() if has == address)

    def _drop(self, user: int, kind: str, *, after: int = -1) -> None:
        for place, link in enumerate(self.links):
            link.is_spent = link.is_spent or (link.user == user and link.kind == kind and place > after)

    def _mailed(self, kind: str, user: int, address: str, to: str) -> None:
        mail = self.posted[-1]
        assert mail.to == to
        token = next(each for each in mail.links if f"/link/{kind}/" in each).rpartition("/")[2]
        self.links.append(Mailed(kind, user, address, token, self.at + LASTS[kind]))

    def ask(self, user: int, address: str) -> None:
        if address == self.now[user]:
            with pytest.raises(AddressRefused):
                ask_change(user_id=user, typed=address)
            return
        assert ask_change(user_id=user, typed=f" {address.upper()} ") == address
        self._drop(user, "email_new")
        assert find_person(user_id=user).waiting == address
        if self.is_free(address, user):
            self._mailed("email_new", user, address, address)
        else:
            assert (self.posted[-1].template, self.posted[-1].to) == ("have_account", address)

    def confirm(self, link: Mailed) -> None:
        may = self.is_good(link) and self.is_free(link.address, link.user)
        assert confirm_change(token=link.token) is may
        if may:
            link.is_spent, before = True, self.now[link.user]
            self.now[link.user] = link.address
            self._mailed("email_undo", link.user, before, before)

    def undo(self, link: Mailed) -> None:
        may = self.is_good(link) and self.is_free(link.address, link.user)
        assert undo_change(token=link.token) is may
        if may:
            self._drop(link.user, "email_new")
            self._drop(link.user, "email_undo", after=self.links.index(link))
            link.is_spent = True
            self.now[link.user] = link.address

    def check(self, owner: Owner) -> None:
        rows = owner.execute("SELECT id, email FROM directory_users_user").fetchall()
        assert dict(rows) == self.now
        for link in self.links:
            found = find_link(token=link.token, kind=link.kind)
            assert found is not None
            assert (found.state == "good") is self.is_good(link), link


@pytest.fixture
def people(
    as_role: AsRole, owner: Owner, posted: Posted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[People]:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    with as_role("web"):
        yield People(owner, posted)


@pytest.mark.parametrize("seed", range(12))
def test_in_any_order_of_deeds_an_address_is_the_models(people: People, owner: Owner, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(30):
        deed = chance.choice(["ask", "ask", "confirm", "confirm", "undo", "wait"])
        known = [link for link in people.links if link.kind == {"confirm": "email_new", "undo": "email_undo"}.get(deed)]
        if deed == "ask":
            people.ask(chance.choice(list(people.now)), chance.choice(ADDRESSES))
        elif deed == "wait":
            people.go(chance.choice([timedelta(minutes=1), timedelta(hours=23), timedelta(hours=71)]))
        elif known:
            getattr(people, deed)(chance.choice(known[-3:]))
        people.check(owner)


def test_who_moved_an_address_on_cannot_take_it_back_once_its_owner_has_undone_it(people: People, owner: Owner) -> None:
    dana = next(iter(people.now))
    for address in ("thief@example.org", "other@example.org"):
        people.ask(dana, address)
        people.confirm(people.links[-1])
    first, second = (link for link in people.links if link.kind == "email_undo")
    people.undo(first)
    assert people.now[dana] == "dana@example.org"
    assert not undo_change(token=second.token)
    people.check(owner)


def test_each_change_can_be_undone_back_to_the_first(people: People, owner: Owner) -> None:
    dana = next(iter(people.now))
    for address in ("new@example.org", "other@example.org"):
        people.ask(dana, address)
        people.confirm(people.links[-1])
    first, second = (link for link in people.links if link.kind == "email_undo")
    for link, address in ((second, "new@example.org"), (first, "dana@example.org")):
        people.undo(link)
        assert people.now[dana] == address
    people.check(owner)


def test_one_persons_undoing_leaves_anothers_links_alone(people: People, owner: Owner) -> None:
    dana, sam = people.now
    people.ask(dana, "new@example.org")
    people.confirm(people.links[-1])
    hers = people.links[-1]
    people.ask(sam, "other@example.org")
    people.confirm(people.links[-1])
    people.ask(sam, "thief@example.org")
    people.undo(hers)
    people.check(owner)
    assert [people.is_good(link) for link in people.links if link.user == sam] == [False, True, True]


def test_an_undone_change_makes_links_to_a_new_password_useless(people: People) -> None:
    dana = next(iter(people.now))
    people.ask(dana, "thief@example.org")
    people.confirm(people.links[-1])
    reset = make_link(user_id=dana, kind="reset")
    people.undo(people.links[-1])
    found = find_link(token=reset, kind="reset")
    assert found is not None
    assert found.state == "used"


@pytest.mark.parametrize(
    "typed",
    ["", "dana", "a@b@c.org", "a b@example.org", "new@example.org\nBcc: all@example.org"]
    + ['"new"@example.org', "new@localhost", "new@[192.0.2.1]", "näw@example.org", f"new@{'a' * 64}.org"],
)
def test_what_is_no_address_is_refused_and_nothing_is_mailed(people: People, typed: str) -> None:
    with pytest.raises(AddressRefused):
        ask_change(user_id=next(iter(people.now)), typed=typed)
    assert len(people.posted) == 0


@pytest.mark.parametrize("typed", ["Dana@Bücher.example", "dana@xn--bcher-kva.example", " dana@BÜCHER.EXAMPLE "])
def test_a_domain_of_other_letters_is_kept_and_found_in_one_form(people: People, owner: Owner, typed: str) -> None:
    dana, sam = people.now
    assert ask_change(user_id=dana, typed=typed) == "dana@xn--bcher-kva.example"
    people._mailed("email_new", dana, "dana@xn--bcher-kva.example", "dana@xn--bcher-kva.example")
    people.confirm(people.links[-1])
    people.check(owner)
    for name in ("dana@bücher.example", "dana@xn--bcher-kva.example"):
        account = look_up(typed=name)
        assert account is not None
        assert account.id == dana
        assert ask_change(user_id=sam, typed=name) == "dana@xn--bcher-kva.example"
        assert people.posted[-1].template == "have_account"
