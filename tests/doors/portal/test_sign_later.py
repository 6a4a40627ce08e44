"""An organization that is here already signs the agreement that is not in force, and only its owner, by a factor."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test import override_settings

from clearlane.directory.agreements.agreement_text import agreement_text
from clearlane.directory.agreements.is_in_force import is_in_force
from clearlane.doors.console.main import main
from clearlane.flows.sign_agreement import tell_owed
from clearlane.foundation.clock.move import move
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import MakeTenant
from tests.directory.test_own_pairs import add as add_pair
from tests.directory.test_set_live import AGREEMENT
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import Person
from tests.doors.portal.test_going_live import BUTTON, HTML, Office, _open, office
from tests.posted import Posted

__all__ = ["office"]
Owner = psycopg.Connection[Any]
THERE = "/live/agreement"
NEED = "An agreement in force"


@pytest.fixture(autouse=True)
def service() -> Any:
    with override_settings(MODE="service", HOUSE_EMAIL="house@example.org"):
        yield


def typed(kind: str = "practice", **more: str) -> dict[str, str]:
    text = agreement_text(kind=kind)
    return {"signer": "Dana Demo", "title": "Manager", "authorized": "on", "read": text.sha256 if text else ""} | more


def signed(owner: Owner) -> list[Any]:
    rows = owner.execute("SELECT tenant_id, text, is_draft, signer_name, signed_by FROM directory_agreements_agreement")
    return rows.fetchall()


def test_the_owner_finds_it_reads_it_and_signs_it_once(office: Office, posted: Posted) -> None:
    assert f'href="{THERE}"' in office.page()
    assert NEED in _open(office.page())
    page = office.browser.get(THERE).content.decode()
    text = agreement_text(kind="practice")
    assert text is not None
    assert (text.title in page, f'value="{text.sha256}"' in page) == (True, True)
    for _ in range(2):
        assert office.browser.post(THERE, typed())["Location"] == "/live"
    assert signed(office.owner) == [(office.tenant, "provider", False, "Dana Demo", f"user:{office.person.id}")]
    assert NEED not in _open(office.page())
    assert office.browser.get(THERE)["Location"] == "/live"
    assert [(mail.to, mail.template) for mail in posted] == [
        ("dana@example.org", "agreement_signed"),
        ("house@example.org", "agreement_signed"),
    ]
    assert office.browser.get("/account/agreement").content.startswith(b"%PDF")
    with office.as_role("operator"), scope([office.tenant], by="operator:ann"):
        assert is_in_force(tenant=office.tenant)


def test_who_signed_a_draft_in_evaluation_signs_the_agreement_when_the_house_is_in_service(office: Office) -> None:
    office.owner.execute(AGREEMENT, [office.tenant, True])
    assert NEED in _open(office.page())
    office.browser.post(THERE, typed())
    assert sorted(each[2] for each in signed(office.owner)) == [False, True]
    assert NEED not in _open(office.page())


@pytest.mark.parametrize("kind", ["billing", "hospital", "payer"])
def test_each_kind_signs_its_own_text(office: Office, tenant: MakeTenant, add_person: AddPerson, kind: str) -> None:
    mine = tenant(is_live=False, kind=kind)
    browser = Browser()
    browser.sign_in(add_person("max", {mine: "owner"}))
    browser.prove("webauthn")
    assert browser.post(THERE, typed(kind))["Location"] == "/live"
    assert [each[:2] for each in signed(office.owner)] == [(mine, {"hospital": "provider"}.get(kind, kind))]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"signer": " "}, 422),
        ({"title": ""}, 422),
        ({"authorized": ""}, 422),
        ({"read": "0"}, 409),
        ({"read": ""}, 409),
    ],
)
def test_what_is_not_whole_or_not_read_is_not_signed_and_nothing_typed_is_lost(
    office: Office, wrong: dict[str, str], status: int
) -> None:
    answer = office.browser.post(THERE, typed(**wrong), headers=HTML)
    assert (answer.status_code, signed(office.owner)) == (status, [])
    kept = {"signer": "Dana Demo", "title": "Manager"}.items() - wrong.items()
    assert all(f'value="{text}"' in answer.content.decode() for field, text in kept if field not in wrong)


@pytest.mark.parametrize("mode", ["evaluation", "own_use"])
def test_where_no_agreement_comes_into_force_there_is_nothing_to_sign(office: Office, mode: str) -> None:
    with override_settings(MODE=mode):
        assert f'href="{THERE}"' not in office.page()
        assert office.browser.get(THERE)["Location"] == "/live"
        assert office.browser.post(THERE, typed()).status_code == 303
    assert signed(office.owner) == []


@pytest.mark.parametrize("role", ["manager", "biller", "reader"])
def test_only_an_owner_signs(office: Office, add_person: AddPerson, role: str) -> None:
    colleague = Person(add_person("max", {office.tenant: role}), "max")
    browser = Browser()
    browser.sign_in(colleague.id)
    browser.prove("webauthn")
    assert browser.get(THERE, headers=HTML).status_code == 403
    assert browser.post(THERE, typed(), headers=HTML).status_code == 403
    assert signed(office.owner) == []


def test_a_password_alone_signs_nothing(office: Office) -> None:
    office.browser.prove("password", "recovery_codes")
    assert office.browser.post(THERE, typed())["Location"] == f"/step-up?next={THERE}"
    assert signed(office.owner) == []


def test_a_fault_before_the_mails_is_made_good_by_the_same_post(
    office: Office, posted: Posted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("clearlane.flows.sign_agreement.put_once", fail)
        assert office.browser.post(THERE, typed()).status_code == 500
    assert (len(signed(office.owner)), len(posted)) == (1, 0)
    for _ in range(2):
        assert office.browser.post(THERE, typed())["Location"] == "/live"
    assert [mail.to for mail in posted] == ["dana@example.org", "house@example.org"]


def test_what_a_process_that_died_had_still_to_mail_is_mailed_without_another_post(
    office: Office, posted: Posted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    with monkeypatch.context() as patched:
        patched.setattr("clearlane.flows.sign_agreement._tell", lambda *_: sys.exit())
        with pytest.raises(SystemExit):
            office.browser.post(THERE, typed())
    assert (len(signed(office.owner)), len(posted)) == (1, 0)
    for minutes, mailed in ((0, 0), (11, 2), (11, 2)):
        move(to=timedelta(minutes=minutes))
        with office.as_role("owner"):
            assert main(["maintain", "tell-signed", "--once"]) == 0
        assert len(posted) == mailed
    assert [(mail.to, "Dana Demo" in mail.text) for mail in posted] == [
        ("dana@example.org", True),
        ("house@example.org", True),
    ]


def _dies_before_the_mails(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("clearlane.flows.sign_agreement._tell", lambda *_: sys.exit())
        with pytest.raises(SystemExit):
            office.browser.post(THERE, typed())
    office.owner.execute("UPDATE directory_agreements_agreement SET signed_at = signed_at - interval '11 minutes'")


def _maintain(office: Office) -> None:
    for _ in range(2):
        with office.as_role("owner"):
            tell_owed()


def test_of_a_signer_whose_account_is_gone_the_house_is_mailed_once_and_no_error_is_told(
    office: Office, posted: Posted, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _dies_before_the_mails(office, monkeypatch)
    office.owner.execute("UPDATE directory_agreements_agreement SET signed_by = 'user:987654'")
    caplog.clear()
    _maintain(office)
    assert [mail.to for mail in posted] == ["house@example.org"]
    told = [line for line in caplog.records if "sign" in line.getMessage()]
    assert [line.levelname for line in told] == ["INFO"]


def test_a_signature_under_an_older_text_is_not_mailed_under_the_title_of_the_new_one(
    office: Office, posted: Posted, monkeypatch: pytest.MonkeyPatch
) -> None:
    _dies_before_the_mails(office, monkeypatch)
    office.owner.execute(
        "UPDATE directory_agreements_agreement SET text_sha256 = decode(repeat('00', 32), 'hex'), version = '0.1'"
    )
    _maintain(office)
    text = agreement_text(kind="practice")
    assert text is not None
    assert [("The agreement, version 0.1" in mail.text, text.title in mail.text) for mail in posted] == [
        (True, False)
    ] * 2


def test_a_mail_of_another_owners_signature_is_not_this_ones(
    office: Office, posted: Posted, add_person: AddPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    _dies_before_the_mails(office, monkeypatch)
    max_id = add_person("max", {office.tenant: "owner"})
    office.owner.execute(
        "INSERT INTO directory_agreements_agreement SELECT (jsonb_populate_record(signed, jsonb_build_object("
        "'id', gen_random_uuid(), 'signed_by', %s::text, 'signer_name', 'Max Miller'))).*"
        " FROM directory_agreements_agreement AS signed",
        [f"user:{max_id}"],
    )
    _maintain(office)
    told = sorted((mail.to, "Max Miller" in mail.text) for mail in posted)
    assert told == [("dana@example.org", False), ("house@example.org", False), ("house@example.org", True),
                    ("max@example.org", True)]  # fmt: skip


def test_of_two_owners_at_once_the_second_has_signed_nothing_and_mails_nothing(
    office: Office, posted: Posted, add_person: AddPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.browser.post(THERE, typed())
    browser = Browser()
    browser.sign_in(add_person("max", {office.tenant: "owner"}))
    browser.prove("webauthn")
    # He read that none was in force just before the first one's signature.
    monkeypatch.setattr("clearlane.flows.sign_agreement.is_in_force", lambda **_: False)
    assert browser.post(THERE, typed(signer="Max Miller"))["Location"] == "/live"
    assert [each[3] for each in signed(office.owner)] == ["Dana Demo"]
    assert [mail.to for mail in posted] == ["dana@example.org", "house@example.org"]


def test_who_is_no_owner_any_more_when_it_is_kept_signs_nothing(
    office: Office, posted: Posted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lessen(*, tenant: int) -> None:
        office.owner.execute("UPDATE directory_users_membership SET role = 'reader' WHERE tenant_id = %s", [tenant])

    monkeypatch.setattr("clearlane.flows.sign_agreement.wait_for_members", lessen)
    assert office.browser.post(THERE, typed())["Location"] == THERE
    assert (signed(office.owner), len(posted)) == ([], 0)


def test_nothing_is_signed_with_a_house_that_has_not_said_who_it_is(office: Office) -> None:
    with override_settings(HOUSE=replace(settings.HOUSE, mode="service", signatory_name="")):
        assert b"nobody to sign with" in office.browser.get(THERE, headers=HTML).content
        assert office.browser.post(THERE, typed(), headers=HTML).status_code == 503
        office.ready()
        add_pair(office.owner, office.tenant, status="live")
        page = office.page()
        assert re.search(r"An agreement in force<span class=\"two\">Us<", page)
        assert ("It waits for us" in page, THERE in page, BUTTON in page) == (True, False, False)
        assert "once we have said who signs" in office.browser.get("/welcome").content.decode()
    page = office.page()
    assert ("It waits for us" in page, THERE in page, BUTTON in page) == (False, True, False)
    assert signed(office.owner) == []
