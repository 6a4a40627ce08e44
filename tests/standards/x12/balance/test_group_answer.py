"""What a 999 says of sets and of their group (`balance.group_answer`): only what can be true of no group is told."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.check import check
from clearlane.standards.x12.tier import Tier
from tests.standards.x12.balance.balance_texts import told
from tests.standards.x12.x12_texts import ISA, counted, join

HEAD = [
    ISA, "GS*FA*A1*CLEARLANE*20261124*0930*101*X*005010X231A1", "ST*999*0001*005010X231A1", "AK1*HC*101*005010X222A1",
]  # fmt: skip
TAIL = ["SE*1*0001", "GE*1*101", "IEA*1*000000101"]
WRONG = "IK3*CLM*38*2300*8/IK4*2*782*6*8O/"


def answer(sets: str, group: str) -> bytes:
    """A 999. sets: A accepted, E with errors noted, R refused; small letters: one that names its errors."""
    said = []
    for number, one in enumerate(sets, 1):
        errors = WRONG if one.islower() else ""
        code = "" if one in "Aa" else "*5"
        said += f"AK2*837*{number:04d}*005010X222A1/{errors}IK5*{one.upper()}{code}".split("/")
    return join(counted([*HEAD, *said, group, *TAIL]))


SOUND = [
    ("A", "AK9*A*1*1*1"), ("e", "AK9*E*1*1*1"), ("E", "AK9*E*1*1*1"), ("r", "AK9*R*1*1*0"), ("Ar", "AK9*P*2*2*1"),
    ("Aer", "AK9*P*3*3*2"), ("", "AK9*A*3*3*3"), ("r", "AK9*P*5*5*4"), ("A", "AK9*E*1*1*1"), ("", "AK9*R*3*3*0*1"),
    ("R", "AK9*R*2*1*0*3*5"), ("r", "AK9*R*9*1*0*5"), ("", "AK9*P*3*3*1"), ("M", "AK9*M*1*1*0"), ("", "AK9*R*0*0*0"),
    ("A", "AK9*A*01*1*001"),
]  # fmt: skip


@pytest.mark.parametrize(("sets", "group"), SOUND)
def test_what_may_be_true_of_a_group_is_not_told(sets: str, group: str) -> None:
    assert told(answer(sets, group)) == []


CONTRARY = [
    ("a", "AK9*A*1*1*1", "2000 IK501 set_verdict"),
    ("a", "AK9*E*1*1*1", "2000 IK501 set_verdict"),
    ("e", "AK9*A*1*1*1", "ST AK901 group_verdict"),
    ("", "AK9*A*3*3*2", "ST AK901 group_verdict"),
    ("Ar", "AK9*E*2*2*1", "ST AK901 group_verdict"),
    ("A", "AK9*R*1*1*1", "ST AK901 group_verdict"),
    ("", "AK9*P*3*3*3", "ST AK901 group_verdict"),
    ("", "AK9*P*3*3*0", "ST AK901 group_verdict"),
    ("r", "AK9*A*1*1*1", "ST AK904 group_count"),
    ("A", "AK9*R*1*1*0", "ST AK904 group_count"),
    ("AA", "AK9*A*1*1*1", "ST AK903 group_count"),
    ("rr", "AK9*P*3*3*2", "ST AK904 group_count"),
    ("", "AK9*A*3*3*4", "ST AK904 group_count"),
    ("e", "AK9*E*2*1*1", "ST AK902 group_count"),
]


@pytest.mark.parametrize(("sets", "group", "expected"), CONTRARY)
def test_what_can_be_true_of_no_group_is_told_once(sets: str, group: str, expected: str) -> None:
    data = answer(sets, group)
    assert told(data) == [expected]
    assert list(check([data], tier=Tier.EXPLAIN)) == list(check([data]))


def test_of_a_set_that_is_wrong_anyway_nothing_more_is_told() -> None:
    assert told(answer("e", "AK9*A*1*1*1").replace(b"IK304", b"").replace(b"*2300*8~", b"*2300*0~")) == [
        "2100 IK304 bad_code"
    ]
    assert told(answer("A", "AK9*A*1*1*X")) == ["ST AK904 not_whole"]


def test_the_words_name_counts_and_what_would_be_right() -> None:
    (found,) = [one for one in check([answer("rrA", "AK9*P*3*3*2")]) if getattr(one, "rule", "").startswith("consist")]
    assert found.what == "AK904 is 2, but 2 of 3 are refused"  # type: ignore[union-attr]
    assert found.expected == "1 at most"  # type: ignore[union-attr]
