"""A form that came too late, or was refused, waits for who sent it; going back never asks to send it again."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.directory.users import kept_forms, limits
from clearlane.doors.portal import fill_in as filling
from clearlane.doors.portal.fill_in import NOTICE, fill_in
from clearlane.foundation.clock.read import now
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.journey import ADDRESS, PASSWORD, PRACTICE, Journey
from tests.doors.portal.test_forms_keep_what_was_typed import page, shown

FORM = "application/x-www-form-urlencoded"
TYPED = ADDRESS | {"street": "7 Mill & Lane", "phone": "(555) 010-0199", "sends_from_here": ""}
NAVIGATES = {"Sec-Fetch-Mode": "navigate"}


def send(browser: Any, path: str, typed: dict[str, str], **more: Any) -> Any:
    """As a page sends it, and not as Django's client does by itself."""
    return browser.post(path, urlencode(typed), content_type=FORM, **more)


def sign_in(browser: Any, name: str = PRACTICE["username"]) -> Any:
    return browser.post("/signin", {"name": name, "password": PASSWORD, "next": "/start/address"})


@pytest.fixture
def signed_out(journey: Journey) -> Journey:
    """Step 9 was open when the session ended, and is sent then."""
    journey.until_address()
    del journey.browser.cookies["session"]
    answer = send(journey.browser, "/start/address", TYPED)
    assert answer["Location"] == "/signin?next=/start/address"
    return journey


def test_what_came_after_the_session_ended_is_there_again_after_signing_in(signed_out: Journey) -> None:
    browser = signed_out.browser
    assert "What you typed is kept" in page(browser.get("/signin?next=/start/address"))
    assert NOTICE not in page(browser.get("/signin"))
    sign_in(browser)
    again = page(browser.get("/start/address"))
    assert NOTICE in again
    assert {name: shown(again, name) for name in TYPED} == TYPED
    assert send(browser, "/start/address", TYPED)["Location"] == "/start/kind"
    assert NOTICE not in page(browser.get("/start/address"))


def test_nobody_else_gets_it_and_nothing_of_it_lies_open(
    signed_out: Journey, add_person: AddPerson, practice: int
) -> None:
    browser = signed_out.browser
    told = repr(dict(browser.session.items())) + repr([*browser.cookies.values()])
    assert "Mill" not in told
    assert "0199" not in told
    add_person("pat", {practice: "owner"}, password=PASSWORD)
    sign_in(browser, "pat")
    [kept] = browser.session[kept_forms.KEPT].values()
    assert kept
    assert kept_forms.find_forms(browser.session, user=int(browser.session["_auth_user_id"])) == []


def test_it_waits_for_half_an_hour(signed_out: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(signed_out.browser)
    assert NOTICE in page(signed_out.browser.get("/start/address"))
    later = now() + timedelta(minutes=30)
    monkeypatch.setattr(kept_forms, "now", lambda: later)
    assert NOTICE not in page(signed_out.browser.get("/start/address"))


def test_what_came_when_a_second_proof_was_due_is_there_again_after_it(dana: Browser) -> None:
    dana.prove("password")
    typed = {"address": "lee@elm.example", "role": "manager", "back": "/members/invite"}
    assert send(dana, "/members/invite", typed)["Location"] == "/step-up?next=/members/invite"
    dana.prove("totp")
    again = page(dana.get("/members/invite"))
    assert (shown(again, "address"), shown(again, "role")) == ("lee@elm.example", "manager")


def test_a_form_of_an_earlier_session_of_the_same_person_waits_too(journey: Journey) -> None:
    journey.until_address()
    browser = Browser(enforce_csrf_checks=True)
    browser.cookies = journey.browser.cookies
    stale = send(browser, "/start/address", TYPED, headers={"Origin": "http://localhost"})
    assert stale.status_code == 403
    assert shown(page(browser.get("/start/address")), "phone") == TYPED["phone"]
    forged = send(browser, "/start/address", ADDRESS, headers={"Origin": "http://elsewhere.example"})
    assert forged.status_code == 403
    assert shown(page(browser.get("/start/address")), "phone") == TYPED["phone"]


def test_a_refused_form_leads_back_to_its_page_and_stays_filled_in(journey: Journey) -> None:
    journey.ask()
    journey.open_link()
    browser, wrong = journey.browser, PRACTICE | {"npi": "1234567890"}
    headers = NAVIGATES | {"Referer": "http://localhost/start/practice"}
    answer = send(browser, "/start/practice", wrong, headers=headers)
    assert (answer.status_code, answer["Location"]) == (303, "/start/practice")
    refused = browser.get("/start/practice")
    assert (refused.status_code, "One digit is wrong" in page(refused)) == (422, True)
    again = browser.get("/start/practice")
    assert (again.status_code, "One digit is wrong" in page(again)) == (200, False)
    assert (shown(page(again), "npi"), shown(page(again), "password")) == ("1234567890", "")
    assert send(browser, "/start/practice", PRACTICE, headers=headers)["Location"] == "/start/address"
    back = page(browser.get("/start/practice"))
    assert (shown(back, "npi"), NOTICE in back) == (PRACTICE["npi"], False)


@pytest.mark.parametrize(
    ("path", "above"),
    {
        "/welcome/connect/api": "/welcome/connect",
        "/welcome/connect/paste": "/welcome/connect",
        "/account/devices/end": "/account",
        "/members/invitations/1/revoke": "/members",
        "/start/again": "/start",
        "/live/ask": "/live",
    }.items(),
)
def test_an_address_for_forms_alone_leads_to_their_page(dana: Browser, path: str, above: str) -> None:
    answer = dana.get(path, follow=True)
    assert (answer.redirect_chain, answer.status_code) == ([(above, 303)], 200)
    assert dana.put(path).status_code == 405


def test_strangers_fill_our_tables_only_so_often(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FORMS_OF_STRANGERS", 2)
    ask = "/start/clearinghouse/email"
    answers = [send(browser, ask, {"email": "x"}, headers=NAVIGATES).status_code for _ in range(4)]
    assert answers[0] == 303
    assert answers[-1] == 422


def test_every_field_for_a_password_or_a_code_is_known_as_a_secret() -> None:
    folder = Path(filling.__file__).parent / "templates"
    tags = [
        tag
        for each in folder.rglob("*.html")
        for tag in re.findall(r"<input[^>]*>|{% include[^%]*%}", each.read_text())
    ]
    marked = [tag for tag in tags if 'type="password"' in tag or "one-time-code" in tag]
    names = {found for tag in marked for found in re.findall(r'\b(?:name|id)="(\w+)"', tag)}
    assert len(marked) > 6
    assert names <= kept_forms.SECRET


def test_a_private_key_is_kept_nowhere() -> None:
    pasted = ("public_key", "-----BEGIN OPENSSH PRIVATE KEY-----")
    assert kept_forms.without_secrets([pasted, ("name", "Elm"), ("password", "x")]) == (("name", "Elm"),)


def test_a_form_of_a_button_alone_says_nothing_of_what_was_typed() -> None:
    page = '<form method="post" action="/a"><input type="hidden" name="q" value="1"><button>Go</button></form>'
    assert fill_in(page, here="/a", action="/a", fields=[("q", "2")]) == page


ANY = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=20)


@given(ANY, ANY)
def test_what_was_typed_is_filled_in_to_the_letter_and_nothing_else_changes(line: str, text: str) -> None:
    form = '<form method="post" action="/a">{}<input name="n" value="old"><input type="hidden" name="h" value="1">'
    form += (
        '<input type="checkbox" name="c" checked><textarea name="t">{}</textarea><select name="s">{}</select></form>'
    )
    options = '<option value="1" selected>One</option><option value="2">Two</option>'
    before = (
        f"<p>é &amp; <br/>\n{form.format('', 'old', options)}<form method='post' action='/b'><input name='n'></form>"
    )
    after = fill_in(before, here="/page", action="/a", fields=[("n", line), ("t", text), ("s", "2"), ("h", "2")])
    [typed] = re.findall(r"<textarea name=.t.>(.*?)</textarea>", after, re.DOTALL)
    assert (html.unescape(shown(after, "n")), html.unescape(typed)) == (line, "\n" + text)
    assert re.findall(r"<option[^>]*selected", after) == ['<option value="2" selected']
    assert (shown(after, "h"), shown(after, "c"), after.count(NOTICE)) == ("1", "", 1)
    assert after.partition("<form")[0] == before.partition("<form")[0]
    assert after.rpartition("<form")[2] == before.rpartition("<form")[2]
