"""What the pages ask the database for does not grow with what lies there."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.conftest import AsRole
from tests.doors.portal.conftest import Browser
from tests.doors.portal.planting import Seen, plant_all

PAGES = (
    "/home",
    "/claims",
    "/claims?status=rejected&status=accepted&sort=-charge",
    "/claims?payer=HARBOR&since=2026-01-01",
    "/claims/{claim}",
    "/claims/{claim}?sort=service",
    "/files",
    "/files?state=failed",
    "/files?until=2027-01-01",
    "/files/{file}",
    "/files/{file}/explained",
    "/claims/{claim}/messages/2",
    "/mailbox/{mail}",
    "/mailbox/{mail}/explained",
    "/payments",
    "/payments/{payment}",
)


def _plant(tenant: int, owner: psycopg.Connection[Any], as_role: AsRole, times: int) -> Seen:
    with as_role("flow"):
        for n in range(times - 1):
            plant_all(tenant=tenant, owner=owner, state=("rejected", "accepted_by_payer", "held")[n % 3])
        return plant_all(tenant=tenant, owner=owner, seq=9)


def _count(browser: Browser, address: str, seen: Seen) -> int:
    with CaptureQueriesContext(connections["web"]) as web, CaptureQueriesContext(connections["default"]) as gate:
        assert (
            browser.get(
                address.format(claim=seen.claim, file=seen.file, mail=seen.mail, payment=seen.payment)
            ).status_code
            == 200
        )
    return len(web) + len(gate)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_as_often_for_many_claims_as_for_two(
    practice: int, owner: psycopg.Connection[Any], as_role: AsRole, dana: Browser, address: str
) -> None:
    few = _plant(practice, owner, as_role, 3)
    before = _count(dana, address, few)
    many = _plant(practice, owner, as_role, 12)
    assert _count(dana, address, many) == before
    assert before <= 40


def test_a_poll_of_a_claim_that_did_not_move_reads_next_to_nothing(
    practice: int, owner: psycopg.Connection[Any], as_role: AsRole, dana: Browser
) -> None:
    seen = _plant(practice, owner, as_role, 1)
    tag = dana.get(f"/claims/{seen.claim}")["ETag"]
    with CaptureQueriesContext(connections["web"]) as web:
        answer = dana.get(f"/claims/{seen.claim}", headers={"If-None-Match": tag, "HX-Request": "true"})
    assert (answer.status_code, answer.content) == (304, b"")
    assert len(web) <= 6


def test_a_poll_after_a_move_gets_the_page_anew(
    practice: int, owner: psycopg.Connection[Any], as_role: AsRole, dana: Browser
) -> None:
    from clearlane.exchange.claims.move import move
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.vocabulary.outcome import Ref

    seen = _plant(practice, owner, as_role, 1)
    tag = dana.get(f"/claims/{seen.claim}")["ETag"]
    with as_role("flow"), scope([practice], by="flow:test"):
        move(claims=[Ref(practice, seen.claim)], event="payer_rejected", by="flow:test", detail="A7:562:85")
    answer = dana.get(f"/claims/{seen.claim}", headers={"If-None-Match": tag, "HX-Request": "true"})
    assert (answer.status_code, "Rejected by payer" in answer.content.decode()) == (200, True)
    assert "<html" not in answer.content.decode()
