"""The pages of an organization's people: who is seen, by whom, and what a change does to open browsers."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.conftest import MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person
from tests.posted import Posted

HTML = {"Accept": "text/html"}
Owner = psycopg.Connection[Any]
pytestmark = pytest.mark.usefixtures("mails")


@pytest.fixture
def people(practice: int, add_person: AddPerson, browser: Browser) -> dict[str, Person]:
    """Four people of the practice, by their part."""
    parts = {"owner": "dana", "manager": "max", "biller": "bill", "reader": "ruth"}
    return {part: Person(add_person(name, {practice: part}, password=PASSWORD), name) for part, name in parts.items()}


def _browser_of(person: Person, *, proved: bool = True) -> Browser:
    browser = Browser()
    browser.sign_in(person.id)
    if proved:
        browser.prove("webauthn")
    return browser


def _number(owner: Owner, person: Person) -> int:
    row = owner.execute("SELECT id FROM directory_users_membership WHERE user_id = %s", [person.id]).fetchone()
    assert row is not None
    return int(row[0])


def _part(owner: Owner, person: Person) -> tuple[str, bool]:
    """His part, and whether it holds."""
    row = owner.execute(
        "SELECT role, until_at IS NULL FROM directory_users_membership WHERE user_id = %s", [person.id]
    ).fetchone()
    assert row is not None
    return str(row[0]), bool(row[1])


def test_everybody_sees_who_belongs_and_only_who_looks_after_people_sees_how_they_sign_in(
    people: dict[str, Person], browser: Browser, owner: Owner
) -> None:
    people["manager"].add_app()
    people["biller"].try_password(browser)
    for part, person in people.items():
        page = _browser_of(person, proved=False).get("/members").content.decode()
        assert all(f"<b>{each.name}</b>" in page for each in people.values())
        looks_after = part in {"owner", "manager"}
        assert (page.count("password only"), page.count("has a passkey")) == ((3, 1) if looks_after else (0, 0))
        assert ("last signed in" in page) is looks_after


def test_a_button_stands_where_it_may_be_used(people: dict[str, Person]) -> None:
    seen = {part: _browser_of(person).get("/members").content.decode() for part, person in people.items()}
    buttons = {part: (page.count(">Change<"), page.count(">Leave<")) for part, page in seen.items()}
    assert buttons == {"owner": (4, 0), "manager": (3, 0), "biller": (0, 1), "reader": (0, 1)}


@pytest.mark.parametrize(
    ("asker", "sees"),
    [
        ("owner", {"owner", "manager", "biller", "reader"}),
        ("manager", {"manager", "biller", "reader"}),
        ("biller", {"biller"}),
        ("reader", {"reader"}),
    ],
)
def test_the_page_of_a_greater_colleague_is_not_there(
    people: dict[str, Person], owner: Owner, asker: str, sees: set[str]
) -> None:
    browser = _browser_of(people[asker])
    found = {
        part for part, each in people.items() if browser.get(f"/members/{_number(owner, each)}").status_code == 200
    }
    assert found == sees


def test_a_changed_colleague_signs_in_anew_and_then_may_do_less(
    people: dict[str, Person], practice: int, owner: Owner
) -> None:
    theirs = _browser_of(people["manager"])
    assert theirs.get("/account/keys").status_code == 200
    number = _number(owner, people["manager"])
    answer = _browser_of(people["owner"]).post(f"/members/{number}", {"do": "role", "role": "biller"})
    assert (answer.status_code, answer["Location"]) == (303, "/members?done=role")
    assert theirs.get("/home")["Location"].startswith("/signin")
    assert _browser_of(people["manager"]).get("/account/keys", headers=HTML).status_code == 403


def test_whose_membership_ends_is_out_at_his_next_click(people: dict[str, Person], owner: Owner) -> None:
    theirs = _browser_of(people["biller"])
    assert theirs.get("/claims").status_code == 200
    number = _number(owner, people["biller"])
    _browser_of(people["manager"]).post(f"/members/{number}", {"do": "end"})
    assert theirs.get("/claims")["Location"].startswith("/signin")
    assert _browser_of(people["biller"]).get("/claims")["Location"] == "/start/go-on"
    assert _part(owner, people["biller"]) == ("biller", False)


def test_who_works_for_two_organizations_keeps_the_other(
    people: dict[str, Person], add_person: AddPerson, tenant: MakeTenant, practice: int, owner: Owner
) -> None:
    second = tenant(name="Second")
    sam = Person(add_person("sam", {practice: "reader", second: "owner"}, password=PASSWORD), "sam")
    row = owner.execute(
        "SELECT id FROM directory_users_membership WHERE user_id = %s AND tenant_id = %s", [sam.id, practice]
    ).fetchone()
    assert row is not None
    _browser_of(people["owner"]).post(f"/members/{row[0]}", {"do": "end"})
    page = _browser_of(sam).get("/members").content.decode()
    assert ("<b>sam</b>" in page, "<b>dana</b>" in page) == (True, False)


def test_the_last_owner_is_told_why_he_stays(people: dict[str, Person], owner: Owner) -> None:
    browser, number = _browser_of(people["owner"]), _number(owner, people["owner"])
    for form in ({"do": "role", "role": "reader"}, {"do": "end"}):
        answer = browser.post(f"/members/{number}", form, headers=HTML)
        assert answer.status_code == 422
        assert "keeps one owner" in answer.content.decode()
    assert _part(owner, people["owner"]) == ("owner", True)


@pytest.mark.parametrize("role", ["owner", "operator", "", "Owner"])
def test_a_part_that_a_manager_may_not_give_is_refused(people: dict[str, Person], owner: Owner, role: str) -> None:
    number = _number(owner, people["reader"])
    answer = _browser_of(people["manager"]).post(f"/members/{number}", {"do": "role", "role": role}, headers=HTML)
    assert answer.status_code == 422
    assert _part(owner, people["reader"]) == ("reader", True)


def test_anybody_may_leave_and_is_signed_out(people: dict[str, Person], owner: Owner, mails: Posted) -> None:
    browser, number = _browser_of(people["reader"]), _number(owner, people["reader"])
    page = browser.get(f"/members/{number}").content.decode()
    assert ("Leave Elm Street Family Care" in page, 'name="role"' in page) == (True, False)
    assert browser.post(f"/members/{number}", {"do": "end"})["Location"] == "/members?done=ended"
    assert browser.get("/members")["Location"].startswith("/signin")
    assert (_part(owner, people["reader"]), len(mails)) == (("reader", False), 0)


def test_a_password_alone_changes_nobody(people: dict[str, Person], owner: Owner) -> None:
    browser, number = _browser_of(people["owner"], proved=False), _number(owner, people["reader"])
    browser.prove("password", "recovery_codes")
    answer = browser.post(f"/members/{number}", {"do": "end", "back": f"/members/{number}"})
    assert (answer.status_code, answer["Location"]) == (303, f"/step-up?next=/members/{number}")
    assert _part(owner, people["reader"]) == ("reader", True)


def test_a_stranger_finds_and_changes_nobody(
    people: dict[str, Person], stranger: int, add_person: AddPerson, owner: Owner
) -> None:
    theirs = _browser_of(Person(add_person("eve", {stranger: "owner"}), "eve"))
    for person in people.values():
        for ask in (theirs.get, theirs.post):
            assert ask(f"/members/{_number(owner, person)}", {"do": "end"}, headers=HTML).status_code == 404
    assert all(_part(owner, person)[1] for person in people.values())
