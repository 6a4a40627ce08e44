"""Conditions and relational notes: each note as the standard words it, counted anew by sets for any values."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.x12.conditions import broken_notes, holds
from clearlane.standards.x12.guide import Condition
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.scope import Scope

Told = list[tuple[str, int, int]]


@dataclass(slots=True)
class Open:
    """An open loop as a walk keeps it."""

    id: str = "2300"
    segments: list[bytes] = field(default_factory=list)
    outer: Open | None = None
    is_bracket: bool = False


def told(kind: str, positions: tuple[int, ...], sent: str) -> Told:
    """What a note says of a segment in which the elements with an x are sent: "x.x" is 01 and 03."""
    values = [b"ID", *(b"V" if one == "x" else b"" for one in sent)]
    return list(broken_notes([(kind, positions)], values))


NOTES: list[tuple[str, tuple[int, ...], str, Told]] = [
    # P: where one of them is sent, all are.
    ("P", (1, 2), "", []),
    ("P", (1, 2), "xx", []),
    ("P", (1, 2), "x.", [("missing_by_note", 2, 1)]),
    ("P", (1, 2), ".x", [("missing_by_note", 1, 2)]),
    ("P", (1, 2), "x", [("missing_by_note", 2, 1)]),
    ("P", (1, 2, 3), "x.x", [("missing_by_note", 2, 1)]),
    ("P", (1, 2, 3), "..x", [("missing_by_note", 1, 3)]),
    ("P", (2, 3), "x..", []),
    # R: at least one of them is sent.
    ("R", (2, 3), "xx", []),
    ("R", (2, 3), "..x", []),
    ("R", (2, 3), ".xx", []),
    ("R", (2, 3), "x", [("none_sent", 2, 3)]),
    ("R", (2, 3, 4), "x...", [("none_sent", 2, 4)]),
    ("R", (2, 3), "", [("none_sent", 2, 3)]),
    # E: at most one of them is sent.
    ("E", (2, 7), "", []),
    ("E", (2, 7), ".x", []),
    ("E", (2, 7), "......x", []),
    ("E", (2, 7), ".x....x", [("excluded", 7, 2)]),
    ("E", (2, 4, 7), "...x..x", [("excluded", 7, 4)]),
    ("E", (2, 4, 7), ".x.x..x", [("excluded", 4, 2)]),
    # C: where the first is sent, all others are.
    ("C", (6, 5), "....x", []),
    ("C", (6, 5), "....xx", []),
    ("C", (6, 5), ".....x", [("missing_by_note", 5, 6)]),
    ("C", (1, 2, 3), "xx.", [("missing_by_note", 3, 1)]),
    ("C", (1, 2, 3), "x..", [("missing_by_note", 2, 1)]),
    ("C", (1, 2, 3), ".x.", []),
    ("C", (1, 2, 3), "xxx", []),
    # L: where the first is sent, one of the others is.
    ("L", (5, 6, 7), "....x", [("missing_by_note", 6, 5)]),
    ("L", (5, 6, 7), "....xx", []),
    ("L", (5, 6, 7), "....x.x", []),
    ("L", (5, 6, 7), "....xxx", []),
    ("L", (5, 6, 7), ".....xx", []),
    ("L", (5, 6, 7), "", []),
]


@pytest.mark.parametrize(("kind", "positions", "sent", "found"), NOTES)
def test_a_note_says_what_is_missing_or_too_much(kind: str, positions: tuple[int, ...], sent: str, found: Told) -> None:
    assert told(kind, positions, sent) == found


def is_broken(kind: str, positions: tuple[int, ...], sent: frozenset[int]) -> bool:
    """The same, by sets, as the standard says it in words."""
    named, first, rest = set(positions), positions[0], set(positions[1:])
    return {
        "P": bool(named & sent) and not named <= sent,
        "R": not named & sent,
        "E": len(named & sent) > 1,
        "C": first in sent and not rest <= sent,
        "L": first in sent and not rest & sent,
    }[kind]


@given(
    st.sampled_from("PRECL"),
    st.lists(st.integers(1, 8), min_size=2, max_size=4, unique=True).map(tuple),
    st.frozensets(st.integers(1, 8)),
    st.integers(0, 8),
)
def test_a_note_is_broken_where_its_words_say_so(
    kind: str, positions: tuple[int, ...], sent: frozenset[int], length: int
) -> None:
    values = [b"ID", *(b"V" if n in sent else b"" for n in range(1, max(length, *sent, 0) + 1))]
    found = list(broken_notes([(kind, positions)], values))
    assert bool(found) == is_broken(kind, positions, sent)
    for rule, wrong, beside in found:
        assert {wrong, beside} <= set(positions)
        assert (wrong in sent) is (rule == "excluded")
        assert beside in sent or kind == "R"


@given(st.lists(st.booleans(), max_size=6), st.integers(0, 4))
def test_empty_elements_at_the_end_change_nothing(sent: list[bool], more: int) -> None:
    notes = [("P", (1, 2)), ("R", (2, 3)), ("E", (3, 4)), ("C", (4, 5)), ("L", (5, 6))]
    values = [b"ID", *(b"V" if one else b"" for one in sent)]
    assert list(broken_notes(notes, values)) == list(broken_notes(notes, [*values, *[b""] * more]))


def test_each_note_is_told_in_the_order_in_which_it_stands() -> None:
    notes = [("R", (2, 3)), ("P", (5, 6)), ("E", (1, 5))]
    assert [rule for rule, *_ in broken_notes(notes, [b"REF", b"x", b"", b"", b"", b"x"])] == [
        "none_sent", "missing_by_note", "excluded",
    ]  # fmt: skip


REAL: list[tuple[str, str, Told]] = [
    ("REF", "REF*EI", [("none_sent", 2, 3)]),
    ("REF", "REF*EI**TEXT", []),
    ("REF", "REF*EI*123", []),
    ("N4", "N4*TOWN*ID*83702*US***ID", [("excluded", 7, 2)]),
    ("N4", "N4*TOWN*ID*83702****ID", [("excluded", 7, 2), ("missing_by_note", 4, 7)]),
    ("N4", "N4*TOWN**83702****RJ", [("missing_by_note", 4, 7)]),
    ("N4", "N4*TOWN**83702*BR***RJ", []),
    ("N4", "N4*TOWN**83702**RJ", []),
    ("N4", "N4*TOWN**83702***X", [("missing_by_note", 5, 6)]),
    ("N4", "N4*TOWN**83702**CC*X", []),
    ("SV1", "SV1*HC:1*5*UN", [("missing_by_note", 4, 3)]),
    ("SV1", "SV1*HC:1*5**2", [("missing_by_note", 3, 4)]),
    ("SV1", "SV1*HC:1*5*UN*2", []),
    ("CAS", "CAS*CO*45*5", []),
    ("CAS", "CAS*CO*45*5**97", [("missing_by_note", 6, 5)]),
    ("CAS", "CAS*CO*45*5***7", [("missing_by_note", 5, 6)]),
    ("CAS", "CAS*CO*45*5**97*7", []),
]


@pytest.mark.parametrize(("id", "segment", "found"), REAL)
def test_the_notes_of_the_dictionary_rule_real_segments(id: str, segment: str, found: Told) -> None:
    notes = [(note.kind, note.positions) for note in read_dictionary().segments[id].notes]
    assert list(broken_notes(notes, segment.encode().split(b"*"))) == found


SENT = [b"REF", b"BM", b"12", b""]
CONDITIONS = [
    (Condition(element=1), True),
    (Condition(element=3), False),
    (Condition(element=9), False),
    (Condition(element=1, codes=("BM", "EL")), True),
    (Condition(element=1, codes=("EL",)), False),
    (Condition(element=3, codes=("",)), True),
    (Condition(element=9, codes=("EL",)), False),
    (Condition(element=2, codes=("1",)), False),
]


@pytest.mark.parametrize(("condition", "is_so"), CONDITIONS)
def test_a_condition_asks_for_the_value_beside(condition: Condition, is_so: bool) -> None:
    assert holds(condition, instance=Open(), parts=SENT, near=SENT, rules={}) is is_so


def test_within_a_composite_the_values_beside_are_its_components() -> None:
    inner = [b"", b"HC", b"99213"]
    asked = Condition(element=1, codes=("HC",))
    assert holds(asked, instance=Open(), parts=SENT, near=inner, rules={})
    assert not holds(asked, instance=Open(), parts=SENT, near=SENT, rules={})


def test_a_named_condition_sees_the_segment_and_its_loop() -> None:
    loop = Open(segments=[b"CLM*A1*5***11:B:7"])
    rules = {
        "replaces": lambda scope: scope.text("CLM05-3") == "7",
        "is_bm": lambda scope: scope.element(1) == "BM",
        "in_line": lambda scope: scope.loop == "2400",
    }
    answers = {n: holds(Condition(n), instance=loop, parts=SENT, near=[], rules=rules) for n in rules}
    assert answers == {"replaces": True, "is_bm": True, "in_line": False}


def test_a_name_goes_before_an_element() -> None:
    asked = Condition("never", element=1)
    assert not holds(asked, instance=Open(), parts=SENT, near=SENT, rules={"never": lambda _: False})
    with pytest.raises(KeyError):
        holds(Condition("unknown"), instance=Open(), parts=SENT, near=SENT, rules={})


def test_a_scope_without_a_segment_at_hand_speaks_of_the_loops_first() -> None:
    rules = {"is_claim": lambda scope: scope.element(1) == "A1"}
    loop = Open(segments=[b"CLM*A1*5", b"REF*D9*X"])
    assert Scope(loop).element(1) == "A1"
    assert holds(Condition("is_claim"), instance=loop, parts=(), near=[], rules=rules)
