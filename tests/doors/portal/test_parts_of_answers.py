"""Pages and their parts: which of both is answered, that no browser keeps them, and that parts are frozen values."""

from __future__ import annotations

import dataclasses
import inspect
import re
from typing import Any

import pytest
from django.http import HttpRequest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal import chart, parts
from clearlane.doors.portal.preferences import THEMES, read_preferences
from clearlane.doors.portal.render import wants_part
from clearlane.doors.portal.shortcuts import REMAPPABLE, is_key
from tests.doors.portal.conftest import Browser

VALUES = [one for _, one in inspect.getmembers(parts, inspect.isclass) if one.__module__ == parts.__name__]
ADDRESSES = ("/home", "/claims", "/files")


def asked(**headers: str) -> HttpRequest:
    """A request with these headers alone."""
    request = HttpRequest()
    request.META = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return request


@pytest.mark.parametrize(
    ("headers", "part"),
    [
        ({}, False), ({"hx_request": "true"}, True), ({"hx_request": "false"}, False), ({"hx_request": ""}, False),
        ({"hx_request": "true", "hx_request_type": "full"}, False),
        ({"hx_request": "true", "hx_request_type": "partial"}, True), ({"hx_request_type": "partial"}, False),
    ],
)  # fmt: skip
def test_a_part_is_answered_to_who_asks_for_one_alone(headers: dict[str, str], part: bool) -> None:
    assert wants_part(asked(**headers)) == part


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("kind", "whole"), [(None, True), ("partial", False), ("full", True)])
def test_the_same_address_answers_with_the_page_or_with_its_part(
    dana: Browser, address: str, kind: str | None, whole: bool
) -> None:
    headers = {"HX-Request": "true", "HX-Request-Type": kind} if kind else {}
    answer: Any = dana.get(address, headers=headers)
    body = answer.content.decode()
    assert (answer.status_code, "<html" in body, "<main" in body) == (200, whole, whole)
    assert answer["Cache-Control"] == "no-store"
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_part_stands_in_the_page_as_it_is_answered_alone(dana: Browser, address: str) -> None:
    def bare(body: str) -> str:
        body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)
        return re.sub(r"\s+", " ", body)

    whole = bare(dana.get(address).content.decode())
    part = bare(dana.get(address, headers={"HX-Request": "true"}).content.decode()).strip()
    assert part
    assert part in whole


@pytest.mark.parametrize("value", [*VALUES, chart.Chart, chart.Pair, chart.Line], ids=lambda one: one.__name__)
def test_nobody_changes_a_part_once_it_is_made(value: Any) -> None:
    given_ = {one.name: one.name for one in dataclasses.fields(value) if one.default is dataclasses.MISSING}
    made = value(**given_)
    name = dataclasses.fields(value)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(made, name, "another")
    assert made == value(**given_)


@given(st.text(max_size=40), st.text(max_size=60))
def test_whatever_a_cookie_holds_the_preferences_are_ones_that_there_are(theme: str, keys: str) -> None:
    request = HttpRequest()
    request.COOKIES = {"theme": theme, "keys": keys}
    found = read_preferences(request)
    assert found.theme in ("", *THEMES)
    assert set(found.keys) <= set(REMAPPABLE)
    assert all(is_key(key) for key in found.keys.values())
    assert found.has_keys == (keys != "off")


@given(st.dictionaries(st.sampled_from(sorted(REMAPPABLE)), st.characters(codec="ascii").filter(is_key)))
def test_keys_that_were_kept_are_read_back(keys: dict[str, str]) -> None:
    request = HttpRequest()
    request.COOKIES = {"keys": "|".join(f"{does}:{key}" for does, key in keys.items())}
    assert read_preferences(request).keys == keys
