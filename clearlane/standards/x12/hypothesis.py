"""Hypothesis: a guess at what happened to the segments ahead, as a value: loops open, actions taken, what it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from clearlane.standards.x12.ahead import Ahead
from clearlane.standards.x12.frame import Frame, is_unopened, lacks
from clearlane.standards.x12.machine import Loop, Member, Target


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
    goes_back: what follows may be of the places behind the late one, too; stays: or of those before the one taken.
    cancelled: members passed by that are not told as missing, since they come late.
    is_told: what comes late was told as missing before this search, and is not told again.
    """

    kind: str
    target: Target | None = None
    then: Target | None = None
    inner: Member | None = None
    level: int = 0
    too_many: bool = False
    is_misspelt: bool = False
    is_late: bool = False
    is_told: bool = False
    goes_back: bool = False
    stays: bool = False
    cancelled: frozenset[Member] = frozenset()
    skipped: tuple[Member, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the segment goes where it should, with nothing to tell."""
        told = self.skipped or self.too_many or self.is_late or self.is_misspelt
        return self.kind == "take" and not told


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """cost (hundredths), faults: so far. carried: a segment that waits to be put behind the next one."""

    cost: int
    faults: int
    actions: tuple[Action, ...]
    stack: Stack
    wanted: Wanted
    carried: Ahead | None = None

    def to(self, draft: Draft, action: Action, stack: Stack) -> Hypothesis:
        """This one, and one segment further, at the costs of a draft."""
        return Hypothesis(draft.cost, draft.faults, (*self.actions, action), stack, self.wanted)


class Draft(NamedTuple):
    """A hypothesis one segment further as far as it must be known to be ranked: most are never made.

    cost (hundredths), faults: with it; carries: whether a segment waits then; drops: whether it is left out,
    and a place kept for that. make: called with this draft.
    """

    cost: int
    faults: int
    make: Callable[[Draft], Hypothesis]
    carries: bool = False
    drops: bool = False


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
        found += [one for one in _ruled(current.loop) if lacks(current, one)]
        current = current.outer
    return frozenset(found)


@lru_cache(maxsize=1 << 12)
def _ruled(loop: Loop) -> tuple[Member, ...]:
    """The members that a rule alone demands."""
    return tuple(one for one in loop.members if one.rule and not one.required)


def missing_before(stack: Stack, target: Target, wanted: Wanted) -> list[Member]:
    """What a target passes by although it must come."""
    missing: list[Member] = []
    level = len(stack) - 1
    for due in target.due:
        loop, _, counts = stack[level]
        level -= 1
        if is_unopened(loop, counts):
            continue
        for one in due:
            if not counts[one.index] and (one.required or one in wanted):
                missing.append(one)
    return missing


def over_after(stack: Stack, target: Target) -> int:
    """By how much the target exceeds a maximum."""
    home, member = stack[-1 - target.closes], target.member
    counts = home.counts
    count = counts[member.index]
    over = (max(0, count)) + 1 - member.most
    if member.oneof:
        same = [one.index for one in home.loop.members if one.oneof == member.oneof]
        over = max(over, sum(max(counts[one], 0) for one in same))
    most = home.loop.group_most.get(member.group)
    if most is not None:
        together = sum(max(counts[one.index], 0) for one in home.loop.groups[member.group])
        over = max(over, together + 1 - most)
    return max(0, over)


def after(stack: Stack, target: Target, missing: Sequence[Member]) -> Stack:
    """The stack behind a target. missing: what it passes by, which is told once."""
    opened = list(stack)
    if missing:
        for closed, due in enumerate(target.due):
            level = len(opened) - 1 - closed
            opened[level] = _told(opened[level], [one for one in due if one in missing])
    if target.closes:
        del opened[len(opened) - target.closes :]
    member = target.member
    opened[-1] = counted(opened[-1], member, member.group)
    if member.loop is not None:
        opened.append(fresh(member.loop))
    return tuple(opened)


def counted(home: Open, member: Member, at: int) -> Open:
    """A loop in which a member came once more. at: the group that is reached."""
    counts = list(home.counts)
    counts[member.index] = max(counts[member.index], 0) + 1
    return Open(home.loop, at, tuple(counts))


def _told(opened: Open, absent: Sequence[Member]) -> Open:
    if not absent:
        return opened
    counts = list(opened.counts)
    for member in absent:
        counts[member.index] = -1
    return Open(opened.loop, opened.at, tuple(counts))


def fresh(loop: Loop) -> Open:
    """A loop that was opened by its first row."""
    return Open(loop, 0, (1, *([0] * (len(loop.members) - 1))))


def contradicted(target: Target) -> frozenset[Member]:
    """What HL04 demands because no level is to hang below, where one does: what it says is the fault, not what is
    lacking. It is told when the level ends."""
    loop = target.member.loop
    if loop is None or not loop.is_level:
        return frozenset()
    due = (one for each in target.due for one in each if getattr(one.rule, "reads", ()) == ("HL04",))
    return frozenset(one for one in due if _level_of(one.home) is target.member.home)


def _level_of(loop: Loop | None) -> Loop | None:
    while loop is not None and not loop.is_level:
        loop = loop.parent
    return loop
