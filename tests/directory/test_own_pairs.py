"""An organization reads how its own pairs stand, and nothing of anybody else's."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, transaction

from clearlane.directory.providers.bills_as import VERIFIED, bills_as
from clearlane.directory.providers.list_own_pairs import list_own_pairs
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

Owner = psycopg.Connection[Any]
NPI, OTHER, TIN = "1234567893", "1245319599", "123456789"
PAIR = (
    "INSERT INTO directory_providers_authorizedpair (npi, tin, tenant_id, submitter_id, status, from_date, until_date,"
    " verified_at, verified_by, created_at, created_by) VALUES (%s, %s, %s, %s, %s, '2026-01-01', %s,"
    " CASE WHEN %s = 'live' THEN now() END, CASE WHEN %s = 'live' THEN 'operator:ann' ELSE '' END, now(), 'a test')"
)


def add(
    owner: Owner, tenant: int, *, npi: str = NPI, status: str = "pending", submitter: int = 0, until: Any = None
) -> None:
    owner.execute(PAIR, [npi, TIN, tenant, submitter or tenant, status, until, status, status])


def seen(as_role: AsRole, tenant: int, *, scoped: int = 0) -> list[tuple[str, bool]]:
    with as_role("web"), scope([scoped or tenant], by="user:1"):
        return [(each.npi, each.is_live) for each in list_own_pairs(tenant=tenant)]


def test_a_pair_is_waiting_and_then_live(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> None:
    mine = tenant()
    add(owner, mine)
    assert seen(as_role, mine) == [(NPI, False)]
    owner.execute(
        "UPDATE directory_providers_authorizedpair SET status = 'live', verified_at = now(), verified_by = 'operator:a'"
    )
    assert seen(as_role, mine) == [(NPI, True)]
    with as_role("web"), scope([mine], by="user:1"):
        (pair,) = list_own_pairs(tenant=mine)
    assert pair.verified_at is not None
    assert pair.given_at <= pair.verified_at


def test_whether_another_holds_the_pair_cannot_be_told(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> None:
    holder, waits, disputes = tenant(), tenant(), tenant()
    add(owner, holder, status="live")
    add(owner, waits, npi=OTHER)
    add(owner, disputes, status="disputed")
    assert seen(as_role, waits) == [(OTHER, False)]
    assert seen(as_role, disputes) == [(NPI, False)]


def test_another_tenants_pair_is_not_given_whoever_is_named(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> None:
    mine, theirs = tenant(), tenant()
    add(owner, theirs, status="live")
    assert seen(as_role, theirs, scoped=mine) == []
    assert seen(as_role, mine) == []


def test_neither_a_clients_pair_nor_an_ended_one_is_its_own(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> None:
    company, client = tenant(kind="billing"), tenant()
    add(owner, client, status="live")
    add(owner, client, status="live", submitter=company)
    add(owner, company, npi=OTHER, until="2026-02-01")
    assert seen(as_role, company) == []
    assert seen(as_role, client) == [(NPI, True)]


def test_outside_of_a_scope_the_function_gives_nothing(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> None:
    add(owner, tenant(), status="live")
    with as_role("web"), cursor() as cur:
        cur.execute("SELECT count(*) FROM directory_own_pairs()")
        assert cur.fetchone() == (0,)


def test_the_table_itself_is_closed_to_pages(as_role: AsRole) -> None:
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with as_role("web"), refused, transaction.atomic(alias()), cursor() as cur:
        cur.execute("SELECT count(*) FROM directory_providers_authorizedpair")


@pytest.mark.parametrize("role", ["gate", "flow", "operator"])
def test_nobody_but_a_page_may_ask(owner: Owner, database: None, role: str) -> None:
    row = owner.execute(
        "SELECT has_function_privilege(%s, 'public.directory_own_pairs()', 'execute'),"
        " has_function_privilege('clearlane_web', 'public.directory_own_pairs()', 'execute')",
        [f"clearlane_{role}"],
    ).fetchone()
    assert row == (False, True)


@pytest.mark.parametrize("role", ["web", "operator"])
def test_whether_one_may_bill_is_told_within_a_scope_of_his_and_nowhere_else(
    tenant: MakeTenant, as_role: AsRole, owner: Owner, role: str
) -> None:
    mine, other = tenant(), tenant()
    told = []
    for status in ("", "pending", "live"):
        if status:
            owner.execute("DELETE FROM directory_providers_authorizedpair")
            add(owner, mine, status=status)
        with as_role(role), scope([mine], by="user:1"):
            told.append(bills_as(tenant=mine))
        with as_role(role), scope([other], by="user:2"):
            assert bills_as(tenant=mine) == ""
    assert told == ["", "waiting", VERIFIED]


def test_a_pair_that_he_only_sends_under_is_not_his_own(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> None:
    company, client = tenant(kind="billing"), tenant()
    add(owner, client, status="live", submitter=company)
    for each in (company, client):
        with as_role("web"), scope([each], by="user:1"):
            assert bills_as(tenant=each) == ""
