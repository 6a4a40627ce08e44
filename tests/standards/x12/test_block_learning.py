"""How a block learns: an instance is walked first, its combination is known then, and only what is known is taken."""

from __future__ import annotations

from typing import cast

import pytest

from clearlane.standards.x12 import block as module
from clearlane.standards.x12.block import Block, Lesson, Taken, block_of
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.machine import Loop, Machine
from tests.standards.x12.small_guide import compiled

ENDS = b"\r\n"
AFTER = b"SE*9*0001~"
ROWS = """
0100 BHT  M  1  Begin  01=0019 02=00
A  S  >1  Claim  unit claim
  0200 CLM  R  1  Claim  01 02 05(01 02=B 03)
  0300 DTP  S  1  Day  01=472 02=D8 03@02
  0400 REF  S  1  Number  01=F8 02  ?replaces_a_claim
  0500 NM1  R  1  Name  01=82 02=1 03 08? 09:npi?
  B  S  3  Line
    0600 LX   R  1  Number  01
    0700 N3   S  1  Street  01
"""
CLAIM = b"CLM*A*1***11:B:1~NM1*82*1*HART~"
REPLACING = b"CLM*A*1***11:B:7~REF*F8*X~NM1*82*1*HART~"
NPI = b"CLM*A*1***11:B:1~NM1*82*1*HART*****XX*1245319599~"
NO_NPI = b"CLM*A*1***11:B:1~NM1*82*1*HART*****XX*1245319598~"
LINES = b"LX*1~LX*2~N3*ELM~"


@pytest.fixture(autouse=True)
def _ready_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WALKED_FIRST", 1)


class Small:
    """A small guide with a block of each loop, ready to be tried."""

    def __init__(self, rows: str = ROWS) -> None:
        self.machine: Machine = compiled(rows.strip("\n"), predicates="professional levels")
        self.root = Frame(self.machine.root, None, 1, 0)

    def loop(self, id: str) -> Loop:
        """A loop by its printed id."""
        return next(one for one in self.machine.loops() if one.id == id)

    def block(self, id: str = "A") -> Block:
        """Its block."""
        found = block_of(self.loop(id))
        assert found.is_ready()
        return found

    def take(self, content: bytes, id: str = "A") -> object:
        """What the block says of an instance; a segment of the set follows."""
        return self.block(id).take(content + AFTER, 0, self.root, ENDS)

    def learn(self, content: bytes, id: str = "A") -> None:
        """The instance was walked by rows, and nothing was wrong."""
        lesson = self.take(content, id)
        assert isinstance(lesson, Lesson)
        lesson.learn()


def is_taken(found: object) -> bool:
    """Whether an instance was taken."""
    return isinstance(found, tuple)


def taken(found: object) -> Taken:
    """The same, for a closer look."""
    assert is_taken(found)
    return cast("Taken", found)


@pytest.fixture
def small() -> Small:
    return Small()


def test_a_block_is_ready_once_the_loop_was_met_often_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WALKED_FIRST", 4)
    one = Block(Small().loop("A"))
    assert [one.is_ready() for _ in range(6)] == [False, False, False, True, True, True]


def test_a_loop_that_no_expression_can_judge_is_never_ready() -> None:
    rows = ROWS.replace("?replaces_a_claim", "?dated_by_line")
    machine = compiled(rows.strip("\n"), predicates="professional dental")
    one = Block(next(loop for loop in machine.loops() if loop.id == "A"))
    assert not any(one.is_ready() for _ in range(100))


def test_each_loop_has_one_block(small: Small) -> None:
    assert block_of(small.loop("A")) is block_of(small.loop("A")) is not block_of(small.loop("B"))


def test_the_first_of_its_kind_is_a_lesson_and_the_next_is_taken(small: Small) -> None:
    assert isinstance(small.take(CLAIM), Lesson)
    assert isinstance(small.take(CLAIM), Lesson)
    small.learn(CLAIM)
    assert small.take(CLAIM) == (len(CLAIM), len(CLAIM), [1, 0, 0, 1, 0], 3)


def test_what_does_not_matter_is_the_same_kind(small: Small) -> None:
    small.learn(CLAIM)
    for other in (
        CLAIM.replace(b"A*1*", b"B*250.75*"),
        CLAIM.replace(b"HART", b"HOLT"),
        CLAIM.replace(b"~NM1", b"~DTP*472*D8*20261110~NM1"),
        CLAIM.replace(b"~", b"~\r\n"),
    ):
        assert is_taken(small.take(other)), other


UNKNOWN = {"another frequency": CLAIM.replace(b":1~", b":6~"), "an old number": REPLACING, "an NPI": NPI}


@pytest.mark.parametrize("content", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_a_rule_looks_at_makes_another_lesson(content: bytes, small: Small) -> None:
    small.learn(CLAIM)
    assert isinstance(small.take(content), Lesson)
    small.learn(content)
    assert is_taken(small.take(content))
    assert is_taken(small.take(CLAIM))


def test_where_a_row_is_missing_that_a_rule_demands_nothing_was_learnt(small: Small) -> None:
    small.learn(REPLACING)
    assert isinstance(small.take(REPLACING.replace(b"REF*F8*X~", b"")), Lesson)


def test_how_often_each_member_came_is_counted(small: Small) -> None:
    small.learn(REPLACING)
    assert taken(small.take(REPLACING))[2] == [1, 0, 1, 1, 0]


def test_counts_of_one_instance_are_not_those_of_the_next(small: Small) -> None:
    small.learn(CLAIM)
    first, second = taken(small.take(CLAIM)), taken(small.take(CLAIM))
    first[2][4] = 99
    assert second[2][4] == 0


def test_a_value_that_stands_on_no_list_is_not_taken_though_its_kind_is_known(small: Small) -> None:
    small.learn(NPI)
    assert is_taken(small.take(NPI))
    assert small.take(NO_NPI) is None
    assert is_taken(small.take(NPI))


NOTHING = {
    "a wrong row": CLAIM.replace(b"NM1*82", b"NM1*83"),
    "a row behind the loop": CLAIM + b"DTP*472*D8*20261110~",
    "nothing": b"",
    "another loop": LINES,
    "half a segment": CLAIM[:-5],
}


@pytest.mark.parametrize("content", NOTHING.values(), ids=NOTHING.keys())
def test_what_does_not_match_says_nothing(content: bytes, small: Small) -> None:
    small.learn(CLAIM)
    assert small.take(content) is None


@pytest.mark.parametrize("rest", [b"", b"S", b"SE*"])
def test_an_instance_at_the_end_of_what_was_read_waits_for_more(rest: bytes, small: Small) -> None:
    small.learn(CLAIM)
    assert small.block().take(CLAIM + rest, 0, small.root, ENDS) is None


def test_so_much_is_learnt_and_no_more(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LEARNT", 2)
    every = [CLAIM.replace(b":1~", b":%d~" % frequency) for frequency in (1, 2, 3, 4)]
    for content in every:
        small.learn(content)
    assert [is_taken(small.take(content)) for content in every] == [True, True, False, False]


@pytest.fixture
def lined(small: Small) -> Small:
    """As small; claims and lines were learnt, with a street and without one."""
    small.learn(CLAIM)
    small.learn(LINES[:5], "B")
    return small


def test_lines_behind_the_claim_are_taken_with_it(lined: Small) -> None:
    assert lined.take(CLAIM + LINES) == (len(CLAIM + LINES), len(CLAIM), [1, 0, 0, 1, 2], 4)


@pytest.mark.parametrize(("lines", "most"), [(0, 0), (1, 1), (3, 3), (4, 3), (9, 3)])
def test_no_more_lines_are_taken_than_may_come(lines: int, most: int, lined: Small) -> None:
    found = taken(lined.take(CLAIM + b"LX*1~" * lines))
    assert (found[0], found[2][4]) == (len(CLAIM) + 5 * most, most)


def test_lines_that_are_not_clean_are_left_to_the_rows(lined: Small) -> None:
    found = taken(lined.take(CLAIM + b"LX*1~LX*A~LX*3~"))
    assert (found[0], found[2][4]) == (len(CLAIM) + 5, 1)


def test_a_line_behind_a_claim_that_was_never_met_alone_is_left_to_the_rows(small: Small) -> None:
    small.learn(CLAIM)
    found = taken(small.take(CLAIM + LINES))
    assert (found[0], found[3]) == (len(CLAIM), 3)


def test_lines_whose_line_ends_differ_are_taken_one_by_one(lined: Small) -> None:
    found = taken(lined.take(CLAIM + b"LX*1~\r\nLX*2~\n"))
    assert (found[0], found[2][4]) == (len(CLAIM + b"LX*1~\r\nLX*2~\n"), 2)


DUE = [
    ("  B  S  3  Line", [1, 0, 0, 1, 0], False),
    ("  B  R  3  Line", [1, 0, 0, 1, 0], True),
    ("  B  R  3  Line", [1, 0, 0, 1, 2], False),
    ("  B  R  2  Line", [1, 0, 0, 1, 0], False),
]
"""The line of the guide for the loop behind the rows, how often each member came, whether something is open."""


@pytest.mark.parametrize(("line", "counts", "is_open"), DUE)
def test_what_has_not_come_and_must_is_judged_when_the_loop_closes(line: str, counts: list[int], is_open: bool) -> None:
    one = Small(ROWS.replace("  B  S  3  Line", line)).block()
    assert one.leaves_open(counts) is is_open


def test_a_required_loop_that_does_not_repeat_is_matched_with_the_claim() -> None:
    one = Small(ROWS.replace("  B  S  3  Line", "  B  R  2  Line"))
    assert one.take(CLAIM) is None
    assert isinstance(one.take(CLAIM + LINES), Lesson)


OUTWARD = """
0100 BHT  M  1  Begin  01=0019 02=00
L  S  >1  Level
  0200 HL   R  1  Level  01 02? 03=20 04=0|1
  C  S  9  Name
    0300 NM1  R  1  Name  01=82 02=1 03
    0400 REF  S  1  Number  01=EI 02  ?no_level_below
"""


@pytest.mark.parametrize("below", [b"0", b"1"])
def test_what_a_rule_reads_in_the_loop_around_is_part_of_the_combination(below: bytes) -> None:
    one = Small(OUTWARD)
    assert one.block("C").outward == ()  # not yet known: the pattern is made at the first try
    around = {}
    for value in (b"0", b"1"):
        around[value] = Frame(one.loop("L"), one.root, 2, 0)
        around[value].keep(b"HL*1**20*" + value)
    content = b"NM1*82*1*HART~REF*EI*1~" + AFTER
    lesson = one.block("C").take(content, 0, around[below], ENDS)
    assert isinstance(lesson, Lesson)
    lesson.learn()
    assert one.block("C").outward
    told = {value: is_taken(one.block("C").take(content, 0, frame, ENDS)) for value, frame in around.items()}
    assert told == {b"0": below == b"0", b"1": below == b"1"}
