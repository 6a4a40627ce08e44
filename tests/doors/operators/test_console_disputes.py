"""The end of a dispute over a pair: the rooms with their history go to who was verified, or all stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from tests.conftest import AsRole, MakeTenant
from tests.doors.operators.conftest import Console
from tests.doors.operators.test_console_decisions import NPI, TIN, give
from tests.doors.portal.conftest import Browser
from tests.doors.portal.planting import plant_all
from tests.posted import Posted

Owner = psycopg.Connection[Any]
SEEN = "NPI registry and a signed letter of the practice"
PORTAL = "clearlane.config.urls"


@dataclass(frozen=True)
class Dispute:
    """The rooms of a client, whose pair a billing company bills; who gave the pair now; and the disputed row."""

    rooms: int
    company: int
    claimant: int
    pair: int


def person(owner: Owner, name: str, *memberships: tuple[int, str]) -> int:
    row = owner.execute(
        "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
        " VALUES (%s, %s, '', true, now(), 'a test') RETURNING id",
        [name, f"{name}@example.org"],
    ).fetchone()
    assert row is not None
    for tenant, role in memberships:
        owner.execute(
            "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, by)"
            " VALUES (%s, %s, %s, now() - interval '1 day', 'a test')",
            [row[0], tenant, role],
        )
    return int(row[0])


@pytest.fixture
def dispute(tenant: MakeTenant, owner: Owner) -> Dispute:
    rooms, company = tenant(name="Elm Street"), tenant(kind="billing", name="Swift Billing")
    claimant = tenant(name="Elm Street Family Care", is_live=False)
    give(owner, rooms, status="live")
    owner.execute(
        "INSERT INTO directory_providers_authorizedpair (npi, tin, tenant_id, submitter_id, status, from_date,"
        " verified_at, verified_by, created_at, created_by)"
        " VALUES (%s, %s, %s, %s, 'live', now(), now(), 'a test', now(), 'a test')",
        [NPI, TIN, rooms, company],
    )
    owner.execute(
        "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_at, granted_by)"
        " VALUES (%s, %s, 'claims', now() - interval '1 day', now(), 'a test')",
        [rooms, company],
    )
    person(owner, "ben", (rooms, "owner"))
    person(owner, "bea", (company, "owner"))
    person(owner, "dana", (claimant, "owner"))
    person(owner, "rita", (claimant, "reader"))
    return Dispute(rooms, company, claimant, give(owner, claimant, status="disputed"))


def end(browser: Console, pair: int, whose: str = "claimant", seen: str = SEEN) -> Any:
    return browser.post(f"/operator/pairs/{pair}/end", {"for": whose, "evidence": seen})


def members(owner: Owner, tenant: int) -> dict[str, str]:
    rows = owner.execute(
        "SELECT username, role FROM directory_users_membership AS m JOIN directory_users_user AS u ON u.id = m.user_id"
        " WHERE tenant_id = %s AND until_at IS NULL",
        [tenant],
    )
    return dict(rows.fetchall())


def pairs(owner: Owner) -> set[tuple[int, int, str]]:
    """Tenant, submitter and status of those that have not ended."""
    rows = owner.execute(
        "SELECT tenant_id, submitter_id, status FROM directory_providers_authorizedpair WHERE until_date IS NULL"
    )
    return set(rows.fetchall())


def standing(owner: Owner, dispute: Dispute) -> Any:
    """All that a decision might change."""
    grants = owner.execute("SELECT grantor_id, grantee_id FROM foundation_tenancy_grant WHERE revoked_at IS NULL")
    return pairs(owner), grants.fetchall(), members(owner, dispute.rooms), members(owner, dispute.claimant)


def test_the_verified_practice_owns_the_rooms_and_the_company_keeps_what_it_was_granted(
    ann: Console, dispute: Dispute, owner: Owner
) -> None:
    assert b"Give Elm Street Family Care the rooms" in ann.get("/operator/").content
    assert end(ann, dispute.pair).status_code == 303
    assert members(owner, dispute.rooms) == {"dana": "owner"}
    assert members(owner, dispute.claimant) == {"dana": "owner", "rita": "reader"}
    assert pairs(owner) == {(dispute.rooms, dispute.rooms, "live"), (dispute.rooms, dispute.company, "live")}
    grants = owner.execute("SELECT grantor_id, grantee_id, revoked_at FROM foundation_tenancy_grant").fetchall()
    assert grants == [(dispute.rooms, dispute.company, None)]
    assert b"Disputed" not in ann.get("/operator/").content
    assert end(ann, dispute.pair).status_code == 422


def test_both_sides_read_it_in_their_trails_and_mails(
    ann: Console, dispute: Dispute, owner: Owner, posted: Posted
) -> None:
    end(ann, dispute.pair)
    trail = owner.execute(
        "SELECT tenant_id, event, by, detail->>'outcome' FROM foundation_audit_entry"
        " WHERE event ~ 'dispute|changed_hands' ORDER BY tenant_id, event"
    ).fetchall()
    ended = "provider:dispute:ended", "operator:ann", "claimant"
    assert trail == [
        (dispute.rooms, *ended),
        (dispute.rooms, "user:rooms:changed_hands", "operator:ann", None),
        (dispute.claimant, *ended),
    ]
    told = {mail.to: mail for mail in posted}
    assert set(told) == {"ben@example.org", "dana@example.org"}
    assert {mail.subject for mail in told.values()} == {"Elm Street has other owners now"}
    for text in (told["dana@example.org"].text, told["dana@example.org"].html):
        assert "your organization is Elm Street" in " ".join(text.split())
    assert "you have no part in its rooms" in " ".join(told["ben@example.org"].text.split())
    assert SEEN not in str([(mail.text, mail.html) for mail in posted])


def test_history_is_read_by_its_owner_and_by_the_company_and_by_nobody_who_went(
    ann: Console, dispute: Dispute, owner: Owner, as_role: AsRole
) -> None:
    with as_role("flow"):
        seen = plant_all(tenant=dispute.rooms, submitter=dispute.company, owner=owner)
    path = f"/claims/{seen.claim}"
    assert readers(path, dispute.rooms, as_role) == {"ben", "bea"}
    end(ann, dispute.pair)
    assert readers(path, dispute.rooms, as_role) == {"dana", "bea"}


def readers(path: str, rooms: int, as_role: AsRole) -> set[str]:
    """Who of the people sees this page of the portal, once each has chosen these rooms where he may."""
    from clearlane.config.portal import MIDDLEWARE
    from clearlane.directory.users.models import User

    portal = {"ROOT_URLCONF": PORTAL, "SESSION_COOKIE_NAME": "session", "MIDDLEWARE": MIDDLEWARE}
    found = set()
    engine = "clearlane.directory.users.session_store"
    with as_role("web"), override_settings(SESSION_ENGINE=engine, **portal):
        for user in User.objects.all():
            browser = Browser()
            browser.sign_in(user.pk)
            session = browser.session
            session["tenant"] = rooms
            session.save()
            if browser.get(path).status_code == 200:
                found.add(user.username)
    return found


def test_keys_and_accounts_of_the_rooms_end_and_those_of_others_do_not(
    ann: Console, dispute: Dispute, owner: Owner
) -> None:
    from clearlane.directory.users.add_key import add_key
    from clearlane.directory.users.find_keys import find_keys
    from clearlane.foundation.tenancy.scope import scope

    rooms = (dispute.rooms, dispute.company, dispute.claimant)
    for tenant in rooms:
        with scope([tenant], by="operator:shell"):
            add_key(tenant=tenant, name="billing system", by="operator:shell")
    end(ann, dispute.pair)
    assert [len(find_keys(tenant=tenant)) for tenant in rooms] == [0, 1, 1]


def test_in_service_two_operators_decide_and_the_first_moves_nothing(
    ann: Console, bob: Console, dispute: Dispute, owner: Owner
) -> None:
    before = standing(owner, dispute)
    with override_settings(MODE="service"):
        assert end(ann, dispute.pair).status_code == 303
        assert end(ann, dispute.pair).status_code == 422
        assert standing(owner, dispute) == before
        assert end(bob, dispute.pair).status_code == 303
    assert members(owner, dispute.rooms) == {"dana": "owner"}


def test_leaving_it_with_the_holder_ends_the_second_row_and_nothing_else(
    ann: Console, dispute: Dispute, owner: Owner, posted: Posted
) -> None:
    rows, *rest = standing(owner, dispute)
    with override_settings(MODE="service"):
        assert end(ann, dispute.pair, "holder").status_code == 303
    assert standing(owner, dispute) == (rows - {(dispute.claimant, dispute.claimant, "disputed")}, *rest)
    assert owner.execute("SELECT kind, evidence FROM directory_operators_approval").fetchall() == [
        ("holder_kept", SEEN)
    ]
    assert posted.templates == []


@pytest.mark.parametrize("whose", ["claimant", "holder"])
def test_nothing_ends_without_a_word_of_what_was_seen(ann: Console, dispute: Dispute, owner: Owner, whose: str) -> None:
    before = standing(owner, dispute)
    answer = end(ann, dispute.pair, whose, seen="  ")
    assert answer.status_code == 422
    assert b"say what you saw" in answer.content
    assert standing(owner, dispute) == before


def test_rooms_of_a_billing_company_itself_are_given_to_no_practice(
    ann: Console, dispute: Dispute, owner: Owner
) -> None:
    owner.execute("UPDATE foundation_tenancy_tenant SET kind = 'billing' WHERE id = %s", [dispute.rooms])
    before = standing(owner, dispute)
    answer = end(ann, dispute.pair)
    assert answer.status_code == 422
    assert b"must be parted first" in answer.content
    assert standing(owner, dispute) == before


def test_rooms_in_which_another_tax_id_bills_are_not_one_practices(
    ann: Console, dispute: Dispute, owner: Owner
) -> None:
    other = give(owner, dispute.rooms)
    owner.execute(
        "UPDATE directory_providers_authorizedpair SET tin = '987654321', status = 'live', verified_at = now(),"
        " verified_by = 'a test' WHERE id = %s",
        [other],
    )
    before = standing(owner, dispute)
    assert b"other tax ids too" in end(ann, dispute.pair).content
    assert standing(owner, dispute) == before


def test_a_pair_that_is_in_no_dispute_has_none_to_end(ann: Console, tenant: MakeTenant, owner: Owner) -> None:
    pair = give(owner, tenant())
    assert end(ann, pair).status_code == 422
    assert end(ann, 999_999).status_code == 422
    assert end(Console(), pair).headers["Location"].startswith("/operator/signin")
    assert owner.execute("SELECT count(*) FROM directory_operators_approval").fetchone() == (0,)
