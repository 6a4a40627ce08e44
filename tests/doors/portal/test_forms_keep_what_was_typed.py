"""Nothing typed is ever lost: a form that is refused comes back with every answer, a sentence, and the way to it."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from tests.doors.portal.journey import ADDRESS, PASSWORD, PRACTICE, SIGNATURE, Journey, heading

WRONG_PRACTICE = {
    "organization": ["", "x" * 61],
    "npi": ["", "123", "1234567890", "3234567893", "12345678933"],
    "tin": ["", "12-34567", "000000000"],
    "tin_kind": ["", "XYZ"],
    "username": ["", "ab", "Dana Demo", "dana@demo", "x" * 31],
    "password": ["", "short", "password1234", "aaaaaaaaaaaaaaa"],
    "again": ["", "something else"],
}
WRONG_ADDRESS = {
    "phone": ["", "555-0100", "12345678901234"],
    "street": ["", "P.O. Box 12", "x" * 56],
    "zip": ["", "1234", "123456"],
    "state": ["XX", "CA"],
}
SECRET = {"password", "again"}


def cases(wrong: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(field, value) for field, values in wrong.items() for value in values]


def page(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def shown(text: str, field: str) -> str:
    """What stands in a field of a page: the value of an input, or the choice that is made."""
    inputs = re.findall(rf"<input[^>]*\bname=\"{field}\"[^>]*>", text)
    radios = [each for each in inputs if 'type="radio"' in each or 'type="checkbox"' in each]
    if radios:
        chosen = [each for each in radios if re.search(r"\bchecked\b", each)]
        return found_value(chosen[0]) if chosen else ""
    return found_value(inputs[0]) if inputs else ""


def found_value(tag: str) -> str:
    found = re.search(r'\bvalue="([^"]*)"', tag)
    return found[1] if found else ""


def is_told(text: str, field: str) -> bool:
    """Whether a sentence stands beside the field, and the field says that it is wrong."""
    return bool(
        re.search(rf'\bname="{field}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*\bname="{field}"', text)
    ) or ("aria-invalid" in text or "error" in text)


@pytest.fixture
def at_practice(journey: Journey) -> Journey:
    journey.ask()
    journey.open_link()
    return journey


@pytest.mark.parametrize(("field", "value"), cases(WRONG_PRACTICE))
def test_step_eight_gives_back_what_was_typed_and_never_a_password(
    at_practice: Journey, field: str, value: str
) -> None:
    answer = at_practice.practice(**{field: value})
    text = page(answer)
    assert answer.status_code == 422
    assert is_told(text, field)
    typed = PRACTICE | {field: value}
    for name in ("organization", "npi", "username"):
        assert shown(text, name).lower() == typed[name].lower(), name
    assert PASSWORD not in text
    for name in SECRET:
        assert shown(text, name) == ""


@pytest.mark.parametrize(("field", "value"), cases(WRONG_ADDRESS))
def test_step_nine_gives_back_what_was_typed(journey: Journey, field: str, value: str) -> None:
    journey.until_address()
    answer = journey.address(**{field: value})
    text = page(answer)
    assert answer.status_code == 422
    assert is_told(text, field)
    typed = ADDRESS | {field: value}
    for name in ("phone", "street", "zip"):
        assert shown(text, name) == typed[name], name


@pytest.mark.parametrize("lacking", ["signer", "title", "authorized"])
def test_step_ten_gives_back_the_card_and_the_names(journey: Journey, lacking: str) -> None:
    journey.until_kind()
    answer = journey.kind("large", **{lacking: ""})
    text = page(answer)
    assert answer.status_code == 422
    assert shown(text, "kind") == "large"
    for name in {"signer", "title"} - {lacking}:
        assert shown(text, name) == SIGNATURE[name]


def test_step_ten_without_a_card_asks_for_one_and_keeps_the_names(journey: Journey) -> None:
    journey.until_kind()
    answer = journey.kind("")
    assert answer.status_code == 422
    assert shown(page(answer), "signer") == SIGNATURE["signer"]


HOSTILE = [
    '"><script>alert(1)</script>',
    "' onfocus=alert(1) '",
    "{{ 7*7 }}",
    "{% debug %}",
    "</title><b>",
    "\u202egnp.exe",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_was_typed_comes_back_as_text(at_practice: Journey, typed: str) -> None:
    raw = at_practice.practice(organization=typed, npi="1").content.decode()
    assert "<script>alert" not in raw
    assert "</title><b>" not in raw
    assert "49" not in re.sub(r"\d{3,}", "", shown(html.unescape(raw), "organization"))
    assert "onfocus" not in re.sub(r'"[^"]*"', "", raw)


@pytest.mark.parametrize(
    "wrong", ["", "nobody", "a@b", "a b@example.org", "x@y.org, z@y.org", "a@" + "b" * 300 + ".org"]
)
def test_step_five_keeps_an_address_that_is_none(journey: Journey, wrong: str) -> None:
    answer = journey.ask(wrong) if wrong else journey.browser.post("/start/clearinghouse/email", {"email": ""})
    text = page(answer)
    assert answer.status_code == 422
    assert shown(text, "email") == wrong
    assert len(journey.posted) == 0


def test_going_back_shows_the_answers_that_were_given(journey: Journey) -> None:
    journey.until_kind()
    text = page(journey.browser.get("/start/address"))
    assert shown(text, "street") == ADDRESS["street"]
    assert shown(text, "zip") == ADDRESS["zip"]


def test_another_device_goes_on_where_the_first_stopped(journey: Journey) -> None:
    journey.until_address()
    second = journey.another_device()
    second.post("/signin", {"name": PRACTICE["username"], "password": PASSWORD})
    answer = second.get("/start/go-on", follow=True)
    assert heading(answer) == heading(journey.browser.get("/start/address"))


@pytest.mark.parametrize(("zip_code", "city", "state"), [("62701", "Springfield", "IL"), ("10001", "New York", "NY")])
def test_a_zip_code_fills_city_and_state(journey: Journey, zip_code: str, city: str, state: str) -> None:
    journey.until_address()
    answer = journey.browser.get("/start/place", {"zip": zip_code}, headers={"HX-Request": "true"})
    text = page(answer)
    assert (shown(text, "city"), shown(text, "state")) == (city, state)


def test_every_wrong_field_is_told_at_once(at_practice: Journey) -> None:
    text = page(at_practice.browser.post("/start/practice", {}))
    assert text.count('aria-invalid="true"') >= 5
