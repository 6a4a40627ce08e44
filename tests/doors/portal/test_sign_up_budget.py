"""At most 19 fields, 9 screens and 14 clicks, counted in what the pages show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.doors.portal.journey import ADDRESS, PRACTICE, SIGNATURE, Journey

FIELDS, SCREENS, CLICKS = 19, 9, 14
WORK = ["/start/clearinghouse", "/start/clearinghouse/email", "/start/sent"]
WORK += ["/start/practice", "/start/address", "/start/kind"]


@dataclass
class Form(HTMLParser):
    """The controls of a page that a person fills in: name -> type, one for a group of radio buttons."""

    controls: dict[str, str] = field(default_factory=dict)
    checked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        kind = str(given.get("type") or tag)
        if tag in {"input", "select", "textarea"} and kind != "hidden":
            self.controls[str(given["name"])] = kind
            self.checked |= {str(given["name"])} if "checked" in given else set()


def form_of(answer: Any) -> Form:
    form = Form()
    form.feed(answer.content.decode())
    return form


def clicks_in(form: Form, answers: dict[str, str]) -> int:
    """Boxes that this person must tick or untick, and choices that he must make, beyond what is chosen already."""
    boxes = [name for name, kind in form.controls.items() if kind in {"checkbox", "radio"}]
    return sum(bool(answers.get(name)) != (name in form.checked) for name in boxes)


@pytest.mark.parametrize("kind", ["small", "large", "hospital", "billing", "payer"])
def test_each_kind_signs_up_within_the_budget(journey: Journey, kind: str) -> None:
    npi = {"npi": "", "no_npi": "on"} if kind == "payer" else {}
    answers: dict[str, str] = {**PRACTICE, **npi, **ADDRESS, **SIGNATURE, "kind": kind, "email": journey.email}
    screens = [journey.browser.get(path) for path in ("/", "/start", *WORK[:2])]
    screens += [journey.ask(), journey.open_link()]
    journey.practice(**npi)
    screens += [journey.browser.get("/start/address")]
    journey.address()
    screens += [journey.browser.get("/start/kind")]
    forms = [form_of(screen) for screen in screens]
    fields = sum(len(form.controls) for form in forms)
    to_the_next = len(screens)
    in_the_mail = 1
    clicks = to_the_next - 1 + in_the_mail + sum(clicks_in(form, answers) for form in forms)
    welcome = 1
    assert journey.kind(kind)["Location"] == "/welcome"
    assert (fields <= FIELDS, len(screens) + welcome <= SCREENS, clicks <= CLICKS) == (True, True, True), (
        fields,
        len(screens) + welcome,
        clicks,
    )


def test_help_stands_on_every_page_of_work(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.SUPPORT", "Call <Ann> at (555) 010-0123, 8 to 5")
    pages = [journey.browser.get(path) for path in WORK[:2]] + [journey.ask(), journey.open_link()]
    journey.practice()
    pages += [journey.browser.get("/start/address")]
    journey.address()
    pages += [journey.browser.get("/start/kind")]
    for page in pages:
        assert "<b>Having trouble?</b> Call &lt;Ann&gt; at (555) 010-0123, 8 to 5" in page.content.decode()


def test_an_unset_contact_is_no_invented_number(journey: Journey) -> None:
    page = journey.browser.get("/start/clearinghouse").content.decode()
    assert "<b>Having trouble?</b> Ask the person who runs this installation" in page


def test_hospitals_are_told_where_to_ask_on_the_pages_before_they_sign_up(journey: Journey) -> None:
    for path in WORK[:2]:
        assert 'href="/start/hospital"' in journey.browser.get(path).content.decode()


@pytest.mark.parametrize("path", ["/", "/start", "/start/practice-software", "/start/hospital", *WORK[:2]])
def test_every_link_of_the_public_pages_leads_somewhere(journey: Journey, path: str) -> None:
    page = journey.browser.get(path).content.decode()
    for target in set(re.findall(r'<a [^>]*href="(/[^"#]*)', page)):
        assert journey.browser.get(target, follow=True).status_code == 200, target


@pytest.mark.parametrize("path", ["/start/other", "/start/other/email"])
def test_a_product_that_there_is_not_is_a_page_that_is_not_there(journey: Journey, path: str) -> None:
    assert journey.browser.get(path).status_code == 404


@pytest.mark.parametrize("zip_code", ["62701", "62701-0001"])
def test_the_place_of_a_zip_code_comes_as_a_part_of_the_form(journey: Journey, zip_code: str) -> None:
    part = journey.browser.get("/start/place", {"zip": zip_code}).content.decode()
    assert part.lstrip().startswith('<div class="cityline" id="place">')
    assert 'name="city" type="text" value="Springfield"' in part
    assert 'name="state" type="text" value="IL"' in part


@pytest.mark.parametrize("zip_code", ["", "6270", "00000", "<b>"])
def test_a_place_that_we_do_not_know_leaves_what_was_typed(journey: Journey, zip_code: str) -> None:
    answer = journey.browser.get("/start/place", {"zip": zip_code})
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_zip_code_that_we_do_not_know_asks_for_city_and_state(journey: Journey) -> None:
    journey.until_address()
    answer = journey.address(zip="00000")
    assert answer.status_code == 422
    assert "We do not know this ZIP code. Enter the city." in answer.content.decode()
    assert journey.address(zip="00000", city="Elsewhere", state="il").status_code == 303


def test_who_makes_no_agreement_with_himself_signs_none(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.MODE", "own_use")
    journey.until_kind()
    page = journey.browser.get("/start/kind").content.decode()
    assert "signer" not in page
    assert journey.browser.post("/start/kind", {"kind": "small"})["Location"] == "/welcome"
    assert [mail.template for mail in journey.posted] == ["verify_email"]
    assert journey.browser.get("/account/agreement").status_code == 404


@pytest.mark.parametrize("name", ["terms", "privacy"])
def test_a_text_of_the_house_is_shown_where_it_is_set_and_else_absent(
    journey: Journey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    assert journey.browser.get(f"/{name}").status_code == 404
    assert f'href="/{name}"' not in journey.browser.get("/start/clearinghouse/email").content.decode()
    (tmp_path / "text.txt").write_text("First <b>.\n\nSecond.\n", encoding="utf-8")
    monkeypatch.setattr("django.conf.settings.HOUSE_TEXTS", {name: str(tmp_path / "text.txt")})
    assert "First &lt;b&gt;.</p>" in journey.browser.get(f"/{name}").content.decode()
    assert f'href="/{name}"' in journey.browser.get("/start/clearinghouse/email").content.decode()
