"""Walk: one set through its guide, row by row. Clean segments cost a look-up and a pattern; others are explained.

What the structure cannot take is held back with the rows that follow, and `repair` says what most likely happened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from clearlane.standards.x12.canonical import canonical
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import Event
from clearlane.standards.x12.explain_row import explain_row
from clearlane.standards.x12.frame import Frame, lacks
from clearlane.standards.x12.hypothesis import Action
from clearlane.standards.x12.judge import Judge
from clearlane.standards.x12.machine import Choice, Machine, Member, Target, Tests
from clearlane.standards.x12.moves import value_at
from clearlane.standards.x12.prove_row import prove_row
from clearlane.standards.x12.repair import Repair

LOOK_AHEAD = 9
"""Rows that a repair sees: the one that does not fit and eight more."""


class Held(NamedTuple):
    """A segment with its place."""

    number: int
    offset: int
    segment: bytes
    parts: list[bytes]


class Walk:
    """The walk of one set. `take` its segments from ST to SE, then `finish`; each returns what is to be told."""

    def __init__(self, machine: Machine, delimiters: Delimiters) -> None:
        tables = canonical(delimiters)
        self._there = tables[0] if tables else None
        self._machine = machine
        self._judge = Judge(machine, tables[1] if tables else None)
        self._repair = Repair(machine)
        self._frame: Frame | None = None
        self._held: list[Held] = []
        self._carried: Held | None = None
        self._gave_up = False

    @property
    def living(self) -> int:
        """Claims that have ended and live."""
        return self._judge.living

    def take(self, number: int, offset: int, raw: bytes) -> list[Event]:
        """One more segment, its number in the set, its offset in the file. Returns the events, mostly none."""
        segment = raw.translate(self._there) if self._there else raw
        parts = segment.split(b"*")
        if self._held:
            self._held.append(Held(number, offset, segment, parts))
            return self._resolve() if len(self._held) >= LOOK_AHEAD else []
        return self._step(Held(number, offset, segment, parts))

    def finish(self) -> list[Event]:
        """The set has ended: decide what is still held back, close what is still open."""
        events: list[Event] = []
        while self._held:
            events += self._resolve()
        if self._frame is not None and self._frame.outer is not None:
            last = self._frame
            while last.outer is not None:
                self._judge.close(last, events, self._judge.number + 1, self._judge.offset)
                last = last.outer
        return events

    def _step(self, held: Held) -> list[Event]:
        frame, parts = self._frame, held.parts
        if frame is None:
            return self._begin(held)
        choice = frame.loop.states[frame.at].get(parts[0])
        target = None
        if choice is not None:
            known = choice.by_first and choice.found.get(parts[1] if choice.places and len(parts) > 1 else b"")
            target = known or (search_level(choice, parts, frame) if choice.by_parent else search(choice, parts))
        if target is None or self._is_blocked(frame, target):
            if not self._gave_up:
                self._held.append(held)
            return []
        return self._accept(target, held)

    def _begin(self, held: Held) -> list[Event]:
        root = self._machine.root
        self._frame = Frame(root, None, held.number, held.offset)
        self._frame.counts[0] = 1
        return self._read(root.members[0], self._frame, held, [])

    def _is_blocked(self, frame: Frame, target: Target) -> bool:
        """Whether something required would be passed by, or a maximum exceeded: for `repair` to look at."""
        home = frame
        for due in target.due:
            counts = frame.counts
            for member in due:
                if not counts[member.index] and lacks(frame, member):
                    return True
            home, frame = frame, frame.outer or frame
        return self._is_full(home, target.member)

    def _is_full(self, home: Frame, member: Member) -> bool:
        if home.counts[member.index] >= member.most:
            return True
        if member.oneof and any(home.counts[one.index] > 0 for one in home.loop.members if one.oneof == member.oneof):
            return True
        most = home.loop.group_most.get(member.group)
        return most is not None and most <= sum(
            max(home.counts[one.index], 0) for one in home.loop.groups[member.group]
        )

    def _accept(self, target: Target, held: Held) -> list[Event]:
        """Go where the target says: judge what is passed by, close loops, count, open a loop, judge the segment."""
        events: list[Event] = []
        judge, frame = self._judge, self._frame
        assert frame is not None
        for _ in range(target.closes):
            judge.close(frame, events, held.number, held.offset)
            assert frame.outer is not None
            frame = frame.outer
        member = target.member
        counts = frame.counts
        counts[member.index] = max(counts[member.index], 0) + 1
        frame.at = member.group
        if member.loop is not None:
            frame = Frame(member.loop, frame, held.number, held.offset)
            frame.counts[0] = 1
            judge.open(frame)
        self._frame = frame
        return self._read(member, frame, held, events)

    def _read(self, member: Member, frame: Frame, held: Held, events: list[Event]) -> list[Event]:
        """Judge the segment itself, now that it has its place."""
        judge, row = self._judge, member.row
        frame.keep(held.segment)
        if not prove_row(row, held.segment, held.parts, frame):
            for fault in explain_row(row, held.parts, instance=frame, back=judge.back):
                judge.element(fault, row, frame, held.number, held.offset, events)
        if member.warn_at or member.condition:
            judge.member(member, frame, held.number, held.offset, events)
        if frame.loop.is_level and row is frame.loop.members[0].row:
            judge.level(frame, held.parts, held.number, held.offset, events)
        judge.number, judge.offset = held.number, held.offset
        return events

    def _resolve(self) -> list[Event]:
        """Ask for the repair of what is held, do it, and walk on with the rest."""
        held, self._held = self._held, []
        assert self._frame is not None
        actions = self._repair.actions(self._frame, [one.parts for one in held])
        events: list[Event] = []
        if actions is None:
            self._gave_up = True
            self._judge.segment("too_many_faults", b"", self._frame, held[0].number, held[0].offset, events, unit="set")
            return events
        for action, one in zip(actions, held, strict=False):
            self._do(action, one, events)
        for one in held[len(actions) :]:
            events += self.take_again(one)
        return events

    def take_again(self, held: Held) -> list[Event]:
        """A held segment that the repair did not need: as if it came now."""
        if self._held:
            self._held.append(held)
            return []
        return self._step(held)

    def _do(self, action: Action, held: Held, events: list[Event]) -> None:
        handlers: dict[str, Callable[[Action, Held, list[Event]], None]] = {
            "take": self._do_take,
            "late": self._do_late,
            "drop": self._do_drop,
            "enter": self._do_enter,
            "carry": self._do_carry,
            "swap": self._do_swap,
        }
        handlers[action.kind](action, held, events)

    def _do_take(self, action: Action, held: Held, events: list[Event]) -> None:
        assert action.target is not None
        assert self._frame is not None
        frame = self._frame
        for due in action.target.due:
            self._judge.missing(frame, due, action.cancelled, held.number, held.offset, events)
            frame = frame.outer or frame
        events += self._accept(action.target, held)
        if action.is_misspelt:
            self._judge.segment("unknown_segment", held.parts[0], self._frame, held.number, held.offset, events)
        if action.is_late:
            member = action.target.member
            self._judge.segment(
                "late_segment", held.parts[0], self._frame, held.number, held.offset, events, member=member
            )
        if action.too_many:
            self._judge.too_many(action.target.member, self._frame, held.number, held.offset, events)

    def _do_enter(self, action: Action, held: Held, events: list[Event]) -> None:
        """Open a loop whose first row is missing, at one of its other rows."""
        assert action.target is not None
        assert action.inner is not None
        assert self._frame is not None
        frame = self._frame
        for due in action.target.due:
            self._judge.missing(frame, due, action.cancelled, held.number, held.offset, events)
            frame = frame.outer or frame
        frame = self._frame
        for _ in range(action.target.closes):
            self._judge.close(frame, events, held.number, held.offset)
            assert frame.outer is not None
            frame = frame.outer
        member = action.target.member
        assert member.loop is not None
        frame.counts[member.index] = max(frame.counts[member.index], 0) + 1
        frame.at = member.group
        inner = Frame(member.loop, frame, held.number, held.offset)
        self._judge.open(inner)
        passed = tuple(one for one in member.loop.members if one.group < action.inner.group)
        self._judge.missing(inner, passed, action.cancelled, held.number, held.offset, events)
        inner.counts[action.inner.index] = 1
        inner.at = action.inner.group
        if action.inner.loop is not None:
            inner = Frame(action.inner.loop, inner, held.number, held.offset)
            inner.counts[0] = 1
            self._judge.open(inner)
        self._frame = inner
        self._read(action.inner, inner, held, events)

    def _do_late(self, action: Action, held: Held, events: list[Event]) -> None:
        assert action.inner is not None
        assert self._frame is not None
        frame = self._frame
        for _ in range(action.level):
            frame = frame.outer or frame
        was = frame.counts[action.inner.index]
        frame.counts[action.inner.index] = max(was, 0) + 1
        rule = "late_segment" if was < action.inner.most else "too_many_segments"
        self._judge.segment(rule, held.parts[0], frame, held.number, held.offset, events, member=action.inner)
        self._read(action.inner, frame, held, events)

    def _do_carry(self, action: Action, held: Held, events: list[Event]) -> None:
        self._carried = held

    def _do_swap(self, action: Action, held: Held, events: list[Event]) -> None:
        """Two segments the wrong way round: this one goes first, the carried one behind it."""
        assert action.target is not None
        assert action.then is not None
        assert self._carried is not None
        events += self._accept(action.target, held)
        assert self._frame is not None
        member = action.target.member
        self._judge.segment("late_segment", held.parts[0], self._frame, held.number, held.offset, events, member=member)
        events += self._accept(action.then, self._carried)

    def _do_drop(self, action: Action, held: Held, events: list[Event]) -> None:
        assert self._frame is not None
        self._judge.dropped(held.parts[0], self._frame, held.number, held.offset, events)


def search(choice: Choice, parts: list[bytes]) -> Target | None:
    """The row that a segment is by its keys, innermost first; None where it is none of them."""
    for target, tests in choice.candidates:
        for (element, component), codes in tests:
            value = parts[element] if element < len(parts) else b""
            if component:
                inner = value.split(b":", component)
                value = inner[component - 1] if component <= len(inner) else b""
            if value not in codes:
                break
        else:
            if choice.by_first and (tests or not choice.places):
                choice.found[parts[1] if choice.places and len(parts) > 1 else b""] = target
            return target
    return None


def search_level(choice: Choice, parts: list[bytes], frame: Frame) -> Target | None:
    """The level that an HL opens: of those that its code allows, the one beneath the parent it names (HL02).

    Where it names none of the open levels, the innermost, as everywhere.
    """
    fitting = [target for target, tests in choice.candidates if _passes(tests, parts)]
    named = parts[2] if len(parts) > 2 else b""
    return next((one for one in fitting if named and _parent_number(one, frame) == named), next(iter(fitting), None))


def _passes(tests: Tests, parts: list[bytes]) -> bool:
    return all(value_at(parts, place) in codes for place, codes in tests)


def _parent_number(target: Target, frame: Frame) -> bytes:
    """HL01 of the open level beneath which a target would hang."""
    home = frame
    for _ in range(target.closes):
        assert home.outer is not None
        home = home.outer
    level = home if home.loop.is_level else home.level()
    return level.level_number if level else b""
