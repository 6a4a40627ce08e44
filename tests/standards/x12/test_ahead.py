"""What a segment ahead can be: the same as asking the rows one by one, asked once for each state."""

from __future__ import annotations

from functools import cache

import pytest

from clearlane.standards.x12.ahead import Ahead, find_enterable
from clearlane.standards.x12.fits import fits
from clearlane.standards.x12.library import choose, load_machine
from clearlane.standards.x12.machine import Loop, Machine

SEGMENTS = (
    "NM1*85*2*A",
    "NM1*ZZ*2",
    "REF*EI*1",
    "ref*EI*1",
    "HL*1**20*1",
    "CLM*1*2",
    "DTP*472*D8*1",
    "ZZZ",
    "SE*1*1",
    "",
)


@cache
def machine() -> Machine:
    entry = choose(version="005010X222A1", set_id="837").entry
    assert entry is not None
    return load_machine(entry.files)


def states() -> list[tuple[Loop, int]]:
    """Every state of the guide."""
    return [(loop, at) for loop in machine().loops() for at in range(len(loop.states))]


@pytest.mark.parametrize("text", SEGMENTS)
def test_the_rows_that_may_come_are_those_of_its_id_in_any_letters(text: str) -> None:
    parts = text.encode().split(b"*")
    ahead = Ahead(parts)
    for loop, at in states():
        choice = loop.states[at].get(parts[0].strip().upper())
        takes = ahead.takes(loop, at)
        assert [one.target for one in takes] == [target for target, _ in choice.candidates] if choice else not takes
        assert all(one.is_misspelt is (one.target.member.row.id != parts[0]) for one in takes)
        assert all(one.is_other or one.is_misspelt or fits(one.target.member.row, parts) for one in takes)


@pytest.mark.parametrize("text", SEGMENTS)
def test_the_loops_that_lack_their_first_row_hold_it(text: str) -> None:
    ahead = Ahead(text.encode().split(b"*"))
    for loop, at in states():
        for target, inner, passed in ahead.enters(loop, at):
            assert target.member.loop is not None
            assert inner in target.member.loop.members[1:]
            assert all(one.required and one.group < inner.group for one in passed)
            assert fits(inner.row, ahead.parts)


@pytest.mark.parametrize("text", SEGMENTS)
def test_the_members_of_a_loop_are_those_whose_code_it_has(text: str) -> None:
    ahead = Ahead(text.encode().split(b"*"))
    for loop, _ in states():
        assert list(ahead.members(loop)) == [one for one in loop.members if fits(one.row, ahead.parts)]


def test_a_state_is_asked_once() -> None:
    ahead = Ahead(b"REF*EI*1".split(b"*"))
    for loop, at in states():
        assert ahead.takes(loop, at) is ahead.takes(loop, at)
        assert ahead.enters(loop, at) is ahead.enters(loop, at)
        assert ahead.members(loop) is ahead.members(loop)
        assert find_enterable(loop, at) is find_enterable(loop, at)
