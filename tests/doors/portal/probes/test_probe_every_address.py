"""Every address, by every method, for everybody: the practice's people see what is theirs, nobody else does."""

from __future__ import annotations

from collections import Counter
from typing import Any

import psycopg
import pytest

from tests.doors.portal.probes.addresses import Address, listed
from tests.doors.portal.probes.cast import ACCOUNT, FILE, KEY, MEMBERS, STRANGERS, Cast
from tests.doors.portal.probes.walk import SAFE, Probe, ask, counts_of, rows_of, walk
from tests.exchange.reading.plant import TOKEN

Owner = psycopg.Connection[Any]

SHOWN = {
    ("GET", "/home"): FILE,
    ("GET", "/claims"): TOKEN,
    ("POST", "/claims/search"): TOKEN,
    ("GET", "/claims/<uuid:claim_id>"): TOKEN,
    ("GET", "/claims/<uuid:claim_id>/messages/<int:seq>"): TOKEN,
    ("GET", "/files"): FILE,
    ("GET", "/files/<uuid:file_id>"): TOKEN,
    ("GET", "/files/<uuid:file_id>/bytes"): TOKEN,
    ("GET", "/mailbox/<uuid:mail_id>"): TOKEN,
}
"""What every member of the practice reads where."""

SHOWN_TO_MAKERS = {("GET", "/account/keys"): (ACCOUNT, KEY)}
_SIGNED_OUT = {"/": 200, "/healthz": 200}


def _leaks(probes: list[Probe]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.method, each.route, each.found) for each in probes if each.found]


def _faults(probes: list[Probe]) -> list[Probe]:
    return [each for each in probes if each.status >= 500 and each.route != "/readyz"]


def _print(who: str, probes: list[Probe]) -> None:
    print(f"{len(probes)} probes as {who}: {dict(sorted(Counter(each.status for each in probes).items()))}")


@pytest.mark.parametrize("who", MEMBERS)
def test_the_practices_people_read_what_is_theirs(cast: Cast, who: str) -> None:
    probes = walk(cast, who, *SAFE)
    _print(who, probes)
    assert _faults(probes) == []
    shown = {(each.method, each.route): each.found for each in probes}
    for (method, route), token in SHOWN.items():
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
    assert _faults(probes) == []
    assert rows_of(owner, cast.practice) == before


@pytest.mark.parametrize("who", ["nobody", "roomless", "left"])
def test_who_has_no_rooms_opens_no_page_of_the_work(cast: Cast, who: str) -> None:
    for probe in walk(cast, who):
        if listed()[probe.route] == "work":
            assert probe.status in {302, 401, 403, 405}, probe


@pytest.mark.parametrize("who", MEMBERS)
def test_no_method_of_any_address_breaks(cast: Cast, who: str) -> None:
    probes = walk(cast, who)
    _print(who, probes)
    assert _faults(probes) == []


@pytest.mark.parametrize("who", ["owner", "nobody"])
def test_an_unsafe_request_without_the_token_of_a_form_changes_no_row(cast: Cast, who: str, owner: Owner) -> None:
    from tests.doors.portal.probes.addresses import every_address

    browser = cast.browser(who, enforce_csrf_checks=True)
    before = counts_of(owner), rows_of(owner, cast.practice)
    for address in every_address():
        for method in ("POST", "PUT", "DELETE"):
            probe = ask(browser, address, method, cast)
            allowed = {401, 403, 404, 405} if listed()[address.route] == "programs" else {302, 403, 405}
            assert probe.status in allowed, probe
    assert (counts_of(owner), rows_of(owner, cast.practice)) == before


def test_nobody_changes_a_row_by_any_get_but_the_question_to_his_passkey(cast: Cast, owner: Owner) -> None:
    before = counts_of(owner)
    walk(cast, "nobody", *SAFE)
    after = counts_of(owner)
    assert {name for name, count in after.items() if count != before[name]} <= {"directory_users_session"}
