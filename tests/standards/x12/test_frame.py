"""Frames of a walk: what belongs to what, what dies with it, and what a loop still lacks before it may close."""

from __future__ import annotations

from functools import cache

import pytest

from clearlane.standards.x12.frame import MOST_KEPT, Frame, lacks
from clearlane.standards.x12.library import load_machine
from clearlane.standards.x12.machine import Loop, Machine, Member
from tests.standards.x12.small_guide import compiled

ROWS = """
0100 BHT  M  1  Begin  01=0019 02=00
A  R  9  Party
  0200 NM1  R  1  Name  01=85|87 02=2
  0300 N3  S  2  Street  01
  0400 REF  S  1  One  01=EI 02  oneof id
  0400 REF  S  1  Other  01=SY 02  oneof id
  0500 N4  S  1  Place  01
"""


@cache
def small() -> Machine:
    return compiled(ROWS)


def party() -> Loop:
    return next(one for one in small().loops() if one.id == "A")


def member(name: str) -> Member:
    return next(one for one in party().members if one.name == name)


@cache
def chain(*ids: str) -> Frame:
    """Frames of the professional claim, one in the other, the innermost given."""
    frame = Frame(load_machine(("837p.txt",)).root, None, 1, 0)
    for n, id in enumerate(ids, start=2):
        inner = next(one.loop for one in frame.loop.members if one.loop and one.loop.id == id)
        frame = Frame(inner, frame, n, n * 10)
    return frame


def test_a_new_frame_is_empty_and_alive() -> None:
    frame = Frame(party(), None, 7, 70)
    assert (frame.id, frame.number, frame.offset, frame.at) == ("A", 7, 70, 0)
    assert frame.counts == [0] * len(party().members)
    assert (frame.segments, frame.is_dead, frame.living_before, frame.has_levels) == ([], False, 0, False)


def test_two_instances_of_a_loop_count_for_themselves() -> None:
    one, other = Frame(party(), None, 1, 0), Frame(party(), None, 2, 0)
    one.counts[0] += 1
    one.keep(b"NM1*85*2")
    assert (other.counts[0], other.segments) == (0, [])


def test_no_more_segments_are_kept_than_a_rule_may_see() -> None:
    frame = Frame(party(), None, 1, 0)
    for n in range(MOST_KEPT + 5):
        frame.keep(b"N3*%d" % n)
    assert len(frame.segments) == MOST_KEPT
    assert frame.segments[-1] == b"N3*%d" % (MOST_KEPT - 1)


UNITS = [
    (("2000A",), "2000A"),
    (("2000A", "2010AA"), "2000A"),
    (("2000A", "2000B"), "2000B"),
    (("2000A", "2000B", "2010BA"), "2000B"),
    (("2000A", "2000B", "2300"), "2300"),
    (("2000A", "2000B", "2300", "2400"), "2300"),
    (("2000A", "2000B", "2300", "2310B"), "2300"),
    (("2000A", "2000B", "2000C"), "2000C"),
    (("2000A", "2000B", "2000C", "2300", "2400"), "2300"),
]


@pytest.mark.parametrize(("path", "unit"), UNITS)
def test_an_error_kills_the_smallest_unit_around_it(path: tuple[str, ...], unit: str) -> None:
    found = chain(*path).unit_frame()
    assert found is not None
    assert found.id == unit


@pytest.mark.parametrize("path", [(), ("1000A",), ("1000B",)])
def test_above_the_levels_only_the_set_is_left(path: tuple[str, ...]) -> None:
    assert chain(*path).unit_frame() is None


LEVELS = [
    (("2000A",), None),
    (("2000A", "2010AA"), "2000A"),
    (("2000A", "2000B"), "2000A"),
    (("2000A", "2000B", "2300"), "2000B"),
    (("2000A", "2000B", "2300", "2400"), "2000B"),
    (("2000A", "2000B", "2000C"), "2000B"),
    (("2000A", "2000B", "2000C", "2300"), "2000C"),
    (("1000A",), None),
]


@pytest.mark.parametrize(("path", "level"), LEVELS)
def test_a_level_hangs_under_the_nearest_one_around(path: tuple[str, ...], level: str | None) -> None:
    found = chain(*path).level()
    assert (found.id if found else None) == level


def frame_with(**counts: int) -> Frame:
    """A party in which these came."""
    frame = Frame(party(), None, 1, 0)
    for name, count in counts.items():
        frame.counts[member(name).index] = count
    return frame


LACKS: list[tuple[str, dict[str, int], bool]] = [
    ("Name", {}, True),
    ("Name", {"Name": 1}, False),
    ("Name", {"Name": -1}, False),
    ("Street", {}, False),
    ("Place", {}, False),
    ("One", {}, True),
    ("Other", {}, True),
    ("One", {"One": 1}, False),
    ("One", {"Other": 1}, False),
    ("Other", {"One": 1}, False),
    ("Other", {"Other": 2}, False),
    ("One", {"Street": 2, "Place": 1}, True),
]


@pytest.mark.parametrize(("name", "counts", "is_lacking"), LACKS)
def test_a_loop_lacks_what_is_required_until_it_came_or_was_told(
    name: str, counts: dict[str, int], is_lacking: bool
) -> None:
    assert lacks(frame_with(**counts), member(name)) is is_lacking


ADDRESS = [
    (b"N4*TOWN", [b"SBR*P*18"], True),
    (b"N4*TOWN", [b"SBR*P"], False),
]


@pytest.mark.parametrize(("segment", "level", "is_lacking"), ADDRESS)
def test_a_rule_may_demand_what_is_else_situational(segment: bytes, level: list[bytes], is_lacking: bool) -> None:
    subscriber = chain("2000A", "2000B")
    name = next(one.loop for one in subscriber.loop.members if one.loop and one.loop.id == "2010BA")
    outer = Frame(subscriber.loop, subscriber.outer, 2, 0)
    for one in level:
        outer.keep(one)
    frame = Frame(name, outer, 3, 0)
    for one in (
        b"NM1*IL*1*DOE*JANE****MI*W1",
        segment,
    ):
        frame.keep(one)
    demanded = [one for one in name.members if one.rule and not one.required]
    assert demanded
    assert {lacks(frame, one) for one in demanded} == {is_lacking}
