"""The table of answers: where a fault lies says which answer it gets, and with which code.

Each row breaks a good file once; the file goes the house's own way, and its TA1 and 999 are read as texts.
"""

from __future__ import annotations

import re

import pytest

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from tests.flows.world import BY, World

STEPS = ("claims/interchanges.read", "claims/acks.answer")


def answered(world: World, content: bytes) -> dict[str, str]:
    """The replies to a file that is only read and acknowledged, by kind."""
    world.send(content)
    world.run("claims/interchanges.read")
    rows = world.rows("SELECT kind, address FROM foundation_outbox_mail")
    with world.as_role("flow"), scope([world.practice], by=BY):
        return {kind: fetch(tenant=world.practice, address=bytes(address)).decode() for kind, address in rows}


def segment(text: str, id: str) -> str:
    """The first segment of an id, "" where there is none."""
    found = re.search(rf"~?\n?({id}\*[^~]*)~", text)
    return found[1] if found else ""


ENVELOPE = [
    ("nothing is wrong", "", "", "", "A"),
    ("nothing is wrong, and a TA1 was asked for", "*0*P*:~", "*1*P*:~", "TA1*A*000", "A"),
    ("IEA02 differs from ISA13", "IEA*1*000000001", "IEA*1*000000009", "TA1*R*001", ""),
    ("IEA01 is not the number of groups", "IEA*1*", "IEA*2*", "TA1*R*021", ""),
    ("the file ends before IEA", "IEA*1*000000001~\n", "", "TA1*R*023", ""),
]


@pytest.mark.parametrize(("story", "old", "new", "ta1", "ack"), ENVELOPE, ids=[row[0] for row in ENVELOPE])
def test_a_fault_of_the_interchange_is_answered_by_a_ta1_alone(
    world: World, story: str, old: str, new: str, ta1: str, ack: str
) -> None:
    content = world.order(claims=1).content.decode()
    assert old in content
    mails = answered(world, content.replace(old, new, 1).encode())
    said = segment(mails.get("ta1", ""), "TA1").split("*")
    assert "*".join([said[0], *said[4:6]]) == ta1
    assert segment(mails.get("999", ""), "AK9")[4:5] == ack


GROUP = [
    ("GS01 is no group of claims", "GS*HC*", "GS*ZZ*", "R", ["1"]),
    ("GS08 is a version that is not read", "*X*005010X222A1~", "*X*004010X098A1~", "R", ["2"]),
    ("GE is missing", "GE*1*1~\n", "", "R", ["3"]),
    ("GE02 differs from GS06", "GE*1*1", "GE*1*9", "R", ["4"]),
    ("GE01 is not the number of sets", "GE*1*", "GE*7*", "R", ["5"]),
]


@pytest.mark.parametrize(("story", "old", "new", "verdict", "codes"), GROUP, ids=[row[0] for row in GROUP])
def test_a_fault_of_the_group_is_answered_in_ak9(
    world: World, story: str, old: str, new: str, verdict: str, codes: list[str]
) -> None:
    content = world.order(claims=1).content.decode()
    assert old in content
    mails = answered(world, content.replace(old, new, 1).encode())
    said = segment(mails["999"], "AK9").split("*")
    assert (said[1], said[5:]) == (verdict, codes)
    assert world.states() == {}


SET = [
    ("SE is missing", r"SE\*\d+\*0001~\n", "", "R", ["2"]),
    ("SE02 differs from ST02", r"SE\*(\d+)\*0001", r"SE*\1*0009", "R", ["3"]),
    ("SE01 is not the number of segments", r"SE\*\d+\*", "SE*7*", "R", ["4"]),
    ("ST01 is no set of this group", r"ST\*837\*", "ST*834*", "R", ["6"]),
    ("ST03 differs from GS08", r"(ST\*837\*0001)\*005010X222A1", r"\1*005010X223A2", "R", ["I6"]),
    ("a segment of one claim is in error", r"HI\*ABK:", "HI*ZZZ:", "E", ["5"]),
]


@pytest.mark.parametrize(("story", "old", "new", "verdict", "codes"), SET, ids=[row[0] for row in SET])
def test_a_fault_of_the_set_is_answered_in_ik5(
    world: World, story: str, old: str, new: str, verdict: str, codes: list[str]
) -> None:
    content = world.order(claims=2).content.decode()
    broken = re.sub(old, new, content, count=1)
    assert broken != content
    mails = answered(world, broken.encode())
    said = segment(mails["999"], "IK5").split("*")
    assert (said[1], said[2:]) == (verdict, codes)


@pytest.mark.parametrize(
    ("planted", "verdict", "group"),
    [({}, "A", "A"), ({0: "bad_amount"}, "E", "E"), ({0: "bad_amount", 1: "bad_assignment"}, "R", "R")],
)  # fmt: skip
def test_the_smallest_loop_that_holds_the_error_is_refused(
    world: World, planted: dict[int, str], verdict: str, group: str
) -> None:
    mails = answered(world, world.order(claims=2, planted=planted).content)
    assert segment(mails["999"], "IK5").split("*")[1] == verdict
    assert segment(mails["999"], "AK9").split("*")[1] == group
    born = {"A": {"batched": 2}, "E": {"batched": 1, "dead": 1}, "R": {"dead": 2}}
    assert world.states() == born[verdict]


def test_a_claim_in_a_refused_set_stands_in_the_999_alone(world: World) -> None:
    mails = answered(world, world.order(claims=1, planted={0: "bad_amount"}).content)
    assert sorted(mails) == ["999", "summary"]


def test_acknowledging_goes_back_to_who_sent(world: World) -> None:
    mails = answered(world, world.order(claims=1, sender="OFFICE7", receiver="HUB").content)
    isa = mails["999"].split("~")[0].split("*")
    assert (isa[6].strip(), isa[8].strip()) == ("HUB", "OFFICE7")


def test_a_file_of_two_interchanges_gets_an_answer_for_each(world: World) -> None:
    first, second = (world.order(seed=seed, claims=1, control=seed).content for seed in (1, 2))
    world.send(first + second.replace(b"GE*1*2", b"GE*9*2"))
    world.run()
    rows = world.rows("SELECT name FROM foundation_outbox_mail WHERE kind = '999' ORDER BY id")
    assert len(rows) == 2
    assert len({name for (name,) in rows}) == 2
    assert world.states() == {"batched": 1}
