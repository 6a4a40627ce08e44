"""Organizations: made by an operator, one to one with tenants, audited."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.directory.organizations.add import OrganizationRefused, add
from clearlane.directory.organizations.list_all import list_all
from clearlane.directory.organizations.reserve import reserve
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole


def make(**more: Any) -> int:
    """A new organization, inside a scope of its own."""
    number = reserve()
    named = {"name": "Elm Street Family Care", "kind": "practice"} | more
    with scope([HOUSE, number], by="operator:ann"):
        return add(tenant=number, by="operator:ann", **named)


def test_add_makes_tenant_and_organization(as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    with as_role("operator"):
        number = make(npi="1234567893", tin="123456789", scheme="compatible", is_live=True)
    row = owner.execute(
        "SELECT t.kind, t.scheme, t.is_live, o.legal_name, o.npi FROM foundation_tenancy_tenant t"
        " JOIN directory_organizations_organization o ON o.tenant_id = t.id WHERE t.id = %s",
        [number],
    ).fetchone()
    assert row == ("practice", "compatible", True, "Elm Street Family Care", "1234567893")


def test_add_is_audited_in_the_new_tenants_trail(as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    with as_role("operator"):
        number = make()
    rows = owner.execute("SELECT tenant_id, event, by FROM foundation_audit_entry").fetchall()
    assert rows == [(number, "organization:organization:added", "operator:ann")]


def test_a_client_of_a_billing_company_names_its_parent(as_role: AsRole) -> None:
    with as_role("operator"):
        company = make(kind="billing", name="Ledger Lane Billing")
        client = make(parent=company)
        entries = {each.id: each for each in list_all()}
    assert entries[client].parent == company


def test_list_leaves_the_house_out(as_role: AsRole) -> None:
    with as_role("operator"):
        numbers = [make(), make(name="Oak Clinic")]
        assert [each.id for each in list_all()] == numbers


@pytest.mark.parametrize("wrong", [{"kind": "house"}, {"kind": "shop"}, {"scheme": "pretty"}, {"name": " "}])
def test_add_refuses_what_no_organization_is(wrong: dict[str, str], as_role: AsRole) -> None:
    with as_role("operator"), pytest.raises(OrganizationRefused):
        make(**wrong)


@pytest.mark.parametrize("role", ["web", "flow"])
def test_only_an_operator_makes_organizations(role: str, as_role: AsRole) -> None:
    from django.db import DatabaseError

    with as_role(role), pytest.raises(DatabaseError, match="permission denied"):
        make()
