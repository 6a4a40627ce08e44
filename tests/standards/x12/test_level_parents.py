"""A level that may hang at two depths hangs beneath the parent that its HL02 names."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.library import Entry, entries, load_machine
from clearlane.standards.x12.machine import Machine
from tests.standards.x12.small_guide import compiled, findings

ROWS = """
2000C  R  >1  Subscriber level
  0100 HL   M  1   Subscriber level  01 02? 03=22 04=0|1
  2000E  S  2  Event level
    0100 HL   M  1   Event level  01 02 03=EV 04=0|1
    0200 REF  R  1   Event: number  01=BB 02
    2000F  S  >1  Service level
      0100 HL   M  1   Service level  01 02 03=SS 04=0
  2000D  S  >1  Dependent level
    0100 HL   M  1   Dependent level  01 02 03=23 04=0|1
    use 2000E  S  2
"""
START = "HL*1**22*1 HL*2*1*23*1 "
DEPENDENT_EVENT = "HL*3*2*EV*0 REF*BB*A "
TREES = {
    "of the dependent": (START + DEPENDENT_EVENT, []),
    "of the subscriber, behind his dependent": (START + DEPENDENT_EVENT + "HL*4*1*EV*0 REF*BB*B", []),
    "of the subscriber, who has no dependent": ("HL*1**22*1 HL*2*1*EV*0 REF*BB*A", []),
    "behind a service of another event": (
        START + "HL*3*2*EV*1 REF*BB*A HL*4*3*SS*0 HL*5*1*EV*1 REF*BB*B HL*6*5*SS*0 HL*7*5*SS*0",
        [],
    ),
    "of the second of two dependents": (START.replace("23*1", "23*0") + "HL*3*1*23*1 HL*4*3*EV*0 REF*BB*A", []),
    "of a dependent who has ended": (
        START + DEPENDENT_EVENT + "HL*4*1*23*1 HL*5*2*EV*0 REF*BB*B",
        ["2000E HL02 element.level_parent"],
    ),
    "of nobody": (START + "HL*3*9*EV*0 REF*BB*A", ["2000E HL02 element.level_parent"]),
    "without a parent": (START + "HL*3**EV*0 REF*BB*A", ["2000E HL02 element.missing"]),
    "of an event": (START + DEPENDENT_EVENT + "HL*4*3*EV*0 REF*BB*B", ["2000E HL02 element.level_parent"]),
    "the third of its parent": (
        START + DEPENDENT_EVENT + "HL*4*2*EV*0 REF*BB*B HL*5*2*EV*0 REF*BB*C",
        ["2000E HL02 element.level_parent"],  # a repair looks at structure alone: there is room beneath the subscriber
    ),
    "the third, of which one is the subscriber's": (
        START + DEPENDENT_EVENT + "HL*4*2*EV*0 REF*BB*B HL*5*1*EV*0 REF*BB*C",
        [],
    ),
}


@pytest.mark.parametrize("what", TREES)
def test_an_event_hangs_beneath_the_parent_it_names(what: str) -> None:
    segments, expected = TREES[what]
    assert [f"{one.place} {one.rule}" for one in findings(ROWS, segments)] == expected


def choices_by_parent(machine: Machine) -> set[tuple[str, bytes]]:
    return {
        (loop.id, id)
        for loop in machine.loops()
        for state in loop.states
        for id, choice in state.items()
        if choice.by_parent
    }


def test_the_parent_is_asked_only_within_the_level_that_may_be_left_for_another() -> None:
    assert choices_by_parent(compiled(ROWS)) == {("2000D", b"HL"), ("2000E", b"HL"), ("2000F", b"HL")}


@pytest.mark.parametrize("entry", [one for one in entries() if one.set_id != "278"], ids=lambda entry: entry.version)
def test_no_other_guide_asks_for_the_parent(entry: Entry) -> None:
    assert choices_by_parent(load_machine(entry.files)) == set()
