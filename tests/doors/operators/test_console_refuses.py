"""Operators say no with a reason that its organization reads; who was called is kept, and can be called again."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.conftest import AsRole, MakeTenant
from tests.doors.operators.conftest import Console
from tests.doors.operators.test_console_decisions import NPI, SEEN, TIN, give, status
from tests.doors.operators.test_console_kept import fields
from tests.doors.portal.conftest import people_of
from tests.exchange.reading.plant import plant

Owner = psycopg.Connection[Any]
WHY = "The registry has this NPI under another name."
ASK = (
    "INSERT INTO directory_organizations_liveask (tenant_id, asked_at, asked_by, closed_by)"
    " VALUES (%s, now(), 'user:1', '')"
)
CONTACT = (
    "INSERT INTO directory_registrations_contact (id, name, organization, email, phone, wish, source, asked_at,"
    " asked_from, worked_by) VALUES (%s, 'Ida Moss', 'Harbor Hospital', 'ida@example.org', '', '', 'form', now(),"
    " '', '')"
)
IDA = "00000000-0000-7000-8000-000000000001"


def told(owner: Owner) -> list[tuple[str, str]]:
    """Whom which mail went to."""
    return owner.execute("SELECT recipient, template FROM foundation_mail_message ORDER BY put_at").fetchall()


@pytest.fixture
def practice(tenant: MakeTenant, owner: Owner) -> int:
    """A practice in test mode whose owner has an address."""
    mine = tenant(is_live=False, name="Elm Street")
    people_of(owner)("dana", {mine: "owner"})
    owner.execute("UPDATE directory_users_user SET email = 'dana@example.org'")
    return mine


def test_a_pair_is_refused_with_a_reason_that_is_mailed_and_in_the_trail(
    ann: Console, practice: int, owner: Owner
) -> None:
    pair = give(owner, practice)
    assert ann.post(f"/operator/pairs/{pair}/refuse", {"refusal": " ", "sure": "1"}).status_code == 422
    assert ann.post(f"/operator/pairs/{pair}/refuse", {"refusal": WHY, "about": "Elm"})["Location"] == "/operator/again"
    question = ann.get("/operator/again").content.decode()
    assert ("<h1>Refuse the pair?</h1>" in question, "<b>Elm</b>" in question, told(owner)) == (True, True, [])
    assert ann.post(f"/operator/pairs/{pair}/refuse", fields(question)).status_code == 303
    row = "SELECT status, refused_why FROM directory_providers_authorizedpair"
    assert owner.execute(row).fetchall() == [("refused", WHY)]
    assert told(owner) == [("dana@example.org", "pair_answered")]
    trail = "SELECT tenant_id, by, detail ->> 'why' FROM foundation_audit_entry WHERE event = 'provider:pair:refused'"
    assert owner.execute(trail).fetchall() == [(practice, "operator:ann", WHY)]
    assert ann.post(f"/operator/pairs/{pair}/approve", SEEN).status_code == 422


def waiting_claim(owner: Owner, practice: int, as_role: AsRole) -> Any:
    """A claim that waits for the pair of ``give``."""
    with as_role("flow"):
        claim = plant(submitter=practice, state="held", billing_npi=NPI, billing_tin=TIN).claim
    owner.execute("DELETE FROM exchange_claims_transition")
    owner.execute(
        "INSERT INTO exchange_claims_claimfinding (tenant_id, claim_id, seq, rule, disposition, finding)"
        " VALUES (%s, %s, 9, 'authorized_pair', 'hold', '{}')",
        [practice, claim],
    )
    return claim


def test_a_claim_that_waits_for_a_pair_that_is_refused_is_judged_again(
    ann: Console, practice: int, owner: Owner, as_role: AsRole
) -> None:
    claim, pair = waiting_claim(owner, practice, as_role), give(owner, practice)
    ann.post(f"/operator/pairs/{pair}/refuse", {"refusal": WHY, "sure": "1"})
    rows = owner.execute("SELECT state FROM exchange_claims_claim WHERE id = %s", [claim]).fetchall()
    assert rows == [("received",)]


def test_going_live_is_refused_with_a_reason_only_where_it_was_asked(ann: Console, practice: int, owner: Owner) -> None:
    there = f"/operator/organizations/{practice}"
    assert ann.post(f"{there}/refuse", {"refusal": WHY}).status_code == 422
    owner.execute(ASK, [practice])
    assert b"Refuse for now" in ann.get(there).content
    assert ann.post(f"{there}/refuse", {"refusal": WHY, "back": there})["Location"] == there
    assert told(owner) == [("dana@example.org", "live_answered")]
    assert b"Nobody asks." in ann.get("/operator/").content


@pytest.mark.usefixtures("house_in_use")
def test_the_yes_to_a_pair_and_to_going_live_is_mailed(ann: Console, practice: int, owner: Owner) -> None:
    ann.post(f"/operator/pairs/{give(owner, practice)}/approve", SEEN)
    ann.post(f"/operator/organizations/{practice}/live", {"live": "1", "sure": "1"})
    assert told(owner) == [("dana@example.org", "pair_answered"), ("dana@example.org", "live_answered")]


def test_two_that_gave_the_same_pair_are_flagged_on_both_and_named(
    ann: Console, tenant: MakeTenant, owner: Owner
) -> None:
    elm, oak = tenant(name="Elm Street"), tenant(name="Oak Lane")
    first, _ = give(owner, elm), give(owner, oak)
    page = ann.get("/operator/").content.decode()
    assert page.count("Given twice") == 2
    ann.post(f"/operator/pairs/{first}/approve", SEEN)
    page = ann.get("/operator/").content.decode()
    assert f'<a href="/operator/organizations/{elm}">Elm Street</a> holds this pair live' in page


def test_who_was_called_is_kept_with_a_note_and_can_be_called_again(ann: Console, owner: Owner) -> None:
    owner.execute(CONTACT, [IDA])
    ann.post(f"/operator/contacts/{IDA}/worked", {"note": "Sends 837P from June on"})
    page = ann.get("/operator/").content.decode()
    assert ("Called before" in page, "Sends 837P from June on" in page, "by operator:ann" in page) == (True,) * 3
    ann.post(f"/operator/contacts/{IDA}/waiting")
    page = ann.get("/operator/").content.decode()
    assert ("Called before" in page, "Noted before: Sends 837P" in page) == (False, True)


def test_the_page_of_an_organization_shows_what_it_said_and_its_people_and_the_house_notes_who_read_it(
    ann: Console, practice: int, owner: Owner
) -> None:
    owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, tin_kind, phone, street,"
        " city, state, zip, created_at, created_by) VALUES (%s, 'Elm Street LLC', %s, '123456789', 'EIN', '5550100188',"
        " '1 Elm Street',"
        " 'Springfield', 'IL', '62701', now(), 'a test')",
        [practice, NPI],
    )
    page = ann.get(f"/operator/organizations/{practice}").content.decode()
    for said in ("Elm Street LLC", "1 Elm Street, Springfield, IL 62701", "(555) 010-0188", "12-3456789", "dana"):
        assert said in page
    trail = (
        "SELECT tenant_id, detail ->> 'tenant' FROM foundation_audit_entry WHERE event = 'operator:organization:read'"
    )
    assert owner.execute(trail).fetchall() == [(1, str(practice))]
    assert status(owner, give(owner, practice)) == "pending"
