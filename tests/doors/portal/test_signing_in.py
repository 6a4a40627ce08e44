"""Signing in with a name and a password, and what the page tells of accounts: nothing."""

from __future__ import annotations

import re
import statistics
import time
from typing import Any

import psycopg
import pytest

from clearlane.directory.users import find_by_password
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person
from tests.posted import Posted

pytestmark = pytest.mark.usefixtures("mails")


@pytest.fixture
def dana_herself(practice: int, add_person: AddPerson, browser: Browser) -> Person:
    return Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")


@pytest.fixture
def argon2(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each password that is hashed."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    runs: list[str] = []
    verify = Argon2PasswordHasher.verify

    def counted(self: Any, password: str, encoded: str) -> bool:
        runs.append(password)
        return bool(verify(self, password, encoded))

    monkeypatch.setattr(Argon2PasswordHasher, "verify", counted)
    return runs


def _page(answer: Any) -> str:
    """A page without what is another in each."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


@pytest.mark.parametrize("typed", ["dana", "DANA", " dana ", "dana@example.org", "Dana@Example.org"])
def test_a_right_password_opens_the_page_that_was_wanted(dana_herself: Person, browser: Browser, typed: str) -> None:
    answer = browser.post("/signin", {"name": typed, "password": PASSWORD, "next": "/claims"})
    assert (answer.status_code, answer["Location"]) == (303, "/claims")
    assert browser.get("/home").status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil", "/a\r\nb", ""],
)
def test_nobody_is_led_to_another_house(dana_herself: Person, browser: Browser, elsewhere: str) -> None:
    assert dana_herself.try_password(browser, then=elsewhere)["Location"] == "/home"


def test_known_and_unknown_get_the_same_page_for_the_same_work(
    dana_herself: Person, browser: Browser, argon2: list[str], add_person: AddPerson
) -> None:
    add_person("erin", {})  # an account without a password
    pages = set()
    for typed in ("dana", "nobody", "erin"):
        argon2.clear()
        answer = browser.post("/signin", {"name": typed, "password": "wrong" * 3}, headers={"Accept": "text/html"})
        pages.add((answer.status_code, _page(answer).replace(typed, "NAME")))
        assert len(argon2) == 1
    assert len(pages) == 1


def test_known_and_unknown_take_as_long_by_the_median(dana_herself: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A known address once took twice the time of an unknown one: Argon2 ran for it alone.

    It takes some milliseconds here, and the time is this thread's own: else a machine with other work is what is seen.
    """
    from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

    from clearlane.directory.users.models import User

    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 4096)
    monkeypatch.setattr(find_by_password, "_NOBODY", make_password("no account has this password"))
    User.objects.filter(pk=dana_herself.id).update(password=make_password(PASSWORD))
    names = ("dana", "nobody", "dana@example.org", "nobody@example.org")
    took: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(9):
        for name in names:
            began = time.thread_time()
            assert not find_by_password.is_password_of(find_by_password.look_up(typed=name), "wrong" * 3)
            took[name].append(time.thread_time() - began)
    medians = [statistics.median(each) for each in took.values()]
    assert max(medians) < 1.6 * min(medians), took


@pytest.mark.parametrize("address", ["dana@example.org", "nobody@example.org"])
def test_an_address_is_looked_up_once_and_costs_one_argon2(
    dana_herself: Person, browser: Browser, argon2: list[str], address: str
) -> None:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connections["default"]) as queries:
        browser.post("/signin", {"name": address, "password": "wrong" * 3})
    asked = [each["sql"] for each in queries if "directory_users_user" in each["sql"]]
    assert (len(asked), len(argon2)) == (1, 1)


def test_a_name_is_never_taken_for_an_address(dana_herself: Person, owner: psycopg.Connection[Any]) -> None:
    owner.execute("UPDATE directory_users_user SET email = 'someone'")
    assert find_by_password.look_up(typed="someone") is None
    assert find_by_password.look_up(typed="dana") is not None


@pytest.mark.parametrize("typed", ["", "a\x00b", "x" * 5000, "\N{SNOWMAN}", "'; --"])
def test_whatever_is_typed_is_answered(dana_herself: Person, browser: Browser, typed: str) -> None:
    assert browser.post("/signin", {"name": typed, "password": "x"}).status_code == 422


def test_a_person_who_was_shut_out_does_not_come_in(
    dana_herself: Person, browser: Browser, owner: psycopg.Connection[Any]
) -> None:
    owner.execute("UPDATE directory_users_user SET is_active = false")
    assert dana_herself.try_password(browser).status_code == 422


def test_the_key_of_a_session_is_another_after_signing_in(dana_herself: Person, browser: Browser) -> None:
    browser.get("/signin/passkey")
    planted = browser.cookies["session"].value
    dana_herself.try_password(browser)
    assert browser.cookies["session"].value != planted
    victim = Browser()
    victim.cookies["session"] = planted
    assert victim.get("/home").status_code == 302


def test_signing_out_ends_the_session_in_the_house_too(dana_herself: Person, browser: Browser) -> None:
    dana_herself.try_password(browser)
    copied = Browser()
    copied.cookies["session"] = browser.cookies["session"].value
    asked = browser.get("/signout")
    assert (asked.status_code, b"Sign out?" in asked.content) == (200, True)
    assert browser.get("/home").status_code == 200
    assert browser.post("/signout")["Location"] == "/signin"
    assert copied.get("/home").status_code == 302


def test_a_browser_that_is_new_is_told_of_once(dana_herself: Person, browser: Browser, mails: Posted) -> None:
    dana_herself.try_password(browser)
    browser.post("/signout")
    dana_herself.try_password(browser)
    assert [(mail.to, mail.template) for mail in mails] == [("dana@example.org", "new_device")]


def test_who_has_signed_in_is_led_on(dana_herself: Person, browser: Browser) -> None:
    dana_herself.try_password(browser)
    assert browser.get("/signin?next=/files")["Location"] == "/files"
