"""How long a session lasts: a quarter of an hour without work, twelve hours in any case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.directory.users.device_name import device_name
from clearlane.directory.users.session_store import SessionStore
from clearlane.foundation.clock.move import move
from tests.conftest import AsRole
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person

pytestmark = pytest.mark.usefixtures("mails")
BEGIN = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
Wait = Callable[..., None]


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Wait:
    """``wait(minutes=14)``: so much time passes."""
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    at = BEGIN
    move(to=at)

    def pass_by(**lasts: float) -> None:
        nonlocal at
        at += timedelta(**lasts)
        move(to=at)

    return pass_by


@pytest.fixture
def worker(wait: Wait, practice: int, add_person: AddPerson, browser: Browser) -> Browser:
    """The browser of Dana, who signed in at eight."""
    user = add_person("dana", {}, password=PASSWORD)
    _join(user, practice)
    Person(user, "dana").try_password(browser)
    return browser


def _join(user: int, tenant: int) -> None:
    from clearlane.directory.users.models import Membership

    Membership.objects.create(user_id=user, tenant_id=tenant, role="owner", from_at=BEGIN - timedelta(days=1), by="x")


def test_who_works_stays_signed_in(worker: Browser, wait: Wait) -> None:
    for _ in range(10):
        wait(minutes=14)
        assert worker.get("/home").status_code == 200


def test_who_does_nothing_is_signed_out_after_a_quarter_of_an_hour(worker: Browser, wait: Wait) -> None:
    wait(minutes=15)
    assert worker.get("/home").status_code == 302


def test_what_a_page_asks_by_itself_is_not_work(worker: Browser, wait: Wait) -> None:
    for _ in range(14):
        wait(minutes=1)
        assert worker.get("/home", headers={"X-Poll": "1"}).status_code == 200
        assert worker.get("/session").status_code == 200
    wait(minutes=1)
    assert worker.get("/home", headers={"X-Poll": "1"}).status_code == 401
    assert worker.get("/session").json() == {"seconds_left": 0}


def test_twelve_hours_are_the_end_however_busy_one_is(worker: Browser, wait: Wait) -> None:
    for _ in range(51):
        wait(minutes=14)
        assert worker.get("/settings").status_code == 200
    wait(minutes=5)
    assert worker.get("/session").json() == {"seconds_left": 60}
    assert worker.post("/session").json() == {"seconds_left": 60}
    wait(minutes=1)
    assert worker.get("/home").status_code == 302


def test_the_warning_is_answered_by_a_click(worker: Browser, wait: Wait) -> None:
    wait(minutes=13)
    assert worker.get("/session").json() == {"seconds_left": 120}
    assert worker.post("/session").json() == {"seconds_left": 900}
    wait(minutes=14)
    assert worker.get("/home").status_code == 200


def test_nobody_has_no_seconds(browser: Browser) -> None:
    answer = browser.get("/session")
    assert (answer.status_code, answer.json()) == (401, {"seconds_left": 0})


def test_half_a_form_is_kept_in_a_strangers_session_for_hours(browser: Browser, wait: Wait) -> None:
    browser.get("/signin/passkey")
    wait(hours=11)
    assert browser.session.get("passkey")


def test_saving_a_session_does_not_prolong_it(worker: Browser, wait: Wait) -> None:
    wait(minutes=14)
    session = worker.session
    session["something"] = "else"
    session.save()
    wait(minutes=1)
    assert worker.get("/home").status_code == 302


def test_sessions_that_ended_are_taken_away_and_others_stay(
    worker: Browser, wait: Wait, owner: psycopg.Connection[Any], as_role: AsRole
) -> None:
    Browser().get("/signin/passkey")
    wait(hours=13)
    dana = Browser()
    Person(0, "dana").try_password(dana)
    assert owner.execute("SELECT count(*) FROM directory_users_session").fetchone() == (3,)
    with as_role("owner"):
        SessionStore.clear_expired()
    assert owner.execute("SELECT count(*) FROM directory_users_session").fetchone() == (1,)
    assert dana.get("/home").status_code == 200


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/17.5 Safari/605", "Safari on Mac"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/131.0 Safari/537 Edg/131.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/131.0 Mobile Safari/537", "Chrome on Android"),
        ("curl/8.5", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_called_as_people_call_it(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_a_session_begins_when_somebody_signs_in_not_when_he_opened_the_page(
    browser: Browser, wait: Wait, practice: int, add_person: AddPerson
) -> None:
    user = add_person("dana", {}, password=PASSWORD)
    _join(user, practice)
    browser.get("/signin/passkey")
    wait(hours=11, minutes=50)
    Person(user, "dana").try_password(browser)
    assert browser.get("/session").json() == {"seconds_left": 900}
    wait(minutes=14)
    assert browser.get("/home").status_code == 200
