"""From "Ask for consent" to a client's claims, and to "Revoke": each side's pages, and what they tell to nobody."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest

from tests.conftest import AsRole, MakeTenant
from tests.doors.operators.test_console_decisions import NPI, give
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.planting import plant_all
from tests.exchange.reading.plant import TOKEN
from tests.posted import Posted

HTML = {"Accept": "text/html"}
WISH = {"npi": NPI, "address": "dana@example.org", "scope": "claims", "start": "", "end": "2099-12-31"}
Owner = psycopg.Connection[Any]


@pytest.fixture
def company(tenant: MakeTenant) -> int:
    return tenant(kind="billing", name="Northstar Billing")


@pytest.fixture
def bea(company: int, add_person: AddPerson, dana: Browser, mails: Posted) -> Browser:
    """The browser of Bea, who owns the company; Dana's exists beside it."""
    browser = Browser()
    browser.sign_in(add_person("bea", {company: "owner"}))
    return browser


def _ask(browser: Browser, **typed: str) -> Any:
    wish = {**WISH, "end": ""} | typed
    return browser.post("/clients/ask", wish, headers=HTML)


def _open(browser: Browser, mails: Posted) -> str:
    """Follow the link of the last mail, as a person does: the page behind it."""
    answer = browser.get(mails[-1].link.removeprefix("http://localhost"))
    assert (answer.status_code, answer["Location"]) == (303, "/consent")
    return browser.get("/consent", headers=HTML).content.decode()


def _answer(browser: Browser, client: int, do: str = "yes") -> Any:
    return browser.post("/consent/answer", {"client": client, "do": do}, headers=HTML)


def _rows(owner: Owner) -> list[Any]:
    tables = ("directory_consents_consentask", "foundation_tenancy_grant", "directory_providers_authorizedpair")
    return [owner.execute(f"SELECT * FROM {table} ORDER BY id".encode()).fetchall() for table in tables]


def test_a_company_sees_a_clients_claims_from_the_yes_on_and_nothing_after_the_revoke(
    bea: Browser, dana: Browser, practice: int, mails: Posted, owner: Owner, as_role: AsRole
) -> None:
    with as_role("flow"):
        plant_all(tenant=practice, owner=owner)
    give(owner, practice, status="live")
    assert "No client has let you in yet" in bea.get("/clients").content.decode()
    assert _ask(bea)["Location"] == "/clients?done=asked"
    assert "Waits for an answer" in bea.get("/clients?done=asked").content.decode()
    page = _open(dana, mails)
    assert ("Northstar Billing asks to work for you" in page, "You answer for <b>Elm Street" in page) == (True, True)
    assert TOKEN not in bea.get("/claims").content.decode()
    dana.prove("password")
    assert _answer(dana, practice)["Location"] == "/step-up?next=/consent"
    dana.prove("totp")
    answer = _answer(dana, practice)
    assert (answer["Location"], dana.cookies["link"].value) == ("/consents?done=given", "")
    assert "Elm Street Family Care" in bea.get("/clients").content.decode()
    assert TOKEN in bea.get("/claims").content.decode()
    page = dana.get("/consents?done=given").content.decode()
    (revoke,) = re.findall(r'action="(/consents/\d+/revoke)"', page)
    dana.prove("password")
    assert dana.post(revoke)["Location"] == f"/step-up?next={revoke}"
    assert TOKEN in bea.get("/claims").content.decode()
    dana.prove("webauthn")
    (dialog,) = re.findall(r'dialog" id="(revoke-\d+)"', page)
    assert f'href="{revoke}" data-opens="{dialog}"' in page
    assert "<h1>Revoke the access of Northstar Billing?</h1>" in dana.get(revoke).content.decode()
    assert TOKEN in bea.get("/claims").content.decode()
    assert dana.post(revoke)["Location"] == "/consents?done=revoked"
    assert dana.get(revoke)["Location"] == "/consents"
    assert TOKEN not in bea.get("/claims").content.decode()
    assert "Revoked" in bea.get("/clients").content.decode()
    assert "h-ended" in dana.get("/consents").content.decode()
    assert dana.post(revoke)["Location"] == "/consents"


def test_whatever_is_typed_of_a_client_the_screens_are_the_same(
    bea: Browser, practice: int, owner: Owner, mails: Posted
) -> None:
    give(owner, practice, status="live")
    shown = []
    for npi, address in ((NPI, "dana@example.org"), (NPI, "n@example.org"), ("1993999998", "dana@example.org")):
        answer = _ask(bea, npi=npi, address=address)
        page = bea.get(answer["Location"]).content.decode()
        bea.post(re.findall(r"/clients/asks/\d+/take-back", page)[0])
        spaced = r"\s".join((npi[:4], npi[4:7], npi[7:]))
        page = re.sub(rf"{npi}|{spaced}|{address}|asks/\d+|<time.*?</time>|value=\"\w{{64}}\"", "", page)
        shown.append((answer.status_code, answer["Location"], page, re.sub(r"http\S+|" + npi, "", mails[-1].text)))
    assert shown[0] == shown[1] == shown[2]


def test_looking_at_the_link_changes_nothing_and_opens_the_form_to_the_clients_owner_alone(
    bea: Browser, practice: int, add_person: AddPerson, owner: Owner, mails: Posted
) -> None:
    add_person("eve", {practice: "owner"})
    people = {"max": add_person("max", {practice: "biller"}), "nil": add_person("nil", {})}
    for who, user, words in (
        ("eve", None, "Sign in to answer"), ("eve", people["max"], "whose address is another"),
        ("max", people["max"], "as biller. An owner answers"), ("nil", people["nil"], "belong to no organization yet"),
    ):  # fmt: skip
        _ask(bea, address=f"{who}@example.org")
        before, browser = _rows(owner), Browser()
        if user:
            browser.sign_in(user)
        page = _open(browser, mails)
        assert (words in page, "/consent/answer" in page) == (True, False), words
        _answer(browser, practice)
        assert _rows(owner) == before, words


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("closed_at = now(), outcome = 'taken_back'", "taken back"),
        ("good_until = now()", "7 days"),
        ("closed_at = now(), outcome = 'refused'", "answered before"),
    ],
)
def test_an_ask_that_is_over_says_why(
    bea: Browser, dana: Browser, practice: int, owner: Owner, mails: Posted, change: str, told: str
) -> None:
    _ask(bea)
    _open(dana, mails)
    dana.prove("totp")
    owner.execute(f"UPDATE directory_consents_consentask SET {change}".encode())
    before = _rows(owner)
    for answer in (dana.get("/consent", headers=HTML), _answer(dana, practice)):
        assert (answer.status_code, told in answer.content.decode()) == (410, True)
    assert _rows(owner) == before


def test_a_no_and_a_yes_that_waits_can_be_seen_where_they_belong(
    bea: Browser, dana: Browser, practice: int, company: int, owner: Owner, mails: Posted
) -> None:
    dana.prove("totp")
    _ask(bea)
    _open(dana, mails)
    assert _answer(dana, company)["Location"] == "/consent"
    assert _answer(dana, practice, "no")["Location"] == "/consents?done=refused"
    page = bea.get("/clients").content.decode()
    assert ("Refused" in page, "/take-back" in page) == (True, False)
    _ask(bea)
    _open(dana, mails)
    assert _answer(dana, practice)["Location"] == "/consents?done=waits"
    page = dana.get("/consents?done=waits").content.decode()
    assert ("Waits for us" in page, "Nobody outside sees anything" in page) == (True, True)
    listed = bea.get("/clients").content.decode()
    assert ("Said yes, waits for us" in listed, "Waits for an answer" in listed) == (True, False)
    (withdraw,) = re.findall(r'action="(/consents/asks/\d+/withdraw)"', page)
    assert dana.post(withdraw)["Location"] == "/consents?done=refused"
    assert "Waits for us" not in dana.get("/consents").content.decode()


@pytest.mark.parametrize("role", ["manager", "biller", "reader"])
def test_each_part_does_what_is_its_own(
    practice: int, company: int, add_person: AddPerson, browser: Browser, owner: Owner, mails: Posted, role: str
) -> None:
    owner.execute(
        "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_by)"
        " VALUES (%s, %s, 'claims', now() - interval '1 day', 'a test')",
        [practice, company],
    )
    browser.sign_in(add_person("max", {practice: role, company: role}))
    before = _rows(owner)[1:]
    page = browser.get("/consents").content.decode()
    assert ("Northstar Billing" in page, "/revoke" in page) == (True, False)
    (number,) = owner.execute("SELECT id FROM foundation_tenancy_grant").fetchone() or (0,)
    for path in (f"/consents/{number}/revoke", "/consents/asks/1/withdraw", "/consent/answer"):
        assert browser.post(path, headers=HTML).status_code == 403
    assert _ask(browser).status_code == (303 if role == "manager" else 403)
    assert ("/clients/ask" in browser.get("/clients").content.decode().split("<main")[1]) is (role == "manager")
    assert _rows(owner)[1:] == before


def test_a_form_with_faults_keeps_what_was_typed_and_sends_nothing(bea: Browser, mails: Posted) -> None:
    answer = _ask(bea, npi="1234567890", address="ann", scope="send", start="2020-01-01", end="x")
    page = answer.content.decode()
    assert answer.status_code == 422
    for typed in (
        'value="1234567890"',
        'value="ann"',
        'value="send" checked',
        'value="2020-01-01"',
        "One of these ten",
    ):
        assert typed in page
    assert "Enter the ten digits" in _ask(bea, npi="").content.decode()
    assert "An NPI has ten digits and begins" in _ask(bea, npi="12345").content.decode()
    assert len(mails) == 0


def test_the_checklist_of_a_billing_company_leads_to_its_clients(bea: Browser, company: int, owner: Owner) -> None:
    owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, phone, street, city, state, zip,"
        " created_at, created_by, npi, tin) VALUES (%s, 'Northstar', '', '', '', '', '', now(), 'a test', '', '')",
        [company],
    )
    assert 'href="/clients"' in bea.get("/welcome").content.decode().split("<main")[1]


def test_a_last_day_in_the_past_is_told_as_such_whatever_the_first_is(bea: Browser) -> None:
    page = _ask(bea, end="2020-01-31").content.decode()
    assert ("The last day lies in the past." in page, "before the first" in page) == (True, False)
    assert "The last day is before the first." in _ask(bea, start="2099-02-01", end="2099-01-31").content.decode()
