"""Who may see whose claims: granted by the one whose they are, until a day or until it is revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError

from clearlane.directory.organizations.find_visible import find_visible
from clearlane.directory.organizations.grant import grant
from clearlane.directory.organizations.list_all import list_all
from clearlane.directory.organizations.models import Organization
from clearlane.directory.organizations.reserve import reserve
from clearlane.directory.providers.find_clients import find_clients
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

BY = "operator:ann"
Owner = psycopg.Connection[Any]


def granted(as_role: AsRole, grantor: int, grantee: int, **more: Any) -> bool:
    with as_role("operator"), scope([grantor], by=BY):
        return grant(grantor=grantor, grantee=grantee, by=BY, **more)


def visible(as_role: AsRole, tenant: int, **more: Any) -> tuple[int, ...]:
    with as_role("web"):
        return find_visible(tenant=tenant, **more)


def test_a_grant_shows_the_grantors_claims_to_the_grantee_alone(tenant: MakeTenant, as_role: AsRole) -> None:
    one, other, third = tenant(), tenant(), tenant()
    assert granted(as_role, one, other)
    assert (visible(as_role, other), visible(as_role, one), visible(as_role, third)) == ((other, one), (one,), (third,))


def test_granting_twice_is_granting_once(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> None:
    one, other = tenant(), tenant()
    assert [granted(as_role, one, other), granted(as_role, one, other)] == [True, False]
    assert owner.execute("SELECT count(*) FROM foundation_tenancy_grant").fetchone() == (1,)
    query = "SELECT tenant_id, by FROM foundation_audit_entry WHERE event = 'organization:grant:added'"
    assert owner.execute(query).fetchall() == [(one, BY)]


def test_a_grant_for_something_else_shows_no_claims(tenant: MakeTenant, as_role: AsRole) -> None:
    one, other = tenant(), tenant()
    granted(as_role, one, other, scope="reports")
    assert visible(as_role, other) == (other,)
    assert visible(as_role, other, scope="reports") == (other, one)


@pytest.mark.parametrize(
    ("change", "days", "shown"),
    [
        ("starts_at", 1, False), ("starts_at", -1, True), ("ends_at", -1, False), ("ends_at", 1, True),
        ("revoked_at", -1, False),
    ],
)  # fmt: skip
def test_a_grant_holds_from_its_beginning_to_its_end(
    tenant: MakeTenant, as_role: AsRole, owner: Owner, change: str, days: int, shown: bool
) -> None:
    one, other = tenant(), tenant()
    granted(as_role, one, other)
    owner.execute("UPDATE foundation_tenancy_grant SET starts_at = %s", [now() - timedelta(days=9)])
    more = ", revoked_by = 'ann'" if change == "revoked_at" else ""
    owner.execute(f"UPDATE foundation_tenancy_grant SET {change} = %s{more}".encode(), [now() + timedelta(days=days)])
    assert (one in visible(as_role, other)) is shown


def test_what_ended_may_be_granted_again(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> None:
    one, other = tenant(), tenant()
    granted(as_role, one, other)
    ended = [now() - timedelta(days=9), now() - timedelta(days=1)]
    owner.execute("UPDATE foundation_tenancy_grant SET starts_at = %s, ends_at = %s", ended)
    assert granted(as_role, one, other)
    assert visible(as_role, other) == (other, one)


def test_many_grants_come_in_order_and_once(tenant: MakeTenant, as_role: AsRole) -> None:
    company, *clients = tenant(kind="billing"), *(tenant() for _ in range(4))
    for client in reversed(clients):
        granted(as_role, client, company)
    assert visible(as_role, company) == (company, *clients)


@pytest.mark.parametrize("role", ["web", "flow", "gate"])
def test_only_an_operator_grants(tenant: MakeTenant, as_role: AsRole, role: str) -> None:
    one, other = tenant(), tenant()
    with pytest.raises(DatabaseError), as_role(role), scope([one], by=BY):
        grant(grantor=one, grantee=other, by=BY)


def test_a_reserved_number_is_never_given_twice(house: int, as_role: AsRole) -> None:
    with as_role("operator"):
        numbers = [reserve() for _ in range(3)]
    assert len(set(numbers)) == 3
    assert numbers == sorted(numbers)


def test_the_list_shows_what_each_tenant_is(tenant: MakeTenant, as_role: AsRole) -> None:
    company = tenant(kind="billing", name="Blue Billing", scheme="compatible")
    client = tenant(kind="practice", name="Maple", parent=company, is_live=False)
    with as_role("operator"), scope([1], by=BY):
        rows = {one.id: one for one in list_all()}
    assert (rows[company].name, rows[company].scheme, rows[company].parent) == ("Blue Billing", "compatible", None)
    assert (rows[client].is_live, rows[client].parent, rows[client].kind) == (False, company, "practice")


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"npi": "123"}, "an_npi_has_ten_digits"),
        ({"npi": "3234567893"}, "an_npi_has_ten_digits"),
        ({"tin": "12345678"}, "a_tax_id_has_nine_digits"),
        ({"tin": "12-345678"}, "a_tax_id_has_nine_digits"),
        ({"legal_name": ""}, "an_organization_has_a_name"),
    ],
)
def test_the_database_refuses_an_organization_that_is_none(
    tenant: MakeTenant, as_role: AsRole, columns: dict[str, str], constraint: str
) -> None:
    practice = tenant()
    named = {"legal_name": "Maple", "created_at": now(), "created_by": BY, "tenant_id": practice} | columns
    with pytest.raises(DatabaseError, match=constraint), as_role("operator"), scope([practice], by=BY):
        Organization.objects.create(**named)


def test_nobody_is_a_client_of_one_that_sends_for_nobody(tenant: MakeTenant, as_role: AsRole) -> None:
    company = tenant(kind="billing")
    with as_role("flow"), scope([1], by=BY):
        assert find_clients(submitter=company) == frozenset()
