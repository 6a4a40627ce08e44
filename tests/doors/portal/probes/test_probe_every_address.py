"""Every address, by every method, for everybody: the practice's people see what is theirs, nobody else does."""

from __future__ import annotations

from collections import Counter
from typing import Any

import psycopg
import pytest

from tests.doors.portal.conftest import Browser
from tests.doors.portal.probes.addresses import Address, every_address, listed
from tests.doors.portal.probes.cast import FILE, GRANTED, MEMBERS, STRANGERS, Cast
from tests.doors.portal.probes.shown import SHOWN, SHOWN_TO_GRANTED, SHOWN_TO_MAKERS
from tests.doors.portal.probes.walk import SAFE, Probe, ask, counts_of, rows_of, walk

Owner = psycopg.Connection[Any]


def _leaks(probes: list[Probe]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.method, each.route, each.found) for each in probes if each.found]


def _print(who: str, probes: list[Probe]) -> None:
    print(f"{len(probes)} probes as {who}: {dict(sorted(Counter(each.status for each in probes).items()))}")


@pytest.mark.parametrize("who", [*MEMBERS, GRANTED])
def test_who_may_reads_what_is_there_for_him(cast: Cast, who: str) -> None:
    probes = walk(cast, who, *SAFE)
    _print(who, probes)
    assert [each for each in probes if each.is_fault] == []
    shown = {(each.method, each.route): each.found for each in probes}
    for (method, route), token in (SHOWN_TO_GRANTED if who == GRANTED else SHOWN).items():
        found = shown[method, route] if method == "GET" else ask(cast.browser(who), Address(route), method, cast).found
        assert token in found, (method, route)
    for place, tokens in SHOWN_TO_MAKERS.items():
        assert set(tokens) <= set(shown[place]) if who in {"owner", "manager"} else shown[place] == ()


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_reads_or_changes_anything_of_the_practice(cast: Cast, who: str, owner: Owner) -> None:
    before = rows_of(owner, cast.practice)
    probes = walk(cast, who)
    _print(who, probes)
    assert _leaks(probes) == []
    assert [each for each in probes if each.is_fault] == []
    if who == "nobody":
        assert [each for each in probes if listed()[each.route] in {"person", "work"} and not each.is_kept_out] == []
    if who in {"roomless", "left"}:
        assert [each for each in probes if not each.opens_no_work] == []
    assert rows_of(owner, cast.practice) == before


def test_a_part_of_a_page_that_nobody_asks_for_is_empty_so_that_his_page_hides_what_it_showed(cast: Cast) -> None:
    browser = Browser()
    for address in every_address():
        if listed()[address.route] == "work":
            for headers in ({"HX-Request": "true"}, {"X-Poll": "1"}):
                answer = browser.get(address.at(cast.values), headers=headers | {"Accept": "text/html"})
                assert (answer.status_code, answer.content) == (401, b""), address


@pytest.mark.parametrize("who", ["owner", "nobody"])
def test_an_unsafe_request_without_the_token_of_a_form_changes_no_row(cast: Cast, who: str, owner: Owner) -> None:
    browser = cast.browser(who, enforce_csrf_checks=True)
    before = counts_of(owner), rows_of(owner, cast.practice)
    for address in every_address():
        for method in ("POST", "PUT", "DELETE"):
            probe = ask(browser, address, method, cast)
            allowed = {401, 403, 404, 405} if listed()[address.route] == "programs" else {302, 403, 405}
            assert probe.status in allowed, probe
    assert (counts_of(owner), rows_of(owner, cast.practice)) == before


def test_a_form_with_its_token_is_refused_from_another_site(cast: Cast, owner: Owner) -> None:
    browser = cast.browser("owner", enforce_csrf_checks=True)
    assert browser.get("/settings").status_code == 200
    form = {"csrfmiddlewaretoken": browser.cookies["csrf"].value, "q": "x"}
    before = rows_of(owner, cast.practice)
    for address in every_address():
        if listed()[address.route] != "programs":
            answer = browser.post(address.at(cast.values), form, headers={"Origin": "https://evil.example"})
            assert answer.status_code in {403, 405}, address
    assert rows_of(owner, cast.practice) == before


def test_nobody_changes_a_row_by_any_get_but_the_question_to_his_passkey(cast: Cast, owner: Owner) -> None:
    before = counts_of(owner)
    walk(cast, "nobody", *SAFE)
    after = counts_of(owner)
    assert {name for name, count in after.items() if count != before[name]} <= {"directory_users_session"}


BENDS = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\\\\evil", "/%0d%0aX: y"]


def test_a_sign_in_leads_to_no_other_house(cast: Cast) -> None:
    browser = cast.browser("owner")
    for to in BENDS:
        location = browser.get("/signin", {"next": to}).headers.get("Location", "")
        assert not any(part in location for part in ("evil", "javascript", "\r")), to


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:8837", "[::1].evil"])
def test_a_page_answers_under_the_names_of_the_house_alone(cast: Cast, host: str) -> None:
    answer = cast.browser("owner").get("/home", headers={"Host": host})
    assert answer.status_code == 400
    assert FILE not in answer.content.decode()
