"""A list as a table for a spreadsheet: what is in it is read back, no text is run, and it comes piece by piece."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.pages import claims_export
from clearlane.doors.portal.pages.claims_export import HEADS, _cells, _harmless, _write
from clearlane.exchange.reading.page_claims import ClaimRow
from tests.conftest import AsRole
from tests.doors.portal.conftest import Browser
from tests.exchange.reading.model import Known, in_order, plant_many, word_for
from tests.exchange.reading.plant import adjudicate, plant

RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
TABLES = st.lists(st.lists(TEXTS, min_size=1, max_size=5), max_size=8)
HOSTILE = ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/c calc'!A0", "\uff1d1+1"]
ATTACKS = st.tuples(st.sampled_from(RUN), TEXTS).map("".join) | st.sampled_from(HOSTILE)


def row(**more: Any) -> ClaimRow:
    values: dict[str, Any] = {
        "id": UUID(int=1), "tenant": 7, "client": "Elm", "state": "sent", "word": "Sent", "by": "us", "usage": "P",
        "number": "A1", "trace": "T1", "last": "SMITH", "first": "ANN", "service": date(2026, 3, 1),
        "payer": "HARBOR", "payer_name": "Harbor Mutual", "cents": 12_500, "paid": None,
        "received_at": datetime(2026, 3, 2, 4, 5, 6, tzinfo=UTC), "why": "",
    }  # fmt: skip
    return ClaimRow(**(values | more))


def read(table: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.decode(), newline="")))


@given(TABLES)
def test_whatever_the_cells_hold_a_reader_of_tables_gets_them_back(rows: list[list[str]]) -> None:
    found = read(_write(rows))
    assert [[cell.removeprefix("'") for cell in one] for one in found] == [
        [cell.removeprefix("'") for cell in one] for one in rows
    ]


@given(ATTACKS)
def test_no_cell_begins_as_a_formula_unless_it_is_a_plain_amount(text: str) -> None:
    shown = _harmless(text)
    assert shown in (text, f"'{text}")
    if shown.startswith(RUN):
        assert shown.removeprefix("-").replace(".", "", 1).isdecimal()


@given(st.integers(-(10**14), 10**14))
def test_an_amount_stays_a_number_also_below_nothing(cents: int) -> None:
    cell = read(_write([_cells(row(cents=cents, paid=-cents), "America/Chicago")]))[0]
    for text, meant in ((cell[HEADS.index("Charge")], cents), (cell[HEADS.index("Paid")], -cents)):
        whole, _, part = text.lstrip("-").partition(".")
        assert (1, -1)[text.startswith("-")] * (int(whole) * 100 + int(part.ljust(2, "0") or 0)) == meant


@given(TEXTS, TEXTS, TEXTS)
def test_every_row_has_a_cell_for_each_head_whatever_was_sent(last: str, number: str, why: str) -> None:
    (cells,) = read(_write([_cells(row(last=last, number=number, why=why), "America/Chicago")]))
    assert len(cells) == len(HEADS)
    named = dict(zip(HEADS, cells, strict=True))
    assert [named[head].removeprefix("'") for head in ("Last name", "Account", "What is wrong")] == [
        text.removeprefix("'") for text in (last, number, why)
    ]


def test_what_is_not_known_is_an_empty_cell_and_no_zero() -> None:
    cells = dict(zip(HEADS, _cells(row(service=None, paid=None), "America/Chicago"), strict=True))
    assert (cells["Service day"], cells["Paid"], cells["Charge"]) == ("", "", "125.00")
    assert cells["Received"] == "03/01/2026 22:05:06"


def ask(browser: Browser, address: str = "/claims/export", **asked: Any) -> list[dict[str, str]]:
    answer: Any = browser.post(address, asked)
    assert answer.status_code == 200
    heads, *rows = read(b"".join(answer.streaming_content))
    return [dict(zip(heads, cells, strict=True)) for cells in rows]


@pytest.fixture
def known(practice: int, stranger: int, as_role: AsRole) -> list[Known]:
    with as_role("flow"):
        return [one for one in plant_many([practice, practice, stranger], count=40, seed=9) if one.tenant == practice]


@pytest.mark.parametrize("most", [1, 4, 500])
def test_a_table_holds_what_the_list_holds_in_its_order_in_pieces_of_any_size(
    known: list[Known], dana: Browser, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(claims_export, "MOST", most)
    numbers = {one.id: one.number for one in known}
    for asked, sort, ascending in (("", "newest", False), ("?sort=charge", "charge", True)):
        expected = [numbers[id] for id in in_order(known, sort=sort, ascending=ascending)]
        assert [one["Account"] for one in ask(dana, f"/claims/export{asked}")] == expected
    held = [one.number for one in known if word_for(one) == "Held"]
    assert sorted(one["Account"] for one in ask(dana, "/claims/export?status=held")) == sorted(held)


def test_each_row_says_what_is_known_of_its_claim(known: list[Known], dana: Browser) -> None:
    rows = {one["Account"]: one for one in ask(dana)}
    assert len(rows) == len(known)
    assert "Received (America/New_York)" in rows[known[0].number]
    for one in known:
        told = rows[one.number]
        assert (told["Status"], told["Said by"], told["Payer id"]) == (word_for(one), one.by, one.payer)
        assert (told["Last name"], told["First name"]) == (one.last, one.first)
        assert told["Charge"] == f"{one.cents // 100}.{one.cents % 100:02d}"
        assert told["Service day"] == (f"{one.service:%m/%d/%Y}" if one.service else "")


def test_those_that_were_picked_are_exported_whatever_the_list_is_filtered_by(
    known: list[Known], dana: Browser
) -> None:
    some = known[::5]
    asked = {"selected": "1", "pick": [str(one.id) for one in some]}
    rows = ask(dana, "/claims/export?status=void&payer=NOBODY", **asked)
    assert sorted(one["Account"] for one in rows) == sorted(one.number for one in some)


def test_money_that_was_taken_back_is_negative_and_still_a_number(
    practice: int, as_role: AsRole, dana: Browser
) -> None:
    with as_role("flow"):
        planted = plant(submitter=practice, decision="reversed")
        adjudicate(planted, ("1", 5_000, 0), ("22", -6_000, 0))
    (told,) = ask(dana)
    assert (told["Status"], told["Paid"]) == ("Reversed", "-10.00")


def test_a_table_is_a_file_in_utf_8_that_no_browser_keeps(practice: int, as_role: AsRole, dana: Browser) -> None:
    with as_role("flow"):
        plant(submitter=practice, patient_last="Åßé 山", patient_control_number='say "hi", twice')
    answer: Any = dana.post("/claims/export")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="claims.csv"'
    assert (answer["Cache-Control"], answer.streaming) == ("no-store", True)
    (told,) = [dict(zip(HEADS, cells, strict=True)) for cells in read(b"".join(answer.streaming_content))[1:]]
    assert (told["Last name"], told["Account"]) == ("Åßé 山", 'say "hi", twice')


def test_every_piece_is_in_the_trail_with_the_claims_that_it_held(
    known: list[Known], dana: Browser, owner: psycopg.Connection[Any], practice: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_export, "MOST", 6)
    ask(dana)
    rows = owner.execute(
        "SELECT tenant_id, subjects FROM foundation_audit_entry WHERE event = 'claim:list:exported' ORDER BY id"
    ).fetchall()
    assert {tenant for tenant, _ in rows} == {practice}
    assert {UUID(str(id)) for _, ids in rows for id in ids} == {one.id for one in known}
    assert max(len(ids) for _, ids in rows) <= 6
