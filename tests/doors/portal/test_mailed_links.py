"""What links in mails do: nothing when they are opened, one thing when a button is pressed, once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person
from tests.posted import Posted

HTML = {"Accept": "text/html"}
NEW = "four horses in a green lake"


@pytest.fixture
def person(practice: int, add_person: AddPerson, browser: Browser, mails: Posted) -> Person:
    return Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")


def _last(mails: Posted) -> str:
    """The path of the link in the last mail."""
    return mails[-1].link.removeprefix("http://localhost")


def _ask(browser: Browser, name: str = "dana") -> Any:
    return browser.post("/reset", {"name": name})


def _open(path: str) -> Browser:
    """Another browser, in which the link was opened."""
    other = Browser()
    answer = other.get(path)
    assert answer.status_code == 303
    assert other.get(answer["Location"]).status_code == 200, path
    return other


@pytest.mark.parametrize("name", ["dana", "DANA@example.org"])
def test_a_link_sets_a_new_password_and_ends_all_sessions(
    person: Person, browser: Browser, mails: Posted, name: str
) -> None:
    person.try_password(browser)
    _ask(browser, name)
    other = _open(_last(mails))
    assert other.post("/reset/new", {"password": NEW, "again": NEW})["Location"] == "/signin?done=reset"
    assert browser.get("/home").status_code == 302
    assert person.try_password(Browser()).status_code == 422
    assert person.try_password(Browser(), password=NEW).status_code == 303


def test_a_reset_keeps_the_factors(person: Person, browser: Browser, mails: Posted) -> None:
    person.add_app()
    _ask(browser)
    _open(_last(mails)).post("/reset/new", {"password": NEW, "again": NEW})
    assert person.try_password(browser, password=NEW)["Location"] == "/signin/code"


def test_known_and_unknown_get_the_same_answer_before_anything_is_looked_up(
    person: Person, browser: Browser, mails: Posted
) -> None:
    from django.db import connections
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    from clearlane.doors.portal.signin.reset import reset

    told = []
    for name in ("dana", "nobody", "nobody@example.org"):
        with CaptureQueriesContext(connections["default"]) as queries:
            answer = reset(RequestFactory().post("/reset", {"name": name}))
        told.append((answer.status_code, answer["Location"], answer["Content-Length"], len(queries)))
        assert len(mails) == 0
        answer.close()
        mails.clear()
    assert len(set(told)) == 1


def test_an_unknown_name_gets_no_mail(person: Person, browser: Browser, mails: Posted) -> None:
    _ask(browser, "nobody")
    assert len(mails) == 0


def test_three_mails_an_hour_are_enough(person: Person, browser: Browser, mails: Posted) -> None:
    assert {_ask(browser)["Location"] for _ in range(6)} == {"/reset/sent"}
    assert mails.templates == ["reset_password"] * 3


def test_opening_a_link_changes_nothing_however_often(
    person: Person, browser: Browser, mails: Posted, owner: psycopg.Connection[Any]
) -> None:
    _ask(browser)
    before = owner.execute("SELECT * FROM directory_users_onetimelink").fetchall()
    for _ in range(3):
        _open(_last(mails))
    assert owner.execute("SELECT * FROM directory_users_onetimelink").fetchall() == before


def test_the_token_leaves_the_address_and_is_not_kept(
    person: Person, browser: Browser, mails: Posted, owner: psycopg.Connection[Any]
) -> None:
    _ask(browser)
    token = _last(mails).rpartition("/")[2]
    answer = Browser().get(_last(mails))
    assert (answer["Location"], answer["Referrer-Policy"]) == ("/reset/new", "no-referrer")
    assert token not in str(owner.execute("SELECT * FROM directory_users_onetimelink").fetchall())


def test_a_new_link_makes_the_older_one_useless(person: Person, browser: Browser, mails: Posted) -> None:
    _ask(browser)
    first = _last(mails)
    _ask(browser)
    other = Browser()
    page = other.get(other.get(first)["Location"], headers=HTML)
    assert (page.status_code, "This link was used" in page.content.decode()) == (410, True)
    _open(_last(mails))


@pytest.mark.parametrize(
    ("change", "told"),
    [("ends_at = now() - interval '1 second'", "has expired"), ("spent_at = now()", "was used")],
)
def test_a_link_that_does_nothing_says_why(
    person: Person, browser: Browser, mails: Posted, owner: psycopg.Connection[Any], change: str, told: str
) -> None:
    _ask(browser)
    other = _open(_last(mails))
    owner.execute(f"UPDATE directory_users_onetimelink SET {change}".encode())
    answer = other.post("/reset/new", {"password": NEW, "again": NEW}, headers=HTML)
    assert (answer.status_code, told in answer.content.decode()) == (410, True)
    assert 'href="/reset"' in answer.content.decode()
    assert person.try_password(browser).status_code == 303


def test_a_page_without_its_link_says_so(browser: Browser) -> None:
    page = browser.get("/reset/new", headers=HTML)
    assert (page.status_code, "another browser" in page.content.decode()) == (410, True)
    assert browser.get("/link/other/x").status_code == 404


def test_a_password_that_is_refused_does_not_spend_the_link(person: Person, browser: Browser, mails: Posted) -> None:
    _ask(browser)
    other = _open(_last(mails))
    assert other.post("/reset/new", {"password": "password1234", "again": "password1234"}).status_code == 422
    assert other.post("/reset/new", {"password": NEW, "again": "x"}).status_code == 422
    assert other.post("/reset/new", {"password": NEW, "again": NEW}).status_code == 303


def _address(owner: psycopg.Connection[Any]) -> Any:
    row = owner.execute("SELECT email FROM directory_users_user WHERE username = 'dana'").fetchone()
    return row[0] if row else None


def _change(person: Person, browser: Browser, to: str = "New@Example.org ") -> Any:
    browser.sign_in(person.id)
    browser.prove("totp")
    return browser.post("/account/email", {"email": to}, headers=HTML)


def test_an_address_changes_once_the_new_one_has_confirmed_it(
    person: Person, browser: Browser, mails: Posted, owner: psycopg.Connection[Any]
) -> None:
    assert "new@example.org" in _change(person, browser).content.decode()
    assert (_address(owner), (mails[-1].to, mails[-1].template)) == (
        "dana@example.org",
        ("new@example.org", "email_change_new"),
    )
    assert _open(_last(mails)).post("/address/confirm").status_code == 200
    assert (_address(owner), (mails[-1].to, mails[-1].template)) == (
        "new@example.org",
        ("dana@example.org", "email_changed_old"),
    )


def test_the_old_address_undoes_it_within_three_days(
    person: Person, browser: Browser, mails: Posted, owner: psycopg.Connection[Any]
) -> None:
    _change(person, browser)
    _open(_last(mails)).post("/address/confirm")
    undo = _last(mails)
    lasts = owner.execute("SELECT ends_at - made_at FROM directory_users_onetimelink WHERE kind = 'email_undo'")
    assert lasts.fetchone() == (timedelta(hours=72),)
    assert _open(undo).post("/address/undo").status_code == 200
    assert (_address(owner), browser.get("/home").status_code) == ("dana@example.org", 302)
    assert Browser().get("/address/undo").status_code == 410


def test_the_address_of_another_account_looks_like_any(
    person: Person, browser: Browser, mails: Posted, owner: psycopg.Connection[Any], add_person: AddPerson
) -> None:
    add_person("erin", {})
    pages = []
    for address in ("erin@example.org", "frank@example.org"):
        shown = [_change(person, browser, to=address), browser.get("/account")]
        assert all(address in page.content.decode() for page in shown)
        pages.append([re.sub(r'value="[^"]+"|erin@|frank@', "", page.content.decode()) for page in shown])
    assert pages[0] == pages[1]
    assert mails.templates == ["have_account", "email_change_new"]


@pytest.mark.parametrize(
    "wrong",
    ["", "dana@", "dana@example.org", "a b@example.org", '"new"@example.org', "new@[192.0.2.1]", "new@localhost"],
)
def test_what_is_no_new_address_is_refused(person: Person, browser: Browser, wrong: str) -> None:
    assert _change(person, browser, to=wrong).status_code == 422


def test_an_address_that_was_taken_meanwhile_stays_with_who_has_it(
    person: Person, browser: Browser, mails: Posted, owner: psycopg.Connection[Any], add_person: AddPerson
) -> None:
    _change(person, browser, to="erin@example.org")
    other = _open(_last(mails))
    add_person("erin", {})
    assert other.post("/address/confirm").status_code == 410
    assert _address(owner) == "dana@example.org"
