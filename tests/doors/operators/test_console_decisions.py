"""What operators decide at their console: pairs, lost factors, calls, going live."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.directory.organizations.find_missing import REASONS
from clearlane.foundation.clock.read import now
from tests.conftest import MakeTenant
from tests.directory.test_own_pairs import add as add_pair
from tests.directory.test_set_live import AGREEMENT
from tests.doors.operators.conftest import Console

Owner = psycopg.Connection[Any]
NPI, TIN = "1234567893", "123456789"
SEEN = {"evidence": "NPI registry, looked up today"}


def give(owner: Owner, tenant: int, *, status: str = "pending") -> int:
    """A pair that an organization gave for itself."""
    verified = "now()" if status == "live" else "NULL"
    row = owner.execute(
        "INSERT INTO directory_providers_authorizedpair (npi, tin, tenant_id, submitter_id, status, from_date,"
        f" verified_at, verified_by, created_at, created_by) VALUES (%s, %s, %s, %s, %s, now(), {verified}, %s, now(),"
        " 'a test') RETURNING id",
        [NPI, TIN, tenant, tenant, status, "a test" if status == "live" else ""],
    ).fetchone()
    assert row is not None
    return int(row[0])


def status(owner: Owner, pair: int) -> str:
    row = owner.execute("SELECT status FROM directory_providers_authorizedpair WHERE id = %s", [pair]).fetchone()
    assert row is not None
    return str(row[0])


def yes(browser: Console, pair: int, **given: str) -> int:
    return int(browser.post(f"/operator/pairs/{pair}/approve", given or SEEN).status_code)


def test_in_a_house_of_ones_own_one_yes_sets_a_pair_live_with_its_remittances(
    ann: Console, tenant: MakeTenant, owner: Owner
) -> None:
    pair = give(owner, tenant())
    assert b"Approve the pair" in ann.get("/operator/").content
    assert yes(ann, pair) == 303
    assert status(owner, pair) == "live"
    row = owner.execute("SELECT verified_by FROM directory_providers_authorizedpair").fetchone()
    assert row == ("operator:ann",)
    assert owner.execute("SELECT status FROM directory_providers_eraright").fetchall() == [("live",)]


def test_in_a_house_in_service_a_pair_takes_two_different_operators(
    ann: Console, bob: Console, tenant: MakeTenant, owner: Owner
) -> None:
    pair = give(owner, tenant())
    with override_settings(MODE="service"):
        assert yes(ann, pair) == 303
        assert status(owner, pair) == "pending"
        assert yes(ann, pair) == 422
        assert status(owner, pair) == "pending"
        assert yes(bob, pair) == 303
    assert status(owner, pair) == "live"


def test_a_yes_says_what_was_seen(ann: Console, tenant: MakeTenant, owner: Owner) -> None:
    pair = give(owner, tenant())
    assert yes(ann, pair, evidence="  ") == 422
    assert status(owner, pair) == "pending"


def test_a_pair_that_another_holds_becomes_a_dispute_and_moves_nothing(
    ann: Console, tenant: MakeTenant, owner: Owner
) -> None:
    held, pair = give(owner, tenant(), status="live"), give(owner, tenant())
    assert b"opens a dispute" in ann.get("/operator/").content
    assert yes(ann, pair) == 303
    assert (status(owner, held), status(owner, pair)) == ("live", "disputed")
    assert owner.execute("SELECT count(*) FROM directory_providers_eraright").fetchone() == (0,)
    assert b"Disputed" in ann.get("/operator/").content
    assert yes(ann, pair) == 422


def test_a_pair_that_its_own_organization_holds_beside_it_leaves_the_list(
    ann: Console, tenant: MakeTenant, owner: Owner
) -> None:
    mine = tenant()
    held, pair = give(owner, mine, status="live"), give(owner, mine)
    assert yes(ann, pair) == 303
    assert (status(owner, held), b"Approve the pair" in ann.get("/operator/").content) == ("live", False)
    rows = owner.execute("SELECT id FROM directory_providers_authorizedpair WHERE until_date IS NULL").fetchall()
    assert rows == [(held,)]


@pytest.mark.parametrize("number", [999_999, 0])
def test_a_pair_that_is_not_there_is_nobodys_to_approve(ann: Console, number: int) -> None:
    assert yes(ann, number) == 422


def test_who_is_not_an_operator_approves_nothing(tenant: MakeTenant, owner: Owner) -> None:
    pair = give(owner, tenant())
    assert yes(Console(), pair) == 303
    assert status(owner, pair) == "pending"
    assert owner.execute("SELECT count(*) FROM directory_operators_approval").fetchone() == (0,)


def test_who_wants_to_be_called_leaves_the_list_by_a_name(ann: Console, owner: Owner) -> None:
    owner.execute(
        "INSERT INTO directory_registrations_contact (id, name, organization, email, phone, wish, source, asked_at,"
        " asked_from, worked_by) VALUES ('00000000-0000-7000-8000-000000000001', 'Ida Moss', 'Harbor Hospital',"
        " 'ida@example.org', '', '', 'form', now(), '', '')"
    )
    assert b"Harbor Hospital" in ann.get("/operator/").content
    for _ in range(2):
        assert ann.post("/operator/contacts/00000000-0000-7000-8000-000000000001/worked").status_code == 303
    trail = "SELECT tenant_id, by FROM foundation_audit_entry WHERE event = 'operator:contact:worked'"
    assert owner.execute(trail).fetchall() == [(1, "operator:ann")]
    assert b"Nobody waits for a call." in ann.get("/operator/").content
    assert owner.execute("SELECT worked_by FROM directory_registrations_contact").fetchall() == [("operator:ann",)]


def wish(owner: Owner, *, due_in: timedelta) -> int:
    """A sole owner's wish to have lost factors taken off."""
    user = owner.execute(
        "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
        " VALUES ('dana', 'dana@example.org', '', true, now(), 'a test') RETURNING id"
    ).fetchone()
    assert user is not None
    row = owner.execute(
        "INSERT INTO directory_users_lostfactors (user_id, answer_by, asked_at, due_at, closed_by, is_granted)"
        " VALUES (%s, 'operator', now(), %s, '', false) RETURNING id",
        [user[0], now() + due_in],
    ).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize(("due_in", "answer", "granted"), [(-1, 303, True), (1, 422, False)])
def test_lost_factors_are_taken_off_after_their_time_only(
    ann: Console, owner: Owner, due_in: int, answer: int, granted: bool
) -> None:
    number = wish(owner, due_in=timedelta(hours=due_in))
    assert b"dana" in ann.get("/operator/").content
    assert ann.post(f"/operator/lost/{number}/approve", SEEN).status_code == answer
    assert owner.execute("SELECT is_granted FROM directory_users_lostfactors").fetchall() == [(granted,)]


def test_a_yes_to_lost_factors_and_their_removal_are_one_thing_or_nothing(
    ann: Console, tenant: MakeTenant, owner: Owner
) -> None:
    number, practice = wish(owner, due_in=timedelta(hours=-1)), tenant()
    owner.execute(
        "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, by)"
        " SELECT id, %s, 'owner', now() - interval '1 day', 'a test' FROM directory_users_user",
        [practice],
    )
    owner.execute("ALTER TABLE directory_users_lostfactors ADD CONSTRAINT no_room CHECK (NOT is_granted)")
    try:
        assert ann.post(f"/operator/lost/{number}/approve", SEEN).status_code == 500
    finally:
        owner.execute("ALTER TABLE directory_users_lostfactors DROP CONSTRAINT no_room")
    assert owner.execute("SELECT count(*) FROM directory_operators_approval").fetchone() == (0,)
    assert ann.post(f"/operator/lost/{number}/approve", SEEN).status_code == 303
    assert owner.execute("SELECT is_granted FROM directory_users_lostfactors").fetchall() == [(True,)]
    trail = owner.execute(
        "SELECT event, by FROM foundation_audit_entry WHERE tenant_id = %s AND event LIKE 'user:%%'", [practice]
    )
    assert trail.fetchall() == [("user:factors:taken_off", "operator:ann")]


def test_going_live_has_the_gate_of_the_command(ann: Console, tenant: MakeTenant, owner: Owner) -> None:
    practice = tenant(is_live=False)
    there = f"/operator/organizations/{practice}"
    with override_settings(MODE="service"):
        refused = ann.post(f"{there}/live", {"live": "1", "sure": "1"})
    assert refused.status_code == 422
    for missing in ("keys", "agreement", "pair"):
        assert REASONS[missing] in refused.content.decode()
    assert REASONS["mode"] in ann.post(f"{there}/live", {"live": "1", "sure": "1"}).content.decode()
    row = "SELECT is_live FROM foundation_tenancy_tenant WHERE id = %s"
    assert owner.execute(row, [practice]).fetchone() == (False,)


@pytest.mark.usefixtures("house_in_use")
def test_an_organization_goes_live_and_is_stopped_by_a_name_in_its_own_trail(
    ann: Console, tenant: MakeTenant, owner: Owner
) -> None:
    practice, other = tenant(is_live=False), tenant(is_live=False)
    add_pair(owner, practice, status="live")
    there = f"/operator/organizations/{practice}"
    assert ann.post(f"{there}/live", {"live": "1"})["Location"] == "/operator/again"
    assert b"<h1>Make it live?</h1>" in ann.get("/operator/again").content
    for live, shown in (("1", b"Stop its claims"), ("0", b"Make it live")):
        assert ann.post(f"{there}/live", {"live": live, "sure": "1"}).headers["Location"] == there
        assert shown in ann.get(there).content
    assert ann.post(f"{there}/live", {"live": "0", "sure": "1"}).status_code == 303
    rows = owner.execute(
        "SELECT tenant_id, event, by FROM foundation_audit_entry WHERE event ~ 'made_live|stopped' ORDER BY at, id"
    ).fetchall()
    words = ("organization:organization:made_live", "organization:organization:stopped")
    assert rows == [(practice, word, "operator:ann") for word in words]
    row = "SELECT is_live FROM foundation_tenancy_tenant WHERE id = %s"
    assert owner.execute(row, [other]).fetchone() == (False,)


def test_the_page_says_what_is_missing_and_writes_nothing_into_the_organizations_trail(
    ann: Console, tenant: MakeTenant, owner: Owner
) -> None:
    practice = tenant(is_live=False)
    owner.execute(AGREEMENT, [practice, True])
    page = ann.get(f"/operator/organizations/{practice}").content.decode()
    assert ("An agreement is signed." in page, REASONS["pair"] in page) == (True, True)
    trail = "SELECT count(*) FROM foundation_audit_entry WHERE tenant_id = %s"
    assert owner.execute(trail, [practice]).fetchone() == (0,)


def test_what_the_house_lacks_keeps_nobody_from_being_stopped(ann: Console, tenant: MakeTenant, owner: Owner) -> None:
    practice = tenant(is_live=True)
    with override_settings(MODE="service"):
        assert ann.post(f"/operator/organizations/{practice}/live", {"live": "0", "sure": "1"}).status_code == 303
    row = "SELECT is_live FROM foundation_tenancy_tenant WHERE id = %s"
    assert owner.execute(row, [practice]).fetchone() == (False,)


def test_organizations_are_found_by_a_part_of_their_name(ann: Console, tenant: MakeTenant) -> None:
    tenant(name="Elm Street Family Care")
    number = tenant(name="Harbor Clinic", is_live=False)
    page = ann.get("/operator/organizations?q=harbor").content
    assert b"Harbor Clinic" in page
    assert b"Elm Street" not in page
    assert b"in test mode" in ann.get(f"/operator/organizations/{number}").content
    assert ann.get("/operator/organizations/999999").status_code == 404


@pytest.mark.usefixtures("house_in_use")
def test_who_asks_to_go_live_stands_in_the_list_until_it_is(ann: Console, tenant: MakeTenant, owner: Owner) -> None:
    mine = tenant(is_live=False, name="Elm Street Family Care")
    add_pair(owner, mine, status="live")
    assert b"Nobody asks." in ann.get("/operator/").content
    owner.execute(
        "INSERT INTO directory_organizations_liveask (tenant_id, asked_at, asked_by, closed_by)"
        " VALUES (%s, now(), 'user:1', '')",
        [mine],
    )
    page = ann.get("/operator/").content.decode()
    assert f'<a href="/operator/organizations/{mine}">Elm Street Family Care</a>' in page
    assert ann.post(f"/operator/organizations/{mine}/live", {"live": "1", "sure": "1"}).status_code == 303
    assert b"Nobody asks." in ann.get("/operator/").content
