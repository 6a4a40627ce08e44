"""A wish to go live is written down once, seen by operators, and answered by going live."""

from __future__ import annotations

import random
from typing import Any

import psycopg
import pytest

from clearlane.directory.organizations.ask_live import ask_live, find_live_ask, list_live_asks
from clearlane.directory.organizations.set_live import set_live
from clearlane.doors.console.main import main
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.directory.test_own_pairs import add as add_pair

Owner = psycopg.Connection[Any]
BY = "operator:ann"


def ask(as_role: AsRole, tenant: int) -> bool:
    with as_role("web"), scope([tenant], by="user:1"):
        return ask_live(tenant=tenant, by="user:1")


def answer(as_role: AsRole, tenant: int, *, is_live: bool) -> None:
    with as_role("operator"), scope([tenant], by=BY):
        set_live(tenant=tenant, is_live=is_live, by=BY)


def asking(as_role: AsRole) -> list[int]:
    with as_role("operator"):
        return [each.tenant for each in list_live_asks()]


@pytest.mark.usefixtures("house_in_use")
@pytest.mark.parametrize("seed", range(6))
def test_who_asks_is_in_the_list_until_it_is_live(as_role: AsRole, tenant: MakeTenant, owner: Owner, seed: int) -> None:
    chance, rooms = random.Random(seed), [tenant(is_live=False) for _ in range(3)]
    for room, npi in zip(rooms, ("1234567893", "1245319599", "1000000004"), strict=True):
        add_pair(owner, room, npi=npi, status="live")
    model: list[int] = []
    for _ in range(14):
        room, deed = chance.choice(rooms), chance.choice(["ask", "ask", "live", "stop"])
        if deed == "ask":
            assert ask(as_role, room) is (room not in model)
            model += [room] if room not in model else []
        else:
            answer(as_role, room, is_live=deed == "live")
            model = [each for each in model if each != room or deed == "stop"]
        assert asking(as_role) == model
        with as_role("web"), scope([room], by="user:1"):
            assert (find_live_ask(tenant=room) is not None) is (room in model)


def test_the_list_names_whom_and_the_trail_says_it_once(as_role: AsRole, tenant: MakeTenant, owner: Owner) -> None:
    mine = tenant(is_live=False, name="Elm Street")
    assert [ask(as_role, mine), ask(as_role, mine)] == [True, False]
    with as_role("operator"):
        (entry,) = list_live_asks()
    assert (entry.name, entry.kind) == ("Elm Street", "practice")
    rows = owner.execute("SELECT event, by FROM foundation_audit_entry WHERE tenant_id = %s", [mine]).fetchall()
    assert rows == [("organization:live:asked", "user:1")]


@pytest.mark.usefixtures("house_in_use")
def test_the_command_answers_as_the_console_does(
    as_role: AsRole, tenant: MakeTenant, owner: Owner, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tenant(is_live=False)
    add_pair(owner, mine, status="live")
    ask(as_role, mine)
    with as_role("operator"):
        assert main(["tenant", "live", str(mine), "--by", "ann"]) == 0
    assert asking(as_role) == []
    assert owner.execute("SELECT closed_by FROM directory_organizations_liveask").fetchone() == ("operator:ann",)
    assert ask(as_role, mine)


def test_no_page_answers_a_wish_itself(owner: Owner, database: None) -> None:
    rows = owner.execute(
        "SELECT r, has_table_privilege('clearlane_' || r, 'directory_organizations_liveask', 'update')"
        " FROM unnest(ARRAY['gate', 'web', 'flow', 'operator']) AS r"
    ).fetchall()
    assert dict(rows) == {"gate": False, "web": False, "flow": False, "operator": True}
