"""What a person keeps of himself: passkeys, app, codes, browsers, password."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest

from tests.doors.portal.authenticator import Device
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person, add_passkey
from tests.posted import Posted

HTML = {"Accept": "text/html"}
pytestmark = pytest.mark.usefixtures("mails")


@pytest.fixture
def person(practice: int, add_person: AddPerson, browser: Browser) -> Person:
    """Dana, just signed in by her password."""
    made = Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")
    made.try_password(browser)
    return made


def _text(browser: Browser, path: str = "/account") -> str:
    return str(browser.get(path, headers=HTML).content.decode())


def test_one_click_adds_a_passkey_and_shows_the_codes_once(person: Person, browser: Browser) -> None:
    device = Device()
    options = browser.get("/account/passkeys/add", headers={"Accept": "application/json"}).json()
    answer = browser.post("/account/passkeys/add", {"credential": device.make(options), "next": "/home"})
    assert answer["Location"] == "/account/codes"
    shown = _text(browser, "/account/codes")
    codes = re.findall(r"\d{4} \d{4}", shown)
    assert len(codes) == 10
    assert 'data-copies="codes"' in shown
    assert [code for code in codes if f"{code.replace(' ', '')}%0A" in shown] == codes
    assert browser.post("/account/codes", {"do": "keep"})["Location"] == "/home"
    assert codes[0] not in _text(browser, "/account/codes")


def test_the_button_has_a_page_of_its_own_that_leads_back(person: Person, browser: Browser) -> None:
    page = _text(browser, "/account/passkeys/add?next=/welcome")
    assert 'name="next" value="/welcome"' in page
    assert 'data-options="/account/passkeys/add"' in page


def test_the_second_passkey_brings_no_new_codes(person: Person, browser: Browser) -> None:
    add_passkey(browser)
    options = browser.get("/account/passkeys/add", headers={"Accept": "application/json"}).json()
    assert len(options["publicKey"]["excludeCredentials"]) == 1
    answer = browser.post("/account/passkeys/add", {"credential": Device().make(options), "name": "Phone"})
    assert answer["Location"] == "/account?done=added"
    assert "Phone" in _text(browser)


def test_a_passkey_is_one_persons(person: Person, browser: Browser, practice: int, add_person: AddPerson) -> None:
    device = add_passkey(browser)
    browser.post("/signout")
    Person(add_person("erin", {practice: "owner"}, password=PASSWORD), "erin").try_password(browser)
    options = browser.get("/account/passkeys/add", headers={"Accept": "application/json"}).json()
    assert browser.post("/account/passkeys/add", {"credential": device.make(options)}).status_code == 422


@pytest.mark.parametrize("lie", [{"is_verified": False}, {"party": "evil.example"}, {"origin": "http://evil.example"}])
def test_a_passkey_that_lies_is_not_added(
    person: Person, browser: Browser, lie: dict[str, Any], owner: psycopg.Connection[Any]
) -> None:
    options = browser.get("/account/passkeys/add", headers={"Accept": "application/json"}).json()
    assert browser.post("/account/passkeys/add", {"credential": Device(**lie).make(options)}).status_code == 422
    assert owner.execute("SELECT count(*) FROM mfa_authenticator").fetchone() == (0,)


def test_the_house_is_asked_for_by_its_own_name_whatever_host_says(person: Person, browser: Browser) -> None:
    options = browser.get("/account/passkeys/add", headers={"Accept": "application/json"}, SERVER_NAME="127.0.0.1")
    assert options.json()["publicKey"]["rp"]["id"] == "localhost"


def _id_of_factor(owner: psycopg.Connection[Any]) -> int:
    row = owner.execute("SELECT min(id) FROM mfa_authenticator").fetchone()
    assert row is not None
    return int(row[0])


def test_a_passkey_is_renamed_and_removed(
    person: Person, browser: Browser, owner: psycopg.Connection[Any], mails: Posted
) -> None:
    add_passkey(browser)
    factor = _id_of_factor(owner)
    browser.post(f"/account/passkeys/{factor}/name", {"name": "  <b>Front desk</b> "})
    assert "&lt;b&gt;Front desk&lt;/b&gt;" in _text(browser)
    assert browser.post(f"/account/factors/{factor}/remove")["Location"] == "/account?done=removed"
    assert owner.execute("SELECT count(*) FROM mfa_authenticator").fetchone() == (0,)
    assert mails.templates == ["new_device", "factor_changed", "factor_changed"]


def test_a_colleagues_factor_is_not_touched(
    person: Person, browser: Browser, owner: psycopg.Connection[Any], practice: int, add_person: AddPerson
) -> None:
    add_passkey(browser)
    factor, stranger = _id_of_factor(owner), Browser()
    stranger.sign_in(add_person("erin", {practice: "owner"}))
    stranger.prove("webauthn", "password")
    stranger.post(f"/account/factors/{factor}/remove")
    stranger.post(f"/account/passkeys/{factor}/name", {"name": "mine"})
    assert owner.execute("SELECT data->>'name' FROM mfa_authenticator WHERE id = %s", [factor]).fetchone() == (
        "A browser",
    )


def test_an_app_is_added_by_its_picture_and_a_code(person: Person, browser: Browser) -> None:
    page = _text(browser, "/account/app")
    found = re.search(r"<code class=\"id\">([A-Z2-7 ]+)</code>", page)
    assert found
    person.seed = found[1].replace(" ", "")
    picture = browser.get("/account/app/picture.svg")
    assert (picture["Content-Type"], picture.content[:5]) == ("image/svg+xml", b"<?xml")
    assert browser.post("/account/app", {"code": "000000"}).status_code == 422
    assert browser.post("/account/app", {"code": person.code()})["Location"] == "/account/codes"
    assert "added" in _text(browser)


def test_the_seed_of_an_app_that_is_being_added_is_sealed_in_the_session(person: Person, browser: Browser) -> None:
    page = _text(browser, "/account/app")
    seed = re.findall(r"<code class=\"id\">([A-Z2-7 ]+)</code>", page)[0].replace(" ", "")
    assert seed not in str(dict(browser.session.items()))


def test_new_codes_make_the_old_ones_useless(person: Person, browser: Browser) -> None:
    person.add_app()
    old = person.recovery_code()
    browser.prove("totp")
    browser.post("/account/codes", {"do": "new"})
    assert person.recovery_code() != old


def test_browsers_are_listed_and_signed_out_one_by_one_or_all(person: Person, browser: Browser) -> None:
    others = [Browser(), Browser(), Browser()]
    for other in others:
        person.try_password(other, headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    page = _text(browser)
    assert page.count("Firefox on Windows</b>") == 3
    mark = re.findall(r'name="device" value="(\w+)"', page)[0]
    browser.post("/account/devices/end", {"device": mark})
    assert sorted(other.get("/home").status_code for other in others) == [200, 200, 302]
    browser.post("/account/devices/end")
    assert [other.get("/home").status_code for other in others] == [302] * 3
    assert browser.get("/home").status_code == 200


def test_nobody_signs_a_stranger_out(person: Person, browser: Browser, practice: int, add_person: AddPerson) -> None:
    mark = re.findall(r'name="device" value="(\w+)"', (person.try_password(Browser()), _text(browser))[1])[0]
    stranger = Browser()
    stranger.sign_in(add_person("erin", {practice: "owner"}))
    for device in (mark, "", "%"):
        stranger.post("/account/devices/end", {"device": device})
    assert _text(browser).count('name="device"') == 1


NEW = "four horses in a green lake"


def test_a_new_password_signs_all_other_browsers_out(person: Person, browser: Browser, mails: Posted) -> None:
    other = Browser()
    person.try_password(other)
    assert browser.post("/account/password", {"password": NEW, "again": NEW})["Location"] == "/account?done=password"
    assert (browser.get("/home").status_code, other.get("/home").status_code) == (200, 302)
    assert person.try_password(Browser()).status_code == 422
    assert person.try_password(Browser(), password=NEW).status_code == 303
    assert "factor_changed" in mails.templates


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short", "at least 12"),
        ("password1234", "stolen passwords"),
        ("qwertyuiop123", "stolen passwords"),
        ("letmeinletmein", "stolen passwords"),
        ("dana@example.org", "guessed from your user name or e-mail address"),
        ("x" * 1025, "at most"),
    ],
)
def test_a_password_that_others_would_find_is_refused(
    person: Person, browser: Browser, password: str, told: str
) -> None:
    answer = browser.post("/account/password", {"password": password, "again": password}, headers=HTML)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_two_different_passwords_are_refused(person: Person, browser: Browser) -> None:
    assert browser.post("/account/password", {"password": NEW, "again": PASSWORD}).status_code == 422
