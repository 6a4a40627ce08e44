"""Wishes of those who have lost their factors: who may grant them and when, by a plain model, and two tabs at once."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections

from clearlane.directory.users import ask_for_new_factors as asked
from clearlane.directory.users.ask_for_new_factors import (
    Wish,
    ask_for_new_factors,
    drop_wish,
    find_wish,
    find_wishes_for_operators,
    find_wishes_for_owner,
    grant_wish,
    grant_wish_here,
    refuse_wish,
)
from clearlane.foundation.clock.move import move
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.posted import Posted

Owner = psycopg.Connection[Any]
START = datetime.fromisoformat("2026-11-02T08:00:00+00:00")
BY_OWNER, BY_OPERATOR = timedelta(hours=24), timedelta(hours=72)
PARTS = {"ann": "owner", "bob": "owner", "cyd": "biller", "sol": "owner", "ray": "reader"}
FIRST = ("ann", "bob", "cyd")
"""Those of the first organization; the others work for the second, which has one owner."""


@dataclass
class Open:
    """An open wish as the model knows it."""

    answer_by: str
    due_at: datetime


class Staff:
    """Two organizations, and the model beside them."""

    def __init__(self, owner: Owner, tenants: tuple[int, int]) -> None:
        self.owner, self.at, self.tenants = owner, START, tenants
        self.open: dict[str, Open] = {}
        self.gone: set[str] = set()
        move(to=self.at)
        self.ids = {name: self._add(name, tenants[name not in FIRST], part) for name, part in PARTS.items()}

    def _add(self, name: str, tenant: int, part: str) -> int:
        row = self.owner.execute(
            "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
            " VALUES (%s, %s, '', true, now(), 'a test') RETURNING id",
            [name, f"{name}@example.org"],
        ).fetchone()
        assert row is not None
        self.owner.execute(
            "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, by)"
            " VALUES (%s, %s, %s, '2026-01-01', 'a test')",
            [row[0], tenant, part],
        )
        return int(row[0])

    def owners_beside(self, name: str) -> set[str]:
        mates = set(FIRST) if name in FIRST else set(PARTS) - set(FIRST)
        return {each for each in mates - {name} - self.gone if PARTS[each] == "owner"}

    def join(self, name: str, other: str, part: str) -> None:
        """Outside of the model: somebody belongs to the organization of another person, too."""
        self.owner.execute(
            "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, by)"
            " SELECT %s, tenant_id, %s, '2026-01-01', 'a test' FROM directory_users_membership WHERE user_id = %s",
            [self.ids[name], part, self.ids[other]],
        )

    def go(self, hours: int) -> None:
        self.at += timedelta(hours=hours)
        move(to=self.at)

    def leave(self, name: str) -> None:
        """The house shuts this person out."""
        self.gone.add(name)
        self.owner.execute("UPDATE directory_users_user SET is_active = false WHERE id = %s", [self.ids[name]])

    def ask(self, name: str) -> Wish:
        made = ask_for_new_factors(user_id=self.ids[name])
        if name not in self.open:
            by = "owner" if self.owners_beside(name) else "operator"
            self.open[name] = Open(by, self.at + (BY_OWNER if by == "owner" else BY_OPERATOR))
        return made

    def grant(self, name: str) -> None:
        wish = find_wish(user_id=self.ids[name])
        assert (wish is not None) is (name in self.open)
        if wish is not None:
            may = self.open[name].due_at <= self.at
            assert self.answer(wish) is may
            if may:
                del self.open[name]
                assert not self.answer(wish)

    def answer(self, wish: Wish) -> bool:
        """The yes of whoever may say it: an owner, or the operators."""
        if wish.answer_by == "owner":
            return grant_wish(wish=wish, owner=self.ids[min(self.owners_beside(wish.username))])
        with scope([self.tenants[0]], by="operator:ann"):
            return grant_wish_here(wish=wish, by="operator:ann")

    def drop(self, name: str) -> None:
        assert drop_wish(user_id=self.ids[name], by="a test") is (self.open.pop(name, None) is not None)

    def check(self) -> None:
        names = {user: name for name, user in self.ids.items()}
        for_operators = {names[wish.user] for wish in find_wishes_for_operators()}
        assert for_operators == {name for name, wish in self.open.items() if wish.answer_by == "operator"}
        for name, user in self.ids.items():
            seen = {names[wish.user] for wish in find_wishes_for_owner(user_id=user)}
            mates = {one for one in self.open if name in self.owners_beside(one)}
            may = {one for one in mates if self.open[one].answer_by == "owner"} if PARTS[name] == "owner" else set()
            assert seen == may, name
            wish = find_wish(user_id=user)
            assert (wish and wish.due_at) == (self.open[name].due_at if name in self.open else None)


@pytest.fixture
def staff(
    as_role: AsRole,
    owner: Owner,
    tenant: MakeTenant,
    posted: Posted,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Staff]:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    tenants = (tenant(name="Elm"), tenant(name="Oak"))
    with as_role("web"):
        yield Staff(owner, tenants)


@pytest.mark.parametrize("seed", range(8))
def test_in_any_order_of_deeds_wishes_are_the_models(staff: Staff, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        deed, name = chance.choice(["ask", "ask", "grant", "grant", "drop", "wait"]), chance.choice(list(PARTS))
        if deed == "wait":
            staff.go(chance.choice([1, 23, 24, 48, 72]))
        else:
            getattr(staff, deed)(name)
        staff.check()


def test_two_tabs_that_ask_at_once_make_one_wish(staff: Staff, posted: Posted) -> None:
    wishes: list[Wish] = []
    together = threading.Barrier(6)

    def ask() -> None:
        try:
            with connections["default"].cursor() as sql:
                sql.execute("SELECT 1")
            together.wait(timeout=20)
            wishes.append(ask_for_new_factors(user_id=staff.ids["sol"]))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(wishes) == 6
    assert len({wish.id for wish in wishes}) == 1
    assert posted.templates == ["factors_lost"]


def test_an_owner_who_was_shut_out_is_not_waited_for(staff: Staff) -> None:
    staff.leave("bob")
    assert staff.ask("ann").answer_by == "operator"
    staff.check()


def test_a_wish_whose_last_helper_has_gone_is_the_operators_when_it_is_asked_again(staff: Staff) -> None:
    first = staff.ask("ann")
    assert (first.answer_by, first.due_at) == ("owner", START + BY_OWNER)
    staff.go(10)
    staff.leave("bob")
    again = ask_for_new_factors(user_id=staff.ids["ann"])
    assert (again.id, again.answer_by, again.due_at) == (first.id, "operator", START + BY_OPERATOR)
    assert [wish.username for wish in find_wishes_for_operators()] == ["ann"]
    staff.go(61)
    assert not staff.answer(again)
    staff.go(1)
    assert staff.answer(again)


def test_the_sole_owner_of_another_organization_is_let_in_by_operators_alone(staff: Staff, posted: Posted) -> None:
    staff.join("sol", "ann", "biller")
    wish = ask_for_new_factors(user_id=staff.ids["sol"])
    assert (wish.answer_by, wish.due_at) == ("operator", START + BY_OPERATOR)
    assert find_wishes_for_owner(user_id=staff.ids["ann"]) == ()
    assert posted.templates == ["factors_lost"]


def test_where_each_organization_has_another_owner_each_of_them_may(staff: Staff) -> None:
    staff.join("ray", "ann", "owner")
    assert ask_for_new_factors(user_id=staff.ids["ray"]).answer_by == "owner"
    seen = {name: len(find_wishes_for_owner(user_id=staff.ids[name])) for name in PARTS}
    assert seen == {"ann": 1, "bob": 1, "cyd": 0, "sol": 1, "ray": 0}


def test_who_becomes_the_sole_owner_of_another_is_no_longer_an_owners_to_let_in(staff: Staff) -> None:
    staff.ask("cyd")
    staff.go(25)
    (wish,) = find_wishes_for_owner(user_id=staff.ids["ann"])
    staff.join("cyd", "sol", "owner")
    staff.leave("sol")
    assert find_wishes_for_owner(user_id=staff.ids["ann"]) == ()
    again = ask_for_new_factors(user_id=staff.ids["cyd"])
    assert (again.id, again.answer_by) == (wish.id, "operator")
    assert (grant_wish(wish=wish, owner=staff.ids["ann"]), refuse_wish(wish=wish, owner=staff.ids["ann"])) == (
        False,
        False,
    )
    assert find_wish(user_id=staff.ids["cyd"]) == again


def test_a_wish_whose_last_helper_has_gone_is_seen_and_granted_by_operators_though_nobody_asks_again(
    staff: Staff,
) -> None:
    first = staff.ask("ann")
    staff.leave("bob")
    (seen,) = find_wishes_for_operators()
    assert (seen.id, seen.answer_by, seen.due_at) == (first.id, "operator", START + BY_OPERATOR)
    staff.go(71)
    assert not staff.answer(seen)
    staff.go(1)
    assert staff.answer(seen)
    assert find_wishes_for_operators() == ()


def test_operators_do_not_grant_what_an_owner_may_answer_again(staff: Staff) -> None:
    staff.ask("ann")
    staff.leave("bob")
    (seen,) = find_wishes_for_operators()
    staff.join("sol", "ann", "owner")
    staff.go(72)
    assert not staff.answer(seen)


def test_an_owner_who_was_shut_out_after_he_saw_the_wish_neither_grants_nor_refuses_it(staff: Staff) -> None:
    wish = staff.ask("cyd")
    staff.go(25)
    staff.leave("bob")
    bob = staff.ids["bob"]
    assert (grant_wish(wish=wish, owner=bob), refuse_wish(wish=wish, owner=bob)) == (False, False)
    assert grant_wish(wish=wish, owner=staff.ids["ann"])


def test_a_wish_that_became_another_is_not_said_to_be_handed_over(staff: Staff) -> None:
    first = staff.ask("ann")
    staff.drop("ann")
    staff.go(1)
    staff.leave("bob")
    second = staff.ask("ann")
    assert asked._hand_over(first) == second != first


def test_a_yes_or_no_is_for_the_wish_that_was_looked_at(staff: Staff) -> None:
    first = staff.ask("ray")
    staff.drop("ray")
    staff.go(1)
    second = staff.ask("ray")
    staff.go(30)
    assert (grant_wish(wish=first, owner=staff.ids["sol"]), refuse_wish(wish=first, owner=staff.ids["sol"])) == (
        False,
        False,
    )
    assert refuse_wish(wish=second, owner=staff.ids["sol"])


def test_how_a_wish_ended_stands_in_the_trail_of_each_organization_once(staff: Staff, owner: Owner) -> None:
    ray, sol = staff.ids["ray"], staff.ids["sol"]
    staff.ask("ray")
    staff.drop("ray")
    staff.drop("ray")
    wish = staff.ask("ray")
    refused = [refuse_wish(wish=wish, owner=sol) for _ in range(2)]
    assert refused == [True, False]
    rows = owner.execute(
        "SELECT event, by, tenant_id, detail->>'user' FROM foundation_audit_entry WHERE event ~ 'dropped|refused'"
    )
    said = ("dropped", "a test"), ("refused", f"user:{sol}")
    assert sorted(rows.fetchall()) == [(f"user:factors:{word}", by, staff.tenants[1], str(ray)) for word, by in said]


def test_factors_are_not_taken_off_without_a_trail(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    wish = staff.ask("cyd")
    staff.go(25)
    monkeypatch.setattr(asked, "note", _fail)
    with pytest.raises(RuntimeError):
        grant_wish(wish=wish, owner=staff.ids["ann"])
    with pytest.raises(RuntimeError):
        ask_for_new_factors(user_id=staff.ids["sol"])
    assert find_wish(user_id=staff.ids["cyd"]) == wish
    assert find_wish(user_id=staff.ids["sol"]) is None


def _fail(**_: Any) -> None:
    raise RuntimeError("the process dies here")


def test_each_owner_is_told_and_nobody_of_another_organization(staff: Staff, posted: Posted) -> None:
    staff.ask("cyd")
    told = {(mail.template, mail.to) for mail in posted}
    assert told == {
        ("factors_lost", "cyd@example.org"),
        ("factors_lost_owner", "ann@example.org"),
        ("factors_lost_owner", "bob@example.org"),
    }


def test_a_wish_that_was_closed_does_not_come_back(staff: Staff) -> None:
    first = staff.ask("ray")
    staff.go(25)
    assert drop_wish(user_id=staff.ids["ray"], by="himself")
    assert not grant_wish(wish=first, owner=staff.ids["sol"])
    second = ask_for_new_factors(user_id=staff.ids["ray"])
    assert second.id != first.id
    assert second.due_at == staff.at + BY_OWNER
