"""An organization becomes live by a word of an operator, and every change of it stands in its trail once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test import override_settings

from clearlane.directory.organizations.find_missing import REASONS, find_missing
from clearlane.directory.organizations.set_live import MayNotGoLive, set_live
from clearlane.directory.providers.sends_for import sends_for
from clearlane.doors.console.main import main
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.directory.test_own_pairs import add as add_pair

Owner = psycopg.Connection[Any]
BY = "operator:ann"
GRANT = (
    "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_at, granted_by)"
    " VALUES (%s, %s, %s, now() - interval '1 day', now(), 'a test')"
)
PAIR = (
    "INSERT INTO directory_providers_authorizedpair (npi, tin, tenant_id, submitter_id, status, from_date, until_date,"
    " verified_at, verified_by, created_at, created_by) VALUES"
    " ('1234567893', '123456789', %s, %s, %s, '2026-01-01', %s, now(), 'operator:a', now(),"
    " 'a test')"
)
ATYPICAL = (
    "INSERT INTO directory_providers_atypicalprovider (number, tin, payer_id, tenant_id, submitter_id, from_date,"
    " created_at, created_by) VALUES ('4711', '123456789', '60054', %s, %s, '2026-01-01', now(), 'a test')"
)
AGREEMENT = (
    "INSERT INTO directory_agreements_agreement (tenant_id, id, text, version, text_sha256, is_draft, signer_name,"
    " signer_title, authority, signed_at, signed_by, pdf_address, pdf_sha256) VALUES (%s, gen_random_uuid(),"
    " 'provider', '1', sha256('x'), %s, 'Ida Moss', 'Owner', 'I may', now(), 'user:1', 'x', sha256('x'))"
)


def link_payer(owner: Owner, tenant: int) -> None:
    """It is a payer of the directory."""
    owner.execute(
        "INSERT INTO directory_payers_payer (payer_id, name, is_live, created_at, created_by)"
        " VALUES ('60054', 'Harbor', true, now(), 'a test')"
    )
    owner.execute(
        "INSERT INTO directory_payers_payerlink (payer_id, tenant_id, proposed_at, proposed_by, linked_at, linked_by,"
        " revoked_by, revoked_why) SELECT id, %s, now(), 'operator:a', now(), 'operator:b', '', ''"
        " FROM directory_payers_payer",
        [tenant],
    )


@pytest.mark.usefixtures("house_in_use")
def test_each_change_is_made_and_told_once(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> None:
    mine = tenant()
    add_pair(owner, mine, status="live")
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


@pytest.mark.usefixtures("house_in_use")
def test_the_command_says_so(
    tenant: MakeTenant, as_role: AsRole, owner: Owner, capsys: pytest.CaptureFixture[str]
) -> None:
    number = tenant(is_live=False)
    add_pair(owner, number, status="live")
    mine = str(number)
    with as_role("operator"):
        assert main(["tenant", "live", mine, "--by", "ann"]) == 0
        assert main(["tenant", "live", mine, "--stop", "--by", "ann", "--json"]) == 0
        assert main(["tenant", "live", "1999999999", "--by", "ann"]) == 2
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        f"tenant {mine} is live: its claims of usage P go to payers",
        f'{{"tenant": {mine}, "is_live": false, "judged_again": 0}}',
    ]
    assert "there is no tenant 1999999999" in said.err


def missing(as_role: AsRole, tenant: int, *, role: str) -> set[str]:
    with as_role(role), scope([tenant], by=BY):
        return set(find_missing(tenant=tenant))


def may(as_role: AsRole, tenant: int) -> bool:
    """Whether it goes live at the first word; then it is stopped again."""
    with as_role("operator"):
        try:
            with scope([tenant], by=BY):
                set_live(tenant=tenant, is_live=True, by=BY)
        except MayNotGoLive:
            return False
        with scope([tenant], by=BY):
            return set_live(tenant=tenant, is_live=False, by=BY)


KINDS = {"practice": "pair", "hospital": "pair", "billing": "clients", "payer": "link"}


def satisfy(owner: Owner, tenant: int, kind: str, client: int) -> None:
    """What its kind lacks."""
    if kind == "payer":
        link_payer(owner, tenant)
    elif kind == "billing":
        owner.execute(GRANT, [client, tenant, "send"])
    else:
        add_pair(owner, tenant, status="live")


@pytest.mark.usefixtures("house_in_use")
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_goes_live_when_its_own_condition_holds_and_both_roles_see_the_same(
    tenant: MakeTenant, as_role: AsRole, owner: Owner, kind: str
) -> None:
    mine, other = tenant(kind=kind, is_live=False), tenant()
    for role in ("operator", "web"):
        assert missing(as_role, mine, role=role) == {KINDS[kind]}
    assert not may(as_role, mine)
    satisfy(owner, mine, kind, other)
    for role in ("operator", "web"):
        assert missing(as_role, mine, role=role) == set()
    assert may(as_role, mine)


CLIENTS: dict[str, tuple[str, list[str | None]]] = {
    "a grant to see": (GRANT, ["claims"]),
    "a pair that waits": (PAIR, ["pending", None]),
    "a pair that ended": (PAIR, ["live", "2026-01-02"]),
    "a pair": (PAIR, ["live", None]),
    "a client without an NPI": (ATYPICAL, []),
}


@pytest.mark.usefixtures("house_in_use")
@pytest.mark.parametrize("given", CLIENTS)
def test_a_company_has_a_client_when_it_may_send_for_one(
    tenant: MakeTenant, as_role: AsRole, owner: Owner, given: str
) -> None:
    company, client = tenant(kind="billing", is_live=False), tenant()
    statement, more = CLIENTS[given]
    owner.execute(statement, [client, company, *more])
    for role in ("operator", "web"):
        assert missing(as_role, company, role=role) == (set() if more in ([], ["live", None]) else {"clients"})
    with as_role("web"), scope([client], by=BY):
        assert not sends_for(tenant=company)


@pytest.mark.usefixtures("house_in_use")
def test_who_gave_a_pair_waits_for_it_and_who_has_no_npi_is_known_to_a_payer(
    tenant: MakeTenant, as_role: AsRole, owner: Owner
) -> None:
    company, practice = tenant(kind="billing", is_live=False), tenant(is_live=False)
    add_pair(owner, company)
    owner.execute(GRANT, [practice, company, "send"])
    assert missing(as_role, company, role="web") == missing(as_role, company, role="operator") == {"pair"}
    owner.execute(ATYPICAL, [practice, practice])
    assert may(as_role, practice)


@pytest.mark.usefixtures("keys_in_a_backup")
def test_in_evaluation_nobody_goes_live(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> None:
    mine = tenant(is_live=False)
    add_pair(owner, mine, status="live")
    assert missing(as_role, mine, role="operator") == {"mode", "agreement"}
    assert not may(as_role, mine)


@pytest.mark.parametrize("mode", ["own_use", "service"])
def test_without_a_backup_of_the_keys_nobody_goes_live(
    tenant: MakeTenant, as_role: AsRole, owner: Owner, mode: str
) -> None:
    mine = tenant(is_live=False)
    add_pair(owner, mine, status="live")
    with override_settings(MODE=mode):
        assert "keys" in missing(as_role, mine, role="operator")
        assert not may(as_role, mine)


@pytest.mark.usefixtures("keys_in_a_backup")
@pytest.mark.parametrize(("draft", "is_signed"), [(None, False), (True, False), (False, True)])
def test_in_service_it_takes_an_agreement_that_is_no_draft_and_a_house_with_a_name(
    tenant: MakeTenant, as_role: AsRole, owner: Owner, draft: bool | None, is_signed: bool
) -> None:
    mine = tenant(is_live=False)
    add_pair(owner, mine, status="live")
    if draft is not None:
        owner.execute(AGREEMENT, [mine, draft])
    with override_settings(MODE="service"):
        assert may(as_role, mine) is is_signed
        with override_settings(HOUSE=replace(settings.HOUSE, mode="service")):
            assert "identity" in missing(as_role, mine, role="web")
            assert not may(as_role, mine)


def test_the_command_names_all_that_is_missing(
    tenant: MakeTenant, as_role: AsRole, owner: Owner, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tenant(is_live=False)
    with as_role("operator"):
        assert main(["tenant", "live", str(mine), "--by", "ann"]) == 2
    said = capsys.readouterr().err
    assert [name for name, text in REASONS.items() if text in said] == ["mode", "keys", "agreement", "pair"]
    assert owner.execute("SELECT is_live FROM foundation_tenancy_tenant WHERE id = %s", [mine]).fetchone() == (False,)
