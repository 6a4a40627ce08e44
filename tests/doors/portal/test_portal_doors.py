"""Who may come into the portal, and under which headers it answers."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.doors.portal.conftest import AddPerson, Browser


@pytest.mark.parametrize("path", ["/", "/start", "/signin"])
def test_a_public_page_is_shown_to_anybody(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/home", "/claims?state=held", "/files"])
def test_a_page_of_work_asks_a_stranger_to_sign_in_and_remembers_where_he_was_going(
    browser: Browser, path: str
) -> None:
    answer = browser.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/signin?next=/")


def test_a_member_sees_the_page(dana: Browser) -> None:
    assert dana.get("/home").status_code == 200


def test_a_person_without_an_organization_goes_on_with_his_sign_up(browser: Browser, add_person: AddPerson) -> None:
    browser.sign_in(add_person("nobody", {}))
    assert browser.get("/home")["Location"] == "/start/go-on"


def test_the_table_of_sessions_does_not_hold_what_the_browser_holds(
    dana: Browser, owner: psycopg.Connection[Any]
) -> None:
    key = dana.cookies["session"].value
    rows = owner.execute("SELECT session_key, session_data, user_id FROM directory_users_session").fetchall()
    assert len(rows) == 1
    assert key not in str(rows)
    assert rows[0][2] is not None


def test_nothing_but_our_own_is_loaded_by_a_page(browser: Browser) -> None:
    policy = browser.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/nowhere", "/admin/", "/claims/1"])
def test_a_browser_that_is_led_nowhere_gets_a_page_and_a_program_gets_a_problem(browser: Browser, path: str) -> None:
    page = browser.get(path, headers={"Accept": "text/html"})
    assert (page.status_code, "There is nothing here" in page.content.decode()) == (404, True)
    assert browser.get(path)["Content-Type"] == "application/problem+json"
