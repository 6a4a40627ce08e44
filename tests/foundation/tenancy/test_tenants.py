from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.models import Grant, Tenant
from tests.conftest import AsRole, MakeTenant


def test_the_house_is_there_from_the_first_migration(house: int) -> None:
    assert Tenant.objects.get(id=house).kind == "house"


@pytest.mark.parametrize("values", [{"kind": "house"}, {"kind": "bank"}, {"scheme": "pretty"}])
def test_a_tenant_is_of_a_known_kind_and_scheme(tenant: MakeTenant, values: dict[str, str]) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        tenant(**values)


def grant(giver: int, taker: int, **more: object) -> Grant:
    return Grant.objects.create(grantor_id=giver, grantee_id=taker, starts_at=now(), granted_by="test", **more)


def test_a_grant_is_written_by_the_operator(tenant: MakeTenant, as_role: AsRole) -> None:
    with as_role("operator"):
        made = grant(tenant(), tenant(), ends_at=now() + timedelta(days=1), revoked_at=now(), revoked_by="ann")
        assert Grant.objects.get(pk=made.pk).revoked_by == "ann"


@pytest.mark.parametrize("half", [{"revoked_by": "ann"}, {"revoked_at": now()}])
def test_who_revokes_a_grant_says_when(tenant: MakeTenant, as_role: AsRole, half: dict[str, object]) -> None:
    giver, taker = tenant(), tenant()
    with as_role("operator"), pytest.raises(IntegrityError, match="who_revokes_says_when"):
        grant(giver, taker, **half)


def test_nobody_grants_to_himself(tenant: MakeTenant, as_role: AsRole) -> None:
    giver = tenant()
    with as_role("operator"), pytest.raises(IntegrityError, match="nobody_grants_to_himself"):
        grant(giver, giver)


def test_a_grant_ends_after_it_starts(tenant: MakeTenant, as_role: AsRole) -> None:
    giver, taker = tenant(), tenant()
    with as_role("operator"), pytest.raises(IntegrityError, match="a_grant_ends_after_it_starts"):
        grant(giver, taker, ends_at=now() - timedelta(days=1))
