"""An organization reads its days in its own time zone, on each page that shows one."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.exchange.reading.tell_zone import DEFAULT, tell_zone
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

Owner = psycopg.Connection[Any]


def describe(owner: Owner, tenant: int, zone: str) -> None:
    owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, phone, street, city, state,"
        " zip, time_zone, created_at, created_by)"
        " VALUES (%s, 'Elm Street', '', '', '', '', '', '', '', %s, now(), 'a')",
        [tenant, zone],
    )


def told(as_role: AsRole, asked: int, *, within: int) -> str:
    with as_role("web"), scope([within], by="test"):
        return tell_zone(tenant=asked)


@pytest.mark.parametrize("zone", ["America/Chicago", "Pacific/Honolulu"])
def test_the_zone_is_the_one_of_the_organization(tenant: MakeTenant, owner: Owner, as_role: AsRole, zone: str) -> None:
    practice, other = tenant(), tenant()
    describe(owner, practice, zone)
    describe(owner, other, "America/Denver")
    assert told(as_role, practice, within=practice) == zone


@pytest.mark.parametrize("zone", [None, ""])
def test_who_has_said_nothing_has_the_usual_one(
    tenant: MakeTenant, owner: Owner, as_role: AsRole, zone: str | None
) -> None:
    practice = tenant()
    if zone is not None:
        describe(owner, practice, zone)
    assert told(as_role, practice, within=practice) == DEFAULT


def test_the_zone_of_a_stranger_is_not_told(tenant: MakeTenant, owner: Owner, as_role: AsRole) -> None:
    practice, stranger = tenant(), tenant()
    describe(owner, stranger, "Pacific/Honolulu")
    assert told(as_role, stranger, within=practice) == DEFAULT
