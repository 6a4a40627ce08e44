"""What no screen of the sign-up tells, and what opening a link does not do."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest

from tests.conftest import MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.journey import NPI, PRACTICE, Journey

_VARYING = re.compile(r'csrfmiddlewaretoken" value="\w+"|<time[^>]*>[^<]*</time>')
_TABLES = ("directory_registrations_registration", "directory_users_user", "account_emailaddress")


def body(answer: Any) -> str:
    """A page without what differs from one request to the next."""
    return _VARYING.sub("", answer.content.decode())


def rows(owner: psycopg.Connection[Any]) -> list[Any]:
    return [owner.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in _TABLES]


def test_a_known_address_gets_the_same_pages_and_another_mail(journey: Journey, add_person: AddPerson) -> None:
    add_person("known", {})
    unknown = journey.ask("other@example.org")
    other = Journey(journey.another_device(), journey.posted)
    known = other.ask("known@example.org")
    assert body(known).replace("known@example.org", "X") == body(unknown).replace("other@example.org", "X")
    assert [mail.template for mail in journey.posted] == ["verify_email", "have_account"]
    assert journey.posted[1].links == ["http://localhost/signin", "http://localhost/reset"]
    first, second = journey.browser.post("/start/again", follow=True), other.browser.post("/start/again", follow=True)
    assert body(second).replace("known@example.org", "X") == body(first).replace("other@example.org", "X")
    assert len(journey.posted) == 4


@pytest.mark.parametrize("status", ["live", "pending", "disputed"])
def test_a_pair_that_another_holds_gives_the_same_screens(
    journey: Journey, owner: psycopg.Connection[Any], tenant: MakeTenant, status: str
) -> None:
    holder = tenant(name="The holder")
    owner.execute(
        "INSERT INTO directory_providers_authorizedpair (npi, tin, tenant_id, submitter_id, status, from_date,"
        " verified_at, verified_by, created_at, created_by)"
        " VALUES (%s, '123456789', %s, %s, %s, '2026-01-01', now(), 'ann', now(), 'ann')",
        [NPI, holder, holder, status],
    )
    seen = _pages(journey)
    other = Journey(journey.another_device(), journey.posted, email="dana.demo@elmstreet2.example")
    assert _pages(other, npi="1245319599", username="dana.demo2") == seen


def _pages(journey: Journey, **changed: str) -> list[Any]:
    """Every answer from step 8 on, without what the person himself has typed."""
    journey.ask()
    journey.open_link()
    answers = [
        journey.practice(**changed),
        journey.browser.get("/start/practice"),
        journey.browser.get("/start/address"),
    ]
    answers += [journey.address(), journey.browser.get("/start/kind"), journey.kind("small")]
    own = [NPI, "1245319599", "dana.demo2", "dana.demo", "elmstreet2", "elmstreet"]
    return [
        (answer.status_code, answer.get("Location"), re.sub("|".join(own), "X", body(answer))) for answer in answers
    ]


def test_opening_the_link_changes_nothing(journey: Journey, owner: psycopg.Connection[Any]) -> None:
    journey.ask()
    before = rows(owner)
    for _ in range(3):
        scanner = journey.another_device()
        assert scanner.get(journey.link(), follow=True).status_code == 200
        assert scanner.head(journey.link()).status_code == 303
    assert rows(owner) == before
    assert journey.open_link().status_code == 200
    assert journey.practice().status_code == 303


def test_the_token_leaves_the_address_at_once_and_is_told_to_nobody(journey: Journey) -> None:
    journey.ask()
    answer = journey.browser.get(journey.link())
    token = journey.link().rpartition("/")[2]
    assert (answer.status_code, answer["Location"]) == (303, "/start/practice")
    assert answer["Referrer-Policy"] == "no-referrer"
    cookie = journey.browser.cookies["verify"]
    assert (cookie.value, bool(cookie["httponly"]), cookie["samesite"]) == (token, True, "Lax")
    assert token not in journey.browser.get("/start/practice").content.decode()


def test_the_table_holds_no_token_and_no_password(journey: Journey, owner: psycopg.Connection[Any]) -> None:
    journey.until_address()
    token = journey.link().rpartition("/")[2]
    kept = str(rows(owner))
    assert token not in kept
    assert PRACTICE["password"] not in kept


def test_only_posting_the_form_spends_the_link(journey: Journey) -> None:
    journey.ask()
    assert journey.browser.post(journey.link()).status_code == 405
    journey.open_link()
    assert journey.browser.put("/start/practice").status_code in (200, 422)
    assert journey.practice().status_code == 303


def test_the_session_after_the_account_is_made_has_a_new_key(journey: Journey) -> None:
    journey.ask()
    planted = journey.browser.cookies["session"].value
    journey.open_link()
    journey.practice()
    assert journey.browser.cookies["session"].value != planted
    thief = journey.another_device()
    thief.cookies["session"] = planted
    assert thief.get("/start/address")["Location"] == "/signin?next=/start/address"


@pytest.mark.parametrize("path", ["/start/sent", "/start/practice", "/start/address", "/start/kind"])
def test_no_browser_keeps_what_was_typed(journey: Journey, path: str) -> None:
    journey.until_kind()
    assert journey.browser.get(path)["Cache-Control"] == "no-store"


def test_an_answer_of_one_person_is_shown_to_no_other(journey: Journey, dana: Browser) -> None:
    journey.browser = journey.another_device()
    journey.until_kind()
    assert dana.get("/start/kind", headers={"Accept": "text/html"}).status_code == 409
