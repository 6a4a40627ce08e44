"""Unfolding: what was taken as a block is made into the frames that rows would have left, wherever a repair begins."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.canonical import CANONICAL
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.library import load_machine
from clearlane.standards.x12.tier import Tier
from clearlane.standards.x12.unfold import unfold
from clearlane.standards.x12.walk import Walk

pytestmark = pytest.mark.usefixtures("blocks_at_once")
KINDS = ["837p", "837i", "837d", "835", "271", "834", "277ca", "278_request"]


def segments(kind: str, seed: int) -> list[bytes]:
    data = from_guide(GuideOrder(kind=kind, seed=seed, units=4, density=0.2))
    every = [one.strip() for one in data.split(b"~") if one.strip()]
    first = next(n for n, one in enumerate(every) if one.startswith(b"ST*"))
    last = next(n for n, one in enumerate(every) if one.startswith(b"SE*"))
    return every[first:last]


def stack(frame: Frame | None) -> list[tuple[str, int, int, list[int], list[bytes]]]:
    """The open loops from within: id, first segment, group, counters, own segments."""
    found = []
    while frame is not None:
        found.append((frame.id, frame.number, frame.at, [min(one, 2) for one in frame.counts], list(frame.segments)))
        frame = frame.outer
    return found


def walked(kind: str, rows: list[bytes]) -> Frame | None:
    walk = Walk(load_machine((f"{kind}.txt",)), Delimiters(), Tier.ROW)
    offset = 0
    for number, segment in enumerate(rows, 1):
        walk.take(number, offset, segment)
        offset += len(segment) + 1
    return walk._frame


def leapt(kind: str, rows: list[bytes], end: int) -> tuple[Frame | None, int]:
    """The frames where loops were leapt over while they end before `end`, and how many segments were taken so."""
    walk = Walk(load_machine((f"{kind}.txt",)), Delimiters(), Tier.BLOCK)
    view = b"~".join([*rows[:end], b"ZZZ*", b"ZZZ*"]) + b"~"
    at = number = leaps = 0
    while number < end:
        walk.take(number + 1, at, rows[number])
        at, number = at + len(rows[number]) + 1, number + 1
        landed = walk.leap(view, at, number + 1, 0, [])
        if landed > at:
            leaps += walk.number - number
            at, number = landed, walk.number
    return walk._frame, leaps


def learn(kind: str, rows: list[bytes]) -> int:
    """Read a set until its situations are known; how many segments are taken in leaps then."""
    return [leapt(kind, rows, len(rows))[1] for _ in range(4)][-1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [1, 2])
def test_unfolded_frames_are_those_of_a_walk_by_rows(kind: str, seed: int) -> None:
    rows = segments(kind, seed)
    learn(kind, rows)
    for end in range(6, len(rows), 3):
        frame, _ = leapt(kind, rows, end)
        assert frame is not None
        assert stack(unfold(frame)) == stack(walked(kind, rows[:end]))


def test_some_of_it_was_taken_in_leaps() -> None:
    rows = segments("837p", 1)
    assert learn("837p", rows) > len(rows) // 3


def test_a_frame_without_a_block_stays_as_it_is() -> None:
    frame = walked("837p", segments("837p", 1)[:9])
    assert frame is not None
    before = stack(frame)
    assert unfold(frame) is frame
    assert stack(frame) == before


def test_the_canonical_delimiters_are_those_of_the_tests() -> None:
    assert CANONICAL == b"*:~^"
