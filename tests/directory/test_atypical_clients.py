"""A provider without an NPI: registered by command, and a client of who sends for him like any other."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest

from clearlane.directory.organizations.find_visible import find_visible
from clearlane.directory.providers.find_clients import find_clients
from clearlane.doors.console.main import main
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

ADD = ["pair", "add", "MILES77", "12-3456789", "--atypical", "--payer", "60054", "--by", "ann"]


def test_the_command_registers_him_for_who_sends(
    tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    client, sender = tenant(), tenant()
    with as_role("operator"):
        assert main([*ADD, "--tenant", str(client), "--submitter", str(sender), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"number": "MILES77", "tin": "123456789", "tenant": client, "submitter": sender, "status": "live"}
    with as_role("flow"), scope([client, sender], by="test"):
        assert find_clients(submitter=sender) == {client}
        assert find_clients(submitter=client) == frozenset()
    with as_role("web"):
        assert (find_visible(tenant=sender), find_visible(tenant=client)) == ((sender, client), (client,))
    events = owner.execute("SELECT event, by FROM foundation_audit_entry WHERE tenant_id = %s", [client]).fetchall()
    assert {("provider:atypical:added", "operator:ann"), ("organization:grant:added", "operator:ann")} <= set(events)


def test_the_same_again_changes_nothing(tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    words = [*ADD, "--tenant", str(tenant()), "--submitter", str(tenant())]
    with as_role("operator"):
        assert [main(words), main(words)] == [0, 0]
    tables = "directory_providers_atypicalprovider", "foundation_tenancy_grant"
    assert [owner.execute(f"SELECT count(*) FROM {each}".encode()).fetchone() for each in tables] == [(1,), (1,)]


@pytest.mark.parametrize("payer", [[], ["--payer", " "]])
def test_a_number_is_a_payers_and_that_payer_must_be_said(
    tenant: MakeTenant, as_role: AsRole, payer: list[str], capsys: pytest.CaptureFixture[str], owner: Any
) -> None:
    words = ["pair", "add", "M7", "123456789", "--atypical", *payer, "--tenant", str(tenant()), "--by", "ann"]
    with as_role("operator"):
        assert main(words) == 2
    assert "--atypical needs --payer, whose number M7 is" in capsys.readouterr().err
    assert owner.execute("SELECT count(*) FROM directory_providers_atypicalprovider").fetchone() == (0,)


@pytest.mark.parametrize("tin", ["12345678", "12345678X", ""])
def test_a_tax_id_that_is_none_is_refused(
    tenant: MakeTenant, as_role: AsRole, tin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with as_role("operator"):
        assert (
            main(["pair", "add", "M7", tin, "--atypical", "--payer", "60054", "--tenant", str(tenant()), "--by", "ann"])
            == 2
        )
    assert "nine digits" in capsys.readouterr().err
