"""Headers over every address: as nobody and as the owner, as page, part and problem, on http and on https."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from clearlane.config import portal
from tests.doors.headers_of_house import faults_of
from tests.doors.portal.conftest import Browser
from tests.doors.portal.probes.addresses import every_address
from tests.doors.portal.probes.cast import Cast
from tests.doors.portal.probes.walk import is_signed_in

WANTED = ({"Accept": "text/html"}, {"Accept": "*/*"}, {"Accept": "text/html", "HX-Request": "true"})
HOST = "claims.example.org"
Asked = tuple[str, str, Any]


@pytest.fixture(params=["http", "https"])
def secure(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """The settings of the portal as it is served at an origin of that kind."""
    if request.param == "http":
        yield False
        return
    monkeypatch.setenv("CLEARLANE_ORIGIN", f"https://{HOST}")
    with override_settings(**_as_read_now(), ALLOWED_HOSTS=[HOST]):
        yield True


def _as_read_now() -> dict[str, Any]:
    """The portal's settings, read once more under another environment."""
    spec = importlib.util.spec_from_file_location("portal_on_https", portal.__file__)
    assert spec is not None
    assert spec.loader is not None
    read = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(read)
    return {name: value for name, value in vars(read).items() if name.isupper()}


def _browse(cast: Cast, who: str, secure: bool) -> Browser:
    return cast.browser(who, host=HOST if secure else "localhost")


def _ask_everything(cast: Cast, who: str, secure: bool) -> Iterator[Asked]:
    browser = _browse(cast, who, secure)
    for address in every_address():
        for headers in WANTED:
            yield "GET", address.route, browser.get(address.at(cast.values), headers=headers, secure=secure)
        yield "POST", address.route, browser.post(address.at(cast.values), headers=WANTED[0], secure=secure)
        if not is_signed_in(browser):
            browser = _browse(cast, who, secure)


def _told(asked: Iterator[Asked], secure: bool) -> dict[tuple[str, ...], list[str]]:
    """By what is wrong: where."""
    found: dict[tuple[str, ...], list[str]] = {}
    for method, route, answer in asked:
        if faults := faults_of(answer, secure=secure):
            found.setdefault(faults, []).append(f"{method} {route} {answer.status_code}")
        answer.close()
    return found


@pytest.mark.parametrize("who", ["nobody", "owner"])
def test_every_answer_carries_the_headers_of_the_house(cast: Cast, who: str, secure: bool) -> None:
    assert _told(_ask_everything(cast, who, secure), secure) == {}


def test_so_does_what_is_refused_before_any_page_is_reached(cast: Cast, secure: bool) -> None:
    browser = _browse(cast, "nobody", secure)
    strict = Browser(enforce_csrf_checks=True, **browser.defaults)
    evil = {"Host": "evil.example"}
    asked = [("GET", "nowhere", browser.get("/nothing/here", headers=each, secure=secure)) for each in WANTED]
    asked.append(("GET", "the API", browser.get("/v1/nothing", secure=secure)))
    asked.append(("GET", "a host of nobody", browser.get("/home", headers=evil, secure=secure)))
    asked.append(("POST", "a form without its token", strict.post("/signin", headers=WANTED[0], secure=secure)))
    asked.append(("TRACE", "a method of nobody", browser.trace("/home", secure=secure)))
    assert _told(iter(asked), secure) == {}


def test_so_does_a_fault_of_ours(cast: Cast, monkeypatch: pytest.MonkeyPatch, secure: bool) -> None:
    from clearlane.doors.portal import asking

    monkeypatch.setattr(asking, "find_actor", None)
    answer = _browse(cast, "owner", secure).get("/home", headers=WANTED[0], secure=secure)
    assert answer.status_code == 500
    assert faults_of(answer, secure=secure) == ()


def test_a_style_of_the_house_is_kept_for_a_year_and_bound_like_a_page(cast: Cast) -> None:
    answer = Browser().get("/static/portal/kit.css")
    assert faults_of(answer, secure=False) == ("Cache-Control",)
    assert "max-age=31536000" in answer["Cache-Control"]
    answer.close()


def test_a_session_that_begins_sets_cookies_that_are_bound(cast: Cast, secure: bool) -> None:
    from clearlane.directory.users.models import User

    user = User.objects.get(pk=cast.people["roomless"])
    user.set_password("seven lanes to elm street")
    user.save(update_fields=["password"])
    browser = _browse(cast, "nobody", secure)
    browser.get("/link/reset/" + "x" * 43, secure=secure)
    typed = {"name": user.username, "password": "seven lanes to elm street"}
    answer = browser.post("/signin", typed, secure=secure)
    assert (answer.status_code, faults_of(answer, secure=secure)) == (303, ())
    bare = {name.removeprefix("__Host-") for name in browser.cookies}
    assert {"session", "link"} <= bare
