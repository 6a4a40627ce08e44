"""What an operator typed outlives the passkey that was asked in between, and forms lead back to where they stood."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.foundation.clock.move import move
from tests.conftest import MakeTenant
from tests.doors.operators.conftest import Console
from tests.doors.operators.test_console_decisions import give, status

Owner = psycopg.Connection[Any]
AGAIN = "/operator/again"
ASKED = f"/operator/signin?next={AGAIN}"
REASON = 'They ask: "why is claim <7> held?" & wait'


@pytest.fixture
def late(
    operator: Callable[[str], Console], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[int], Console]:
    """``late(11)``: ann, so many minutes after her passkey."""
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    ann = operator("ann")

    def after(minutes: int) -> Console:
        move(to=timedelta(minutes=minutes))
        return ann

    return after


def fields(page: str) -> dict[str, str]:
    """What the form in the middle of a page would send."""
    middle = page.split("<main", 1)[1]
    found = re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', middle)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def entries(owner: Owner) -> Any:
    return owner.execute("SELECT reason FROM directory_operators_entry ORDER BY id").fetchall()


@pytest.mark.parametrize("minutes", [11, 44], ids=["the passkey is too old", "the session is over"])
def test_a_reason_is_laid_before_the_operator_again_after_the_passkey_and_goes_where_it_was_sent(
    late: Callable[[int], Console], tenant: MakeTenant, owner: Owner, minutes: int
) -> None:
    practice, ann = tenant(), late(minutes)
    there = f"/operator/organizations/{practice}"
    sent = {"reason": REASON, "back": there}
    assert ann.post(f"{there}/enter", sent).headers["Location"] == ASKED
    assert ann.sign_in(AGAIN).headers["Location"] == AGAIN
    page = ann.get(AGAIN).content.decode()
    assert entries(owner) == []
    assert f'action="{there}/enter"' in page
    assert f'href="{there}">Leave it' in page
    assert fields(page) == sent | {"sure": "1"}
    assert ann.post(f"{there}/enter", fields(page)).headers["Location"] == "/home"
    assert entries(owner) == [(REASON,)]
    assert ann.get(AGAIN).headers["Location"] == "/operator/"


def test_evidence_and_the_decision_to_stop_are_kept_alike(
    late: Callable[[int], Console], tenant: MakeTenant, owner: Owner
) -> None:
    practice = tenant()
    pair, ann = give(owner, practice), late(11)
    ann.post(f"/operator/pairs/{pair}/approve", {"evidence": "NPI registry, seen"})
    ann.sign_in(AGAIN)
    page = ann.get(AGAIN).content.decode()
    assert ">Approve the pair<" in page
    assert status(owner, pair) == "pending"
    ann.post(f"/operator/pairs/{pair}/approve", fields(page))
    assert status(owner, pair) == "live"
    move(to=timedelta(minutes=22))
    ann.post(f"/operator/organizations/{practice}/live", {"live": "0"})
    ann.sign_in(AGAIN)
    page = ann.get(AGAIN).content.decode()
    assert ">Stop its claims<" in page
    assert fields(page) == {"live": "0", "sure": "1"}


def test_another_operator_in_the_same_browser_gets_nothing_of_it(
    late: Callable[[int], Console], operator: Callable[[str], Console], tenant: MakeTenant
) -> None:
    ann = late(11)
    bob = operator("bob")
    ann.post(f"/operator/organizations/{tenant()}/enter", {"reason": REASON})
    ann.post("/operator/signout")
    ann.device = bob.device
    assert ann.sign_in(AGAIN).status_code == 303
    assert ann.get(AGAIN).headers["Location"] == "/operator/"


def test_who_is_not_signed_in_sees_no_form_that_waits(late: Callable[[int], Console], tenant: MakeTenant) -> None:
    ann = late(44)
    ann.post(f"/operator/organizations/{tenant()}/enter", {"reason": REASON})
    answer = ann.get(AGAIN)
    assert answer.headers["Location"] == ASKED
    assert REASON.encode() not in ann.get("/operator/signin").content


def test_a_form_without_end_is_kept_in_part_and_secrets_of_forms_never(
    late: Callable[[int], Console], tenant: MakeTenant
) -> None:
    ann = late(11)
    many = {f"f{number}": "x" * 9_000 for number in range(60)}
    sent = {"csrfmiddlewaretoken": "T" * 64, "credential": "C" * 64} | many
    ann.post(f"/operator/organizations/{tenant()}/enter", sent)
    ann.sign_in(AGAIN)
    kept = fields(ann.get(AGAIN).content.decode())
    assert (kept.pop("sure"), len(kept)) == ("1", 20)
    assert {len(value) for value in kept.values()} == {2_000}
    assert not {"credential", "csrfmiddlewaretoken"} & set(kept)


@pytest.mark.parametrize("path", ["/home", "/files", "/operator/signin"])
def test_only_forms_of_the_console_itself_are_kept(path: str, operator: Callable[[str], Console]) -> None:
    ann = operator("ann")
    ann.post("/operator/signout")
    ann.post(path, {"reason": REASON})
    ann.sign_in(AGAIN)
    assert ann.get(AGAIN).headers["Location"] == "/operator/"


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        ("/operator/organizations/7", "/operator/organizations/7"),
        ("/operator/?all=1", "/operator/?all=1"),
        ("", "/operator/"),
        ("https://evil.example/", "/operator/"),
        ("//evil.example", "/operator/"),
        ("operator/", "/operator/"),
        ("/\\evil.example", "/operator/"),
    ],
)
def test_an_approval_leads_back_to_its_page_and_to_no_other_house(
    ann: Console, tenant: MakeTenant, owner: Owner, back: str, leads: str
) -> None:
    pair = give(owner, tenant())
    answer = ann.post(f"/operator/pairs/{pair}/approve", {"evidence": "a letter", "back": back})
    assert answer.headers["Location"] == leads
