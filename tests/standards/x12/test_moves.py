"""What a repair decides: for each kind of defect the move it makes, and that it never makes two where one suffices."""

from __future__ import annotations

from functools import cache

import pytest

from clearlane.standards.x12.ahead import Ahead
from clearlane.standards.x12.fits import fits, value_at
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.hypothesis import (
    Action,
    Hypothesis,
    after,
    fresh,
    missing_before,
    over_after,
    stack_of,
    wanted_of,
)
from clearlane.standards.x12.machine import Loop, Machine
from clearlane.standards.x12.moves import (
    DROP,
    ENTER,
    FULL,
    FULL_BEHIND,
    LATE,
    MISSING,
    QUALIFIER,
    SWAP,
    TOO_MANY,
    TOO_MANY_OF_LEVEL,
    moves,
)
from clearlane.standards.x12.repair import Repair
from tests.standards.x12.small_guide import compiled

ROWS = """
0100 BHT  M  1  Begin  01=0019 02=00
A  R  9  Party
  0200 NM1  R  1  Name  01=85|87 02=2
  0300 N3  S  2  Street  01
  0400 N4  R  1  Place  01
  0500 REF  S  1  Number  01=EI 02
  0500 REF  S  1  Other number  01=SY 02
  B  S  >1  Detail
    0600 LX  R  1  Number  01
    0700 DTP  R  1  Day  01=472 02=D8 03@02
    0800 AMT  S  2  Amount  01=T 02
"""
NAME, STREET, PLACE, NUMBER = "NM1*85*2", "N3*A", "N4*BOISE", "REF*EI*1"
DETAIL, DAY, AMOUNT, END = "LX*1", "DTP*472*D8*20261110", "AMT*T*5", "SE*9*0001"


@cache
def machine() -> Machine:
    return compiled(ROWS)


def loop(id: str) -> Loop:
    return next(one for one in machine().loops() if one.id == id)


def open_at(*segments: str) -> Frame:
    """The frames after a clean start: ST, BHT, and these."""
    frame = Frame(machine().root, None, 1, 0)
    frame.counts[0] = 1
    for segment in ("BHT*0019*00", *segments):
        parts = segment.encode().split(b"*")
        choice = frame.loop.states[frame.at][parts[0]]
        target = next(one for one, _ in choice.candidates if fits(one.member.row, parts))
        for _ in range(target.closes):
            assert frame.outer is not None
            frame = frame.outer
        frame.counts[target.member.index] += 1
        frame.at = target.member.group
        if target.member.loop is not None:
            frame = Frame(target.member.loop, frame, 1, 0)
            frame.counts[0] = 1
    return frame


def decided(start: list[str], ahead: list[str]) -> list[Action]:
    """What the repair says of the segments ahead."""
    found = Repair(machine()).actions(open_at(*start), [one.encode().split(b"*") for one in ahead])
    assert found is not None
    return list(found)


def shown(action: Action) -> str:
    """An action in words."""
    words = [action.kind]
    words += ["missing " + " and ".join(one.name for one in action.skipped)] if action.skipped else []
    words += ["too many"] if action.too_many else []
    words += ["misspelt"] if action.is_misspelt else []
    words += ["late"] if action.is_late else []
    return ", ".join(words)


DEFECTS = {
    "an unknown segment": ([NAME], ["ZZZ*1", STREET, PLACE, END], ["drop"]),
    "a segment of another place": ([NAME, STREET], [AMOUNT, PLACE, NUMBER, END], ["drop"]),
    "a missing row": ([NAME, STREET], [NUMBER, DETAIL, DAY, END], ["take, missing Place"]),
    "a missing row before a loop": ([NAME], [DETAIL, DAY, END], ["take, missing Place"]),
    "a missing row at the end": ([NAME], [END], ["take, missing Place"]),
    "a missing first row": ([], [STREET, PLACE, NUMBER, END], ["enter, missing Name"]),
    "a detail without its first row": ([NAME, PLACE], [DAY, AMOUNT, END], ["enter, missing Number"]),
    "a row too often": ([NAME, PLACE, NUMBER], [NUMBER, DETAIL, DAY, END], ["take, too many"]),
    "two rows the wrong way round": ([NAME], [PLACE, STREET, NUMBER, END], ["take", "late"]),
    "a misspelt row": ([NAME], ["n4*BOISE", NUMBER, DETAIL, DAY, END], ["take, misspelt"]),
    "a row with two letters the wrong way round": (
        [NAME],
        ["4N*BOISE", NUMBER, DETAIL, DAY, END],
        ["take, misspelt"],
    ),
    "a row much too late": ([NAME], [NUMBER, DETAIL, DAY, PLACE, END], ["take, missing Place", "take", "take", "late"]),
    "a detail behind its own day": ([NAME, PLACE], [DAY, DETAIL, AMOUNT, END], ["enter, missing Number", "late"]),
    "a day behind its amount": ([NAME, PLACE, DETAIL], [AMOUNT, DAY, DETAIL, DAY, END], ["take, missing Day", "late"]),
}


@pytest.mark.parametrize("what", DEFECTS)
def test_a_defect_is_mended_by_one_move(what: str) -> None:
    start, ahead, expected = DEFECTS[what]
    assert [shown(action) for action in decided(start, ahead)] == expected


def test_what_comes_late_is_not_told_as_missing() -> None:
    first, *_, last = decided([NAME], [NUMBER, DETAIL, DAY, PLACE, END])
    assert [one.name for one in first.skipped] == ["Place"]
    assert [one.name for one in first.cancelled] == ["Place"]
    assert (last.kind, last.level) == ("late", 1)


def test_the_trailer_is_never_dropped() -> None:
    start = Hypothesis(0, 0, (), stack_of(open_at(NAME)), frozenset())
    kinds = {one.make(one).actions[-1].kind for one in moves(start, Ahead(END.encode().split(b"*")), tries_all=True)}
    assert kinds == {"take"}


def test_where_a_segment_fits_nothing_else_is_tried_unless_asked() -> None:
    start = Hypothesis(0, 0, (), stack_of(open_at(NAME)), frozenset())
    street = Ahead(STREET.encode().split(b"*"))
    assert [one.cost for one in moves(start, street, tries_all=False)] == [0]
    assert len(list(moves(start, street, tries_all=True))) > 1


COSTS = [
    ("one missing is dearer than one wrong code", MISSING, QUALIFIER),
    ("to drop is dearer than one missing", DROP, MISSING),
    ("to drop is dearer than to swap", DROP, SWAP),
    ("to drop is dearer than late", DROP, LATE),
    ("late is dearer than too many", LATE, TOO_MANY),
    ("a loop without its first row is dearer than a row of it again", ENTER, LATE + FULL),
    ("one that comes again behind its loops is dearer", LATE + FULL_BEHIND, ENTER),
    ("one too many of a level is dearer than the next level without its first row", TOO_MANY_OF_LEVEL, ENTER),
    ("to drop is dearer than one too many of a level", DROP, TOO_MANY_OF_LEVEL),
    ("to drop is dearer than what comes again there", DROP, LATE + FULL_BEHIND),
    ("two faults are dearer than any one", 2 * TOO_MANY, max(MISSING, ENTER)),
]


@pytest.mark.parametrize(("law", "dearer", "cheaper"), COSTS, ids=[law for law, _, _ in COSTS])
def test_costs_keep_their_order(law: str, dearer: float, cheaper: float) -> None:
    assert dearer > cheaper, law


@pytest.mark.parametrize(
    ("segment", "place", "value"),
    [
        ("HI*ABK:J020", (1, 0), b"ABK:J020"),
        ("HI*ABK:J020", (1, 1), b"ABK"),
        ("HI*ABK:J020", (1, 2), b"J020"),
        ("HI*ABK:J020", (1, 3), b""),
        ("HI*ABK:J020", (2, 1), b""),
        ("HI*A:B:C:D", (1, 2), b"B"),
    ],
)
def test_a_value_is_found_by_element_and_component(segment: str, place: tuple[int, int], value: bytes) -> None:
    assert value_at(segment.encode().split(b"*"), place) == value


@pytest.mark.parametrize(
    ("segment", "is_name"),
    [("NM1*85*2", True), ("NM1*87*2", True), ("NM1*41*2", False), ("NM1", False), ("N3*85", False), ("nm1*85", False)],
)
def test_a_segment_can_be_a_row_by_its_id_and_first_code(segment: str, is_name: bool) -> None:
    row = loop("A").members[0].row
    assert fits(row, segment.encode().split(b"*")) is is_name


def test_a_stack_is_the_open_loops_from_outside_in() -> None:
    stack = stack_of(open_at(NAME, PLACE, DETAIL))
    assert [one.loop.id for one in stack] == ["ST", "A", "B"]
    assert [sum(one.counts) for one in stack] == [3, 3, 1]


def test_after_a_target_what_was_passed_by_is_told_once() -> None:
    frame = open_at(NAME, PLACE, DETAIL)
    ((target, _),) = frame.loop.states[frame.at][b"NM1"].candidates
    stack = stack_of(frame)
    missing = missing_before(stack, target, wanted_of(frame))
    assert [one.name for one in missing] == ["Day"]
    assert over_after(stack, target) == 0
    assert after(stack, target, missing)[-1] == fresh(loop("A"))


@pytest.mark.parametrize("times", [1, 2, 3])
def test_beyond_its_maximum_a_row_is_over_by_so_many(times: int) -> None:
    frame = open_at(NAME, PLACE, DETAIL, DAY, AMOUNT, AMOUNT)
    frame.counts[2] += times - 1
    ((target, _),) = frame.loop.states[frame.at][b"AMT"].candidates
    assert over_after(stack_of(frame), target) == times


def test_the_same_defect_is_answered_from_memory() -> None:
    repair = Repair(machine())
    ahead = [one.encode().split(b"*") for one in ("ZZZ*1", STREET, PLACE, END)]
    first = repair.actions(open_at(NAME), ahead)
    assert repair.actions(open_at(NAME), ahead) is first
    other = [one.encode().split(b"*") for one in ("ZZZ*2", "N3*OTHER", PLACE, END)]
    assert repair.actions(open_at(NAME), other) is first


def test_what_a_search_did_not_look_at_changes_nothing() -> None:
    repair = Repair(machine())
    start = ["ZZZ*1", STREET, PLACE, DETAIL, DAY, AMOUNT, AMOUNT, DETAIL, DAY]
    first = repair.actions(open_at(NAME), [one.encode().split(b"*") for one in start])
    other = [*start[:6], DETAIL, DAY, END]
    assert repair.actions(open_at(NAME), [one.encode().split(b"*") for one in other]) is first


def test_what_passes_a_row_by_looks_as_far_as_it_may_for_it() -> None:
    details = [DETAIL, DAY, AMOUNT, DETAIL, DAY, AMOUNT, AMOUNT]
    assert [shown(one) for one in decided([NAME], [*details, DETAIL])] == ["take, missing Place"]
    assert decided([NAME], [*details, PLACE])[0].cancelled


def test_what_was_told_as_missing_before_is_not_told_again_when_it_comes() -> None:
    frame = open_at(NAME, DETAIL, DAY)
    assert frame.outer is not None
    place = next(one for one in frame.outer.loop.members if one.name == "Place")
    frame.outer.counts[place.index] = -1
    (late,) = Repair(machine()).actions(frame, [one.encode().split(b"*") for one in (PLACE, DETAIL, DAY, END)])
    assert (late.kind, late.is_told) == ("late", True)


def test_a_row_that_comes_before_several_others_is_one_fault() -> None:
    first, late = decided([NAME], [NUMBER, STREET, PLACE, DETAIL, DAY, END])
    assert [shown(first), shown(late)] == ["take, missing Place", "late"]
    assert late.goes_back
    assert [one.name for one in first.cancelled] == ["Place"]


def test_the_end_of_the_set_is_no_middle() -> None:
    repair = Repair(machine())
    short = [one.encode().split(b"*") for one in ("ZZZ*1", STREET)]
    repair.actions(open_at(NAME), short)
    longer = [*short, *(one.encode().split(b"*") for one in ("ZZZ*1", "ZZZ*1", PLACE, END))]
    alone = Repair(machine()).actions(open_at(NAME), longer)
    assert repair.actions(open_at(NAME), longer) == alone
