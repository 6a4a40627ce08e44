"""An operator in an organization's rooms: with a reason and a passkey, to read, seen by its owners."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.urls import resolve

from clearlane.foundation.clock.move import move
from tests.conftest import AsRole, MakeTenant
from tests.doors.operators.conftest import Console
from tests.doors.portal.planting import Seen, plant_all
from tests.exchange.reading.plant import TOKEN
from tests.posted import Posted

Owner = psycopg.Connection[Any]
LINK = r'href="(/(?!static/)[^"#?]*)'
REASON = "The practice asked why a claim is held"


@pytest.fixture
def practice(tenant: MakeTenant, owner: Owner) -> int:
    """A practice with an owner and a biller, who have addresses."""
    number = tenant(name="Elm Street Family Care")
    for name, role in (("dana", "owner"), ("ben", "biller")):
        row = owner.execute(
            "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
            " VALUES (%s, %s, '', true, now(), 'a test') RETURNING id",
            [name, f"{name}@example.org"],
        ).fetchone()
        assert row is not None
        owner.execute(
            "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, by)"
            " VALUES (%s, %s, %s, now() - interval '1 day', 'a test')",
            [row[0], number, role],
        )
    return number


def enter(browser: Console, tenant: int, reason: str = REASON) -> Any:
    return browser.post(f"/operator/organizations/{tenant}/enter", {"reason": reason})


def trail(owner: Owner, tenant: int) -> list[tuple[str, str, Any]]:
    rows = owner.execute(
        "SELECT event, by, detail->>'page' FROM foundation_audit_entry WHERE tenant_id = %s"
        " AND event LIKE 'operator:%%' ORDER BY at, id",
        [tenant],
    )
    return rows.fetchall()


@pytest.mark.parametrize("path", ["/home", "/files", "/claims"])
def test_the_rooms_are_read_under_a_banner_and_each_page_stands_in_their_trail(
    ann: Console, practice: int, owner: Owner, path: str
) -> None:
    assert enter(ann, practice).headers["Location"] == "/home"
    page = ann.get(path)
    assert page.status_code == 200
    said = page.content.decode()
    assert "ann is looking at these rooms" in said
    assert REASON in said
    assert "Elm Street Family Care" in said
    assert 'action="/operator/leave"' in said
    assert trail(owner, practice) == [
        ("operator:entry:begun", "operator:ann", None),
        ("operator:page:read", "operator:ann", path[1:]),
    ]


def test_the_owners_are_told_and_nobody_else(ann: Console, practice: int, posted: Posted) -> None:
    enter(ann, practice)
    assert [(each.to, each.template) for each in posted] == [("dana@example.org", "operator_entered")]


def test_the_mail_to_the_owner_says_who_why_and_until_when_and_leads_nowhere(
    ann: Console, practice: int, owner: Owner, posted: Posted
) -> None:
    enter(ann, practice, 'Asked: "why <held>?" & when')
    begun, ends = owner.execute("SELECT begun_at, ends_at FROM directory_operators_entry").fetchall()[0]
    mail = posted[0]
    assert mail.subject == "An operator of this installation is looking at your rooms"
    assert mail.links == []
    for text in (mail.text, mail.html):
        for word in ("ann, who works for", "Elm Street Family Care", f"{begun:%H:%M} UTC", f"{ends:%H:%M} UTC"):
            assert word in text
    assert 'Asked: "why <held>?" & when' in mail.text
    assert "<held>" not in mail.html
    assert "&lt;held&gt;" in mail.html


@pytest.mark.parametrize("reason", ["", "because"])
def test_nobody_enters_without_a_reason(ann: Console, practice: int, owner: Owner, posted: Posted, reason: str) -> None:
    answer = enter(ann, practice, reason)
    assert answer.status_code == 422
    assert b"say why" in answer.content
    assert ann.get("/home").headers["Location"] == "/operator/"
    assert (trail(owner, practice), list(posted)) == ([], [])


def test_without_an_entry_there_is_no_page(ann: Console, practice: int, owner: Owner) -> None:
    for path in ("/home", "/files", "/claims"):
        assert ann.get(path).headers["Location"] == "/operator/"
    assert trail(owner, practice) == []


def test_entering_takes_a_passkey_of_the_last_ten_minutes(
    operator: Callable[[str], Console], practice: int, owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    ann = operator("ann")
    move(to=timedelta(minutes=11))
    there = f"/operator/organizations/{practice}"
    answer = ann.post(f"{there}/enter", {"reason": REASON, "back": there})
    assert answer.headers["Location"] == "/operator/signin?next=/operator/again"
    assert trail(owner, practice) == []
    assert ann.sign_in(there).headers["Location"] == there
    assert enter(ann, practice).headers["Location"] == "/home"


def test_after_an_hour_or_after_leaving_the_rooms_are_closed(
    operator: Callable[[str], Console], practice: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    ann = operator("ann")
    enter(ann, practice)
    assert ann.post("/operator/leave").status_code == 303
    assert ann.get("/home").headers["Location"] == "/operator/"
    enter(ann, practice)
    for minutes in range(10, 60, 10):
        move(to=timedelta(minutes=minutes))
        assert ann.get("/home").status_code == 200
    move(to=timedelta(minutes=61))
    assert ann.get("/home").headers["Location"] == "/operator/"


def portal_addresses() -> list[str]:
    """Every address of the portal with stand-ins for what it is about."""
    import re

    from clearlane.doors.portal.urls import urlpatterns

    stand_ins = {"uuid": "00000000-0000-7000-8000-000000000001", "int": "1", "str": "x", "slug": "x"}
    found = [re.sub(r"<(\w+):\w+>", lambda match: stand_ins[match[1]], str(each.pattern)) for each in urlpatterns]
    return [f"/{path}" for path in found if path]


def test_nothing_is_written_taken_away_or_signed_in_to_from_inside(ann: Console, practice: int, owner: Owner) -> None:
    from clearlane.config.console_urls import READ

    enter(ann, practice)
    tried = 0
    for path in portal_addresses():
        for method in ("post", "put", "patch", "delete"):
            assert getattr(ann, method)(path).status_code == 403, (method, path)
        if resolve(path, "clearlane.config.console_urls").url_name not in READ:
            assert ann.get(path).status_code == 403, path
        tried += 1
    assert tried > 40
    written = owner.execute("SELECT count(*) FROM directory_users_apikey").fetchone()
    assert written == (0,)


def test_an_operator_sees_one_organization_and_no_other(
    ann: Console, practice: int, tenant: MakeTenant, owner: Owner
) -> None:
    client = tenant(name="A client of theirs")
    owner.execute(
        "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_at, granted_by)"
        " VALUES (%s, %s, 'claims', now() - interval '1 day', now(), 'a test')",
        [client, practice],
    )
    enter(ann, practice)
    for path in ("/home", "/claims", "/files"):
        assert b"A client of theirs" not in ann.get(path).content
    assert trail(owner, client) == []


@pytest.fixture
def seen(practice: int, owner: Owner, as_role: AsRole) -> Seen:
    """A file of the practice, with a claim that was answered."""
    with as_role("flow"):
        return plant_all(tenant=practice, owner=owner)


@pytest.mark.parametrize("name", ["file", "claim"])
def test_a_file_and_a_claim_are_read_inside_and_stand_in_the_trail(
    ann: Console, practice: int, seen: Seen, owner: Owner, name: str
) -> None:
    path = f"/{name}s/{getattr(seen, name)}"
    assert ann.get(path).headers["Location"] == "/operator/"
    enter(ann, practice)
    page = ann.get(path)
    assert page.status_code == 200
    assert TOKEN in page.content.decode()
    assert "ann is looking at these rooms" in page.content.decode()
    assert trail(owner, practice)[-1] == ("operator:page:read", "operator:ann", name)


@pytest.mark.parametrize("name", ["file", "claim"])
def test_what_is_anothers_is_not_there_from_inside(ann: Console, tenant: MakeTenant, seen: Seen, name: str) -> None:
    enter(ann, tenant(name="Harbor Clinic"))
    answer = ann.get(f"/{name}s/{getattr(seen, name)}")
    assert answer.status_code == 404
    assert TOKEN not in answer.content.decode()


def test_what_is_not_there_is_told_in_the_consoles_own_frame(ann: Console) -> None:
    answer = ann.get("/operator/nothing")
    text = answer.content.decode()
    assert (answer.status_code, "See what waits" in text, "Sign out" in text) == (404, True, True)
    assert "Have an account?" not in text
    assert "work for" not in text


def test_nothing_is_taken_away_from_inside(ann: Console, practice: int, seen: Seen) -> None:
    enter(ann, practice)
    for path in (f"/files/{seen.file}/bytes", f"/claims/{seen.claim}/messages/2/x12", f"/mailbox/{seen.mail}/x12"):
        assert ann.get(path).status_code == 403, path


def test_no_page_inside_leads_to_a_room_that_is_refused(ann: Console, practice: int, seen: Seen) -> None:
    enter(ann, practice)
    things = (f"/claims/{seen.claim}", f"/files/{seen.file}", f"/payments/{seen.payment}", f"/mailbox/{seen.mail}")
    pages = {page: ann.get(page) for page in (*things, "/claims", "/files", "/payments", "/home")}
    assert [page for page, answer in pages.items() if answer.status_code != 200] == []
    led = {path for answer in pages.values() for path in re.findall(LINK, answer.content.decode())}
    assert {"/home", "/claims", "/files", "/payments", things[0]} <= led
    assert {f"/files/{seen.file}/explained", f"/mailbox/{seen.mail}/explained"} <= led
    assert {path for path in led if ann.get(path).status_code == 403} == set()


def test_an_entry_is_of_the_operator_who_made_it(ann: Console, bob: Console, practice: int) -> None:
    enter(ann, practice)
    assert bob.get("/home").headers["Location"] == "/operator/"
    assert bob.post("/operator/leave").status_code == 303
    assert ann.get("/home").status_code == 200


def test_an_entry_is_reviewed_by_another_only(ann: Console, bob: Console, practice: int, owner: Owner) -> None:
    enter(ann, practice)
    row = owner.execute("SELECT id FROM directory_operators_entry").fetchone()
    assert row is not None
    refused = ann.post(f"/operator/entries/{row[0]}/review")
    assert refused.status_code == 422
    assert b"another operator" in refused.content
    assert REASON.encode() in bob.get("/operator/").content
    assert bob.post(f"/operator/entries/{row[0]}/review").status_code == 303
    assert bob.post(f"/operator/entries/{row[0]}/review").status_code == 422
    assert trail(owner, practice)[-1][:2] == ("operator:entry:reviewed", "operator:bob")


def test_the_cookie_of_a_tenants_login_opens_nothing_here_nor_an_operators_there(
    ann: Console, practice: int, owner: Owner, as_role: AsRole
) -> None:
    from django.conf import settings
    from django.test import Client, override_settings

    from clearlane.directory.users.models import User

    operators = ann.cookies[settings.SESSION_COOKIE_NAME].value
    portal = {
        "ROOT_URLCONF": "clearlane.config.urls",
        "SESSION_ENGINE": "clearlane.directory.users.session_store",
        "SESSION_COOKIE_NAME": "session",
        "MIDDLEWARE": ORDINARY,
    }
    with as_role("web"), override_settings(**portal):
        dana = Client(SERVER_NAME="localhost", HTTP_ACCEPT="text/html")
        dana.force_login(User.objects.get(username="dana"))
        assert dana.get("/home").status_code == 200
        stranger = Client(SERVER_NAME="localhost", HTTP_ACCEPT="text/html")
        stranger.cookies["session"] = operators
        assert stranger.get("/home").headers["Location"].startswith("/signin")
    swapped = Console()
    for name in (settings.SESSION_COOKIE_NAME, "session"):
        swapped.cookies[name] = dana.cookies["session"].value
    for path in ("/operator/", "/home"):
        assert swapped.get(path).headers["Location"].startswith("/operator/signin")


def _ordinary() -> list[str]:
    from clearlane.config.portal import MIDDLEWARE

    return MIDDLEWARE


ORDINARY = _ordinary()
