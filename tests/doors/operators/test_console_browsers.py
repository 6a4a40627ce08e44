"""An operator's browser: forms that were not ours are refused, and its session is kept by a hash and ends in time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test import override_settings

from clearlane.config.console import console
from clearlane.doors.operators.addresses import ADDRESSES
from clearlane.foundation.clock.move import move
from tests.conftest import MakeTenant
from tests.doors.operators.conftest import Console

Owner = psycopg.Connection[Any]
GETS_ONLY = {
    "operator_enroll_question", "operator_link", "operator_question", "operator_again", "operator_home",
    "operator_organizations", "operator_organization", "operator_payers", "operator_agreements", "operator_agreement",
    "operator_worklist",
}  # fmt: skip
STAND_INS = {"uuid": "00000000-0000-7000-8000-000000000001", "int": "1", "str": "x"}
FORMS = [
    "/" + re.sub(r"<(\w+):\w+>", lambda match: STAND_INS[match[1]], str(each.pattern))
    for each in ADDRESSES
    if each.name not in GETS_ONLY
]


def strict(ann: Console) -> Console:
    """The same browser, from which forged forms are not taken."""
    browser = Console(enforce_csrf_checks=True)
    browser.device = ann.device
    browser.cookies = ann.cookies
    return browser


def token(browser: Console, path: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(path).content.decode())
    assert found is not None
    return found[1]


def key_of(browser: Console) -> str:
    return str(browser.cookies[settings.SESSION_COOKIE_NAME].value)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_another_house_is_refused_before_it_does_anything(ann: Console, owner: Owner, path: str) -> None:
    tables = ("approval", "entry", "operatorlink", "operatorpasskey", "operatorsession")
    statement = " UNION ALL ".join(f"SELECT count(*) FROM directory_operators_{table}" for table in tables)
    before = owner.execute(statement.encode()).fetchall()
    answer = strict(ann).post(path, {"reason": "A reason that would do", "evidence": "a letter", "live": "1"})
    assert answer.status_code == 403
    assert owner.execute(statement.encode()).fetchall() == before
    assert ann.get("/operator/").status_code == 200


def test_its_own_form_is_taken_and_that_of_an_earlier_session_is_not(
    ann: Console, bob: Console, tenant: MakeTenant
) -> None:
    browser, there = strict(ann), f"/operator/organizations/{tenant()}"
    mine, others = token(browser, there), token(strict(bob), there)
    sent = {"reason": "The practice asked us to look"}
    assert browser.post(f"{there}/enter", sent | {"csrfmiddlewaretoken": others}).status_code == 403
    assert browser.post(f"{there}/enter", sent | {"csrfmiddlewaretoken": mine}).status_code == 303


def test_the_token_of_the_portal_is_none_of_the_console(ann: Console) -> None:
    browser = strict(ann)
    token(browser, "/operator/")
    del browser.cookies[settings.CSRF_COOKIE_NAME]
    browser.cookies["csrf"] = "a" * 32
    assert browser.post("/operator/leave", {"csrfmiddlewaretoken": "a" * 32}).status_code == 403


def test_the_table_holds_the_hash_of_what_the_browser_holds(ann: Console, owner: Owner) -> None:
    rows = owner.execute("SELECT session_key, user_id FROM directory_operators_operatorsession").fetchall()
    number = owner.execute("SELECT id FROM directory_operators_operator").fetchone()
    assert number is not None
    assert rows == [(hashlib.sha256(key_of(ann).encode()).hexdigest(), number[0])]
    assert owner.execute("SELECT count(*) FROM directory_users_session").fetchone() == (0,)


def test_a_key_that_stands_in_the_table_opens_nothing(ann: Console, owner: Owner) -> None:
    row = owner.execute("SELECT session_key FROM directory_operators_operatorsession").fetchone()
    assert row is not None
    thief = Console()
    thief.cookies[settings.SESSION_COOKIE_NAME] = row[0]
    assert thief.get("/operator/").status_code == 303


def test_signing_in_ends_the_key_that_was_there_before(ann: Console, owner: Owner) -> None:
    before = key_of(ann)
    assert ann.sign_in().status_code == 303
    assert key_of(ann) != before
    thief = Console()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert thief.get("/operator/").status_code == 303
    assert owner.execute("SELECT count(*) FROM directory_operators_operatorsession").fetchone() == (1,)


def test_signing_out_leaves_no_row_and_no_way_back(ann: Console, owner: Owner) -> None:
    before = key_of(ann)
    assert ann.post("/operator/signout").headers["Location"] == "/operator/signin"
    ann.cookies[settings.SESSION_COOKIE_NAME] = before
    assert ann.get("/operator/").status_code == 303
    assert owner.execute("SELECT count(*) FROM directory_operators_operatorsession").fetchone() == (0,)


def test_work_without_end_is_over_after_twelve_hours(
    operator: Callable[[str], Console], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    ann = operator("ann")
    for minutes in range(10, 12 * 60, 10):
        move(to=timedelta(minutes=minutes))
        assert ann.get("/operator/").status_code == 200, minutes
    move(to=timedelta(hours=12, minutes=1))
    assert ann.get("/operator/").status_code == 303


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(
    operator: Callable[[str], Console], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    ann = operator("ann")
    for minutes in (5, 10, 14):
        move(to=timedelta(minutes=minutes))
        assert ann.get("/operator/", headers={"X-Poll": "1"}).status_code == 200
    move(to=timedelta(minutes=16))
    assert ann.get("/operator/", headers={"X-Poll": "1"}).status_code == 401
    assert ann.get("/operator/").status_code == 303


def test_cookies_are_out_of_reach_of_scripts_and_bound_to_the_host_where_there_is_tls(
    link: Callable[[str], str],
) -> None:
    origin = "https://operators.elm.example"
    changed = console(origin=origin, middleware=settings.MIDDLEWARE, hosts=settings.ALLOWED_HOSTS)
    with override_settings(CONSOLE_ORIGIN=origin, **changed):
        browser = Console(SERVER_NAME="operators.elm.example", SERVER_PORT="443")
        browser.device.origin, browser.device.party = origin, "operators.elm.example"
        assert browser.enroll(link("ann")).status_code == 303
        assert (
            browser.get("/operator/", secure=True).headers["Strict-Transport-Security"].startswith("max-age=31536000")
        )
    for name in ("__Host-operator", "__Host-operator-csrf"):
        cookie = browser.cookies[name]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, True, "Lax", "/")
        assert cookie["domain"] == ""
