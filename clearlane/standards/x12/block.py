"""Block: the fast way through a whole loop instance. What its checks confirm is clean; else the rows are walked.

Whether the situational rules within hold depends on few values. Their combination is learnt: when the walk by rows has
found nothing wrong in an instance, the next one with the same combination passes without asking the rules again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import BuiltinMethodType
from typing import NamedTuple

from clearlane.standards.x12.block_pattern import Plan, plan_block
from clearlane.standards.x12.block_rows import Unblockable, is_within
from clearlane.standards.x12.fields import Test
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.machine import Loop, Member
from clearlane.standards.x12.plain_run import PlainRun
from clearlane.standards.x12.prove_rows import prove_rows
from clearlane.standards.x12.scope import Scope

WALKED_FIRST = 48
"""Instances that are walked by rows before the pattern is worth its compilation."""
FEW = 20
"""Groups of which it is quicker to look at all than to find out first which are there."""
MOST_LEARNT = 20_000
_LINE_FEED, _RETURN, _TERMINATOR = b"\n\r~"
MOST_REMEMBERED = 1 << 16


@dataclass(slots=True)
class Lesson:
    """A combination that is not known yet: it will be when its instance is walked and nothing is found."""

    kind: Kind
    key: object

    def learn(self) -> None:
        """The instance was walked, and nothing was wrong."""
        if len(self.kind.clean) < MOST_LEARNT:
            self.kind.clean[self.key] = []


class Kind:
    """Instances of one loop that have the same stretches: what has to be looked at in them, and what was found clean.

    telling: groups that decide the situational rules; clean: how often each member came, by what stood in these groups.
    bare: what stands in them where nothing that matters is there. has_residue: it has values or rows to be looked at.
    """

    def __init__(self, plan: Plan, at: Mapping[str, int], has: Callable[[str], bool]) -> None:
        self.telling = tuple(at[name] for name in plan.situations if has(name)) or (at["own"],)
        nothing: list[bytes | None] = [b"" if group == at["own"] else None for group in self.telling]
        self.bare: object = nothing[0] if len(nothing) == 1 else tuple(nothing)
        self.lists = tuple((at[name], _remembering(test)) for name, test in plan.lists if has(name))
        self.texts = tuple((at[name], row) for name, row in plan.texts if has(name))
        self.has_residue = bool(self.lists or self.texts)
        self.clean: dict[object, list[int]] = {}

    def holds(self, found: re.Match[bytes], outer: Frame) -> bool:
        """Whether each value stands on its list, and each repeated row is clean."""
        for group, test in self.lists:
            value = found[group]
            if value is not None and not test(value):
                return False
        for group, row in self.texts:
            text = found[group]
            if text and not prove_rows(row, text, outer):
                return False
        return True


class Link(NamedTuple):
    """A loop that repeats behind the own rows of another. head: begins each instance; due: members before it whose
    absence has to be judged."""

    head: bytes
    member: Member
    block: Block
    due: tuple[int, ...]


Taken = tuple[int, int, list[int], int]
"""Where an instance ends, the length of its own rows, how often each member came, the group that was reached."""


class Block:
    """The block of one loop. Made when the loop is met first, compiled when it has been met often enough.

    outward: places in the loops around it that rules within look at; looks_out: whether what it gave depends on these,
    its own or those of what repeats in it. runs: by what stands behind each terminator.
    """

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._met = 0
        self._is_planned = False
        self._plan: Plan | None = None
        self._patterns: dict[bytes, re.Pattern[bytes]] = {}
        self.runs: dict[bytes, PlainRun] = {}
        self._nothing: tuple[bytes | None, ...] = ()
        self._stretches: tuple[int, ...] = ()
        self._kinds: dict[tuple[bytes | None, ...], Kind] = {}
        self.outward: tuple[str, ...] = ()
        self.looks_out = False
        self._present: tuple[tuple[int, int], ...] = ()
        self._chain: tuple[Link, ...] = ()
        self._due: tuple[int, ...] = ()
        self._own = self._last_group = 0

    def is_ready(self) -> bool:
        """Whether there is a pattern to try; counts how often it was asked."""
        self._met += 1
        if self._met >= WALKED_FIRST and not self._is_planned:
            self._is_planned = True
            self._plan = _planned(self._loop)
            self._due = tuple(_due(self._loop))
            self._chain = tuple(_chain(self._loop, self._due))
        return self._plan is not None

    def take(self, view: bytes, at: int, outer: Frame, line_ends: bytes) -> Taken | Lesson | None:
        """Try the instance that begins at `at` in canonical bytes. None: nothing can be said."""
        found = (self._patterns.get(line_ends) or self._pattern(line_ends)).match(view, at)
        if found is None or (end := found.end()) + 4 > len(view):
            return None
        stretches = found.group(*self._stretches) if self._stretches else ()
        kind = self._kinds.get(stretches) or self._kind(found, stretches)
        key: object = found.group(*kind.telling)
        if self.outward:
            key = (key, *[Scope(outer).text(place) for place in self.outward])
        known = kind.clean.get(key)
        if known is None:
            return Lesson(kind, key)
        if kind.has_residue and not kind.holds(found, outer):
            return None
        if not known:
            known = kind.clean[key] = self._counted(found)
        counts = known.copy()
        own_end, group = found.start(self._own), self._last_group
        for link in self._chain:
            if view.startswith(link.head, end):
                if link.due and not all(counts[index] for index in link.due):
                    return None
                around = self._around(view, at, own_end, outer) if link.block.outward else outer
                end, group = self._pass(link, view, end, group, counts, around, line_ends)
        return end, own_end - at, counts, group

    def _is_rich(self) -> bool:
        """Whether there is so much to look at that it pays to find out first which of it is there."""
        plan = self._plan
        assert plan is not None
        return len(plan.situations) + len(plan.lists) + len(plan.texts) > FEW

    def _kind(self, found: re.Match[bytes], stretches: tuple[bytes | None, ...]) -> Kind:
        """The kind of an instance that is the first with these stretches."""
        plan = self._plan
        assert plan is not None
        absent = {name for name, there in zip(plan.stretches, stretches, strict=False) if there is None}
        kind = Kind(plan, found.re.groupindex, lambda name: plan.enclosed.get(name) not in absent)
        self._kinds[stretches] = kind
        return kind

    def _pass(
        self, link: Link, view: bytes, at: int, group: int, counts: list[int], around: Frame, line_ends: bytes
    ) -> tuple[int, int]:
        """Take what repeats behind the own rows, as long as it can be taken. Returns the end and the group."""
        block, head, index, most = link.block, link.head, link.member.index, link.member.most
        line_end = b"" if view[at - 1] == _TERMINATOR else _line_end_before(view, at)
        run = block.runs.get(line_end) or block.plain_run(line_end)
        if run is not None:
            end, times = run.take(view, at, around)
            if 0 < times <= most:
                counts[index], at, group = times, end, link.member.group
        while counts[index] < most and view.startswith(head, at) and block.is_ready():
            taken = block.take(view, at, around, line_ends)
            if not isinstance(taken, tuple) or block.leaves_open(taken[2]):
                break
            at, group = taken[0], link.member.group
            counts[index] += 1
        return at, group

    def leaves_open(self, counts: list[int]) -> bool:
        """Whether something that has not come would have to be judged when the loop closes."""
        return bool(self._due) and not all(counts[index] for index in self._due)

    def plain_run(self, line_end: bytes) -> PlainRun | None:
        """What takes as many instances as there are at once, where nothing rare is in them: what is learnt stays.

        line_end: stands behind each terminator. None while it is not known that such instances are clean.
        """
        known, plan = self._kinds.get(self._nothing), self._plan
        if known is None or known.bare not in known.clean or plan is None or not plan.plain or self._due:
            return None
        return self.runs.setdefault(line_end, PlainRun(plan, self._loop.members[0].row.id, line_end))

    def _around(self, view: bytes, at: int, own_end: int, outer: Frame) -> Frame:
        """The loop itself as a frame, where rules of what repeats in it look outward."""
        self.looks_out = True
        frame = Frame(self._loop, outer, 0, 0)
        frame.jump(view[at:own_end], own_end - at, [], 0)
        return frame

    def _counted(self, found: re.Match[bytes]) -> list[int]:
        """How often each member came in an instance of this kind; of those that nobody asks for, 0."""
        assert self._plan is not None
        counts = [0] * len(self._loop.members)
        for index in self._plan.certain:
            counts[index] = 1
        for group, index in self._present:
            counts[index] = int(found.start(group) >= 0)
        counts[0] = 1
        return counts

    def _pattern(self, line_ends: bytes) -> re.Pattern[bytes]:
        known = self._patterns.get(line_ends)
        if known is None:
            assert self._plan is not None
            behind = f"[{re.escape(line_ends.decode())}]*+" if line_ends else ""
            known = self._patterns[line_ends] = re.compile(self._plan.pattern.replace("~%", "~" + behind).encode())
            at = known.groupindex
            stretches = tuple(at[name] for name in self._plan.stretches) if self._is_rich() else ()
            self._stretches = stretches if len(stretches) > 1 else ()
            self._nothing = (None,) * len(self._stretches)
            self.outward = tuple(self._plan.outward)
            self.looks_out = self.looks_out or bool(self.outward)
            self._own, self._last_group = at["own"], self._plan.last_group
            self._present = tuple((at[name], index) for name, index in self._plan.present)
        return known


def _line_end_before(view: bytes, at: int) -> bytes:
    """What stands between a terminator and here."""
    if view[at - 1] != _LINE_FEED:
        return b""
    return b"\r\n" if view[at - 2] == _RETURN else b"\n"


def block_of(loop: Loop) -> Block:
    """The block of a loop, made at its first use."""
    if loop.block is None:
        loop.block = Block(loop)
    return loop.block


def _chain(loop: Loop, due: tuple[int, ...]) -> Iterator[Link]:
    """What may follow the own rows and be taken with them: loops that repeat, and are judged only with this one."""
    repeats = False
    for member in loop.members:
        repeats = repeats or (member.loop is not None and not is_within(member))
        if not repeats:
            continue
        inner, condition = member.loop, member.condition
        if inner is None or inner.unit or inner.adds_up or inner.is_level or member.warn_at:
            return
        if condition and condition.both_ways:
            return
        head = member.row.id + b"*"
        yield Link(head, member, block_of(inner), tuple(index for index in due if index < member.index))


def _due(loop: Loop) -> Iterator[int]:
    """The members behind the block whose absence has to be judged."""
    within = True
    for member in loop.members:
        within = within and (member.loop is None or is_within(member))
        if not within and (member.required or member.rule or member.oneof):
            yield member.index


def _planned(loop: Loop) -> Plan | None:
    try:
        return plan_block(loop)
    except Unblockable:
        return None


@cache
def _remembering(test: Test) -> Test:
    """A look-up is quick as it is; a check digit is reckoned once, in one memory for all who ask for it."""
    return test if isinstance(test, BuiltinMethodType) else lru_cache(MOST_REMEMBERED)(test)
