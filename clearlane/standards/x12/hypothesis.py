"""Hypothesis: a guess at what happened to the segments ahead, as a value: loops open, actions taken, what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clearlane.standards.x12.frame import Frame, lacks
from clearlane.standards.x12.machine import Loop, Member, Target

Parts = Sequence[bytes]


class Open(NamedTuple):
    """An open loop of a hypothesis: the same as a frame, as a value."""

    loop: Loop
    at: int
    counts: tuple[int, ...]


Stack = tuple[Open, ...]
Wanted = frozenset[Member]
"""Members of open loops that a rule demands now."""


@dataclass(frozen=True, slots=True)
class Action:
    """What is done with one segment: take, late, enter, drop; or carry it behind the next one, which is then a swap.

    target: where it goes; then: where the carried one goes; inner: the row it is (enter, late); level: frames outward.
    cancelled: members passed by that are not told as missing, since they come late.
    """

    kind: str
    target: Target | None = None
    then: Target | None = None
    inner: Member | None = None
    level: int = 0
    too_many: bool = False
    is_misspelt: bool = False
    is_late: bool = False
    cancelled: frozenset[Member] = frozenset()
    skipped: tuple[Member, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the segment goes where it should, with nothing to tell."""
        told = self.skipped or self.too_many or self.is_late or self.is_misspelt
        return self.kind == "take" and not told


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """cost, faults: so far. carried: a segment that waits to be put behind the next one."""

    cost: float
    faults: int
    actions: tuple[Action, ...]
    stack: Stack
    wanted: Wanted
    carried: Parts | None = None

    def with_action(self, cost: float, action: Action, stack: Stack, *, faults: int = 1) -> Hypothesis:
        """This one, and one segment further."""
        return Hypothesis(self.cost + cost, self.faults + faults, (*self.actions, action), stack, self.wanted)


def stack_of(frame: Frame) -> Stack:
    """The loops that are open, outermost first."""
    opened: list[Open] = []
    current: Frame | None = frame
    while current is not None:
        opened.append(Open(current.loop, current.at, tuple(current.counts)))
        current = current.outer
    return tuple(reversed(opened))


def wanted_of(frame: Frame) -> Wanted:
    """What a rule demands of the loops that are open."""
    found: list[Member] = []
    current: Frame | None = frame
    while current is not None:
        found += (one for one in current.loop.members if one.rule and not one.required and lacks(current, one))
        current = current.outer
    return frozenset(found)


def after(stack: Stack, target: Target, wanted: Wanted) -> tuple[Stack, list[Member], int]:
    """The stack behind a target, what was missing on the way, and by how much a maximum is exceeded."""
    opened, missing = list(stack), []
    for closed, due in enumerate(target.due):
        level = len(opened) - 1 - closed
        one, absent = _told(opened[level], due, wanted)
        opened[level] = one
        missing += absent
    del opened[len(opened) - target.closes :]
    member = target.member
    home = opened[-1]
    counts = list(home.counts)
    counts[member.index] = max(counts[member.index], 0) + 1
    opened[-1] = Open(home.loop, member.group, tuple(counts))
    over = _over(opened[-1], member)
    if member.loop is not None:
        opened.append(fresh(member.loop))
    return tuple(opened), missing, over


def _told(opened: Open, due: Sequence[Member], wanted: Wanted) -> tuple[Open, list[Member]]:
    absent = [one for one in due if not opened.counts[one.index] and (one.required or one in wanted)]
    if not absent:
        return opened, []
    counts = list(opened.counts)
    for member in absent:
        counts[member.index] = -1
    return Open(opened.loop, opened.at, tuple(counts)), absent


def _over(home: Open, member: Member) -> int:
    over = max(0, home.counts[member.index] - member.most)
    if member.oneof:
        same = [one for one in home.loop.members if one.oneof == member.oneof]
        over = max(over, sum(max(home.counts[one.index], 0) for one in same) - 1)
    most = home.loop.group_most.get(member.group)
    if most is not None:
        together = sum(max(home.counts[one.index], 0) for one in home.loop.groups[member.group])
        over = max(over, together - most)
    return over


def fresh(loop: Loop) -> Open:
    """A loop that was opened by its first row."""
    return Open(loop, 0, (1, *([0] * (len(loop.members) - 1))))
