"""An organization becomes live by a word of an operator, and every change of it stands in its trail once."""

from __future__ import annotations

from typing import Any

import psycopg

from clearlane.directory.organizations.set_live import set_live
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

BY = "operator:ann"


def test_each_change_is_made_and_told_once(tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    mine = tenant()
    with as_role("operator"), scope([mine], by=BY):
        said = [set_live(tenant=mine, is_live=is_live, by=BY) for is_live in (False, True, True, False)]
    assert said == [True] * 4
    events = owner.execute("SELECT event FROM foundation_audit_entry WHERE tenant_id = %s ORDER BY id", [mine])
    told = [event.rsplit(":", 1)[1] for (event,) in events.fetchall() if event.startswith("organization")]
    assert told[-2:] == ["made_live", "stopped"]
    assert owner.execute("SELECT is_live FROM foundation_tenancy_tenant WHERE id = %s", [mine]).fetchone() == (False,)


def test_one_that_does_not_exist_cannot_be_live(as_role: AsRole, house: int) -> None:
    with as_role("operator"), scope([2_000_000_000], by=BY):
        assert not set_live(tenant=2_000_000_000, is_live=True, by=BY)
