"""Settings: light and dark, the keys, and finding pages and actions."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.pages.find import ACTIONS, PAGES, list_hits
from clearlane.doors.portal.shortcuts import REMAPPABLE, SHORTCUTS, is_key, list_clashes, list_shortcuts
from tests.doors.portal.conftest import Browser

PAGE = {"Accept": "text/html"}
KEYS = {does: each.key for does, each in REMAPPABLE.items()}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_holds_on_every_page_of_this_browser(dana: Browser, theme: str) -> None:
    answer = dana.post("/settings/theme", {"theme": theme, "next": "/files"})
    assert (answer.status_code, answer["Location"]) == (303, "/files")
    for path in ("/files", "/settings", "/"):
        text = dana.get(path).content.decode()
        assert path == "/" or f'data-theme="{theme}"' in text
    assert f'value="{theme}" aria-pressed="true"' in dana.get("/settings").content.decode()


@pytest.mark.parametrize("theme", ["system", "", "purple", '"><script>'])
def test_any_other_theme_is_as_the_system_has_it(dana: Browser, theme: str) -> None:
    dana.post("/settings/theme", {"theme": "dark"})
    dana.post("/settings/theme", {"theme": theme})
    assert "data-theme=" not in dana.get("/files").content.decode()


def test_a_cookie_that_was_tampered_with_is_as_none(dana: Browser) -> None:
    dana.cookies["theme"], dana.cookies["keys"] = "red", "filter:;|row-next:zz|nothing:q"
    text = dana.get("/settings").content.decode()
    assert "data-theme=" not in text
    assert 'name="filter" value="/"' in text


def test_the_time_zone_of_the_practice_is_shown(dana: Browser) -> None:
    assert "<b>America/New_York</b>" in dana.get("/settings").content.decode()


def test_a_moved_key_is_kept_and_shown_in_the_map(dana: Browser) -> None:
    answer = dana.post("/settings", KEYS | {"has_keys": "on", "row-next": "n", "row-back": "P"})
    assert (answer.status_code, answer["Location"]) == (303, "/settings?kept=keys#keys-form")
    text = dana.get("/settings?kept=keys").content.decode()
    assert 'data-key="n" data-key-does="row-next"' in text
    assert 'data-key="p" data-key-does="row-back"' in text
    assert "Keys saved on this device" in text
    dana.post("/settings", {"reset": "all"})
    assert 'data-key="j" data-key-does="row-next"' in dana.get("/settings").content.decode()


def test_keys_that_are_switched_off_say_so_in_the_map(dana: Browser) -> None:
    dana.post("/settings", KEYS)
    text = dana.get("/home").content.decode()
    assert re.search(r'<dialog class="dialog keys"[^>]* data-off>', text)
    assert "Single keys are switched off" in text


@pytest.mark.parametrize(
    ("key", "told"), [("k", "taken: Next row"), ("", "Enter one"), ("jj", "Enter one"), ("g", "taken: Go to")]
)
def test_a_key_that_cannot_be_is_refused_and_what_was_typed_stays(dana: Browser, key: str, told: str) -> None:
    answer = dana.post("/settings", KEYS | {"has_keys": "on", "row-next": key, "filter": "q"}, headers=PAGE)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert told in text
    assert 'id="faults"' in text
    assert 'name="filter" value="q"' in text


def test_the_first_keys_do_not_clash_and_each_is_a_key() -> None:
    assert list_clashes(moved={}) == {}
    assert [each.does for each in REMAPPABLE.values() if not is_key(each.key)] == []


@given(st.dictionaries(st.sampled_from(sorted(REMAPPABLE)), st.sampled_from("abcdefghjk[]/")))
def test_keys_without_a_clash_each_do_one_thing(moved: dict[str, str]) -> None:
    if list_clashes(moved=moved):
        return
    places = [(each.group == "Go to", each.key) for each in list_shortcuts(moved=moved)]
    assert len(set(places)) == len(SHORTCUTS)
    assert (False, "g") not in places


def test_the_palette_gets_a_list_and_a_browser_without_scripts_a_page(dana: Browser) -> None:
    part = dana.post("/find", {"q": "set"}, headers={"HX-Request": "true"}).content.decode()
    assert 'role="option"' in part
    assert "<html" not in part
    whole = dana.post("/find", {"q": "set"}).content.decode()
    assert '<a href="/settings">Settings</a>' in whole
    assert "<html" in whole


def test_what_is_found_by_no_name_says_so_and_shows_it_as_text(dana: Browser) -> None:
    part = dana.post("/find", {"q": "<b>zzz"}, headers={"HX-Request": "true"}).content.decode()
    assert "Nothing is called" in part
    assert "&lt;b&gt;zzz" in part


@pytest.mark.parametrize("hit", [*PAGES, *ACTIONS], ids=lambda hit: hit.label)
def test_everything_is_found_by_its_own_words(hit: object) -> None:
    label = getattr(hit, "label", "")
    assert hit in [one for _, hits in list_hits(label.upper(), sends=True) for one in hits]


@given(st.text(max_size=20))
def test_behind_the_sign_for_actions_there_are_actions_only(text: str) -> None:
    assert {name for name, _ in list_hits(f">{text}", sends=True)} <= {"Actions"}
    assert [name for name, _ in list_hits("", sends=True)] == ["Pages", "Actions"]


def test_the_page_says_who_the_organization_is_who_belongs_to_it_and_where_its_agreement_is(
    dana: Browser, practice: int, owner: psycopg.Connection[Any]
) -> None:
    owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, tin_kind, phone, street,"
        " city, state, zip, created_at, created_by) VALUES (%s, 'Elm Street LLC', '1234567893', '123456789', 'EIN',"
        " '5550100188', '1 Elm Street', 'Springfield', 'IL', '62701', now(), 'a test')",
        [practice],
    )
    page = dana.get("/settings").content.decode()
    for said in (
        "Elm Street LLC",
        "12-3456789",
        "1 Elm Street, Springfield, IL 62701",
        "(555) 010-0188",
        "dana (owner)",
    ):
        assert said in page
    assert 'href="/account/agreement"' in page
