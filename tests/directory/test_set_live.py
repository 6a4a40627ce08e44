"""An organization becomes live by a word of an operator, and every change of it stands in its trail once."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.directory.organizations.set_live import set_live
from clearlane.doors.console.main import main
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


def test_the_command_says_so(tenant: MakeTenant, as_role: AsRole, capsys: pytest.CaptureFixture[str]) -> None:
    mine = str(tenant())
    with as_role("operator"):
        assert main(["tenant", "live", mine, "--by", "ann"]) == 0
        assert main(["tenant", "live", mine, "--stop", "--by", "ann", "--json"]) == 0
        assert main(["tenant", "live", "1999999999", "--by", "ann"]) == 2
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        f"tenant {mine} is live: its claims of usage P go to payers",
        f'{{"tenant": {mine}, "is_live": false}}',
    ]
    assert "there is no tenant 1999999999" in said.err
