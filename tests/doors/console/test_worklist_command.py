"""The list of what a person must look at, read and closed from the command line."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from clearlane.doors.console.main import main
from clearlane.exchange.worklists.raise_item import Raised, raise_items
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.conftest import AsRole, MakeTenant
from tests.doors.console.test_api_commands import Say, say

__all__ = ["say"]


@pytest.fixture
def unassigned(tenant: MakeTenant, as_role: AsRole) -> Any:
    """A payment of a practice that stands on its list; the rest of the test runs as operator."""
    practice, payment = tenant(), uuid4()
    with scope([practice], by="flow:test"):
        subject = Ref(practice, payment)
        raise_items(items=[Raised(practice, "payment", "unassigned", subject, note="2")], by="flow:test")
    with as_role("operator"):
        yield payment


def test_the_worklist_shows_items_of_every_tenant(unassigned: UUID, say: Say) -> None:
    code, said = say("worklist", "--by", "ann")
    assert code == 0
    assert f"payment   unassigned    {unassigned}  2" in said
    assert said.endswith("1 items\n")


def test_the_worklist_in_json_says_whose_item_it_is(unassigned: UUID, say: Say) -> None:
    (item,) = json.loads(say("worklist", "--by", "ann", "--json")[1])
    assert item["subject_id"] == str(unassigned)


def test_another_list_is_empty(unassigned: UUID, say: Say) -> None:
    assert say("worklist", "--kind", "batch", "--by", "ann") == (0, "nothing to look at\n")


def test_what_is_dealt_with_is_closed_with_a_note(unassigned: UUID, say: Say) -> None:
    closing = ("worklist", "--close", str(unassigned), "--note", "sent again", "--by", "ann")
    assert say(*closing) == (0, "1 items closed\n")
    assert say("worklist", "--by", "ann") == (0, "nothing to look at\n")
    (item,) = json.loads(say("worklist", "--closed", "--by", "ann", "--json")[1])
    assert item["closed_by"] == "operator:ann"


def test_what_is_not_open_cannot_be_closed(unassigned: UUID, say: Say) -> None:
    assert say("worklist", "--close", str(uuid4()), "--by", "ann")[0] == 1


def test_an_id_that_is_none_is_wrong_use(say: Say) -> None:
    assert main(["worklist", "--close", "seven", "--by", "ann"]) == 2


def test_who_reads_the_list_is_in_the_trail(unassigned: UUID, say: Say, owner: Any) -> None:
    say("worklist", "--by", "ann")
    rows = owner.execute("SELECT by FROM foundation_audit_entry WHERE event = 'worklists:list:read'").fetchall()
    assert rows == [("operator:ann",)]
