"""What the pages of the sign-up say, and how: words for every problem, no word that blames, marks that are sound."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clearlane.directory.agreements.check_signature import check_signature
from clearlane.directory.registrations.add_contact import check_contact
from clearlane.directory.registrations.check_address import check_address
from clearlane.directory.registrations.check_login import check_login
from clearlane.directory.registrations.check_practice import check_practice
from clearlane.doors.portal.signup import screens
from clearlane.doors.portal.signup.problems import WORDS, faults, told
from clearlane.doors.portal.signup.screens import Screen
from tests.doors.portal.journey import Journey

VOID = {"meta", "link", "input", "hr", "br", "img", "path", "rect"}
SHOWN = [each for each in vars(screens).values() if isinstance(each, Screen)] + list(screens.LINK.values())
BLAMING = re.compile(r"\b(please|oops|successfully|invalid|sorry|error)\b", re.IGNORECASE)
FIELDS = ["organization", "npi", "no_npi", "tin", "tin_kind", "username", "password", "again", "phone", "street", "zip"]
FIELDS += ["city", "state", "sends_from_here", "signer", "title", "authorized", "name", "email", "wish"]
VALUES = some.one_of(
    some.text(max_size=90), some.sampled_from(["", "on", "1234567890", "62701", "IL", "EIN", "PO Box 1"])
)


@given(some.dictionaries(some.sampled_from(FIELDS), VALUES))
def test_there_are_words_for_whatever_can_be_wrong(typed: dict[str, str]) -> None:
    judged: list[Any] = [
        check_practice(typed=typed), check_login(typed=typed, email="a@b.example"), check_address(typed=typed),
        check_contact(typed=typed), check_signature(typed=typed),
    ]  # fmt: skip
    for one in judged:
        assert len(faults(one.problems)) == len(told(one.problems)) == len(one.problems)


@pytest.mark.parametrize("text", WORDS.values())
def test_what_is_told_beside_a_field_is_a_sentence_that_blames_nobody(text: str) -> None:
    assert text.endswith(".")
    assert text[0].isupper()
    assert not BLAMING.search(text)


@pytest.mark.parametrize("screen", SHOWN, ids=lambda screen: screen.title)
def test_a_screen_says_what_happened_why_and_what_to_do(screen: Screen) -> None:
    assert all((screen.title, screen.what, screen.why, screen.todo))
    assert bool(screen.href) != bool(screen.post)
    assert screen.status in {404, 409, 410, 429, 503}
    assert not BLAMING.search(f"{screen.title} {screen.what} {screen.why} {screen.todo}")


class Marks(HTMLParser):
    """Tags that are open, ids, what labels point to, and attributes that the content policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.pointed: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.forbidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [str(given["id"])] if "id" in given else []
        self.pointed |= set(f"{given.get('aria-describedby', '')} {given.get('aria-labelledby', '')}".split())
        self.pointed |= {str(given["for"])} if "for" in given else set()
        self.forbidden += [name for name in given if name == "style" or name.startswith("on")]
        if tag in {"input", "textarea"} and given.get("type") != "hidden":
            self.controls.append(given)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def every_page(journey: Journey) -> list[Any]:
    """Each page of the journey, as it is and with everything wrong."""
    get, post = journey.browser.get, journey.browser.post
    pages = [
        get(path) for path in ("/", "/start", "/start/clearinghouse", "/start/practice-software", "/start/hospital")
    ]
    pages += [post("/start/hospital", {}), get("/start/clearinghouse/email"), post("/start/clearinghouse/email", {})]
    pages += [journey.ask(), journey.open_link(), post("/start/practice", {})]
    journey.practice()
    pages += [get("/start/practice"), get("/start/address"), post("/start/address", {})]
    journey.address()
    pages += [get("/start/kind"), post("/start/kind", {})]
    journey.kind("small")
    return [*pages, get("/start/kind")]


def test_every_page_is_sound(journey: Journey) -> None:
    for page in every_page(journey):
        marks = Marks()
        marks.feed(page.content.decode())
        assert marks.open == []
        assert len(marks.ids) == len(set(marks.ids))
        assert marks.pointed <= set(marks.ids), page.request["PATH_INFO"]
        assert marks.forbidden == []


def test_every_control_has_a_label_and_every_wrong_one_says_so(journey: Journey) -> None:
    for page in every_page(journey):
        text = page.content.decode()
        marks = Marks()
        marks.feed(text)
        for control in marks.controls:
            known = f'for="{control.get("id")}"' in text or control.get("type") == "radio"
            assert known, control
        if page.status_code == 422:
            assert 'aria-invalid="true"' in text


def test_every_page_has_one_heading_and_its_name_in_the_title(journey: Journey) -> None:
    for page in every_page(journey):
        text = page.content.decode()
        assert len(re.findall(r"<h1[ >]", text)) == 1
        title = re.search(r"<title>(.+) · Clearlane</title>", text)
        assert title is not None


def test_what_people_type_is_never_markup(journey: Journey) -> None:
    journey.ask()
    journey.open_link()
    page = journey.practice(organization="<script>alert(1)</script>", npi="1").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_cookie_of_a_link_is_bound_to_its_host_where_the_house_is_on_https(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.SESSION_COOKIE_SECURE", True)
    journey.ask()
    answer = journey.browser.get(journey.link())
    cookie = answer.cookies["__Host-verify"]
    assert (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["path"]) == (True, True, "/")
    assert cookie["domain"] == ""
