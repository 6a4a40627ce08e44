"""The table of answers: where a fault lies says which answer it gets, and with which code.

Each row breaks a good file once; the file goes the house's own way, and its TA1 and 999 are read as texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from tests.flows.world import BY, World


def answered(world: World, files: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """The replies to each of these files, by its name and their kind."""
    ids = {world.send(content, name=name).id: name for name, content in files.items()}
    world.run("claims/interchanges.read")
    rows = world.rows("SELECT source_file_id, kind, address FROM foundation_outbox_mail")
    mails: dict[str, dict[str, str]] = {name: {} for name in files}
    with world.as_role("flow"), scope([world.practice], by=BY):
        for file, kind, address in rows:
            mails[ids[file]][kind] = fetch(tenant=world.practice, address=bytes(address)).decode()
    return mails


def broken(world: World, rows: Sequence[tuple[Any, ...]]) -> dict[str, bytes]:
    """A good file a row, with what its second column names replaced by its third."""
    files = {}
    for number, (story, old, new, *_) in enumerate(rows, start=1):
        good = world.order(claims=2, seed=number, control=number).content.decode()
        files[story] = re.sub(old, new, good, count=1).encode()
        assert (files[story] != good.encode()) is bool(old), story
    return files


def segment(text: str, id: str) -> str:
    """The first segment of an id, "" where there is none."""
    found = re.search(rf"~?\n?({id}\*[^~]*)~", text)
    return found[1] if found else ""


ENVELOPE = [
    ("nothing is wrong", "", "", "", "A"),
    ("nothing is wrong, and a TA1 was asked for", r"\*0\*P\*:~", "*1*P*:~", "TA1*A*000", "A"),
    ("IEA02 differs from ISA13", r"IEA\*1\*\d+", "IEA*1*000000099", "TA1*R*001", ""),
    ("IEA01 is not the number of groups", r"IEA\*1\*", "IEA*2*", "TA1*R*021", ""),
    ("the file ends before IEA", r"IEA\*1\*\d+~\n", "", "TA1*R*023", ""),
]


def test_a_fault_of_the_interchange_is_answered_by_a_ta1_alone(world: World) -> None:
    for story, mails in answered(world, broken(world, ENVELOPE)).items():
        ta1, ack = next(row[3:] for row in ENVELOPE if row[0] == story)
        said = segment(mails.get("ta1", ""), "TA1").split("*")
        assert "*".join([said[0], *said[4:6]]) == ta1, story
        assert segment(mails.get("999", ""), "AK9")[4:5] == ack, story


GROUP = [
    ("GS01 is no group of claims", r"GS\*HC\*", "GS*ZZ*", "R", ["1"]),
    ("GS08 is a version that is not read", r"\*X\*005010X222A1~", "*X*004010X098A1~", "R", ["2"]),
    ("GE is missing", r"GE\*1\*\d+~\n", "", "R", ["3"]),
    ("GE02 differs from GS06", r"GE\*1\*\d+", "GE*1*99", "R", ["4"]),
    ("GE01 is not the number of sets", r"GE\*1\*", "GE*7*", "R", ["5"]),
]


def test_a_fault_of_the_group_is_answered_in_ak9(world: World) -> None:
    for story, mails in answered(world, broken(world, GROUP)).items():
        verdict, codes = next(row[3:] for row in GROUP if row[0] == story)
        said = segment(mails["999"], "AK9").split("*")
        assert (said[1], said[5:]) == (verdict, codes), story
    assert world.states() == {}


SET = [
    ("SE is missing", r"SE\*\d+\*0001~\n", "", "R", ["2"]),
    ("SE02 differs from ST02", r"SE\*(\d+)\*0001", r"SE*\1*0009", "R", ["3"]),
    ("SE01 is not the number of segments", r"SE\*\d+\*", "SE*7*", "R", ["4"]),
    ("ST01 is a set that is taken in no group", r"ST\*837\*", "ST*834*", "R", ["1"]),
    ("ST01 is no set", r"ST\*837\*", "ST*XYZ*", "R", ["6"]),
    ("ST02 is missing", r"ST\*837\*0001", "ST*837*", "R", ["7", "5"]),
    ("ST03 differs from GS08", r"(ST\*837\*0001)\*005010X222A1", r"\1*005010X223", "R", ["I6"]),
    ("a segment of one claim is in error", r"HI\*ABK:", "HI*ZZZ:", "E", ["5"]),
]


def test_a_fault_of_the_set_is_answered_in_ik5(world: World) -> None:
    for story, mails in answered(world, broken(world, SET)).items():
        verdict, codes = next(row[3:] for row in SET if row[0] == story)
        said = segment(mails["999"], "IK5").split("*")
        assert (said[1], said[2:]) == (verdict, codes), story


@pytest.mark.parametrize(
    ("planted", "verdict", "group"),
    [({}, "A", "A"), ({0: "bad_amount"}, "E", "E"), ({0: "bad_amount", 1: "bad_assignment"}, "R", "R")],
)  # fmt: skip
def test_the_smallest_loop_that_holds_the_error_is_refused(
    world: World, planted: dict[int, str], verdict: str, group: str
) -> None:
    mails = answered(world, {"a": world.order(claims=2, planted=planted).content})["a"]
    assert segment(mails["999"], "IK5").split("*")[1] == verdict
    assert segment(mails["999"], "AK9").split("*")[1] == group
    born = {"A": {"batched": 2}, "E": {"batched": 1, "dead": 1}, "R": {"dead": 2}}
    assert world.states() == born[verdict]


def test_a_claim_in_a_refused_set_stands_in_the_999_alone(world: World) -> None:
    mails = answered(world, {"a": world.order(claims=1, planted={0: "bad_amount"}).content})["a"]
    assert sorted(mails) == ["999", "summary"]


def test_acknowledging_goes_back_to_who_sent(world: World) -> None:
    mails = answered(world, {"a": world.order(claims=1, sender="OFFICE7", receiver="HUB").content})["a"]
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
