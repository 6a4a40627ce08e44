"""What is proposed on the server's shell: two operators say yes at the console, or one takes it back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.directory.operators.propose import propose
from clearlane.flows.let_bill import Billing
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import MakeTenant
from tests.directory.test_own_pairs import OTHER
from tests.directory.test_own_pairs import add as add_pair
from tests.doors.operators.conftest import Console

Owner = psycopg.Connection[Any]
NPI, TIN = "1234567893", "123456789"
SEEN = {"evidence": "a letter of the clinic"}


def put(billing: Billing) -> str:
    """Where the proposal of operator ann is decided."""
    with scope([1], by="operator:ann"):
        number = propose(act=str(billing), given=asdict(billing), name="ann", seen="the registry's entry")
    return f"/operator/proposals/{number}"


def sent(owner: Owner) -> list[tuple[int, str]]:
    return owner.execute(
        "SELECT submitter_id, status FROM directory_providers_authorizedpair ORDER BY submitter_id"
    ).fetchall()


def eras(owner: Owner) -> list[tuple[str, str]]:
    return owner.execute("SELECT payer_id, status FROM directory_providers_eraright").fetchall()


def trail(owner: Owner) -> list[tuple[str, str]]:
    found = "SELECT event, by FROM foundation_audit_entry WHERE event LIKE 'operator:proposal:%' ORDER BY at, id"
    return owner.execute(found).fetchall()


def test_two_yeses_do_exactly_what_was_proposed(ann: Console, bob: Console, tenant: MakeTenant, owner: Owner) -> None:
    mine, company = tenant(), tenant(kind="billing")
    there = put(Billing(NPI, TIN, mine, company, payer="60054"))
    with override_settings(MODE="service"):
        assert ann.post(f"{there}/approve", SEEN).status_code == 303
        assert sent(owner) == []
        page = ann.get("/operator/").content.decode()
        assert all(word in page for word in ("the registry&#x27;s entry", "operator:ann", "60054", SEEN["evidence"]))
        assert ann.post(f"{there}/approve", SEEN).status_code == 422
        assert bob.post(f"{there}/approve", {"evidence": " "}).status_code == 422
        assert (sent(owner), eras(owner)) == ([], [])
        assert bob.post(f"{there}/approve", SEEN).status_code == 303
    assert sent(owner) == [(mine, "live"), (company, "live")]
    assert eras(owner) == [("60054", "live")]
    assert owner.execute("SELECT grantee_id FROM foundation_tenancy_grant").fetchall() == [(company,)]
    assert trail(owner) == [("operator:proposal:made", "operator:ann"), ("operator:proposal:done", "operator:bob")]
    assert b"Proposed on the server" not in bob.get("/operator/").content
    assert bob.post(f"{there}/approve", SEEN).status_code == 422


@pytest.mark.parametrize(("kind", "shown"), [("SSN", "•••-••-6789"), ("EIN", TIN)])
def test_of_a_persons_own_number_the_console_shows_four_digits(
    ann: Console, tenant: MakeTenant, owner: Owner, kind: str, shown: str
) -> None:
    mine = tenant()
    owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, tin_kind, phone, street,"
        " city, state, zip, created_at, created_by) VALUES (%s, 'Elm', %s, %s, %s, '', '', '', '', '', now(), 't')",
        [mine, OTHER, TIN, kind],
    )
    add_pair(owner, mine, npi=OTHER)
    put(Billing(OTHER, TIN, mine, mine))
    home, sheet = (ann.get(f"/operator/{path}").content.decode() for path in ("", f"organizations/{mine}"))
    assert f"+{shown} for tenant" in home
    for page in (home, sheet):
        assert (shown if kind == "SSN" else "12-3456789") in page
        assert (TIN in page or "12-3456789" in page) == (kind == "EIN")


@pytest.mark.parametrize("more", [{"era": False}, {"payer": "60054", "era": False, "atypical": True}])
def test_no_remittances_are_given_where_none_were_proposed(
    ann: Console, tenant: MakeTenant, owner: Owner, more: dict[str, Any]
) -> None:
    mine = tenant()
    assert ann.post(f"{put(Billing(NPI, TIN, mine, mine, **more))}/approve", SEEN).status_code == 303
    assert eras(owner) == []
    atypical = owner.execute("SELECT payer_id FROM directory_providers_atypicalprovider").fetchall()
    assert (sent(owner), atypical) == (([], [("60054",)]) if "atypical" in more else ([(mine, "live")], []))


def test_a_proposal_is_withdrawn_once_and_no_yes_counts_afterwards(
    ann: Console, tenant: MakeTenant, owner: Owner
) -> None:
    mine = tenant()
    there = put(Billing(NPI, TIN, mine, mine))
    assert [ann.post(f"{there}/withdraw").status_code for _ in "ab"] == [303, 422]
    assert ann.post(f"{there}/approve", SEEN).status_code == 422
    assert (sent(owner), trail(owner)[-1]) == ([], ("operator:proposal:withdrawn", "operator:ann"))


@pytest.mark.parametrize("change", ["expired", "disputed"])
def test_what_is_too_old_or_in_dispute_meanwhile_takes_no_yes(
    ann: Console, tenant: MakeTenant, owner: Owner, change: str
) -> None:
    mine = tenant()
    there = put(Billing(NPI, TIN, mine, mine))
    if change == "expired":
        owner.execute("UPDATE directory_operators_proposal SET proposed_at = proposed_at - interval '30 days'")
    else:
        owner.execute(
            "INSERT INTO directory_providers_authorizedpair (npi, tin, tenant_id, submitter_id, status, from_date,"
            " verified_by, created_at, created_by) VALUES (%s, %s, %s, %s, 'disputed', now(), '', now(), 'a test')",
            [NPI, TIN, mine, mine],
        )
    assert ann.post(f"{there}/approve", SEEN).status_code == 422
    assert owner.execute("SELECT count(*) FROM directory_operators_approval").fetchone() == (0,)


def test_who_is_not_an_operator_decides_no_proposal(ann: Console, tenant: MakeTenant, owner: Owner) -> None:
    mine = tenant()
    there = put(Billing(NPI, TIN, mine, mine))
    assert [Console().post(f"{there}/{what}", SEEN).status_code for what in ("approve", "withdraw")] == [303, 303]
    assert (len(trail(owner)), sent(owner)) == (1, [])
