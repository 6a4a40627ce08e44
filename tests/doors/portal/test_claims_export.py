"""Taking a list along as a table."""

from __future__ import annotations

import csv
import io
from typing import Any

import psycopg
import pytest

from clearlane.doors.portal.pages import claims_export
from clearlane.doors.portal.pages.claims_export import _harmless, _heads
from tests.conftest import AsRole
from tests.doors.portal.conftest import Browser
from tests.exchange.reading.plant import plant


def _rows(browser: Browser, address: str = "/claims/export", **asked: Any) -> list[list[str]]:
    answer: Any = browser.post(address, asked)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_every_claim_of_the_filters_is_in_it_over_several_pieces(
    practice: int, as_role: AsRole, dana: Browser, owner: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_export, "MOST", 3)
    with as_role("flow"):
        for n in range(8):
            plant(submitter=practice, patient_control_number=f"A{n}", state="held" if n == 7 else "sent")
    heads, *rows = _rows(dana)
    assert heads == _heads("America/New_York")
    assert sorted(row[6] for row in rows) == [f"A{n}" for n in range(8)]
    assert [row[6] for row in _rows(dana, "/claims/export?status=held")[1:]] == ["A7"]
    told = owner.execute("SELECT count(*) FROM foundation_audit_entry WHERE event = 'claim:list:exported'").fetchone()
    assert told == (4,)


def test_an_export_is_no_address_that_one_can_be_led_to(dana: Browser) -> None:
    for path in ("/claims/export", "/claims/search"):
        assert (dana.get(path).status_code, dana.get(path)["Location"]) == (303, "/claims")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-A1", "@x", "\tx"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert _harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["SMITH", "125.00", "-12.50", ""])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert _harmless(text) == text


def test_a_selection_of_nothing_exports_nothing(practice: int, as_role: AsRole, dana: Browser) -> None:
    with as_role("flow"):
        plant(submitter=practice)
    assert _rows(dana, selected="1") == [_heads("America/New_York")]
    assert len(_rows(dana)) == 2


def test_a_test_is_told_from_production_in_the_table_the_list_and_the_palette(
    practice: int, as_role: AsRole, dana: Browser
) -> None:
    with as_role("flow"):
        for usage in ("T", "P"):
            plant(submitter=practice, patient_control_number=f"KIND-{usage}", usage=usage)
    assert {row[6]: row[1] for row in _rows(dana)[1:]} == {"KIND-T": "test", "KIND-P": ""}
    page = dana.get("/claims").content.decode()
    assert ("KIND-T · test</span>" in page, "KIND-P</span>" in page) == (True, True)
    hits = dana.post("/find", {"q": "KIND-"}).content.decode()
    assert hits.count(" · test") == 1
