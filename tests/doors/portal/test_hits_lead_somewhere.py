"""Whatever the palette offers leads to a page of this house that means what its label says."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.pages.claims_query import ClaimsQuery, read_query
from clearlane.doors.portal.pages.claims_shown import NEEDS_WORK
from clearlane.doors.portal.pages.find import ACTIONS, ACTIONS_ONLY, KINDS, PAGES, Hit, list_hits
from clearlane.doors.portal.shortcuts import SHORTCUTS
from tests.doors.portal.conftest import Browser

EVERY = (*PAGES, *ACTIONS)
HITS = st.sampled_from(EVERY)


def found(text: str) -> list[Hit]:
    return [hit for _, hits in list_hits(text, sends=True) for hit in hits]


@pytest.mark.parametrize("hit", EVERY, ids=lambda hit: hit.label)
def test_a_hit_leads_to_a_page_that_opens(dana: Browser, hit: Hit) -> None:
    assert dana.get(hit.href.partition("#")[0], follow=True).status_code == 200


@pytest.mark.parametrize("hit", EVERY, ids=lambda hit: hit.label)
def test_whatever_the_address_of_a_hit_asks_is_understood(hit: Hit) -> None:
    asked = urlsplit(hit.href)
    if asked.query:
        assert (asked.path, read_query(QueryDict(asked.query)) != ClaimsQuery()) == ("/claims", True)


def test_what_needs_work_is_what_home_calls_so() -> None:
    (hit,) = [one for one in ACTIONS if "need work" in one.label]
    assert read_query(QueryDict(urlsplit(hit.href).query)) == ClaimsQuery(status=NEEDS_WORK)


@pytest.mark.parametrize("hit", [one for one in PAGES if one.key], ids=lambda hit: hit.label)
def test_a_key_beside_a_page_is_the_one_of_the_map_of_keys(hit: Hit) -> None:
    by_address = {one.href: f"G {one.key.upper()}" for one in SHORTCUTS if one.does.startswith("go-")}
    assert hit.key == by_address[hit.href]


def test_the_key_beside_an_action_is_the_one_of_the_map_of_keys() -> None:
    keys = {one.key.upper() for one in SHORTCUTS}
    assert {hit.key for hit in ACTIONS} - {""} <= keys


@given(HITS, st.data())
def test_the_begin_of_any_of_its_words_finds_it_in_any_case(hit: Hit, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(f"{hit.label} {hit.words}".split()))
    begin = word[: data.draw(st.integers(1, len(word)))]
    assert hit in found(data.draw(st.sampled_from([begin, begin.upper(), begin.lower(), f"  {begin} "])))


@given(HITS, st.data())
def test_several_words_in_any_order_find_what_has_them_all(hit: Hit, data: st.DataObject) -> None:
    words = data.draw(st.permutations(f"{hit.label} {hit.words}".split()))[:3]
    assert hit in found(" ".join(words))


@given(st.text(max_size=12), st.text(max_size=12))
def test_more_words_never_find_more(text: str, more: str) -> None:
    if not text.startswith(ACTIONS_ONLY):
        assert set(found(f"{text} {more}")) <= set(found(text))


@given(st.text(max_size=20))
def test_the_sign_for_actions_takes_the_pages_away_and_nothing_else(text: str) -> None:
    if not text.startswith(ACTIONS_ONLY):
        assert found(f"{ACTIONS_ONLY}{text}") == [hit for hit in found(text) if hit in ACTIONS]


def test_groups_stand_in_one_order_and_none_is_empty() -> None:
    for text in ("", "s", "claims", "zzz", ">", "> up"):
        groups = list_hits(text, sends=True)
        assert [name for name, _ in groups] in (["Pages", "Actions"], ["Pages"], ["Actions"], [])
        assert all(hits for _, hits in groups)


def test_no_two_things_have_one_label_and_each_thing_found_has_a_kind_of_its_own() -> None:
    labels = [hit.label for hit in EVERY]
    assert len(set(labels)) == len(labels)
    assert len({name for name, _ in KINDS.values()}) == len(KINDS)
    assert all(address.startswith("/") for _, address in KINDS.values())
