"""A session has another key after whatever changes who may come in: one that a stranger planted or saw is worthless."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from tests.doors.portal.authenticator import Device
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person, add_passkey, use_passkey

Owner = psycopg.Connection[Any]
Deed = Callable[[Browser, Person, Owner], Any]
NEW = "four horses in a green lake"
pytestmark = pytest.mark.usefixtures("mails")


def _removes_a_passkey(browser: Browser, person: Person, owner: Owner) -> Any:
    row = owner.execute("SELECT id FROM mfa_authenticator WHERE type = 'webauthn'").fetchone()
    assert row is not None
    return browser.post(f"/account/factors/{row[0]}/remove")


def _adds_an_app(browser: Browser, person: Person, owner: Owner) -> Any:
    page = browser.get("/account/app").content.decode()
    person.seed = re.findall(r'<code class="id">([A-Z2-7 ]+)</code>', page)[0].replace(" ", "")
    return browser.post("/account/app", {"code": person.code()})


def _adds_a_passkey(browser: Browser, person: Person, owner: Owner) -> Any:
    options = browser.get("/account/passkeys/add", headers={"Accept": "application/json"}).json()
    return browser.post("/account/passkeys/add", {"credential": Device().make(options)})


def _makes_new_codes(browser: Browser, person: Person, owner: Owner) -> Any:
    return browser.post("/account/codes", {"do": "new"})


def _changes_the_password(browser: Browser, person: Person, owner: Owner) -> Any:
    return browser.post("/account/password", {"password": NEW, "again": NEW})


DEEDS: tuple[Deed, ...] = (
    _adds_a_passkey, _adds_an_app, _makes_new_codes, _changes_the_password, _removes_a_passkey,
)  # fmt: skip


def _opens(key: str) -> bool:
    thief = Browser()
    thief.cookies["session"] = key
    return bool(thief.get("/home").status_code == 200)


@pytest.fixture
def dana_herself(practice: int, add_person: AddPerson, browser: Browser) -> Person:
    person = Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")
    person.try_password(browser)
    return person


def test_the_key_is_another_after_each_change_of_what_one_signs_in_with(
    dana_herself: Person, browser: Browser, owner: Owner
) -> None:
    add_passkey(browser)
    for deed in DEEDS:
        before = browser.cookies["session"].value
        assert _opens(before)
        assert deed(browser, dana_herself, owner).status_code == 303, deed
        assert not _opens(before), deed
        assert browser.get("/home").status_code == 200, deed


def test_the_key_is_another_after_each_step_of_a_sign_in(dana_herself: Person, browser: Browser) -> None:
    device = add_passkey(browser)
    browser.post("/signout")
    keys = []
    for step in (
        lambda: browser.get("/signin/passkey"),
        lambda: dana_herself.try_password(browser),
        lambda: use_passkey(browser, device, page="/signin/code"),
        lambda: use_passkey(browser, device, page="/step-up", next="/account"),
    ):
        step()
        keys.append(browser.cookies["session"].value)
    assert len(set(keys)) == len(keys)
    assert [_opens(key) for key in keys] == [False, False, False, True]
