"""Who guesses is slowed down; who has signed in from his browser before is not, whatever strangers do."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clearlane.directory.users.network_of import network_of
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person, add_passkey, use_passkey

pytestmark = pytest.mark.usefixtures("mails")
ELSEWHERE = "203.0.113.9"


@pytest.fixture
def dana_herself(practice: int, add_person: AddPerson, browser: Browser) -> Person:
    return Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")


def _guess(person: Person, times: int, *, address: str = ELSEWHERE) -> list[int]:
    stranger = Browser(REMOTE_ADDR=address)
    return [person.try_password(stranger, password="wrong" * 3).status_code for _ in range(times)]


def test_a_few_guesses_are_looked_at_and_then_one_waits(dana_herself: Person) -> None:
    assert _guess(dana_herself, 7) == [422] * 5 + [429] * 2


@pytest.mark.parametrize("name", ["dana", "nobody", "nobody@example.org"])
def test_known_and_unknown_are_slowed_alike(dana_herself: Person, name: str) -> None:
    assert _guess(Person(0, name), 6) == [422] * 5 + [429]


def test_waiting_helps_and_takes_longer_each_time(dana_herself: Person, owner: psycopg.Connection[Any]) -> None:
    waits = []
    _guess(dana_herself, 5)
    for _ in range(4):
        place = Browser(REMOTE_ADDR=ELSEWHERE)
        answer = dana_herself.try_password(place, password="wrong" * 3, headers={"Accept": "text/html"})
        waits.append(int(answer["Retry-After"]))
        owner.execute("UPDATE directory_users_tally SET free_at = now() - interval '1 second'")
        assert _guess(dana_herself, 1) == [422]
    assert waits == sorted(set(waits))


def test_the_right_password_does_not_jump_the_queue(dana_herself: Person) -> None:
    _guess(dana_herself, 6)
    assert dana_herself.try_password(Browser(REMOTE_ADDR=ELSEWHERE)).status_code == 429


def test_strangers_do_not_lock_the_owner_out_of_his_own_browser(dana_herself: Person, browser: Browser) -> None:
    dana_herself.try_password(browser)
    browser.post("/signout")
    for last in range(1, 7):
        _guess(dana_herself, 6, address=f"203.0.113.{last}")
    assert _guess(dana_herself, 1, address="198.51.100.1") == [429]
    assert dana_herself.try_password(browser).status_code == 303


def test_strangers_do_not_lock_a_passkey_out(dana_herself: Person, browser: Browser) -> None:
    dana_herself.try_password(browser)
    device = add_passkey(browser)
    _guess(dana_herself, 8)
    assert use_passkey(Browser(REMOTE_ADDR=ELSEWHERE), device).status_code == 303


def test_the_mark_of_a_browser_counts_for_the_account_that_signed_in_there(
    dana_herself: Person, practice: int, add_person: AddPerson, browser: Browser
) -> None:
    erin = Person(add_person("erin", {practice: "reader"}, password=PASSWORD), "erin")
    erin.try_password(browser)
    browser.post("/signout")
    tried = [dana_herself.try_password(browser, password="wrong" * 3).status_code for _ in range(6)]
    assert tried == [422] * 5 + [429]


def test_a_mark_that_was_made_up_counts_for_nothing(dana_herself: Person) -> None:
    stranger = Browser()
    stranger.cookies["device"] = f'{{"{dana_herself.id}": "x"}}:1:x'
    tried = [dana_herself.try_password(stranger, password="wrong" * 3).status_code for _ in range(6)]
    assert tried[-1] == 429


def test_codes_are_not_guessed(dana_herself: Person, browser: Browser) -> None:
    dana_herself.add_app()
    dana_herself.try_password(browser)
    tried = [browser.post("/signin/code", {"code": f"{guess:06}"}).status_code for guess in range(6)]
    assert tried[-1] == 429


def test_one_place_that_tries_many_names_is_slowed_too(dana_herself: Person) -> None:
    place = Browser(REMOTE_ADDR=ELSEWHERE)
    told = [Person(0, f"name{number}").try_password(place, password="x").status_code for number in range(51)]
    assert told == [422] * 50 + [429]


def test_who_tries_is_not_written_down(dana_herself: Person, owner: psycopg.Connection[Any]) -> None:
    _guess(dana_herself, 1)
    rows = str(owner.execute("SELECT * FROM directory_users_tally").fetchall())
    assert "dana" not in rows
    assert ELSEWHERE not in rows


@given(st.ip_addresses(v=6))
def test_a_subscriber_of_ipv6_has_one_net(address: Any) -> None:
    assume(address.ipv4_mapped is None)
    neighbour = type(address)(int(address) ^ 0xFFFF_FFFF)
    assert network_of(str(address)) == network_of(str(neighbour))
    assert network_of(str(address)) != network_of(str(type(address)(int(address) ^ (1 << 64))))
