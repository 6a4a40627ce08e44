"""The list of what a person must look at, read and closed from the command line."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from clearlane.doors.console.main import main
from clearlane.exchange.worklists.raise_item import Raised, raise_items
from clearlane.foundation.tenancy.house import HOUSE
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


@pytest.fixture
def few_behind_many(unassigned: UUID) -> UUID:
    """A payment that nobody holds, and three claims: two are held, and a stuck one came last; gives that one."""
    refs = [Ref(HOUSE, uuid4()) for _ in range(3)]
    items = [Raised(HOUSE, "claim", why, ref) for why, ref in zip(("held", "held", "stuck"), refs, strict=True)]
    with scope([HOUSE], by="operator:ann"):
        raise_items(items=items, by="operator:ann")
    return refs[-1].id


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (
            ("--limit", "1"),
            "1 of 4 open items; --limit N shows more, --reason REASON one of: held 2, stuck 1, unassigned 1",
        ),
        (
            ("--limit", "2", "--kind", "claim"),
            "2 of 3 open items; --limit N shows more, --reason REASON one of: held 2, stuck 1",
        ),
        (
            ("--limit", "1", "--reason", "held"),
            "1 of 2 open items; --limit N shows more, --reason REASON one of: held 2, stuck 1, unassigned 1",
        ),
        (("--limit", "4"), "4 items"),
        (("--reason", "stuk"), "nothing to look at for this reason; there are: held 2, stuck 1, unassigned 1"),
        (("--closed", "--reason", "stuck"), "nothing to look at"),
    ],
)
def test_what_is_not_shown_is_counted_by_reason(
    words: tuple[str, ...], last: str, few_behind_many: UUID, say: Say
) -> None:
    code, said = say("worklist", *words, "--by", "ann")
    assert (code, said.splitlines()[-1]) == (0, last)


def test_few_are_found_behind_many_by_their_reason(few_behind_many: UUID, say: Say) -> None:
    (item,) = json.loads(say("worklist", "--reason", "stuck", "--limit", "1", "--by", "ann", "--json")[1])
    assert item["subject_id"] == str(few_behind_many)


def test_what_was_closed_is_counted_too(few_behind_many: UUID, unassigned: UUID, say: Say) -> None:
    for each in (few_behind_many, unassigned):
        say("worklist", "--close", str(each), "--by", "ann")
    said = say("worklist", "--closed", "--limit", "1", "--by", "ann")[1]
    assert said.splitlines()[-1].startswith("1 of 2 closed items; ")


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


def test_of_what_is_closed_those_that_are_not_open_are_named(unassigned: UUID, say: Say) -> None:
    stranger = uuid4()
    code, said = say("worklist", "--close", str(unassigned), str(stranger), "--by", "ann")
    assert (code, "1 items closed" in said, f"nothing is open about {stranger}" in said) == (1, True, True)


def test_a_kind_that_there_is_not_is_wrong_use_and_the_kinds_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["worklist", "--kind", "nonsense", "--by", "ann"])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert all(kind in told for kind in ("file", "set", "claim", "batch", "response", "payment"))


def test_an_id_that_is_none_is_wrong_use(say: Say) -> None:
    assert main(["worklist", "--close", "seven", "--by", "ann"]) == 2


def test_who_reads_the_list_is_in_the_trail(unassigned: UUID, say: Say, owner: Any) -> None:
    say("worklist", "--by", "ann")
    rows = owner.execute("SELECT by FROM foundation_audit_entry WHERE event = 'worklists:list:read'").fetchall()
    assert rows == [("operator:ann",)]
