"""Every address of the console, as whoever may come to it: what it shows and to whom, and what its answers carry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import get_resolver

from clearlane.config.console import console
from clearlane.config.console_urls import READ
from clearlane.directory.operators.passkeys import Working, find_working
from clearlane.directory.users.step_up import PROOFS
from clearlane.foundation.clock.read import now
from tests.conftest import AsRole, MakeTenant
from tests.doors.headers_of_house import faults_of
from tests.doors.operators.conftest import Console
from tests.doors.portal.planting import plant_all
from tests.doors.portal.probes.guards import Guard, View, guards
from tests.doors.portal.probes.walk import body_of, counts_of
from tests.exchange.reading.plant import TOKEN

Owner = psycopg.Connection[Any]
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
NOTED_BY_LOOKING = {"directory_operators_operatorsession"}
HOST = "operators.elm.example"
UNKNOWN = "00000000-0000-7000-8000-000000000001"
OF_ANYBODY = {
    "healthz", "operator/enroll", "operator/enroll/passkey", "operator/enroll/<str:token>", "operator/signin",
    "operator/signin/passkey", "operator/signout", "operator/again", "operator/leave",
}  # fmt: skip
"""Where nobody has to have signed in; whatever is neither here nor refused to everybody asks for a passkey."""


@pytest.fixture
def practice(tenant: MakeTenant) -> int:
    return tenant(name="Elm Street Family Care")


@pytest.fixture
def values(practice: int, owner: Owner, as_role: AsRole) -> Mapping[str, Any]:
    """What stands in the addresses: the planted claim and file of the practice, and numbers of nothing."""
    with as_role("flow"):
        seen = plant_all(tenant=practice, owner=owner)
    known = {
        "claim_id": seen.claim,
        "file_id": seen.file,
        "mail_id": seen.mail,
        "payment_id": seen.payment,
        "tenant": practice,
    }
    unknown = dict.fromkeys(("contact", "subject", "agreement"), UNKNOWN)
    return (
        known
        | unknown
        | dict.fromkeys(("ask", "pair", "proposal", "wish", "entry", "link", "factor", "number"), 1)
        | {"seq": 2}
    )


def routes() -> dict[str, str]:
    """Every address of the console with its name."""
    return {str(each.pattern): getattr(each, "name", "") or "" for each in get_resolver().url_patterns}


def _at(route: str, values: Mapping[str, Any]) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], "x" * 43)), route)


def _walk(browser: Console, values: Mapping[str, Any], *methods: str) -> Iterator[tuple[str, str, Any]]:
    for route in routes():
        if route not in {"operator/signout", "operator/leave"}:
            for method in methods or METHODS:
                yield method, route, getattr(browser, method.lower())(_at(route, values))


def test_every_address_of_the_console_is_of_operators_or_of_anybody_or_refused(values: Mapping[str, Any]) -> None:
    named = {route for route in routes() if route.startswith("operator/")}
    assert {route for route in OF_ANYBODY if route.startswith("operator/")} <= named
    assert set(READ) < set(routes().values())


def test_nobody_gets_a_page_sees_a_token_or_changes_a_row(values: Mapping[str, Any], owner: Owner) -> None:
    before, probes = counts_of(owner), 0
    for method, route, answer in _walk(Console(), values):
        probes += 1
        assert answer.status_code < 500, (method, route)
        assert TOKEN not in body_of(answer), (method, route)
        if route not in OF_ANYBODY | {""} and method in {"GET", "POST"}:
            assert _is_asked_for_a_passkey(answer), (method, route, answer.status_code)
    print(f"{probes} probes of the console as nobody")
    after = counts_of(owner)
    assert {name for name in after if after[name] != before[name]} <= NOTED_BY_LOOKING


@pytest.mark.parametrize("where", ["outside", "inside another"])
def test_an_operator_who_is_not_in_these_rooms_sees_nothing_of_theirs(
    ann: Console, values: Mapping[str, Any], tenant: MakeTenant, where: str
) -> None:
    if where == "inside another":
        assert _enter(ann, tenant(name="Harbor Clinic")).status_code == 303
    for method, route, answer in _walk(ann, values, "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"):
        assert answer.status_code < 500, (method, route)
        assert TOKEN not in body_of(answer), (method, route)


def test_an_operator_inside_sees_what_may_be_read_and_nothing_else(
    ann: Console, practice: int, values: Mapping[str, Any]
) -> None:
    assert _enter(ann, practice).status_code == 303
    shown = {routes()[route] for _, route, answer in _walk(ann, values, "GET") if TOKEN in body_of(answer)}
    assert shown == {"claims", "claim", "claim_message", "explained_file", "file", "mail", "payment", "payments"}


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("who", ["nobody", "ann"])
def test_every_answer_of_the_console_carries_the_headers_of_the_house(
    link: Callable[[str], str], practice: int, values: Mapping[str, Any], who: str, secure: bool
) -> None:
    origin = f"https://{HOST}" if secure else "http://localhost:8838"
    told = console(origin=origin, middleware=settings.MIDDLEWARE, hosts=settings.ALLOWED_HOSTS)
    with override_settings(CONSOLE_ORIGIN=origin, **told):
        browser = _browse(origin, secure)
        if who == "ann":
            assert browser.enroll(link("ann")).status_code == 303
            assert _enter(browser, practice).status_code == 303
        for method, route, answer in _walk(browser, values, "GET", "POST"):
            assert faults_of(answer, secure=secure) == (), (method, route)


def _is_asked_for_a_passkey(answer: Any) -> bool:
    led = answer.status_code == 303 and answer["Location"].startswith("/operator/signin")
    return led or answer.status_code in {403, 405} or "Allow" in answer.headers


def _unnoticed(browser: Console, guard: Guard, mutant: View, values: Mapping[str, Any]) -> str:
    """Empty where the guard holds and a view without it is noticed; else what is wrong."""

    def is_held() -> bool:
        path = _at(guard.route.removeprefix("/"), values)
        return all(_is_asked_for_a_passkey(ask(path)) for ask in (browser.get, browser.post))

    if not is_held():
        return f"{guard.route} does not keep to {guard.name}"
    with pytest.MonkeyPatch.context() as patch:
        guard.replace(mutant, patch)
        return f"{guard.route} without {guard.name}" if is_held() else ""


def test_a_view_without_the_guard_of_operators_is_noticed_wherever_it_is(
    ann: Console, values: Mapping[str, Any]
) -> None:
    who = find_working(operator=int(ann.session["_auth_user_id"]))
    asked = [each for each in guards("for_operators") if each.route.removeprefix("/") not in OF_ANYBODY]
    nobody = _nobody_with_a_fresh_proof()
    found = [_unnoticed(nobody, each, _forge(each, who), values) for each in asked]
    assert [each for each in found if each] == []
    assert len(asked) > 15


def _nobody_with_a_fresh_proof() -> Console:
    """The passkey's own gate, which stands within, is not what keeps him out."""
    browser = Console()
    browser.get("/operator/signin/passkey")
    session = browser.session
    session[PROOFS] = {"webauthn": now().timestamp()}
    session.save()
    return browser


def _forge(guard: Guard, who: Working | None) -> View:
    return lambda request, *args, **kwargs: guard.within(request, who, *args, **kwargs)


def test_a_view_without_its_passkey_is_noticed_anywhere(ann: Console, values: Mapping[str, Any]) -> None:
    session = ann.session
    session[PROOFS] = {"password": session[PROOFS]["webauthn"]}
    session.save()
    found = [_unnoticed(ann, each, each.within, values) for each in guards("with_passkey")]
    assert [each for each in found if each] == []
    assert len(found) >= 8


def _enter(browser: Console, tenant: int) -> Any:
    return browser.post(f"/operator/organizations/{tenant}/enter", {"reason": "The practice asked why a claim is held"})


def _browse(origin: str, secure: bool) -> Console:
    if not secure:
        return Console()
    browser = Secure(SERVER_NAME=HOST)
    browser.device.origin, browser.device.party = origin, HOST
    return browser


class Secure(Console):
    """A browser of the console on https."""

    def generic(self, *args: Any, **more: Any) -> Any:
        return super().generic(*args, **(more | {"secure": True}))
