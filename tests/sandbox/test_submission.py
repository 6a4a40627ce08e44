"""What a payer makes of a submission: days of service, what can be taken, and what is only an acknowledgment."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane_sandbox.submission import Claim, Group, Interchange, Line, Set
from tests.sandbox.people import make_claim

ISA = "ISA 00 x 00 x ZZ SENDER ZZ RECEIVER 261124 0930 ^ 00501 000000101 1 T :".split(" ")
DAYS = st.sampled_from(["", "20260105", "20260107", "20260131"])


def claim(*days: tuple[str, str]) -> Claim:
    one = make_claim()
    one.lines = [Line("HC:99213", 100, "1", start, end) for start, end in days]
    return one


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        ([], "", ""),
        ([("", "")], "", ""),
        ([("20260105", "")], "20260105", "20260105"),
        ([("20260105", "20260107")], "20260105", "20260107"),
        ([("20260107", ""), ("20260105", "")], "20260105", "20260107"),
        ([("", ""), ("20260105", "")], "20260105", "20260105"),
        ([("20260101", "20260131"), ("20260105", "")], "20260101", "20260131"),
    ],
)
def test_a_claim_lasts_from_its_first_to_its_last_day(days: list[tuple[str, str]], start: str, end: str) -> None:
    assert (claim(*days).start, claim(*days).end) == (start, end)


@given(st.lists(st.tuples(DAYS, DAYS), max_size=5))
@settings(deadline=None)
def test_a_claim_never_begins_after_its_lines(days: list[tuple[str, str]]) -> None:
    one = claim(*days)
    assert all(one.start <= start for start, _ in days if start)
    assert all(one.end >= (end or start) for start, end in days)


def test_an_interchange_is_known_by_its_isa() -> None:
    one = Interchange(ISA)
    assert (one.control, one.usage, one.asks) == ("000000101", "T", True)
    assert not Interchange([*ISA[:14], "0", *ISA[15:]]).asks


@pytest.mark.parametrize(
    ("kinds", "acknowledges"),
    [([], True), (["FA"], True), (["FA", "FA"], True), (["HC"], False), (["FA", "HC"], False)],
)
def test_what_holds_only_acknowledgments_is_one(kinds: list[str], acknowledges: bool) -> None:
    groups = [Group(kind, "A", "B", "1", "005010X231A1") for kind in kinds]
    assert Interchange(ISA, groups).acknowledges is acknowledges


@pytest.mark.parametrize(
    ("group_problem", "set_problem", "taken"),
    [("", "", ["C1", "C2"]), ("2", "", []), ("", "4", ["C2"]), ("2", "4", [])],
)
def test_claims_are_those_that_can_be_taken(group_problem: str, set_problem: str, taken: list[str]) -> None:
    first = Set("0001", "v", claims=[make_claim(1, number="C1")], problem=set_problem)
    second = Set("0002", "v", claims=[make_claim(1, number="C2")])
    group = Group("HC", "A", "B", "1", "v", [first, second], group_problem)
    assert [one.number for one in Interchange(ISA, [group]).claims()] == taken
