"""Every address of the pages of work, asked by the owner of what is planted and by a stranger."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.planting import Seen, plant_all
from tests.exchange.reading.plant import TOKEN

ONE = (
    ("/claims/{claim}", TOKEN),
    ("/claims/{claim}?status=accepted&explain=1&all=1", TOKEN),
    ("/claims/{claim}/messages/0", TOKEN),
    ("/claims/{claim}/messages/2", TOKEN),
    ("/files/{file}", TOKEN),
    ("/files/{file}/bytes", TOKEN),
    ("/files/{file}/explained", TOKEN),
    ("/mailbox/{mail}", TOKEN),
    ("/payments/{payment}", TOKEN),
)
"""Addresses of one thing, and what its owner reads there."""

LISTS = (
    ("/claims", TOKEN),
    ("/claims?file={file}", TOKEN),
    ("/claims?client={tenant}", TOKEN),
    ("/claims?after={claim}&sort=charge", ""),
    ("/files", "batch.837"),
    ("/payments", TOKEN),
    ("/home", "batch.837"),
)


@pytest.fixture
def seen(practice: int, owner: psycopg.Connection[Any], as_role: AsRole) -> Seen:
    with as_role("flow"):
        return plant_all(tenant=practice, owner=owner)


@pytest.fixture
def stranger_browser(seen: Seen, dana: Browser, stranger: int, add_person: AddPerson) -> Browser:
    browser = Browser()
    browser.sign_in(add_person("sam", {stranger: "owner"}))
    return browser


def _at(address: str, seen: Seen) -> str:
    return address.format(claim=seen.claim, file=seen.file, mail=seen.mail, payment=seen.payment, tenant=seen.tenant)


def _body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return bytes(content).decode()


@pytest.mark.parametrize(("address", "told"), ONE)
def test_a_thing_is_shown_to_its_owner_and_is_not_there_for_a_stranger(
    seen: Seen, dana: Browser, stranger_browser: Browser, address: str, told: str
) -> None:
    mine, theirs = dana.get(_at(address, seen)), stranger_browser.get(_at(address, seen))
    assert (mine.status_code, told in _body(mine)) == (200, True)
    assert (theirs.status_code, TOKEN in _body(theirs)) == (404, False)


@pytest.mark.parametrize(("address", "told"), LISTS)
def test_a_list_holds_what_is_ones_own_and_nothing_else(
    seen: Seen, dana: Browser, stranger_browser: Browser, address: str, told: str
) -> None:
    mine, theirs = dana.get(_at(address, seen)), stranger_browser.get(_at(address, seen))
    assert (mine.status_code, told in _body(mine)) == (200, True)
    body = _body(theirs)
    assert (theirs.status_code, TOKEN in body, "batch.837" in body) == (200, False, False)


@pytest.mark.parametrize("text", ["PLANTED", "planted-7q", "ICN-1", ""])
def test_a_search_and_its_export_find_what_is_ones_own_and_nothing_else(
    seen: Seen, dana: Browser, stranger_browser: Browser, text: str
) -> None:
    mine, theirs = (each.post("/claims/search", {"q": text}) for each in (dana, stranger_browser))
    tables = [
        each.post(sought["HX-Push-Url"].replace("/claims", "/claims/export", 1))
        for each, sought in ((dana, mine), (stranger_browser, theirs))
    ]
    assert [(each.status_code, TOKEN in _body(each)) for each in (mine, tables[0])] == [(200, True)] * 2
    for each in (theirs, tables[1]):
        shown = _body(each).replace("planted-7q", "")
        assert (each.status_code, TOKEN in shown, "HARBOR" in shown) == (200, False, False)


def test_the_key_of_ones_search_opens_nothing_for_another(seen: Seen, dana: Browser, stranger_browser: Browser) -> None:
    address = dana.post("/claims/search", {"q": "planted-7q"})["HX-Push-Url"]
    assert "planted-7q" in _body(dana.get(address))
    assert "planted-7q" not in _body(stranger_browser.get(address))


def test_a_picked_claim_of_somebody_else_is_not_exported(seen: Seen, dana: Browser, stranger_browser: Browser) -> None:
    asked = {"selected": "1", "pick": str(seen.claim)}
    assert TOKEN in _body(dana.post("/claims/export", asked))
    assert TOKEN not in _body(stranger_browser.post("/claims/export", asked))


@pytest.mark.parametrize("address", [each for each, _ in ONE + LISTS])
def test_nobody_is_shown_anything(seen: Seen, browser: Browser, address: str) -> None:
    answer = browser.get(_at(address, seen))
    assert (answer.status_code, answer["Location"].startswith("/signin?next=")) == (302, True)


@pytest.mark.parametrize("address", ["/claims", "/claims/{claim}", "/files", "/files/{file}", "/home"])
def test_no_browser_keeps_a_page_of_work(seen: Seen, dana: Browser, address: str) -> None:
    assert dana.get(_at(address, seen))["Cache-Control"] == "no-store"


def test_a_billing_company_sees_its_clients_claims_and_not_their_files(
    tenant: MakeTenant, owner: psycopg.Connection[Any], as_role: AsRole, add_person: AddPerson, browser: Browser,
    practice: int,
) -> None:  # fmt: skip
    company = tenant(kind="billing", name="Northstar")
    owner.execute(
        "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_by)"
        " VALUES (%s, %s, 'claims', now() - interval '1 day', 'a test')",
        [practice, company],
    )
    with as_role("flow"):
        seen = plant_all(tenant=practice, owner=owner)
    browser.sign_in(add_person("bill", {company: "owner"}))
    page = _body(browser.get("/claims"))
    assert TOKEN in page
    assert "Elm Street Family Care" in page
    assert browser.get(f"/claims/{seen.claim}").status_code == 200
    assert browser.get(f"/files/{seen.file}").status_code == 404


@pytest.mark.parametrize(
    ("address", "event"),
    [
        ("/claims/{claim}", "claim:claim:read"),
        ("/claims/{claim}/messages/0", "claim:extract:read"),
        ("/claims/{claim}/messages/2", "claim:extract:read"),
        ("/files/{file}", "file:file:viewed"),
        ("/files/{file}/bytes", "file:file:fetched"),
        ("/files/{file}/explained", "file:file:explained"),
        ("/mailbox/{mail}", "mailbox:mail:read"),
        ("/mailbox/{mail}/explained", "mailbox:mail:read"),
        ("/claims", "claim:list:read"),
        ("/files", "file:list:read"),
    ],
)
def test_what_is_read_stands_in_the_trail_and_a_strangers_asking_does_not(
    seen: Seen, dana: Browser, stranger_browser: Browser, owner: psycopg.Connection[Any], address: str, event: str
) -> None:
    trail = "SELECT count(*) FROM foundation_audit_entry WHERE event = %s AND tenant_id = %s AND by LIKE 'user:%%'"
    _body(stranger_browser.get(_at(address, seen)))
    assert owner.execute(trail, [event, seen.tenant]).fetchone() == (0,)
    _body(dana.get(_at(address, seen)))
    assert owner.execute(trail, [event, seen.tenant]).fetchone() == (1,)
