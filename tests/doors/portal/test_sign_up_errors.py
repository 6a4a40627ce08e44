"""Each error that a person meets on the way is a screen: what happened, why, and what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.doors.portal.signup.problems import WORDS
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.journey import PASSWORD, PRACTICE, Journey, heading, read_in
from tests.posted import Posted


def told(answer: Any, *, status: int, title: str, todo: str) -> str:
    """The page says what happened, why, and has one button that does something about it."""
    page = str(answer.content.decode())
    assert (answer.status_code, heading(answer)) == (status, title)
    assert '<h2 class="h3">Why</h2>' in page
    assert page.count("btn--main") == 1
    assert f">{todo}<" in page
    return page


def age(owner: psycopg.Connection[Any], hours: int) -> None:
    owner.execute(
        "UPDATE directory_registrations_registration SET asked_at = asked_at - make_interval(hours => %s),"
        " expires_at = expires_at - make_interval(hours => %s)",
        [hours, hours],
    )


def test_an_expired_link_is_one_button(journey: Journey, owner: psycopg.Connection[Any]) -> None:
    journey.ask()
    age(owner, 25)
    told(journey.open_link(), status=410, title="This link has expired", todo="Send me a new link")
    assert heading(journey.browser.post("/start/again", follow=True)) == "Check your e-mail"
    assert (len(journey.posted), journey.posted[-1].to) == (2, journey.email)
    assert heading(journey.open_link()) == "Practice information"


def test_a_link_that_lacks_a_minute_is_still_good(journey: Journey, owner: psycopg.Connection[Any]) -> None:
    journey.ask()
    age(owner, 23)
    assert heading(journey.open_link()) == "Practice information"


def test_a_link_that_was_replaced_says_so(journey: Journey) -> None:
    journey.ask()
    first = journey.link()
    journey.browser.post("/start/again")
    told(
        journey.browser.get(first, follow=True),
        status=410,
        title="There is a newer link",
        todo="Send me a new link",
    )


def test_a_used_link_on_another_device_leads_to_signing_in_and_back_to_where_one_stopped(
    journey: Journey,
) -> None:
    journey.until_address()
    phone = journey.another_device()
    page = told(
        phone.get(journey.link(), follow=True),
        status=410,
        title="This link was used already",
        todo="Sign in to go on",
    )
    assert 'href="/signin?next=/start/go-on"' in page
    assert journey.browser.get("/start/go-on")["Location"] == "/start/address"
    journey.address()
    assert journey.browser.get("/start/go-on")["Location"] == "/start/kind"


def test_a_link_goes_on_on_another_device_before_it_is_spent(journey: Journey) -> None:
    journey.ask()
    phone = journey.another_device()
    assert heading(phone.get(journey.link(), follow=True)) == "Practice information"
    assert phone.post("/start/practice", PRACTICE)["Location"] == "/start/address"


def test_a_device_without_the_link_is_told_where_to_find_it(journey: Journey) -> None:
    told(
        journey.browser.get("/start/practice"),
        status=404,
        title="This device does not have your link",
        todo="Ask for a new link",
    )


@pytest.mark.parametrize("token", ["x", "A" * 43, "a;b=c", "%F0%9F%98%80"])
def test_a_link_that_we_do_not_know_is_no_fault_of_ours(journey: Journey, token: str) -> None:
    answer = journey.browser.get(f"/verify/{token}", follow=True)
    told(answer, status=404, title="We do not know this link", todo="Begin anew")


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("npi", "1234567890", "check_digit"),
        ("npi", "123456789", "not_ten_digits"),
        ("npi", "", "missing"),
        ("organization", "", "missing"),
        ("tin", "12-345678", "not_nine_digits"),
        ("username", "Dana Demo", "not_a_username"),
        ("password", "short", "too_short"),
        ("password", "passwordpassword1", "breached"),
        ("password", "dana.demo@elmstreet.example", "own_name"),
        ("again", "another one", "differs"),
    ],
)
def test_a_field_that_is_wrong_says_why_and_keeps_the_others(
    journey: Journey, field: str, value: str, problem: str
) -> None:
    journey.ask()
    journey.open_link()
    changed = {field: value} | ({"again": value} if field == "password" else {})
    answer = journey.practice(**changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert WORDS[field, problem].replace("'", "&#x27;") in page
    assert f'href="#{field}"' in page
    assert "12-3456789" in page or field == "tin"
    assert PASSWORD not in page


def test_a_taken_username_is_said_beside_the_field(journey: Journey, add_person: AddPerson) -> None:
    add_person("dana.demo", {})
    journey.ask()
    page = journey.open_link().content.decode()
    assert 'value="dana.demo2"' in page
    assert WORDS["username", "taken"] in journey.practice().content.decode()


def test_a_mail_that_came_back_asks_for_the_address_again(journey: Journey) -> None:
    assert heading(journey.ask()) == "Check your e-mail"
    journey.posted.end("bounced")
    told(
        journey.browser.get("/start/sent"),
        status=409,
        title="Our mail came back",
        todo="Enter the address again",
    )


def test_somebody_elses_session_is_neither_used_nor_ended_without_a_click(dana: Browser, posted: Posted) -> None:
    journey = Journey(dana, posted, email="new@elmstreet.example")
    journey.ask()
    told(
        journey.open_link(),
        status=409,
        title="You are signed in as somebody else",
        todo="Sign out and go on",
    )
    assert journey.practice().status_code == 409
    assert heading(dana.post("/start/leave", follow=True)) == "Practice information"
    assert journey.practice().status_code == 303


def test_a_second_tab_that_spends_the_link_later_is_told_that_it_was_used(journey: Journey) -> None:
    journey.ask()
    tab = journey.another_device()
    tab.get(journey.link())
    journey.open_link()
    assert journey.practice().status_code == 303
    answer = tab.post("/start/practice", PRACTICE | {"username": "second.tab"})
    told(answer, status=410, title="This link was used already", todo="Sign in to go on")


def test_a_second_tab_of_the_same_browser_is_out_of_date_and_leads_on(journey: Journey) -> None:
    journey.ask()
    browser = Browser(enforce_csrf_checks=True, HTTP_ACCEPT="text/html")
    browser.get(journey.link())
    form = {"csrfmiddlewaretoken": token_in(browser.get("/start/practice"))}
    assert browser.post("/start/practice", PRACTICE | form).status_code == 303
    answer = browser.post("/start/practice", PRACTICE | form)
    assert (answer.status_code, heading(answer)) == (403, "This form is out of date")
    assert 'href="/start/practice"' in answer.content.decode()
    page = browser.get("/start/practice").content.decode()
    assert "Elm Street Family Care" in page
    assert 'name="password"' not in page


def token_in(answer: Any) -> str:
    found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_back_after_continue_shows_what_was_answered_and_takes_it_anew(
    journey: Journey, owner: psycopg.Connection[Any]
) -> None:
    journey.until_kind(tin="123-45-6789", tin_kind="SSN")
    page = journey.browser.get("/start/practice").content.decode()
    assert "Elm Street Family Care" in page
    assert "123-45-6789" not in page
    assert "•••-••-6789" in page
    assert 'name="password"' not in page
    again = {"organization": "Elm Street Care", "npi": "1234567893", "tin": "•••-••-6789", "tin_kind": "SSN"}
    assert journey.browser.post("/start/practice", again)["Location"] == "/start/address"
    kept = owner.execute("SELECT organization, tin FROM directory_registrations_registration").fetchone()
    assert kept == ("Elm Street Care", "123456789")


@pytest.mark.parametrize("path", ["/start/practice", "/start/address", "/start/kind", "/start/go-on"])
def test_back_after_the_end_says_that_the_account_is_open(journey: Journey, path: str) -> None:
    journey.to_the_end()
    told(journey.browser.get(path), status=409, title="Your account is open already", todo="Go on")
    told(journey.browser.post(path, PRACTICE), status=409, title="Your account is open already", todo="Go on")


def test_the_kind_is_checked_against_having_no_npi_and_leads_back(journey: Journey) -> None:
    journey.until_kind(npi="", no_npi="on")
    answer = journey.kind("small")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert WORDS["kind", "needs_npi"] in page
    assert 'href="/start/practice#npi"' in page
    assert "Dana Demo" in page


def test_an_agreement_that_was_changed_meanwhile_is_shown_again_and_not_signed(
    journey: Journey, owner: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    journey.until_kind()
    old = read_in(journey.browser.get("/start/kind"))
    (tmp_path / "provider.txt").write_text("Title: Our agreement\nVersion: 7\n\n# One\nNew words.\n", encoding="utf-8")
    monkeypatch.setattr("django.conf.settings.AGREEMENTS", str(tmp_path))
    answer = journey.kind("small", **old)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The agreement was changed while you read it." in page
    assert "New words." in page
    assert "Dana Demo" in page
    assert owner.execute("SELECT count(*) FROM foundation_tenancy_tenant WHERE id > 1").fetchone() == (0,)
    assert journey.kind("small").status_code == 303


def test_a_fifth_link_within_the_hour_is_not_mailed(journey: Journey) -> None:
    for _ in range(4):
        assert heading(journey.ask()) == "Check your e-mail"
    told(
        journey.ask(),
        status=429,
        title="That was the last link for now",
        todo="Look for the mail again",
    )
    assert len(journey.posted) == 4
    assert "You cannot send it again" in journey.browser.get("/start/sent").content.decode()


@pytest.mark.parametrize("path", ["/start/address", "/start/kind"])
def test_a_step_of_work_asks_a_stranger_to_sign_in_first(browser: Browser, path: str) -> None:
    assert browser.get(path)["Location"] == f"/signin?next={path}"


def test_a_person_whom_others_have_made_is_told_that_he_belongs_nowhere(
    browser: Browser, journey: Journey, add_person: AddPerson
) -> None:
    browser.sign_in(add_person("nobody", {}))
    told(
        browser.get("/start/practice"),
        status=409,
        title="Your account belongs to no organization",
        todo="Go to the start",
    )


def test_a_step_that_was_left_out_comes_first(journey: Journey) -> None:
    journey.until_address()
    assert journey.browser.get("/start/kind")["Location"] == "/start/address"


def test_forms_without_their_token_are_refused(journey: Journey) -> None:
    strict = Browser(enforce_csrf_checks=True, HTTP_ACCEPT="text/html")
    answer = strict.post("/start/clearinghouse/email", {"email": journey.email})
    assert (answer.status_code, heading(answer)) == (403, "This form is out of date")
    assert len(journey.posted) == 0


@pytest.mark.parametrize("content", [b"words", b"Title: x\n\nwords", b"\xff\xfe"])
def test_an_agreement_that_cannot_be_read_is_a_screen_and_nothing_is_signed(
    journey: Journey, owner: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    journey.until_kind()
    (tmp_path / "provider.txt").write_bytes(content)
    with monkeypatch.context() as patched:
        patched.setattr("django.conf.settings.AGREEMENTS", str(tmp_path))
        for answer in (journey.browser.get("/start/kind"), journey.browser.post("/start/kind", {"kind": "small"})):
            told(answer, status=503, title="The agreement cannot be shown", todo="Try again")
    assert owner.execute("SELECT count(*) FROM directory_agreements_agreement").fetchone() == (0,)
    assert "Which kind of" in journey.browser.get("/start/kind").content.decode()
