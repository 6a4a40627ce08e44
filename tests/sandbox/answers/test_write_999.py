"""The payer's 999: one set a group, and a verdict that follows from its sets."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane_sandbox.answers.envelope import Identity
from clearlane_sandbox.answers.write_999 import verdict, write_999
from clearlane_sandbox.submission import Group, Set
from tests.sandbox.conftest import NOON
from tests.sandbox.eyes import segments
from tests.sandbox.people import make_claim

US = Identity("ZZ", "HARBOR", "ZZ", "SUBMITTER", "HARBOR", "SUBMITTER", "P")
VERSION = "005010X222A1"


def group(*problems: str, problem: str = "", control: str = "101") -> Group:
    """A group with a set for each problem, "" for a good one."""
    sets = [Set(f"{number:04d}", VERSION, problem=one) for number, one in enumerate(problems, 1)]
    return Group("HC", "SUBMITTER", "HARBOR", control, VERSION, sets, problem)


def written(*groups: Group, named: dict[int, object] | None = None) -> list[list[str]]:
    """The segments of the 999, which our own reader accepts."""
    data = write_999(identity=US, control=7, at=NOON, groups=list(groups), named=named or {})  # type: ignore[arg-type]
    assert x12.report([data]).findings == ()
    return segments(data)


VERDICTS = {
    "all good": (("", ""), "A", "2", "2"),
    "one good": (("",), "A", "1", "1"),
    "one of two": (("5", ""), "P", "2", "1"),
    "none of two": (("5", "3"), "R", "2", "0"),
    "none of one": (("4",), "R", "1", "0"),
}


@pytest.mark.parametrize("what", VERDICTS)
def test_the_groups_verdict_follows_from_its_sets(what: str) -> None:
    problems, said, received, taken = VERDICTS[what]
    assert written(group(*problems))[-4] == ["AK9", said, received, received, taken]


@pytest.mark.parametrize("problem", ["1", "2", "4", "5"])
def test_a_group_that_cannot_be_taken_names_no_set(problem: str) -> None:
    said = written(group("", "", problem=problem))
    assert [one for one in said if one[0] in ("AK2", "IK5")] == []
    assert ["AK9", "R", "2", "2", "0", problem] in said


@pytest.mark.parametrize("problem", ["1", "3", "4", "5"])
def test_a_set_that_cannot_be_taken_says_why(problem: str) -> None:
    said = written(group(problem, ""))
    assert [one for one in said if one[0] == "IK5"] == [["IK5", "R", problem], ["IK5", "A"]]


def test_a_claim_that_is_named_has_its_place_and_its_number() -> None:
    one = group("", "")
    claim = make_claim(100, number="C7", place="99")
    claim.position = 21
    said = written(one, named={id(one.sets[0]): claim})
    assert ["IK3", "CLM", "21", "2300", "8"] in said
    assert ["CTX", "CLM01:C7"] in said
    assert ["IK4", "5:1", "1331", "7", "99"] in said
    assert ["IK5", "E", "5"] in said
    assert ["AK9", "E", "2", "2", "2"] in said


def test_a_claim_without_a_place_is_quoted_with_one() -> None:
    one = group("")
    said = written(one, named={id(one.sets[0]): make_claim(100, place="")})
    assert ["IK4", "5:1", "1331", "7", "00"] in said


def test_each_group_has_a_set_of_its_own() -> None:
    said = written(group("", control="101"), group("5", control="102"), group(control="103", problem="2"))
    assert [one[2] for one in said if one[0] == "AK1"] == ["101", "102", "103"]
    assert [one[1] for one in said if one[0] == "AK9"] == ["A", "R", "R"]


def test_a_rejected_set_beside_a_named_one_is_partial() -> None:
    one = group("", "5")
    assert verdict(one, 1, {id(one.sets[0]): make_claim(1)}) == "P"
