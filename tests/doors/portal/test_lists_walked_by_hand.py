"""A list is walked by its own links: every claim once, in order, forth and back, and from claim to claim."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.doors.portal.pages import claims as claims_page
from tests.conftest import AsRole
from tests.doors.portal.conftest import Browser
from tests.exchange.reading.model import Known, in_order, plant_many, word_for

Owner = psycopg.Connection[Any]
SIZE = 7
Fits = Callable[[Known], bool]
LISTS: list[tuple[str, Fits, str, bool]] = [
    ("/claims", lambda one: True, "newest", False),
    ("/claims?sort=newest", lambda one: True, "newest", True),
    ("/claims?sort=charge", lambda one: True, "charge", True),
    ("/claims?sort=-charge", lambda one: True, "charge", False),
    ("/claims?sort=service", lambda one: True, "service", True),
    ("/claims?sort=-service", lambda one: True, "service", False),
    ("/claims?status=rejected&sort=-charge", lambda one: word_for(one) == "Rejected", "charge", False),
    ("/claims?status=sent&status=ready", lambda one: word_for(one) in ("Sent", "Ready"), "newest", False),
    ("/claims?by=payer&payer=HARBOR", lambda one: one.by == "payer" and one.payer == "HARBOR", "newest", False),
    ("/claims?by=us&sort=service", lambda one: one.by == "us", "service", True),
    ("/claims?payer=NOBODY", lambda one: False, "newest", False),
]
NAMES = [one[0].removeprefix("/claims") or "all" for one in LISTS]


class Reader:
    """A person who clicks."""

    def __init__(self, browser: Browser, claims: list[Known]) -> None:
        self.browser, self.claims = browser, claims

    def open(self, address: str) -> str:
        answer: Any = self.browser.get(html.unescape(address))
        assert answer.status_code == 200, address
        return str(answer.content.decode())

    def expect(self, fits: Fits, sort: str, ascending: bool) -> list[UUID]:
        return in_order([one for one in self.claims if fits(one)], sort=sort, ascending=ascending)


def rows(page: str) -> list[UUID]:
    """The claims of a page in their order."""
    return list(dict.fromkeys(UUID(id) for id in re.findall(r'name="pick" value="([0-9a-f-]{36})"', page)))


def link(page: str, rel: str) -> str:
    found = re.search(rf'href="([^"]+)" rel="{rel}"', page)
    return found[1] if found else ""


@pytest.fixture
def reader(
    practice: int, stranger: int, as_role: AsRole, owner: Owner, dana: Browser, monkeypatch: pytest.MonkeyPatch
) -> Reader:
    monkeypatch.setattr(claims_page, "ROWS", SIZE)
    with as_role("flow"):
        claims = plant_many([practice, practice, stranger], count=36, seed=3)
    owner.execute(
        "UPDATE exchange_claims_claim AS claim SET set_id = one.id FROM exchange_interchanges_transactionset AS one"
        " WHERE one.file_id = claim.file_id"
    )
    return Reader(dana, [one for one in claims if one.tenant == practice])


@pytest.mark.parametrize(("address", "fits", "sort", "ascending"), LISTS, ids=NAMES)
def test_older_leads_through_every_claim_once_and_newer_leads_back(
    reader: Reader, address: str, fits: Fits, sort: str, ascending: bool
) -> None:
    expected = reader.expect(fits, sort, ascending)
    page, forth = reader.open(address), []
    while True:
        forth.extend(rows(page))
        assert len(rows(page)) <= SIZE
        if not link(page, "next"):
            break
        page = reader.open(link(page, "next"))
        assert rows(page)
    assert forth == expected
    back = rows(page)
    while link(page, "prev"):
        page = reader.open(link(page, "prev"))
        back = [*rows(page), *back]
    assert back == expected


@pytest.mark.parametrize(("address", "fits", "sort", "ascending"), LISTS[4:-1], ids=NAMES[4:-1])
def test_next_leads_from_claim_to_claim_in_the_order_of_the_list(
    reader: Reader, address: str, fits: Fits, sort: str, ascending: bool
) -> None:
    expected = reader.expect(fits, sort, ascending)
    first = re.search(rf'href="(/claims/{expected[0]}[^"]*)"', reader.open(address))
    assert first
    at, seen, before = first[1], [], ""
    while at:
        seen.append(UUID(at[8:44]))
        page = reader.open(at)
        ahead = re.search(r'href="([^"]+)"[^>]*data-does="previous"', page)
        assert (html.unescape(ahead[1]) if ahead else "") == before
        behind = re.search(r'href="([^"]+)"[^>]*data-does="next"', page)
        before, at = html.unescape(at), behind[1] if behind else ""
    assert seen == expected


@pytest.mark.parametrize(("address", "fits", "sort", "ascending"), LISTS, ids=NAMES)
def test_the_part_that_is_swapped_holds_the_same_rows_as_the_page(
    reader: Reader, address: str, fits: Fits, sort: str, ascending: bool
) -> None:
    part = reader.browser.get(address, headers={"HX-Request": "true"})
    body = part.content.decode()
    assert rows(body) == rows(reader.open(address)) == reader.expect(fits, sort, ascending)[:SIZE]
    assert "<html" not in body
    assert (part["Vary"].startswith("HX-Request"), part["Cache-Control"]) == (True, "no-store")


def test_a_search_within_a_filter_finds_what_fits_both(reader: Reader) -> None:
    page = reader.browser.post("/claims/search?status=rejected", {"q": "smith"}).content.decode()
    meant = [one.id for one in reader.claims if one.last.upper().startswith("SMITH") and word_for(one) == "Rejected"]
    assert set(rows(page)) == set(meant)
    assert link(page, "next") == link(page, "prev") == ""


def test_next_leads_from_claim_to_claim_of_a_search_and_the_crumb_back_to_it(reader: Reader) -> None:
    page = reader.browser.post("/claims/search", {"q": "smith"}).content.decode()
    at = re.findall(r'class="row nowrap" href="([^"]+)"', page)[0]
    seen, opened = [], ""
    while at:
        seen.append(UUID(html.unescape(at)[8:44]))
        opened = reader.open(at)
        behind = re.search(r'href="([^"]+)"[^>]*data-does="next"', opened)
        at = behind[1] if behind else ""
    assert (seen, len(seen) > 1) == (rows(page), True)
    back = re.search(r'href="(/claims\?seek=[^"]+)"[^>]*>Search', opened)
    assert back
    assert rows(reader.open(back[1])) == seen


def test_a_list_without_a_claim_says_why_and_another_what_to_do(reader: Reader, practice: int) -> None:
    empty = reader.open("/claims?payer=NOBODY")
    assert "No claim matches" in empty
    assert (">Show all claims" in empty, "Export selected" in empty) == (True, False)
    assert "No claim matches" not in reader.open("/claims")


def test_a_practice_without_claims_is_told_how_they_come(dana: Browser) -> None:
    page = dana.get("/claims").content.decode()
    assert "No claims yet" in page
    assert page.count(">Upload file</a>") == 2
    assert rows(page) == []
