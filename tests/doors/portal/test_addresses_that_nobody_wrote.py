"""Addresses and forms that no page of ours makes are answered all the same: never by a fault of ours."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.conftest import AsRole
from tests.doors.portal.conftest import Browser
from tests.doors.portal.planting import Seen, plant_all

NOBODY = UUID(int=7)
ASKED = (
    "since=0001-01-01", "since=1969-12-31", "since=9999-12-31", "until=9999-12-31", "until=0001-01-01",
    "since=2026-02-30", "since=20260310", "since=today", "since=2026-03-08&until=2026-03-01", "until=2026-W10-1",
    "client=0", "client=999999999", "client=9999999999", "client=-1", "client=%D9%A3", "client=1e3",
    "payer=%00", "payer=%27%3B--", "payer=%F0%9F%92%A9", "payer=" + "9" * 500, "payer=%FF%FE",
    "reason=%00", "reason=" + "x" * 5_000, "reason=%25", "status=", "status=paid&status=paid", "status=%00",
    f"after={NOBODY}", f"before={NOBODY}", f"after={NOBODY}&before={NOBODY}", f"after={NOBODY}&sort=charge",
    f"before={NOBODY}&sort=-service", "after=x", "after=", "sort=-", "sort=--charge", "sort=id;drop", "sort=%00",
    f"file={NOBODY}", "file=%00", "by=nobody", "view=work", "&&&===", "status=held&" * 40,
)  # fmt: skip
TEXTS = (
    "\0",
    "a\0b",
    "\ufeff",
    "\u202e",
    "%",
    "_",
    "\\",
    "'; --",
    "x" * 10_000,
    ",",
    ",,,",
    " , ",
    "\U0010ffff",
    "\r\n",
)


@pytest.fixture
def seen(practice: int, owner: psycopg.Connection[Any], as_role: AsRole) -> Seen:
    with as_role("flow"):
        return plant_all(tenant=practice, owner=owner)


@pytest.mark.parametrize("asked", ASKED)
def test_a_list_is_answered_whatever_its_address_asks(dana: Browser, seen: Seen, asked: str) -> None:
    assert dana.get(f"/claims?{asked}").status_code == 200


@pytest.mark.parametrize("asked", ASKED)
def test_a_claim_is_shown_within_whatever_list_one_says_to_come_from(dana: Browser, seen: Seen, asked: str) -> None:
    assert dana.get(f"/claims/{seen.claim}?{asked}").status_code == 200


@pytest.mark.parametrize("asked", ASKED)
def test_an_export_is_a_table_whatever_its_address_asks(dana: Browser, seen: Seen, asked: str) -> None:
    answer: Any = dana.post(f"/claims/export?{asked}")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"Status,Test,Said by,")


@pytest.mark.parametrize("asked", ["after=x", f"after={NOBODY}", f"before={NOBODY}", "state=failed", "state=%00", "x="])
def test_a_list_of_files_is_answered_whatever_its_address_asks(dana: Browser, seen: Seen, asked: str) -> None:
    assert dana.get(f"/files?{asked}").status_code == 200


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_may_be_sought(dana: Browser, seen: Seen, text: str) -> None:
    sought, found = (dana.post(address, {"q": text}) for address in ("/claims/search", "/find"))
    assert (sought.status_code, found.status_code) == (200, 200)
    answer: Any = dana.post(sought["HX-Push-Url"].replace("/claims", "/claims/export", 1))
    assert b"".join(answer.streaming_content).startswith(b"Status,Test,Said by,")


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_may_be_sought_among_the_clients(dana: Browser, seen: Seen, text: str) -> None:
    assert dana.get("/switch", {"q": text}).status_code == 200


@pytest.mark.parametrize("pick", ["x", "", "\0", str(NOBODY), "0" * 32, "{" + str(NOBODY) + "}"])
def test_a_pick_that_is_none_of_ones_claims_exports_no_row(dana: Browser, seen: Seen, pick: str) -> None:
    answer: Any = dana.post("/claims/export", {"selected": "1", "pick": pick})
    assert b"".join(answer.streaming_content).count(b"\n") == 1


@pytest.mark.parametrize(
    "address",
    [
        f"/claims/{NOBODY}", f"/files/{NOBODY}", f"/files/{NOBODY}/bytes", f"/mailbox/{NOBODY}", "/claims/x",
        f"/claims/{NOBODY}/messages/0", "/claims/{claim}/messages/9", "/claims/{claim}/messages/99999999999999999999",
        "/claims/{claim}/messages/-1", "/files/{claim}", "/claims/{file}", "/mailbox/{file}",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_page_that_says_so(dana: Browser, seen: Seen, address: str) -> None:
    answer = dana.get(address.format(claim=seen.claim, file=seen.file), headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


@pytest.mark.parametrize(
    "chosen",
    [{"tenant": "9" * 9}, {"client": "\0"}, {"tenant": "x"}, {"client": "9" * 30}, {"tenant": "-1"}, {"next": "//x"}],
)
def test_whatever_is_chosen_in_the_switcher_is_answered(dana: Browser, chosen: dict[str, str]) -> None:
    assert dana.post("/switch", chosen).status_code in (303, 404)
