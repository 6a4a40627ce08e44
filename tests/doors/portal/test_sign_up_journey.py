"""From "Start today" to an open account, for each of the five kinds."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.doors.portal.signup.steps import HEADINGS
from tests.doors.portal.journey import NPI, Journey, heading

KINDS = {"small": "practice", "large": "practice", "hospital": "hospital", "billing": "billing", "payer": "payer"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_ends_with_a_tenant_that_is_not_live_and_its_owner(
    journey: Journey, owner: psycopg.Connection[Any], kind: str
) -> None:
    answer = journey.to_the_end(kind)
    assert (answer.status_code, answer["Location"]) == (303, "/welcome")
    tenant = owner.execute(
        "SELECT t.kind, t.is_live, o.office_size, o.time_zone, o.city, o.state, m.role, u.username FROM"
        " foundation_tenancy_tenant t JOIN directory_organizations_organization o ON o.tenant_id = t.id"
        " JOIN directory_users_membership m ON m.tenant_id = t.id JOIN directory_users_user u ON u.id = m.user_id"
    ).fetchall()
    size = kind if kind in ("small", "large") else ""
    assert tenant == [(KINDS[kind], False, size, "America/Chicago", "Springfield", "IL", "owner", "dana.demo")]


def test_the_headings_stand_in_order(journey: Journey) -> None:
    first = journey.browser.get("/")
    seen = [heading(first)]
    assert f">{HEADINGS[2]}</h2>" in first.content.decode()
    seen += [HEADINGS[2]]
    seen += [heading(journey.browser.get(path)) for path in ("/start", "/start/clearinghouse")]
    seen += [heading(journey.browser.get("/start/clearinghouse/email")), heading(journey.ask())]
    assert journey.posted[-1].template == "verify_email"
    seen += [HEADINGS[7], heading(journey.open_link())]
    journey.practice()
    seen += [heading(journey.browser.get("/start/address"))]
    journey.address()
    seen += [heading(journey.browser.get("/start/kind"))]
    assert seen == [HEADINGS[number] for number in range(1, 11)]


def test_the_pair_waits_for_somebody_who_verifies_it(journey: Journey, owner: psycopg.Connection[Any]) -> None:
    journey.to_the_end("small")
    pairs = owner.execute(
        "SELECT npi, tin, status, tenant_id = submitter_id, verified_by FROM directory_providers_authorizedpair"
    ).fetchall()
    assert pairs == [(NPI, "123456789", "pending", True, "")]


def test_a_payer_gets_a_number_for_invented_claims_and_no_link_to_the_directory(
    journey: Journey, owner: psycopg.Connection[Any]
) -> None:
    journey.to_the_end("payer", npi="", no_npi="on")
    found = owner.execute("SELECT practice_payer_id, tenant_id FROM directory_organizations_organization").fetchone()
    assert found is not None
    assert found[0] == f"PRX{found[1]:06}"
    assert owner.execute("SELECT count(*) FROM directory_payers_payer WHERE payer_id = %s", [found[0]]).fetchone() == (
        0,
    )
    assert owner.execute("SELECT count(*) FROM directory_providers_authorizedpair").fetchone() == (0,)


def test_a_hospital_is_entered_in_the_list_of_those_to_be_called(
    journey: Journey, owner: psycopg.Connection[Any]
) -> None:
    journey.to_the_end("hospital")
    found = owner.execute("SELECT organization, email, source FROM directory_registrations_contact").fetchall()
    assert found == [("Elm Street Family Care", journey.email, "sign_up")]


def test_the_wish_for_practice_software_is_written_down(journey: Journey, owner: psycopg.Connection[Any]) -> None:
    journey.slug = "practice-software"
    assert "being built" in journey.browser.get("/start/practice-software").content.decode()
    journey.to_the_end()
    assert owner.execute("SELECT product FROM directory_registrations_registration").fetchone() == ("practice",)


def test_the_address_is_verified_for_the_sign_in_as_well(journey: Journey, owner: psycopg.Connection[Any]) -> None:
    journey.until_address()
    found = owner.execute('SELECT email, verified, "primary" FROM account_emailaddress').fetchall()
    assert found == [(journey.email, True, True)]


def test_the_trail_tells_of_the_new_tenant_and_of_what_it_signed(
    journey: Journey, owner: psycopg.Connection[Any]
) -> None:
    journey.to_the_end()
    events = owner.execute("SELECT event FROM foundation_audit_entry ORDER BY id").fetchall()
    assert events == [("organization:organization:signed_up",), ("organization:agreement:signed",)]


def test_whoever_has_an_account_sees_the_pages_of_members(journey: Journey) -> None:
    journey.to_the_end()
    assert journey.browser.get("/home").status_code == 200
