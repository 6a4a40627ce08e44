"""A search outlives its page: sorted, filtered, opened again, exported; and no address says what was sought."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.signed_cookies import SessionStore

from clearlane.directory.users.kept_texts import MOST, TEXTS, find_text, keep_text
from tests.conftest import AsRole
from tests.doors.portal.conftest import Browser
from tests.exchange.reading.plant import plant

CELESTE: dict[str, Any] = {"patient_last": "VANTERPOOL", "patient_first": "CELESTE"}


@pytest.fixture
def two(practice: int, as_role: AsRole) -> None:
    with as_role("flow"):
        plant(submitter=practice, patient_control_number="VP-1", total_cents=500, **CELESTE)
        plant(submitter=practice, patient_control_number="VP-2", total_cents=100, state="held", **CELESTE)
        plant(submitter=practice, patient_control_number="OT-1", patient_last="OTHERWISE")


def _seek(browser: Browser, text: str, address: str = "/claims/search") -> tuple[str, str]:
    answer: Any = browser.post(address, {"q": text})
    assert answer.status_code == 200
    return answer["HX-Push-Url"], answer.content.decode()


def _numbers(page: str) -> list[str]:
    return re.findall(r'<span class="two id">([A-Z]{2}-\d)</span>', page)


def _get(browser: Browser, address: str) -> str:
    return str(browser.get(address.replace("&amp;", "&")).content.decode())


def test_a_search_is_the_same_when_its_page_is_loaded_again(two: None, dana: Browser) -> None:
    address, page = _seek(dana, "vanterpool")
    assert _numbers(page) == ["VP-2", "VP-1"] == _numbers(_get(dana, address))
    assert 'value="vanterpool"' in _get(dana, address)
    assert "vanterpool" not in address.lower()


def test_every_link_of_a_search_stays_within_it(two: None, dana: Browser) -> None:
    _, page = _seek(dana, "vanterpool")
    sorting = re.findall(r'href="(/claims\?[^"]*sort=-charge[^"]*)"', page)
    held = re.findall(r'href="(/claims\?status=held[^"]*seek[^"]*)"', page)
    assert _numbers(_get(dana, sorting[0])) == ["VP-1", "VP-2"]
    assert _numbers(_get(dana, held[0])) == ["VP-2"]


def test_what_is_exported_of_a_search_is_what_was_sought(two: None, dana: Browser) -> None:
    _, page = _seek(dana, "vanterpool")
    target = re.findall(r'action="(/claims/export\?[^"]+)"', page)[0]
    answer: Any = dana.post(target)
    table = b"".join(answer.streaming_content).decode()
    assert ("VP-1" in table, "VP-2" in table, "OT-1" in table) == (True, True, False)


def test_a_search_of_nothing_is_the_whole_list(two: None, dana: Browser) -> None:
    address, _ = _seek(dana, "vanterpool")
    whole, page = _seek(dana, " ", address.replace("/claims?", "/claims/search?"))
    assert (whole, len(_numbers(page))) == ("/claims", 3)


def test_a_search_of_another_session_shows_no_claim_and_says_why(two: None, dana: Browser) -> None:
    page = _get(dana, "/claims?seek=nobodys-key")
    assert (_numbers(page), "Search again" in page, "Show all claims" in page) == ([], True, True)


@pytest.fixture
def session() -> SessionBase:
    return SessionStore()


def test_the_same_text_has_the_same_key_and_another_another(session: SessionBase) -> None:
    first, second = keep_text(session, "SMITH"), keep_text(session, "Öztürk")
    assert keep_text(session, "SMITH") == first != second
    assert [find_text(session, key) for key in (first, second, "")] == ["SMITH", "Öztürk", None]


def test_of_many_texts_the_latest_are_kept(session: SessionBase) -> None:
    keys = [keep_text(session, f"text {n}") for n in range(MOST + 2)]
    assert [find_text(session, key) for key in keys[:3]] == [None, None, "text 2"]
    assert len(session[TEXTS]) == MOST


def test_a_text_that_is_sought_again_is_among_the_latest(session: SessionBase) -> None:
    first = keep_text(session, "first")
    for n in range(MOST - 1):
        keep_text(session, f"text {n}")
    keep_text(session, "first")
    keep_text(session, "one more")
    assert find_text(session, first) == "first"


def test_who_reads_the_session_alone_reads_no_text(session: SessionBase) -> None:
    key = keep_text(session, "VANTERPOOL")
    assert "VANTERPOOL" not in json.dumps(session[TEXTS])
    session[TEXTS] = {key: session[TEXTS][key][:-8] + "AAAAAAA="}
    assert find_text(session, key) is None
