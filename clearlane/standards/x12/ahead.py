"""Ahead: one segment ahead of the walk, and which rows of the guide it can be, from each state that asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from clearlane.standards.x12.fits import Parts, fits, has, value_at
from clearlane.standards.x12.machine import Choice, KeyPlace, Loop, Member, Row, Target, Tests
from clearlane.standards.x12.meant_id import is_a_slip

LOOK_AHEAD = 9
"""Rows that a repair sees: the one that does not fit and eight more."""


class Held(NamedTuple):
    """A segment with its place, held back until it is known what has happened."""

    number: int
    offset: int
    segment: bytes
    parts: list[bytes]


class Take(NamedTuple):
    """A row that may come: whether the segment has another id, which is misspelt, or a code of another row.

    is_strange: its id is none, and more than a slip away. is_sure: no other row of this id may come, so that its code
    is the sender's slip sooner than another row.
    """

    target: Target
    is_misspelt: bool
    is_strange: bool
    is_other: bool
    is_sure: bool


class Enter(NamedTuple):
    """A loop that may come, entered at one of its other rows. passed: what must stand before that row."""

    target: Target
    inner: Member
    passed: tuple[Member, ...]


class Ahead:
    """What is found for one state is kept: the same segment is asked about in many hypotheses.

    places: where codes tell the rows of its id apart; needed: the elements that only some of them require.
    meant: the ids that it may have been meant to have; where that is not said, its own in capitals.
    """

    __slots__ = ("_behind", "_enters", "_meant", "_needed", "_places", "_reopens", "_takes", "_unlike", "parts")

    def __init__(
        self,
        parts: Parts,
        places: Sequence[KeyPlace] = (),
        needed: Sequence[int] = (),
        meant: Sequence[bytes] = (),
    ) -> None:
        self.parts, self._places, self._needed = parts, places, needed
        self._meant = meant or (parts[0].strip().upper(),)
        self._takes: dict[tuple[Loop, int], tuple[Take, ...]] = {}
        self._enters: dict[tuple[Loop, int], tuple[Enter, ...]] = {}
        self._behind: dict[Loop, tuple[Member, ...]] = {}
        self._reopens: dict[Loop, tuple[tuple[Member, Member], ...]] = {}
        self._unlike: dict[Row, bool] = {}

    def takes(self, loop: Loop, at: int) -> tuple[Take, ...]:
        """The rows of its id, or of one that was meant, that may come from a state on."""
        found = self._takes.get((loop, at))
        if found is None:
            choices = filter(None, map(loop.states[at].get, self._meant))
            found = self._takes[loop, at] = tuple(one for each in choices for one in _find_takes(self.parts, each))
        return found

    def enters(self, loop: Loop, at: int) -> tuple[Enter, ...]:
        """The loops that may come from a state on and lack their first row, if this one belongs to them."""
        found = self._enters.get((loop, at))
        if found is None:
            enterable = find_enterable(loop, at).get(self.parts[0], ())
            found = self._enters[loop, at] = tuple(one for one in enterable if fits(one.inner.row, self.parts))
        return found

    def reopens(self, loop: Loop) -> tuple[tuple[Member, Member], ...]:
        """The loops in a loop that have a row behind their first that it can be, each with that row."""
        found = self._reopens.get(loop)
        if found is None:
            inner = ((one, row) for one in loop.members if one.loop for row in one.loop.members[1:])
            found = self._reopens[loop] = tuple(pair for pair in inner if fits(pair[1].row, self.parts))
        return found

    def members(self, loop: Loop) -> tuple[Member, ...]:
        """The members of a loop that it can be, wherever the loop stands."""
        found = self._behind.get(loop)
        if found is None:
            found = self._behind[loop] = tuple(one for one in loop.members if fits(one.row, self.parts))
        return found

    def is_unlike(self, row: Row) -> bool:
        """Whether it lacks an element that this row requires and others do not, or has a code of others."""
        found = self._unlike.get(row)
        if found is None:
            codes = ((place, row.codes(place)) for place in self._places)
            lacks = any(one in row.needed and not has(self.parts, one) for one in self._needed)
            is_other = any(each and value_at(self.parts, place) not in each for place, each in codes)
            found = self._unlike[row] = lacks or is_other
        return found


def _find_takes(parts: Parts, choice: Choice) -> Iterator[Take]:
    for target, tests in choice.candidates:
        row = target.member.row
        is_other = any(value_at(parts, place) not in codes for place, codes in tests or _own_test(row))
        is_misspelt = row.id != parts[0]
        is_strange = is_misspelt and not is_a_slip(parts[0].strip().upper(), row.id)
        yield Take(target, is_misspelt, is_strange, is_other, not tests)


def _own_test(row: Row) -> Tests:
    """Where a row need not be told from others its own code tells whether it is meant: what else would take it."""
    return (row.first_code,) if row.first_code[1] else ()


@lru_cache(maxsize=8192)
def find_enterable(loop: Loop, at: int) -> dict[bytes, list[Enter]]:
    """From a state: for each segment id the loops that may come, with their members of this id behind the first."""
    targets = {id(target): target for choice in loop.states[at].values() for target, _ in choice.candidates}
    found: dict[bytes, list[Enter]] = {}
    for target in targets.values():
        inner = target.member.loop
        for member in inner.members[1:] if inner else ():
            passed = tuple(one for one in member.home.members if one.group < member.group and one.required)
            found.setdefault(member.row.id, []).append(Enter(target, member, passed))
    return found
