"""What became of a person's account stands in the trail of each organization that he works for."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.conftest import MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person, add_passkey
from tests.posted import Posted

NEW = "four horses in a green lake"


def _events(owner: psycopg.Connection[Any], tenant: int) -> list[str]:
    rows = owner.execute("SELECT event FROM foundation_audit_entry WHERE tenant_id = %s ORDER BY id", [tenant])
    return [event for (event,) in rows]


def _id(owner: psycopg.Connection[Any]) -> int:
    row = owner.execute("SELECT id FROM mfa_authenticator WHERE type = 'webauthn'").fetchone()
    assert row is not None
    return int(row[0])


@pytest.fixture
def person(practice: int, tenant: MakeTenant, add_person: AddPerson, mails: Posted) -> Person:
    """Dana, who works for two organizations."""
    return Person(add_person("dana", {practice: "owner", tenant(name="Second"): "reader"}, password=PASSWORD), "dana")


def test_all_that_changes_an_account_is_written_down_in_order(
    person: Person, browser: Browser, practice: int, mails: Posted, owner: psycopg.Connection[Any]
) -> None:
    person.try_password(browser)
    add_passkey(browser)
    browser.post("/account/codes", {"do": "new"})
    browser.post("/account/password", {"password": NEW, "again": NEW})
    browser.post("/account/email", {"email": "new@example.org"})
    there = mails[-1].link.removeprefix("http://localhost")
    browser.get(there)
    browser.post("/address/confirm")
    browser.post(f"/account/factors/{_id(owner)}/remove")
    expected = [
        "user:session:began",
        "user:factor:added",
        "user:codes:renewed",
        "user:password:changed",
        "user:address:changed",
        "user:factor:removed",
    ]
    assert _events(owner, practice) == expected
    assert _events(owner, practice + 1) == expected


def test_nothing_that_identifies_or_opens_stands_there(
    person: Person, browser: Browser, owner: psycopg.Connection[Any]
) -> None:
    person.add_app()
    person.try_password(browser)
    code = person.code()
    browser.post("/signin/code", {"code": code})
    rows = str(owner.execute("SELECT by, detail FROM foundation_audit_entry").fetchall())
    assert "totp" in rows
    assert not [word for word in (code, "dana", "example.org", PASSWORD) if word in rows]


def test_a_try_that_failed_is_not_in_the_trail(
    person: Person, browser: Browser, practice: int, owner: psycopg.Connection[Any]
) -> None:
    person.try_password(browser, password="wrong" * 3)
    assert _events(owner, practice) == []
