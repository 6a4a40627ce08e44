"""The end of a sign-up as one flow: a fault anywhere, or a second tab, ends with one tenant and one agreement."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.directory.agreements.agreement_text import agreement_text
from clearlane.directory.agreements.check_signature import Signature
from clearlane.directory.providers.find_holders import find_holders
from clearlane.directory.registrations.find_sign_up import SignUp, find_sign_up
from clearlane.directory.registrations.open_tenant import open_tenant
from clearlane.directory.users.find_actor import find_actor
from clearlane.flows.open_account import open_account
from clearlane.flows.sign_agreement import AgreementHasChanged, Signing, tell_owed
from clearlane.foundation.clock.read import today
from tests.conftest import AsRole
from tests.directory.test_registrations import signed_up
from tests.posted import Posted


@pytest.fixture(autouse=True)
def web(as_role: AsRole) -> Iterator[None]:
    """The process is the web's."""
    with as_role("web"):
        yield


@pytest.fixture
def dana(posted: Posted) -> SignUp:
    """Somebody before step 10."""
    return signed_up(posted)


def signing(kind: str = "small") -> Signing:
    text = agreement_text(kind=kind)
    assert text is not None
    return Signing(Signature("Dana Demo", "Manager"), text.sha256)


def counted(owner: psycopg.Connection[Any]) -> tuple[Any, ...]:
    """Tenants, agreements, memberships."""
    row = owner.execute(
        "SELECT (SELECT count(*) FROM foundation_tenancy_tenant WHERE id > 1),"
        " (SELECT count(*) FROM directory_agreements_agreement), (SELECT count(*) FROM directory_users_membership)"
    ).fetchone()
    assert row is not None
    return tuple(row)


def test_whoever_opens_an_account_is_its_owner(dana: SignUp, owner: psycopg.Connection[Any]) -> None:
    tenant = open_account(sign_up=dana, kind="small", signing=signing())
    actor = find_actor(user=dana.user)
    assert actor is not None
    assert (actor.tenant, actor.role, actor.tenants) == (tenant, "owner", (tenant,))
    assert counted(owner) == (1, 1, 1)


def test_an_unverified_pair_routes_nothing(dana: SignUp, as_role: AsRole) -> None:
    tenant = open_account(sign_up=dana, kind="small", signing=signing())
    with as_role("flow"):
        wanted = {(tenant, "1234567893", "123456789")}
        assert find_holders(wanted=wanted, on=today()) == {}
        assert find_holders(wanted=wanted, on=today() + timedelta(days=30)) == {}


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_second_call_changes_nothing(
    dana: SignUp, owner: psycopg.Connection[Any], posted: Posted, times: int
) -> None:
    tenants = {open_account(sign_up=dana, kind="small", signing=signing()) for _ in range(times)}
    assert (len(tenants), counted(owner)) == (1, (1, 1, 1))
    assert [mail.template for mail in posted].count("agreement_signed") == 1


@pytest.mark.parametrize("broken", ["make_pdf", "sign", "finish"])
def test_a_fault_between_the_parts_is_made_good_by_coming_again(
    dana: SignUp, owner: psycopg.Connection[Any], posted: Posted, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fail(**_: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        module = "open_account" if broken == "finish" else "sign_agreement"
        patched.setattr(f"clearlane.flows.{module}.{broken}", fail)
        with pytest.raises(OSError, match="disk"):
            open_account(sign_up=dana, kind="small", signing=signing())
    again = find_sign_up(user=dana.user)
    assert again is not None
    assert again.is_finished is False
    open_account(sign_up=again, kind="small", signing=signing())
    assert counted(owner) == (1, 1, 1)
    assert posted[-1].template == "agreement_signed"


@override_settings(MODE="service")
def test_a_sign_up_that_died_before_its_end_is_mailed_once_by_whoever_comes_first(
    dana: SignUp, owner: psycopg.Connection[Any], posted: Posted, monkeypatch: pytest.MonkeyPatch, as_role: AsRole
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("clearlane.flows.open_account.finish", lambda **_: sys.exit())
        with pytest.raises(SystemExit):
            open_account(sign_up=dana, kind="small", signing=signing())
    owner.execute("UPDATE directory_agreements_agreement SET signed_at = signed_at - interval '11 minutes'")
    with as_role("owner"):
        tell_owed()
    again = find_sign_up(user=dana.user)
    assert again is not None
    open_account(sign_up=again, kind="small", signing=signing())
    assert [mail.template for mail in posted].count("agreement_signed") == 1


@pytest.mark.parametrize("given", [None, "0" * 64])
def test_a_text_that_was_not_read_is_not_signed(
    dana: SignUp, owner: psycopg.Connection[Any], given: str | None
) -> None:
    wrong = None if given is None else Signing(signing().signature, given)
    with pytest.raises(AgreementHasChanged):
        open_account(sign_up=dana, kind="small", signing=wrong)
    assert counted(owner) == (0, 0, 0)


def test_a_tab_that_opened_it_as_another_kind_is_not_signed_over(dana: SignUp, owner: psycopg.Connection[Any]) -> None:
    open_tenant(sign_up=dana.id, kind="payer")
    with pytest.raises(AgreementHasChanged):
        open_account(sign_up=dana, kind="small", signing=signing())
    assert counted(owner) == (1, 0, 1)
    again = find_sign_up(user=dana.user)
    assert again is not None
    open_account(sign_up=again, kind="payer", signing=signing("payer"))
    kept = owner.execute("SELECT text FROM directory_agreements_agreement").fetchall()
    assert kept == [("payer",)]


def test_who_works_for_himself_signs_nothing(
    dana: SignUp, owner: psycopg.Connection[Any], posted: Posted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.MODE", "own_use")
    open_account(sign_up=dana, kind="small", signing=None)
    assert counted(owner) == (1, 0, 1)
    assert [mail.template for mail in posted] == ["verify_email"]
