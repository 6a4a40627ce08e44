"""The second step: codes of the app, recovery codes, passkeys; each good once."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import psycopg
import pytest

from clearlane.directory.users.links import make_link
from clearlane.directory.users.passwords import reset_password
from tests.doors.portal.authenticator import Device
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person, add_passkey, use_passkey
from tests.posted import Posted

pytestmark = pytest.mark.usefixtures("mails")


@pytest.fixture
def dana_with_app(practice: int, add_person: AddPerson, browser: Browser) -> Person:
    person = Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")
    person.add_app()
    return person


def test_the_password_alone_does_not_open_an_account_with_an_app(dana_with_app: Person, browser: Browser) -> None:
    assert dana_with_app.try_password(browser)["Location"] == "/signin/code"
    assert browser.get("/home").status_code == 302


def test_a_code_of_the_app_opens_it(dana_with_app: Person, browser: Browser) -> None:
    dana_with_app.try_password(browser, then="/files")
    half_way = browser.cookies["session"].value
    assert browser.post("/signin/code", {"code": dana_with_app.code()})["Location"] == "/files"
    assert browser.cookies["session"].value != half_way
    assert set(browser.session["proofs"]) == {"password", "totp"}


@pytest.mark.parametrize("wrong", ["", "000000", "12345", "abcdef", "\N{ARABIC-INDIC DIGIT ONE}" * 6, "99999999"])
def test_a_wrong_code_opens_nothing(dana_with_app: Person, browser: Browser, wrong: str) -> None:
    dana_with_app.try_password(browser)
    assert browser.post("/signin/code", {"code": wrong}).status_code == 422
    assert browser.get("/home").status_code == 302


def test_a_code_that_was_used_is_good_no_more(dana_with_app: Person, browser: Browser) -> None:
    code = dana_with_app.code()
    dana_with_app.try_password(browser)
    browser.post("/signin/code", {"code": code})
    second = Browser()
    dana_with_app.try_password(second)
    assert second.post("/signin/code", {"code": code}).status_code == 422


_IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from clearlane.config.setup import setup
setup(role="web", data=Path(sys.argv[1]))
from clearlane.directory.users.codes import check_code
print(check_code(user_id=int(sys.argv[2]), code=sys.argv[3]))
"""


def test_a_code_is_good_once_in_all_processes_of_the_house(dana_with_app: Person, data: Any) -> None:
    code = dana_with_app.code()
    arguments = [sys.executable, "-c", _IN_ANOTHER_PROCESS, str(data), str(dana_with_app.id), code]
    running = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = sorted(process.communicate(timeout=60)[0].strip() for process in running)
    assert told == ["None", "totp"]


def test_a_recovery_code_opens_it_once_and_its_owner_is_told(
    dana_with_app: Person, browser: Browser, mails: Posted
) -> None:
    code = dana_with_app.recovery_code()
    dana_with_app.try_password(browser)
    assert browser.post("/signin/code", {"code": f"{code[:4]} {code[4:]}"}).status_code == 303
    assert mails.templates == ["factor_changed", "new_device"]
    second = Browser()
    dana_with_app.try_password(second)
    assert second.post("/signin/code", {"code": code}).status_code == 422


def test_the_seeds_are_not_in_the_table(dana_with_app: Person, owner: psycopg.Connection[Any]) -> None:
    from clearlane.directory.users.seal_seed import open_seed

    rows = owner.execute("SELECT type, data FROM mfa_authenticator ORDER BY type").fetchall()
    assert dana_with_app.seed not in str(rows)
    assert open_seed(rows[1][1]["secret"]) == dana_with_app.seed


def test_who_waited_too_long_begins_again(dana_with_app: Person, browser: Browser) -> None:
    assert browser.get("/signin/code")["Location"] == "/signin"
    dana_with_app.try_password(browser)
    session = browser.session
    session["pending"] = session["pending"] | {"at": session["pending"]["at"] - 601}
    session.save()
    assert browser.post("/signin/code", {"code": dana_with_app.code()})["Location"] == "/signin"


@pytest.mark.parametrize("by", ["passkey", "code"])
def test_a_password_that_was_set_anew_ends_what_the_old_one_began(
    dana_with_app: Person, browser: Browser, by: str
) -> None:
    browser.sign_in(dana_with_app.id)
    browser.prove("totp")
    device = add_passkey(browser)
    dana_with_app.try_password(browser)
    question = browser.get("/signin/code/passkey").json()
    assert reset_password(token=make_link(user_id=dana_with_app.id, kind="reset"), password="nine blue kettles boil")
    proof = {"credential": device.prove(question)} if by == "passkey" else {"code": dana_with_app.code()}
    assert browser.post("/signin/code", proof)["Location"] == "/signin"
    assert browser.get("/signin/code/passkey").status_code == 403
    assert browser.post("/lost").status_code == 200
    assert browser.get("/home").status_code == 302


def _with_passkey(browser: Browser, practice: int, add_person: AddPerson) -> Device:
    person = Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")
    person.try_password(browser)
    device = add_passkey(browser)
    browser.post("/signout")
    return device


def test_a_passkey_alone_opens_the_account(browser: Browser, practice: int, add_person: AddPerson) -> None:
    device = _with_passkey(browser, practice, add_person)
    assert use_passkey(browser, device, next="/claims")["Location"] == "/claims"
    assert browser.get("/home").status_code == 200


def test_a_passkey_is_the_second_step_too(browser: Browser, practice: int, add_person: AddPerson) -> None:
    device = _with_passkey(browser, practice, add_person)
    assert browser.post("/signin", {"name": "dana", "password": PASSWORD})["Location"] == "/signin/code"
    assert use_passkey(browser, device, page="/signin/code").status_code == 303


@pytest.mark.parametrize("lie", [{"is_verified": False}, {"party": "evil.example"}, {"origin": "https://evil.example"}])
def test_what_a_passkey_says_must_be_true(
    browser: Browser, practice: int, add_person: AddPerson, lie: dict[str, Any]
) -> None:
    device = _with_passkey(browser, practice, add_person)
    for name, value in lie.items():
        setattr(device, name, value)
    assert use_passkey(browser, device).status_code == 422


def test_an_answer_to_an_older_question_proves_nothing(browser: Browser, practice: int, add_person: AddPerson) -> None:
    device = _with_passkey(browser, practice, add_person)
    answer = device.prove(browser.get("/signin/passkey").json())
    assert browser.post("/signin/passkey", {"credential": answer}).status_code == 303
    browser.post("/signout")
    assert browser.post("/signin/passkey", {"credential": answer}).status_code == 422
    browser.get("/signin/passkey")
    assert browser.post("/signin/passkey", {"credential": answer}).status_code == 422


def test_a_strangers_passkey_opens_nothing(browser: Browser, practice: int, add_person: AddPerson) -> None:
    _with_passkey(browser, practice, add_person)
    assert use_passkey(browser, Device(handle=b"1")).status_code == 422


@pytest.mark.parametrize("rubbish", ["", "{", "[]", "{}", '{"id": 1}', '{"response": null}'])
def test_rubbish_for_a_passkey_is_answered(browser: Browser, rubbish: str) -> None:
    browser.get("/signin/passkey")
    assert browser.post("/signin/passkey", {"credential": rubbish}).status_code == 422


def test_a_passkey_that_counts_back_was_copied(browser: Browser, practice: int, add_person: AddPerson) -> None:
    device = _with_passkey(browser, practice, add_person)
    for count, status in ((5, 303), (6, 303), (6, 422), (2, 422)):
        browser.post("/signout")
        device.count = count
        assert use_passkey(browser, device).status_code == status
