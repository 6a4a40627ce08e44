"""Search: which row a segment is, by its keys alone; the innermost first, and for levels the parent that it names."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.machine import Choice, Loop, Machine
from clearlane.standards.x12.search import find, search
from tests.standards.x12.small_guide import compiled

ROWS = """
0100 BHT  M  1  Begin  01=0019 02=00
0150 REF  S  1  Number of the set  01=87 02
A  S  9  Party
  0200 NM1  R  1  Payee  01=87 02=2 03
  0300 DTP  S  1  Day  01=472 02=D8 03@02
  0300 DTP  S  1  Other day  01=471|473 02=D8 03@02
  0400 HI   S  1  Diagnoses  01(01=ABK 02)
  0400 HI   S  1  Reasons  01(01=APR 02)
  0500 REF  S  1  Number of the party  01=EI|SY 02
  B  S  9  Detail
    0600 LX   R  1  Detail  01
    0700 REF  S  1  Number of the detail  01=6R 02
    0700 N3   S  1  Street  01
0900 REF  S  1  Last number  01=ZZ 02  trailer
"""


@pytest.fixture(scope="module")
def machine() -> Machine:
    return compiled(ROWS.strip("\n"))


def loop(machine: Machine, id: str) -> Loop:
    return next(one for one in machine.loops() if one.id == id)


def choice(machine: Machine, id: str, group: int, segment: str) -> Choice:
    """What a segment may be in a loop of which a group was reached."""
    return loop(machine, id).states[group][segment.split("*", 1)[0].encode()]


def name(machine: Machine, id: str, group: int, segment: str) -> str | None:
    """The row that a segment is there."""
    parts = [one.encode("latin-1") for one in segment.split("*")]
    found = search(choice(machine, id, group, segment), parts)
    return found.member.name if found else None


FOUND: list[tuple[str, int, str, str | None]] = [
    ("A", 0, "DTP*472*D8*20261110", "Day"),
    ("A", 0, "DTP*471*D8*20261110", "Other day"),
    ("A", 0, "DTP*473*D8*20261110", "Other day"),
    ("A", 0, "DTP*474*D8*20261110", None),
    ("A", 0, "DTP**D8*20261110", None),
    ("A", 0, "DTP", None),
    ("A", 0, "DTP*472 *D8*20261110", None),
    ("A", 0, "HI*ABK:E119", "Diagnoses"),
    ("A", 0, "HI*APR:R05", "Reasons"),
    ("A", 0, "HI*ABK", "Diagnoses"),
    ("A", 0, "HI*:E119", None),
    ("A", 0, "HI*", None),
    ("A", 0, "HI", None),
    ("A", 0, "HI*E119:ABK", None),
    ("A", 0, "REF*EI*1", "Number of the party"),
    ("A", 0, "REF*ZZ*1", "Last number"),
    ("A", 0, "REF*6R*1", None),
    ("B", 0, "REF*6R*1", "Number of the detail"),
    ("B", 0, "REF*ZZ*1", "Last number"),
    ("B", 0, "REF*EI*1", None),
    ("B", 0, "N3*ELM", "Street"),
    ("B", 0, "N3", "Street"),
    ("B", 0, "LX*2", "Detail"),
    ("B", 0, "NM1*87*2*OAK", "Party"),
]
"""The loop and the group that were reached, a segment, the row that it is; None where its keys are those of none."""


@pytest.mark.parametrize(("id", "group", "segment", "expected"), FOUND)
def test_a_segment_is_the_row_whose_keys_it_has(
    id: str, group: int, segment: str, expected: str | None, machine: Machine
) -> None:
    assert name(machine, id, group, segment) == expected


@pytest.mark.parametrize(("id", "group", "segment", "expected"), FOUND)
def test_it_is_the_same_when_it_was_sought_before(id: str, group: int, segment: str, expected: str | None) -> None:
    fresh = compiled(ROWS.strip("\n"))
    for _ in range(3):
        assert name(fresh, id, group, segment) == expected


def test_what_is_told_by_its_first_element_is_remembered_by_that() -> None:
    fresh = compiled(ROWS.strip("\n"))
    days = choice(fresh, "A", 0, "DTP")
    for segment in ("DTP*472*D8*1", "DTP*472*D8*2", "DTP*471", "DTP*999", "DTP"):
        name(fresh, "A", 0, segment)
    assert {code: target.member.name for code, target in days.found.items()} == {b"472": "Day", b"471": "Other day"}


def test_what_is_told_by_a_component_is_not_remembered_by_the_whole_element() -> None:
    fresh = compiled(ROWS.strip("\n"))
    for segment in ("HI*ABK:E119", "HI*APR:R05"):
        name(fresh, "A", 0, segment)
    assert choice(fresh, "A", 0, "HI").found == {}


LEVELS = """
2000A  R  >1  First level
  0100 HL   M  1  First  01 02? 03=22 04=0|1
  2000E  S  9  Event level
    0100 HL   M  1  Event  01 02 03=EV 04=0|1
  2000D  S  9  Second level
    0100 HL   M  1  Second  01 02 03=23 04=0|1
    use 2000E  S  9
"""


@pytest.fixture(scope="module")
def levels() -> Machine:
    return compiled(LEVELS.strip("\n"))


def standing(machine: Machine, *path: tuple[str, bytes]) -> Frame:
    """The frame of the last of these levels, each within the one before: their ids and numbers."""
    frame = Frame(machine.root, None, 1, 0)
    for id, number in path:
        inner = next(one.loop for one in frame.loop.members if one.loop and one.loop.id == id)
        frame = Frame(inner, frame, frame.number + 1, 0)
        frame.level_number = number
    return frame


BENEATH = [
    ((("2000A", b"1"), ("2000D", b"2")), b"2", "2000D", 0),
    ((("2000A", b"1"), ("2000D", b"2")), b"1", "2000A", 1),
    ((("2000A", b"1"), ("2000D", b"2")), b"7", "2000D", 0),
    ((("2000A", b"1"), ("2000D", b"2")), b"", "2000D", 0),
    ((("2000A", b"1"), ("2000D", b"2"), ("2000E", b"3")), b"2", "2000D", 1),
    ((("2000A", b"1"), ("2000D", b"2"), ("2000E", b"3")), b"1", "2000A", 2),
    ((("2000A", b"1"), ("2000D", b"2"), ("2000E", b"3")), b"3", "2000D", 1),
    ((("2000A", b"1"), ("2000E", b"2")), b"1", "2000A", 1),
]
"""The open levels, the parent that an event names, the loop beneath which it hangs, and how many close for it."""


@pytest.mark.parametrize(("path", "parent", "home", "closes"), BENEATH)
def test_a_level_hangs_beneath_the_open_level_it_names_else_the_innermost(
    path: tuple[tuple[str, bytes], ...], parent: bytes, home: str, closes: int, levels: Machine
) -> None:
    frame = standing(levels, *path)
    found = find(frame.loop.states[0][b"HL"], [b"HL", b"9", parent, b"EV", b"0"], frame)
    assert found is not None
    assert (found.member.home.id, found.closes) == (home, closes)


@pytest.mark.parametrize("parts", [[b"HL"], [b"HL", b"9"], [b"HL", b"9", b"1", b"XX"], [b"HL", b"9", b"1"]])
def test_a_level_of_no_known_code_is_none(parts: list[bytes], levels: Machine) -> None:
    frame = standing(levels, ("2000A", b"1"), ("2000D", b"2"))
    assert find(frame.loop.states[0][b"HL"], parts, frame) is None
