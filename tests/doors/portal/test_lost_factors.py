"""Passkey, phone and codes are lost: another owner helps after a day, an operator after three."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.directory.users.ask_for_new_factors import find_wishes_for_operators, grant_wish_here
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person
from tests.posted import Posted


@pytest.fixture
def person(practice: int, add_person: AddPerson, browser: Browser, mails: Posted) -> Person:
    made = Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")
    made.add_app()
    return made


@pytest.fixture
def erin(practice: int, add_person: AddPerson, browser: Browser, person: Person) -> Browser:
    """The browser of another owner, who has just proved herself."""
    hers = Browser()
    hers.sign_in(add_person("erin", {practice: "owner"}))
    hers.prove("webauthn")
    return hers


def _ask(person: Person, browser: Browser) -> Any:
    person.try_password(browser)
    return browser.post("/lost")


def _pass(owner: psycopg.Connection[Any], hours: int) -> None:
    owner.execute(f"UPDATE directory_users_lostfactors SET due_at = due_at - interval '{hours} hours'".encode())


def _wish(owner: psycopg.Connection[Any]) -> Any:
    return owner.execute("SELECT id, answer_by, is_granted, closed_at FROM directory_users_lostfactors").fetchone()


def test_only_the_right_password_may_ask(person: Person, browser: Browser, owner: psycopg.Connection[Any]) -> None:
    assert browser.post("/lost").status_code == 200
    assert _wish(owner) is None


def test_another_owner_lets_a_colleague_in_after_a_day(
    person: Person, browser: Browser, erin: Browser, owner: psycopg.Connection[Any], mails: Posted
) -> None:
    _ask(person, browser)
    assert mails.templates == ["factors_lost", "factors_lost_owner"]
    wish = _wish(owner)
    assert wish[1] == "owner"
    erin.post("/account/colleagues", {"wish": wish[0], "do": "grant"})
    assert _wish(owner)[3] is None
    _pass(owner, 24)
    erin.post("/account/colleagues", {"wish": wish[0], "do": "grant"})
    assert _wish(owner)[2] is True
    assert person.try_password(browser)["Location"] == "/home"


def test_a_second_wish_is_the_first_one(person: Person, browser: Browser, mails: Posted) -> None:
    _ask(person, browser)
    _ask(person, browser)
    assert mails.templates == ["factors_lost"]
    assert b"written down" in browser.get("/lost").content


def test_a_sole_owner_is_let_in_by_an_operator_after_three_days(
    person: Person, browser: Browser, owner: psycopg.Connection[Any], as_role: AsRole
) -> None:
    _ask(person, browser)
    for hours, answers in ((0, [False, False]), (72, [True, False])):
        _pass(owner, hours)
        with as_role("operator"), scope([1], by="operator:ann"):
            (wish,) = find_wishes_for_operators()
            assert [grant_wish_here(wish=wish, by="operator:ann") for _ in range(2)] == answers
    assert person.try_password(browser)["Location"] == "/home"


def test_an_owner_of_another_organization_sees_nothing(
    person: Person, browser: Browser, erin: Browser, owner: psycopg.Connection[Any], tenant: MakeTenant, add_person: Any
) -> None:
    _ask(person, browser)
    _pass(owner, 24)
    stranger = Browser()
    stranger.sign_in(add_person("mallory", {tenant(): "owner"}))
    stranger.prove("webauthn")
    assert b"Nobody asks" in stranger.get("/account/colleagues").content
    stranger.post("/account/colleagues", {"wish": _wish(owner)[0], "do": "grant"})
    assert _wish(owner)[3] is None


def test_who_signs_in_with_a_factor_has_found_it(
    person: Person, browser: Browser, owner: psycopg.Connection[Any]
) -> None:
    _ask(person, browser)
    browser.post("/signin/code", {"code": person.code()})
    assert _wish(owner)[2:] == (False, _wish(owner)[3])
    assert _wish(owner)[3] is not None


def test_an_owner_may_refuse(person: Person, browser: Browser, erin: Browser, owner: psycopg.Connection[Any]) -> None:
    _ask(person, browser)
    _pass(owner, 24)
    erin.post("/account/colleagues", {"wish": _wish(owner)[0], "do": "refuse"})
    assert _wish(owner)[2] is False
    assert person.try_password(browser)["Location"] == "/signin/code"
