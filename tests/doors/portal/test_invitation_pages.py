"""From "Invite a person" to a new colleague's first page, and everything that may stand in between."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.conftest import MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person
from tests.posted import Posted

HTML = {"Accept": "text/html"}
NEW = {"username": "ann.lee", "password": "four horses in a green lake", "again": "four horses in a green lake"}
Owner = psycopg.Connection[Any]


@pytest.fixture
def owners(practice: int, dana: Browser, mails: Posted) -> Browser:
    """Dana's browser, in which she has just proved herself."""
    dana.prove("webauthn")
    return dana


def _invite(browser: Browser, address: str = "ann@example.org", role: str = "biller") -> Any:
    return browser.post("/members/invite", {"address": address, "role": role}, headers=HTML)


def _open(browser: Browser, mails: Posted) -> Any:
    """Follow the link of the last mail, as a person does."""
    answer = browser.get(mails[-1].link.removeprefix("http://localhost"))
    assert (answer.status_code, answer["Location"]) == (303, "/invitation")
    assert answer["Referrer-Policy"] == "no-referrer"
    return browser.get("/invitation", headers=HTML)


def _rows(owner: Owner) -> list[Any]:
    tables = ("directory_members_invitation", "directory_users_user", "directory_users_membership")
    return [owner.execute(f"SELECT * FROM {table} ORDER BY id".encode()).fetchall() for table in tables]


def test_a_new_person_makes_an_account_and_is_in(owners: Browser, mails: Posted, practice: int) -> None:
    assert _invite(owners)["Location"] == "/members?done=invited"
    assert "ann@example.org" in owners.get("/members").content.decode()
    guest = Browser()
    page = _open(guest, mails).content.decode()
    assert ("Join Elm Street Family Care" in page, 'value="ann"' in page) == (True, True)
    assert guest.post("/invitation", NEW)["Location"] == "/home"
    assert guest.get("/home").status_code == 200
    seen = owners.get("/members").content.decode()
    assert ("<b>ann.lee</b>" in seen, "h-invited" in seen) == (True, False)
    assert guest.get("/members/invite", headers=HTML).status_code == 403


def test_a_new_account_has_a_verified_address_and_signs_in_with_its_password(
    owners: Browser, mails: Posted, owner: Owner
) -> None:
    _invite(owners)
    guest = Browser()
    _open(guest, mails)
    guest.post("/invitation", NEW)
    assert owner.execute("SELECT email, verified FROM account_emailaddress").fetchall() == [("ann@example.org", True)]
    again = Browser().post("/signin", {"name": "ann@example.org", "password": NEW["password"]})
    assert again["Location"] == "/home"


def test_who_has_an_account_signs_in_and_joins_by_one_click(
    owners: Browser, mails: Posted, stranger: int, add_person: AddPerson, practice: int
) -> None:
    sam = Person(add_person("sam", {stranger: "owner"}, password=PASSWORD), "sam")
    _invite(owners, "sam@example.org", "manager")
    guest = Browser()
    page = _open(guest, mails).content.decode()
    assert ("/signin?next=/invitation" in page, 'name="password"' in page) == (True, False)
    assert sam.try_password(guest, then="/invitation")["Location"] == "/invitation"
    key = guest.cookies["session"].value
    assert guest.post("/invitation")["Location"] == "/home"
    assert guest.cookies["session"].value != key
    assert "Elm Street Family Care" in guest.get("/home").content.decode()
    assert "<b>dana</b>" in guest.get("/members").content.decode()


def test_looking_at_the_link_changes_nothing_however_often(owners: Browser, mails: Posted, owner: Owner) -> None:
    _invite(owners)
    before = _rows(owner)
    for _ in range(3):
        _open(Browser(), mails)
    path = mails[-1].link.removeprefix("http://localhost")
    for ask in (Browser().head, Browser().options):
        ask(path)
    assert _rows(owner) == before


def test_an_account_of_another_address_is_not_let_in(
    owners: Browser, mails: Posted, stranger: int, add_person: AddPerson, owner: Owner
) -> None:
    _invite(owners)
    eve = Browser()
    eve.sign_in(add_person("eve", {stranger: "owner"}))
    before = _rows(owner)
    assert "whose address is another" in _open(eve, mails).content.decode()
    assert "whose address is another" in eve.post("/invitation", NEW, headers=HTML).content.decode()
    assert _rows(owner) == before


def test_nobody_makes_a_second_account_for_an_address_that_has_one(
    owners: Browser, mails: Posted, stranger: int, add_person: AddPerson, owner: Owner
) -> None:
    add_person("sam", {stranger: "owner"})
    _invite(owners, "sam@example.org")
    guest, before = Browser(), _rows(owner)
    _open(guest, mails)
    assert guest.post("/invitation", NEW, headers=HTML).status_code == 200
    assert _rows(owner) == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("revoked_at = now()", "taken back"),
        ("ends_at = now() - interval '1 second'", "7 days"),
        ("accepted_at = now(), accepted_by_id = inviter_id", "works once"),
    ],
)
def test_an_invitation_that_is_over_says_why_and_lets_nobody_in(
    owners: Browser, mails: Posted, owner: Owner, change: str, told: str
) -> None:
    _invite(owners)
    guest = Browser()
    _open(guest, mails)
    owner.execute(f"UPDATE directory_members_invitation SET {change}".encode())
    before = _rows(owner)
    for answer in (guest.get("/invitation", headers=HTML), guest.post("/invitation", NEW, headers=HTML)):
        assert (answer.status_code, told in answer.content.decode()) == (410, True)
    assert _rows(owner) == before


def test_it_dies_with_the_part_of_who_sent_it(
    owners: Browser, mails: Posted, practice: int, add_person: AddPerson, owner: Owner
) -> None:
    manager = Browser()
    number = add_person("max", {practice: "manager"})
    manager.sign_in(number)
    manager.prove("totp")
    _invite(manager)
    guest = Browser()
    assert _open(guest, mails).status_code == 200
    owner.execute("UPDATE directory_users_membership SET until_at = now() WHERE user_id = %s", [number])
    assert guest.post("/invitation", NEW, headers=HTML).status_code == 410
    assert "ann@example.org" not in owners.get("/members").content.decode()


def test_a_manager_makes_no_owner_and_a_biller_invites_nobody(
    practice: int, browser: Browser, add_person: AddPerson, mails: Posted
) -> None:
    for name, part, status in (("max", "manager", 422), ("bill", "biller", 403)):
        browser.sign_in(add_person(name, {practice: part}))
        browser.prove("webauthn")
        assert _invite(browser, role="owner").status_code == status
    assert len(mails) == 0


def test_without_a_factor_nobody_is_invited(dana: Browser, mails: Posted) -> None:
    dana.prove("password", "recovery_codes")
    answer = dana.post("/members/invite", {"address": "ann@example.org", "role": "reader"})
    assert (answer.status_code, answer["Location"]) == (303, "/step-up?next=/members/invite")
    assert len(mails) == 0


def test_what_was_typed_stays_and_the_reason_stands_beside_it(owners: Browser, mails: Posted) -> None:
    answer = _invite(owners, "ann@", "reader")
    page = answer.content.decode()
    assert (answer.status_code, 'value="ann@"' in page, 'id="address-e"' in page) == (422, True, True)
    assert 'value="reader" checked' in page
    assert "belongs to your organization already" in _invite(owners, "dana@example.org").content.decode()
    assert len(mails) == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password": "short", "again": "short"}, "password"),
        ({"again": "four horses in a red lake"}, "again"),
        ({"username": "a@b"}, "username"),
        ({"username": "dana"}, "username"),
        ({"password": "password1234", "again": "password1234"}, "password"),
    ],
)
def test_a_login_that_will_not_do_is_told_and_the_link_stays_good(
    owners: Browser, mails: Posted, owner: Owner, wrong: dict[str, str], field: str
) -> None:
    _invite(owners)
    guest, before = Browser(), _rows(owner)
    _open(guest, mails)
    answer = guest.post("/invitation", NEW | wrong, headers=HTML)
    assert (answer.status_code, f'id="{field}-e"' in answer.content.decode()) == (422, True)
    assert _rows(owner) == before
    assert guest.post("/invitation", NEW)["Location"] == "/home"


def test_taking_back_ends_it_and_another_organization_takes_nothing_back(
    owners: Browser, mails: Posted, stranger: int, add_person: AddPerson, owner: Owner
) -> None:
    _invite(owners)
    row = owner.execute("SELECT id FROM directory_members_invitation").fetchone()
    assert row is not None
    eve = Browser()
    eve.sign_in(add_person("eve", {stranger: "owner"}))
    eve.post(f"/members/invitations/{row[0]}/revoke")
    guest = Browser()
    assert _open(guest, mails).status_code == 200
    assert owners.post(f"/members/invitations/{row[0]}/revoke")["Location"] == "/members?done=revoked"
    assert guest.get("/invitation", headers=HTML).status_code == 410


def test_the_mail_carries_a_cleaned_name_and_one_link_of_ours(
    browser: Browser, tenant: MakeTenant, add_person: AddPerson, mails: Posted
) -> None:
    evil = tenant(name="Pay now http://evil.example/x <b>Elm</b>")
    browser.sign_in(add_person("mallory", {evil: "owner"}))
    browser.prove("webauthn")
    _invite(browser)
    (mail,) = mails
    assert (mail.to, mail.template) == ("ann@example.org", "invitation")
    assert all(link.startswith("http://localhost/") for link in mail.links)
    assert "evil.example" not in mail.subject + mail.text + mail.html
    assert "mallory" not in mail.text
