"""Plain runs: lines in which nothing rare is are taken in one go, and what repeats in them has to be known clean."""

from __future__ import annotations

import pytest

from clearlane.standards.x12 import block as block_module
from clearlane.standards.x12 import plain_run as module
from clearlane.standards.x12.block import Block
from clearlane.standards.x12.machine import Row
from tests.standards.x12.test_block_learning import AFTER, CLAIM, LINES, ROWS, Small, taken

PLACED = ROWS.replace("    0700 N3   S  1  Street  01", "    0700 N4   S  9  Place  01 02:state? 03?")
TWICE = ROWS.replace(
    "    0700 N3   S  1  Street  01",
    """\
    0700 REF  S  9  First   01=F8 02:npi
    0800 REF  S  9  Other   01=G1 02""",
)
GOOD = b"LX*1~N4*BOISE*ID*83702~N4*NAMPA*ID*83651~LX*2~N4*LOGAN*UT*84321~"
"""Lines with places, of which some have more than one."""


@pytest.fixture(autouse=True)
def _ready_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_module, "WALKED_FIRST", 1)


@pytest.fixture
def small() -> Small:
    return Small()


@pytest.fixture
def lined(small: Small) -> Small:
    """One that has met a claim, and a line."""
    small.learn(CLAIM)
    small.learn(b"LX*1~", "B")
    return small


@pytest.fixture
def placed() -> Block:
    """The block of a line with places, which may be many and are on a list."""
    found = Small(PLACED)
    found.learn(b"LX*1~", "B")
    return found.block("B")


def run(small: Small | Block, view: bytes, line_end: bytes = b"") -> tuple[int, int]:
    """Where the plain instances of a line at the beginning end, and how many they are."""
    block, around = (small, Small().root) if isinstance(small, Block) else (small.block("B"), small.root)
    found = block.plain_run(line_end)
    return found.take(view, 0, around) if found is not None else (0, 0)


def test_plain_lines_are_taken_in_one_go(lined: Small) -> None:
    assert run(lined, LINES + AFTER) == (len(LINES), 2)
    assert run(lined, LINES) == (0, 0)
    assert run(lined, b"LX*A~" + AFTER) == (0, 0)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_plain_lines_on_lines_of_their_own_are_taken_as_far_as_each_ends_so(line_end: bytes, lined: Small) -> None:
    claim, first, rest = CLAIM.replace(b"~", b"~" + line_end), b"LX*1~" + line_end, b"LX*2~LX*3~"
    assert run(lined, first * 2 + AFTER, line_end) == (2 * len(first), 2)
    assert run(lined, first + rest + AFTER, line_end) == (len(first), 1)
    assert run(lined, first + b"\n" + rest + AFTER, line_end) == (0, 0)
    found = taken(lined.take(claim + first * 2 + rest))
    assert (found[0], found[2][4]) == (len(claim + first * 2 + rest[:5]), 3)


def test_nothing_is_plain_before_it_was_learnt(small: Small) -> None:
    assert small.block("B").plain_run(b"") is None
    small.take(LINES, "B")
    assert small.block("B").plain_run(b"") is None


def test_a_loop_with_something_to_look_at_is_never_plain(small: Small) -> None:
    small.learn(CLAIM)
    assert small.block().plain_run(b"") is None


@pytest.mark.parametrize("between", [0, 1])
def test_a_plain_pattern_that_misses_too_often_in_a_row_is_given_up(
    between: int, lined: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TRIED_IN_VAIN", 5)
    for number in range(12):
        run(lined, b"LX*A~" + AFTER)
        if between and number % 3 == 0:
            assert run(lined, LINES + AFTER) == (len(LINES), 2)
    assert (run(lined, LINES + AFTER)[1] > 0) is bool(between)


@pytest.mark.parametrize("line_end", [b"", b"\n", b"\r\n"])
def test_rows_that_repeat_are_proven_and_remembered(line_end: bytes, placed: Block) -> None:
    view = GOOD.replace(b"~", b"~" + line_end)
    heads = {line_end + one for one in (b"N4*BOISE*ID", b"N4*NAMPA*ID", b"N4*LOGAN*UT")}
    for _ in range(2):
        assert run(placed, view + AFTER, line_end) == (len(view), 2)
        assert [one.clean for one in _rows(placed)] == [heads]


@pytest.mark.parametrize(
    "wrong",
    [GOOD.replace(b"*UT*", b"*QQ*"), GOOD.replace(b"NAMPA*ID", b"NAMPA*ID8"), GOOD.replace(b"83651", b"-" * 99)],
)
def test_a_row_that_is_not_clean_leaves_its_lines_to_the_rows(wrong: bytes, placed: Block) -> None:
    assert run(placed, GOOD + AFTER) == (len(GOOD), 2)
    assert run(placed, wrong + AFTER)[1] < 2


def test_lines_that_are_never_clean_are_given_up(placed: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TRIED_IN_VAIN", 5)
    for _ in range(6):
        assert run(placed, GOOD.replace(b"*ID*", b"*QQ*") + AFTER) == (0, 0)
    assert run(placed, GOOD + AFTER) == (0, 0)


def test_rows_that_share_their_id_are_not_plain() -> None:
    found, numbered = Small(TWICE), b"LX*1~REF*F8*1245319599~LX*2~"
    found.learn(b"LX*1~", "B")
    assert run(found, b"LX*1~LX*2~" + AFTER) == (10, 2)
    assert run(found, numbered + AFTER) == (0, 0)


def _rows(block: Block) -> list[Row]:
    return [one.row for one in block._loop.members if one.index]
