"""Relational notes over each combination of what can be sent, against the sentence with which the standard says it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from clearlane.standards.x12.conditions import broken_notes, holds
from clearlane.standards.x12.guide import Condition
from clearlane.standards.x12.read_dictionary import read_dictionary

KINDS = "PRECL"
PLACES = [(1, 2), (2, 3), (1, 3), (1, 2, 3), (3, 1, 2), (2, 1, 4), (1, 2, 3, 4)]


def is_broken(kind: str, sent: list[bool]) -> bool:
    """The note as a sentence. sent: whether each of its elements was sent, in the order of the note."""
    first, *others = sent
    match kind:
        case "P":  # if any is sent, all are
            return any(sent) and not all(sent)
        case "R":  # at least one is sent
            return not any(sent)
        case "E":  # at most one is sent
            return sum(sent) > 1
        case "C":  # if the first is sent, all the others are
            return first and not all(others)
        case _:  # if the first is sent, at least one of the others is
            return first and not any(others)


def rows(width: int) -> Iterator[list[bytes]]:
    """Each way to send and leave out this many elements, with the empty end there and cut off."""
    for pattern in product([b"", b"X"], repeat=width):
        values = [b"NM1", *pattern]
        yield values
        while not values[-1]:
            values = values[:-1]
        yield values


@pytest.mark.parametrize("positions", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_note_is_broken_exactly_when_its_sentence_is_false(kind: str, positions: tuple[int, ...]) -> None:
    for values in rows(max(positions)):
        sent = [n < len(values) and values[n] != b"" for n in positions]
        found = list(broken_notes([(kind, positions)], values))
        assert bool(found) == is_broken(kind, sent), values


@pytest.mark.parametrize("positions", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_note_names_one_element_that_is_wrong_and_one_that_makes_it_so(
    kind: str, positions: tuple[int, ...]
) -> None:
    for values in rows(max(positions)):
        sent = {n for n in positions if n < len(values) and values[n]}
        for rule, wrong, reason in broken_notes([(kind, positions)], values):
            assert {wrong, reason} <= set(positions)
            assert (wrong in sent) == (rule == "excluded")
            if kind in "PCL":
                assert reason in sent
            if kind == "E":
                assert wrong != reason


def test_each_note_of_the_dictionary_can_be_kept_and_can_be_broken() -> None:
    dictionary = read_dictionary()
    for definition in (*dictionary.segments.values(), *dictionary.composites.values()):
        for note in definition.notes:
            outcomes = {
                bool(list(broken_notes([(note.kind, note.positions)], values)))
                for values in rows(max(note.positions))
            } if max(note.positions) <= 8 else {True, False}  # fmt: skip
            assert outcomes == {True, False}, (definition.id, str(note))


def test_notes_are_told_in_the_order_of_the_dictionary() -> None:
    notes = [("P", (3, 4)), ("R", (1, 2)), ("E", (3, 5))]
    values = [b"NM1", b"", b"", b"X", b"", b"X"]
    assert [one[0] for one in broken_notes(notes, values)] == ["missing_by_note", "none_sent", "excluded"]


class _Nowhere:
    """A loop instance without segments."""

    segments: list[bytes] = []
    outer = None
    id = ""
    is_bracket = False


def asks(condition: Condition, *near: bytes) -> bool:
    return holds(condition, instance=_Nowhere(), parts=[b"NM1"], near=[b"NM1", *near], rules={})


@pytest.mark.parametrize(
    ("codes", "value", "expected"),
    [
        ((), b"A", True),
        ((), b"", False),
        (("A", "B"), b"A", True),
        (("A", "B"), b"B", True),
        (("A", "B"), b"AB", False),
        (("A", "B"), b"", False),
        (("A",), b"a", False),
    ],
)
def test_a_condition_on_an_element_looks_at_its_value(codes: tuple[str, ...], value: bytes, expected: bool) -> None:
    assert asks(Condition(element=2, codes=codes), b"", value) is expected


def test_a_condition_on_an_element_that_was_not_sent_does_not_hold() -> None:
    assert not asks(Condition(element=7, codes=("A",)), b"A")
    assert not asks(Condition(element=7), b"A")


def test_a_named_condition_asks_its_rule_of_the_segment_at_hand() -> None:
    seen: list[str] = []

    def rule(scope: object) -> bool:
        seen.append(scope.element(1))  # type: ignore[attr-defined]
        return True

    parts = [b"NM1", b"85"]
    assert holds(Condition(name="rule"), instance=_Nowhere(), parts=parts, near=parts, rules={"rule": rule})
    assert seen == ["85"]
