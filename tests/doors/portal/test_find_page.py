"""The palette finds what a few letters mean: claims, files and payers of one's own, before pages and actions."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.doors.portal.pages.find import _told, list_hits
from clearlane.exchange.reading.find_anything import FEW
from tests.conftest import AsRole
from tests.doors.portal.conftest import Browser
from tests.doors.portal.planting import Seen, plant_all
from tests.exchange.reading.plant import TOKEN


@pytest.fixture
def seen(practice: int, owner: psycopg.Connection[Any], as_role: AsRole) -> Seen:
    with as_role("flow"):
        return plant_all(tenant=practice, owner=owner)


def _found(browser: Browser, text: str) -> str:
    answer = browser.post("/find", {"q": text}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_patients_name_finds_the_claim(dana: Browser, seen: Seen) -> None:
    page = _found(dana, TOKEN[:5])
    assert f"/claims/{seen.claim}" in page


def test_the_name_of_a_file_finds_it(dana: Browser, seen: Seen) -> None:
    assert f'href="/files/{seen.file}"' in _found(dana, "batch")


def test_the_name_of_a_page_still_finds_the_page(dana: Browser, seen: Seen) -> None:
    assert 'href="/settings"' in _found(dana, "sett")


def test_actions_alone_are_found_behind_the_sign_for_them(dana: Browser, seen: Seen) -> None:
    page = _found(dana, f">{TOKEN[:5]}")
    assert str(seen.claim) not in page


def test_nothing_of_a_strangers_is_found(
    dana: Browser, stranger: int, owner: psycopg.Connection[Any], as_role: AsRole
) -> None:
    with as_role("flow"):
        planted = plant_all(tenant=stranger, owner=owner)
    with as_role("web"):
        page = _found(dana, TOKEN[:5])
    assert str(planted.claim) not in page
    assert str(planted.file) not in page


def test_what_is_found_is_written_to_the_trail(
    dana: Browser, seen: Seen, owner: psycopg.Connection[Any], practice: int
) -> None:
    _found(dana, TOKEN[:5])
    rows = owner.execute(
        "SELECT count(*) FROM foundation_audit_entry WHERE tenant_id = %s AND event = 'claim:palette:read'", [practice]
    ).fetchone()
    assert rows == (1,)


@pytest.mark.parametrize("text", ["", "x", "  "])
def test_one_letter_asks_for_no_claim(dana: Browser, seen: Seen, text: str) -> None:
    assert "/claims/" not in _found(dana, text).replace("/claims/search", "")


def test_how_much_was_found_is_said_in_numbers_that_are_true(dana: Browser, seen: Seen) -> None:
    assert ">1 page<" in _found(dana, "sett")
    assert ">1 action<" in _found(dana, "sign out")
    assert 'href="/signout"' in _found(dana, ">sign")


def test_a_list_that_is_cut_says_that_it_holds_the_first() -> None:
    assert _told("Claims", FEW) == f"the first {FEW} claims"
    assert _told("Claims", FEW - 1) == f"{FEW - 1} claims"
    assert _told("Pages", FEW) == f"{FEW} pages"
    assert _told("Files", 1) == "1 file"


def test_a_payer_is_led_to_no_page_of_those_who_send() -> None:
    senders, payers = ({hit.href for _, hits in list_hits("", sends=sends) for hit in hits} for sends in (True, False))
    assert {"/claims", "/files", "/files#drop", "/clients"} <= senders - payers
    assert {"/home", "/live", "/settings", "/signout"} <= payers < senders


@pytest.mark.parametrize("text", ["de la cruz, tess", "De La Cruz Tess", "tess de la cruz", "DE LA CRUZ", "tess de la"])
def test_a_patient_is_found_in_whatever_order_one_says_the_name(
    dana: Browser, practice: int, owner: psycopg.Connection[Any], as_role: AsRole, text: str
) -> None:
    names: dict[str, Any] = {"patient_last": "DE LA CRUZ", "patient_first": "TESS"}
    with as_role("flow"):
        mine = plant_all(tenant=practice, owner=owner, **names)
        other = plant_all(tenant=practice, owner=owner, **names | {"patient_first": "ANN"})
    found = _found(dana, text)
    assert str(mine.claim) in found
    assert (str(other.claim) in found) == (text == "DE LA CRUZ")
