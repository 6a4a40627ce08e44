"""Consents that wait at the console: given by as many operators as it takes, by a letter, or turned down by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from tests.conftest import MakeTenant
from tests.doors.operators.conftest import Console
from tests.doors.operators.test_console_decisions import NPI, give
from tests.doors.operators.test_console_disputes import person
from tests.posted import Posted

Owner = psycopg.Connection[Any]
LETTER = "A letter on the practice's paper, signed by its owner"


@dataclass(frozen=True)
class Asked:
    company: int
    client: int
    ask: int


@pytest.fixture
def asked(tenant: MakeTenant, owner: Owner) -> Asked:
    """A company asks a client at an address that is nobody's here; the client holds its NPI live."""
    company, client = tenant(kind="billing", name="Northstar Billing"), tenant(name="Elm Street")
    bea = person(owner, "bea", (company, "owner"))
    person(owner, "dana", (client, "owner"))
    give(owner, client, status="live")
    row = owner.execute(
        "INSERT INTO directory_consents_consentask (tenant_id, npi, address, scope, token_sha256, asker_id, made_at,"
        " good_until) VALUES (%s, %s, 'office@example.org', 'send', '\\x01', %s, now() - interval '9 days',"
        " now() - interval '2 days') RETURNING id",
        [company, NPI, bea],
    ).fetchone()
    assert row is not None
    return Asked(company, client, row[0])


def say(browser: Console, asked: Asked, deed: str = "approve", evidence: str = LETTER, client: int = 0) -> int:
    there = f"/operator/consents/{asked.ask}/{deed}"
    return int(browser.post(there, {"evidence": evidence, "client": client or asked.client}).status_code)


def grants(owner: Owner) -> list[Any]:
    return owner.execute("SELECT grantor_id, grantee_id, scope, granted_by FROM foundation_tenancy_grant").fetchall()


def waits(browser: Console) -> bool:
    page = browser.get("/operator/").content.decode()
    return "office@example.org" in page


def test_in_service_two_operators_who_saw_the_letter_let_the_company_in(
    ann: Console, bob: Console, asked: Asked, owner: Owner, posted: Posted
) -> None:
    with override_settings(MODE="service"):
        assert say(ann, asked, evidence=" ") == 422
        assert say(ann, asked, client=asked.company) == 422
        assert say(ann, asked) == 303
        assert (say(ann, asked), grants(owner), waits(bob)) == (422, [], True)
        assert say(bob, asked) == 303
    assert grants(owner) == [(asked.client, asked.company, "send", "operator:bob")]
    pairs = owner.execute(
        "SELECT count(*) FROM directory_providers_authorizedpair WHERE submitter_id = %s AND status = 'live'",
        [asked.company],
    )
    assert pairs.fetchone() == (1,)
    assert [(mail.to, mail.template) for mail in posted] == [
        ("bea@example.org", "consent_given"),
        ("dana@example.org", "consent_by_letter"),
    ]
    row = owner.execute("SELECT tenant_id, by FROM foundation_audit_entry WHERE event = 'organization:grant:added'")
    assert row.fetchall() == [(asked.client, "operator:bob")]
    assert (waits(ann), say(ann, asked)) == (False, 422)


def test_one_operator_turns_it_down_and_says_why(ann: Console, asked: Asked, owner: Owner) -> None:
    assert say(ann, asked, "turn-down", evidence="") == 422
    assert waits(ann)
    assert say(ann, asked, "turn-down", evidence="No letter came") == 303
    assert (waits(ann), grants(owner), say(ann, asked)) == (False, [], 422)


@pytest.mark.parametrize(
    ("holder", "said"),
    [
        (True, "</a>, which holds this NPI live, has said yes."),
        (False, "</a> has said yes, and the NPI is not verified as theirs yet"),
        (None, "</a> holds this NPI live; nobody there has answered."),
    ],
)
def test_an_ask_is_told_in_one_line_that_says_who_answered_and_who_holds_the_npi(
    ann: Console, asked: Asked, owner: Owner, holder: bool | None, said: str
) -> None:
    if holder is not None:
        owner.execute("UPDATE directory_consents_consentask SET answered_at = now(), client_id = %s", [asked.client])
    if holder is False:
        owner.execute("UPDATE directory_providers_authorizedpair SET until_date = now()")
    page = ann.get("/operator/").content.decode()
    assert (page.count(said), page.count("NPI live")) == (1, 0 if holder is False else 1)


def test_a_yes_is_for_these_rooms_and_counts_for_no_later_holder(
    ann: Console, bob: Console, asked: Asked, tenant: MakeTenant, owner: Owner
) -> None:
    with override_settings(MODE="service"):
        assert say(ann, asked) == 303
        owner.execute("UPDATE directory_providers_authorizedpair SET until_date = now()")
        other = tenant(name="Another")
        give(owner, other, status="live")
        assert (say(bob, asked), say(bob, asked, client=other), grants(owner)) == (422, 303, [])
        assert say(ann, asked, client=other) == 303
    assert [grant[0] for grant in grants(owner)] == [other]


def test_one_yes_of_two_binds_nobody(ann: Console, asked: Asked, owner: Owner) -> None:
    with override_settings(MODE="service"):
        assert say(ann, asked) == 303
    assert owner.execute("SELECT client_id FROM directory_consents_consentask").fetchone() == (None,)
    row = owner.execute("SELECT kind, subject, client FROM directory_operators_approval").fetchall()
    assert row == [("consent", asked.ask, asked.client)]


@pytest.mark.parametrize(
    "change", ["made_at = now() - interval '91 days'", "closed_at = now(), outcome = 'taken_back'"]
)
def test_what_is_over_waits_for_nobody(ann: Console, asked: Asked, owner: Owner, change: str) -> None:
    owner.execute(f"UPDATE directory_consents_consentask SET {change}".encode())
    assert (waits(ann), say(ann, asked), say(ann, asked, "turn-down")) == (False, 422, 422)


def test_an_ask_of_who_may_not_ask_any_more_is_given_by_nobody(ann: Console, asked: Asked, owner: Owner) -> None:
    owner.execute("UPDATE directory_users_membership SET role = 'biller' WHERE tenant_id = %s", [asked.company])
    assert (waits(ann), say(ann, asked), grants(owner)) == (False, 422, [])


def test_what_a_verified_owner_can_answer_waits_for_him_and_what_no_one_holds_for_a_pair(
    ann: Console, asked: Asked, owner: Owner
) -> None:
    owner.execute("UPDATE directory_consents_consentask SET address = 'dana@example.org'")
    assert "dana@example.org" in ann.get("/operator/").content.decode()
    owner.execute(
        'INSERT INTO account_emailaddress (email, verified, "primary", user_id)'
        " SELECT email, true, true, id FROM directory_users_user WHERE username = 'dana'"
    )
    assert "No consent waits" in ann.get("/operator/").content.decode()
    assert say(ann, asked) == 422
    owner.execute("UPDATE directory_providers_authorizedpair SET until_date = now()")
    page = ann.get("/operator/").content.decode()
    assert ("approve its pair first" in page, say(ann, asked), grants(owner)) == (True, 422, [])
    assert "Approve the consent" not in page
