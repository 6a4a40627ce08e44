"""Linking a payer at the console: by two operators in service, who say whom they asked; routes stay where they are."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.directory.payers.add_payer import add_payer
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import MakeTenant
from tests.directory.test_payer_links import linked_since
from tests.doors.operators.conftest import Console

Owner = psycopg.Connection[Any]
SAID = {
    "payer": "HARBOR",
    "contact": "provider relations, 555 010 0144",
    "known": "the card of a member, seen in 2024",
    "evidence": "A letter of theirs names this organization",
}


@pytest.fixture(autouse=True)
def harbor(the_console: None) -> None:
    with scope([1], by="operator:shell"):
        add_payer(payer_id="HARBOR", name="Harbor Health Plan", by="operator:shell")


@pytest.fixture
def payer(tenant: MakeTenant) -> int:
    return tenant(kind="payer", name="Harbor Health Plan Inc", is_live=False)


def link(browser: Console, tenant: int, **changed: str) -> Any:
    return browser.post(f"/operator/organizations/{tenant}/link", SAID | changed)


def unlink(browser: Console, tenant: int, number: int, why: str = "They asked for it by letter") -> Any:
    return browser.post(f"/operator/organizations/{tenant}/links/{number}/revoke", {"why": why})


def number_of(owner: Owner) -> int:
    row = owner.execute("SELECT max(id) FROM directory_payers_payerlink").fetchone()
    assert row is not None
    return int(row[0])


def test_in_a_house_of_ones_own_one_operator_links_a_payer(ann: Console, payer: int, owner: Owner) -> None:
    page = ann.get(f"/operator/organizations/{payer}").content
    assert b"It takes 1 operator." in page
    assert b"Not linked" in page
    assert link(ann, payer).headers["Location"] == f"/operator/organizations/{payer}"
    assert linked_since(payer_id="HARBOR") is not None
    page = ann.get(f"/operator/organizations/{payer}").content
    assert b"linked since" in page
    said = owner.execute("SELECT kind, subject, evidence FROM directory_operators_approval").fetchall()
    evidence = f"Asked {SAID['contact']}, known from {SAID['known']}. {SAID['evidence']}"
    assert said == [("payer_link", number_of(owner), evidence)]
    assert evidence.encode() in page


def test_in_service_two_operators_say_whom_they_asked_and_the_second_reads_what_the_first_saw(
    ann: Console, bob: Console, payer: int
) -> None:
    with override_settings(MODE="service"):
        assert link(ann, payer).status_code == 303
        assert linked_since(payer_id="HARBOR") is None
        assert link(ann, payer).status_code == 422
        assert linked_since(payer_id="HARBOR") is None
        assert f'href="/operator/organizations/{payer}">HARBOR' in bob.get("/operator/").content.decode()
        page = bob.get(f"/operator/organizations/{payer}").content.decode()
        assert "waits for another operator" in page
        assert SAID["evidence"] in page
        assert link(bob, payer, contact="their counsel, by letter").status_code == 303
    assert linked_since(payer_id="HARBOR") is not None


@pytest.mark.parametrize("left_out", ["payer", "contact", "known", "evidence"])
def test_what_is_not_said_links_nothing_and_what_was_said_stays_in_the_form(
    ann: Console, payer: int, owner: Owner, left_out: str
) -> None:
    answer = link(ann, payer, **{left_out: " "})
    assert answer.status_code == 422
    page = answer.content.decode()
    for name, value in SAID.items():
        typed = re.search(rf'name="{name}" maxlength="\d+" value="([^"]*)"', page)
        assert typed is not None
        assert typed[1].strip() == ("" if name == left_out else value)
    assert owner.execute("SELECT count(*) FROM directory_payers_payerlink").fetchone() == (0,)
    assert owner.execute("SELECT count(*) FROM directory_operators_approval").fetchone() == (0,)


def test_one_operator_takes_a_link_back_for_a_reason_and_linking_again_takes_new_words(
    ann: Console, bob: Console, payer: int, owner: Owner
) -> None:
    with override_settings(MODE="service"):
        link(ann, payer)
        link(bob, payer)
        first = number_of(owner)
        assert unlink(ann, payer, first, why=" ").status_code == 422
        assert linked_since(payer_id="HARBOR") is not None
        assert unlink(ann, payer, first).status_code == 303
        assert linked_since(payer_id="HARBOR") is None
        assert unlink(ann, payer, first).status_code == 422
        assert b"They asked for it by letter" in ann.get(f"/operator/organizations/{payer}").content
        assert link(ann, payer).status_code == 303
        assert linked_since(payer_id="HARBOR") is None
        assert number_of(owner) > first


def test_a_link_is_taken_back_at_its_own_organization_only(ann: Console, payer: int, tenant: MakeTenant) -> None:
    link(ann, payer)
    other = tenant(kind="payer", name="Sunrise")
    with_number = re.search(rf"/operator/organizations/{payer}/links/(\d+)/", _page(ann, payer))
    assert with_number is not None
    assert unlink(ann, other, int(with_number[1])).status_code == 422
    assert linked_since(payer_id="HARBOR") is not None


def _page(browser: Console, tenant: int) -> str:
    return str(browser.get(f"/operator/organizations/{tenant}").content.decode())


def test_a_link_and_its_end_move_no_route(ann: Console, payer: int, owner: Owner) -> None:
    owner.execute(
        "INSERT INTO exchange_routing_route (id, payer_id, transaction, claim_type, line_of_business, state,"
        " connection_id, payer_id_there, payer_name_there, needs_enrollment, from_date) VALUES"
        " ('00000000-0000-7000-8000-000000000001', 'HARBOR', '837P', '', '', '',"
        " '00000000-0000-7000-8000-000000000002', 'HP1', '', false, '2026-01-01')"
    )
    before = owner.execute("SELECT * FROM exchange_routing_route").fetchall()
    link(ann, payer)
    assert owner.execute("SELECT * FROM exchange_routing_route").fetchall() == before
    unlink(ann, payer, number_of(owner))
    assert owner.execute("SELECT * FROM exchange_routing_route").fetchall() == before


def test_the_list_has_payers_alone_with_what_they_are_linked_to(ann: Console, payer: int, tenant: MakeTenant) -> None:
    tenant(name="Elm Street Family Care")
    waiting = tenant(kind="payer", name="Sunrise")
    link(ann, payer)
    page = ann.get("/operator/payers").content.decode()
    assert "Elm Street" not in page
    rows = {row.split("</td>")[0].rsplit(">", 1)[1]: row for row in page.split("<tr>")[2:]}
    assert "HARBOR Harbor Health Plan, linked" in rows[str(payer)]
    assert "Not linked" in rows[str(waiting)]


def test_nobody_links_without_signing_in_nor_a_practice(tenant: MakeTenant, ann: Console, owner: Owner) -> None:
    practice, payer = tenant(), tenant(kind="payer")
    assert link(Console(), payer).status_code == 303
    assert link(ann, practice).status_code == 422
    assert b"directory of payers" not in ann.get(f"/operator/organizations/{practice}").content
    assert link(ann, 999_999).status_code == 404
    assert owner.execute("SELECT count(*) FROM directory_payers_payerlink").fetchone() == (0,)
