"""Operators enroll by a link of the server's shell and sign in by passkey only."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.directory.operators.end_operator import end_operator
from clearlane.foundation.clock.move import move
from clearlane.foundation.tenancy.scope import scope
from tests.doors.operators.conftest import BY, Console
from tests.doors.portal.authenticator import Device

Link = Callable[[str], str]
Owner = psycopg.Connection[Any]


def is_in(browser: Console) -> bool:
    return bool(browser.get("/operator/").status_code == 200)


def test_an_operator_enrolls_signs_out_and_signs_in_again(ann: Console) -> None:
    assert is_in(ann)
    assert ann.post("/operator/signout").status_code == 303
    assert not is_in(ann)
    assert ann.sign_in().headers["Location"] == "/operator/"
    assert is_in(ann)


def test_opening_the_link_changes_nothing_and_takes_the_token_out_of_the_address(link: Link, owner: Owner) -> None:
    token, scanner = link("ann"), Console()
    for _ in range(3):
        answer = scanner.open_link(token)
        assert answer.headers["Location"] == "/operator/enroll"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        page = scanner.get("/operator/enroll")
        assert b"<b>ann</b>" in page.content
        assert token.encode() not in page.content
    assert owner.execute("SELECT spent_at FROM directory_operators_operatorlink").fetchall() == [(None,)]
    assert is_in(scanner) is False
    assert Console().enroll(token).status_code == 303


def test_a_link_works_once(link: Link) -> None:
    token = link("ann")
    assert Console().enroll(token).status_code == 303
    second = Console()
    second.open_link(token)
    assert second.get("/operator/enroll").status_code == 410
    assert second.get("/operator/enroll/passkey").status_code == 410
    assert second.post("/operator/enroll", {"credential": "{}"}).status_code == 410
    assert not is_in(second)


def test_a_link_of_yesterday_or_of_nobody_is_over(link: Link, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    token, browser = link("ann"), Console()
    move(to=timedelta(minutes=16))
    browser.open_link(token)
    assert browser.get("/operator/enroll").status_code == 410
    browser.open_link("nobody")
    assert b"This link is over" in browser.get("/operator/enroll").content


@pytest.mark.parametrize("lie", [{"is_verified": False}, {"origin": "http://evil.example"}, {"party": "evil.example"}])
def test_a_passkey_without_a_lock_or_of_another_origin_enrolls_nobody(link: Link, lie: dict[str, Any]) -> None:
    token, browser = link("ann"), Console()
    browser.device = Device(**{"origin": "http://localhost:8838"} | lie)
    assert browser.enroll(token).status_code == 422
    assert not is_in(browser)
    browser.device = Device(origin="http://localhost:8838")
    assert browser.enroll(token).status_code == 303


def test_a_passkey_that_nobody_enrolled_opens_nothing(ann: Console) -> None:
    stranger = Console()
    answer = stranger.sign_in()
    assert answer.status_code == 422
    assert not is_in(stranger)


def test_an_answer_is_taken_once(ann: Console) -> None:
    ann.post("/operator/signout")
    options = json.loads(ann.get("/operator/signin/passkey").content)
    answer = ann.device.prove(options)
    assert ann.post("/operator/signin", {"credential": answer}).status_code == 303
    ann.post("/operator/signout")
    assert ann.post("/operator/signin", {"credential": answer}).status_code == 422


def test_nobody_steps_up_by_anothers_passkey(ann: Console, bob: Console) -> None:
    ann.device = bob.device
    assert ann.sign_in().status_code == 422
    assert b"ann" in ann.get("/operator/").content


def test_a_session_ends_after_a_quarter_of_an_hour_without_work(
    operator: Callable[[str], Console], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    ann = operator("ann")
    move(to=timedelta(minutes=14))
    assert is_in(ann)
    move(to=timedelta(minutes=28))
    assert is_in(ann)
    move(to=timedelta(minutes=44))
    assert not is_in(ann)


def test_who_was_ended_is_out_at_once(ann: Console) -> None:
    with scope([1], by=BY):
        end_operator(name="ann", by=BY)
    assert not is_in(ann)
    assert ann.sign_in().status_code == 422


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_house_after_signing_in(ann: Console, there: str) -> None:
    assert ann.sign_in(there).headers["Location"] == "/operator/"


@pytest.mark.parametrize(
    "path", ["/operator/", "/operator/organizations", "/operator/organizations/2", "/home", "/claims", "/files"]
)
def test_who_is_not_signed_in_is_asked_to(path: str) -> None:
    answer = Console().get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/operator/signin?next=/")
