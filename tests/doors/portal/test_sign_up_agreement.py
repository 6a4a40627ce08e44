"""The agreement that was signed at the end of a sign-up, and the hospitals' form."""

from __future__ import annotations

import hashlib
from typing import Any

import psycopg
import pytest

from tests.doors.portal.conftest import Browser
from tests.doors.portal.journey import Journey, heading

CONTACT = {"name": "Ann Demo", "organization": "Elm Health", "email": "ann@elmhealth.example", "phone": "", "wish": ""}


def test_the_pdf_that_was_signed_is_shown_byte_for_byte(journey: Journey, owner: psycopg.Connection[Any]) -> None:
    journey.to_the_end()
    answer = journey.browser.get("/account/agreement")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    kept = owner.execute("SELECT pdf_sha256, signer_name, signer_title, authority FROM directory_agreements_agreement")
    row = kept.fetchone()
    assert row is not None
    assert hashlib.sha256(answer.content).digest() == bytes(row[0])
    assert row[1:] == (
        "Dana Demo",
        "Practice manager",
        "I am authorized to sign this agreement for Elm Street Family Care.",
    )


def test_a_stranger_is_asked_to_sign_in_before_he_sees_an_agreement(journey: Journey, dana: Browser) -> None:
    other = Journey(journey.another_device(), journey.posted)
    other.to_the_end()
    assert other.another_device().get("/account/agreement").status_code == 302
    assert dana.get("/account/agreement").status_code == 404


def test_both_parties_are_mailed_what_was_signed(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.HOUSE_EMAIL", "legal@clearing.example")
    journey.to_the_end()
    signed = [mail for mail in journey.posted if mail.template == "agreement_signed"]
    assert [mail.to for mail in signed] == [journey.email, "legal@clearing.example"]
    assert signed[0].link == "http://localhost/account/agreement"
    pdf = journey.browser.get("/account/agreement").content
    assert hashlib.sha256(pdf).hexdigest() in signed[0].text


@pytest.mark.parametrize(("mode", "is_draft"), [("evaluation", True), ("service", False)])
def test_an_agreement_is_a_draft_while_the_house_is_evaluated(
    journey: Journey, owner: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch, mode: str, is_draft: bool
) -> None:
    monkeypatch.setattr("django.conf.settings.MODE", mode)
    journey.until_kind()
    page = journey.browser.get("/start/kind").content.decode()
    assert ("A draft: no agreement in force." in page) is is_draft
    journey.kind("small")
    assert owner.execute("SELECT is_draft FROM directory_agreements_agreement").fetchone() == (is_draft,)


@pytest.mark.parametrize("missing", ["signer", "title", "authorized"])
def test_nothing_is_signed_without_name_title_and_authority(
    journey: Journey, owner: psycopg.Connection[Any], missing: str
) -> None:
    journey.until_kind()
    answer = journey.kind("small", **{missing: ""})
    assert answer.status_code == 422
    assert f'href="#{missing}"' in answer.content.decode()
    assert owner.execute("SELECT count(*) FROM directory_agreements_agreement").fetchone() == (0,)


def test_a_hospital_asks_to_be_called(journey: Journey, owner: psycopg.Connection[Any]) -> None:
    answer = journey.browser.post("/start/hospital", CONTACT, follow=True)
    assert "We have your request." in answer.content.decode()
    found = owner.execute("SELECT name, organization, email, source, worked_at FROM directory_registrations_contact")
    assert found.fetchall() == [("Ann Demo", "Elm Health", "ann@elmhealth.example", "form", None)]


@pytest.mark.parametrize("field", ["name", "organization", "email"])
def test_a_request_lacks_neither_name_nor_address(journey: Journey, field: str) -> None:
    answer = journey.browser.post("/start/hospital", CONTACT | {field: ""})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()


def test_a_sixth_request_from_one_place_is_not_added(journey: Journey, owner: psycopg.Connection[Any]) -> None:
    for _ in range(5):
        assert journey.browser.post("/start/hospital", CONTACT).status_code == 303
    answer = journey.browser.post("/start/hospital", CONTACT)
    assert (answer.status_code, heading(answer)) == (429, "We have your earlier requests")
    assert owner.execute("SELECT count(*) FROM directory_registrations_contact").fetchone() == (5,)
