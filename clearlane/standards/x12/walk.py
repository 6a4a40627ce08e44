"""Walk: one set through its guide, row by row. Clean segments cost a look-up and a pattern; others are explained.

What the structure cannot take is held back with the rows that follow, and `repair` says what most likely happened.
"""

from __future__ import annotations

from clearlane.standards.x12.ahead import LOOK_AHEAD, Held
from clearlane.standards.x12.balance.ledger import open_ledger
from clearlane.standards.x12.binary import LETTER, shorten, split_binary
from clearlane.standards.x12.block import Lesson, block_of, is_taken
from clearlane.standards.x12.canonical import canonical
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import Event
from clearlane.standards.x12.explain_row import explain_end, explain_row
from clearlane.standards.x12.fits import value_at
from clearlane.standards.x12.foresight import Foresight
from clearlane.standards.x12.frame import Frame, home_of, is_blocked
from clearlane.standards.x12.hypothesis import Action
from clearlane.standards.x12.judge import LONGEST_FOUND, Judge
from clearlane.standards.x12.machine import Machine, Member, Target
from clearlane.standards.x12.nearest_row import nearest_row, with_all_codes, without_echoes
from clearlane.standards.x12.patience import FAULTS, SEARCHES
from clearlane.standards.x12.prove_row import prove_but_for_its_end, prove_row
from clearlane.standards.x12.repair import Repair
from clearlane.standards.x12.search import find
from clearlane.standards.x12.stream import LINE_ENDS
from clearlane.standards.x12.tier import Tier
from clearlane.standards.x12.unfold import unfold


class Walk:
    """The walk of one set. `take` its segments from ST to SE, then `finish`; each returns what is to be told."""

    def __init__(
        self, machine: Machine, delimiters: Delimiters, tier: Tier = Tier.BLOCK, *, beyond_guide: bool = True
    ) -> None:
        tables = canonical(delimiters)
        self._there = tables[0] if tables else None
        self._separator = delimiters.element
        self._foresight = Foresight(LINE_ENDS.replace(delimiters.segment, b""))
        self._seen = self._view = b""
        self._machine, self._proves = machine, tier is not Tier.EXPLAIN
        self._ledger = open_ledger(machine.version) if beyond_guide else None
        self._judge = Judge(machine, tables[1] if tables else None, self._ledger)
        self._repair = Repair(machine)
        self._frame: Frame | None = None
        self._held: list[Held] = []
        self._carried: Held | None = None
        self._gave_up = False
        self._begun_at = 0
        self._lesson: Lesson | None = None

    @property
    def living(self) -> int:
        """Claims that have ended and live."""
        return self._judge.living

    def take(self, number: int, offset: int, raw: bytes) -> list[Event]:
        """One more segment, its number in the set, its offset in the file. Returns the events, mostly none."""
        if self._gave_up:
            return []
        payload = split_binary(raw, self._separator) if raw[0] == LETTER else None
        if payload:
            segment, parts = shorten(raw, payload, LONGEST_FOUND, self._there)
        else:
            segment = raw.translate(self._there) if self._there else raw
            parts = segment.split(b"*")
        held, repairs = Held(number, offset, segment, parts), self._repair.made
        events = self._walk_on(held) if self._held else self._step(held)
        if (events or repairs < self._repair.made) and self._is_hopeless(offset):
            self._give_up(held, events)
        return events

    def _walk_on(self, held: Held) -> list[Event]:
        if not self._held:
            return self._step(held)
        self._held.append(held)
        return self._resolve() if len(self._held) >= LOOK_AHEAD else []

    def _is_hopeless(self, offset: int) -> bool:
        """Whether more is wrong than so many bytes may have."""
        size, repair = offset - self._begun_at, self._repair
        return FAULTS.is_over(self._judge.faults + repair.made, size) or SEARCHES.is_over(repair.searches, size)

    def _give_up(self, held: Held, events: list[Event]) -> None:
        """Say so, and read nothing of the set any more."""
        assert self._frame is not None
        self._gave_up, self._held = True, []
        self._judge.segment("too_many_faults", b"", self._frame, held.number, held.offset, events, unit="set")

    def finish(self) -> list[Event]:
        """The set has ended: decide what is still held back, close what is still open."""
        if self._gave_up:
            return []
        events: list[Event] = []
        while self._held:
            events += self._resolve()
        if self._frame is not None and self._frame.outer is not None:
            last = self._frame
            while last.outer is not None:
                self._judge.close(last, events, self._judge.number + 1, self._judge.offset)
                last = last.outer
        if self._ledger is not None:
            events += self._ledger.finish(self._judge.faults)
        return events

    def disturb(self) -> None:
        """Something that is no segment of the set stands here: a block ends at it, while its rows go on behind it.

        So what is said of these teaches nothing about the block.
        """
        self._lesson = None
        self._judge.pass_over()

    def may_leap(self, head: bytes) -> bool:
        """Whether a segment that begins with these two bytes can open a loop."""
        return head in self._machine.openers and not (self._held or self._gave_up)

    def view(self, data: bytes) -> bytes:
        """The bytes in canonical delimiters, offset for offset."""
        if self._there is None:
            return data
        if data is not self._seen:
            self._seen, self._view = data, data.translate(self._there)
        return self._view

    def leap(self, view: bytes, at: int, number: int, base: int, events: list[Event]) -> int:
        """Take whole loops from `at` of canonical bytes on, as many as can be taken in one go. Returns where they end.

        number: of the next segment in the set; base: offset of the view in the file. What is to be told goes to events.
        """
        if self._ledger is None:
            return self._leap(view, at, number, base, events)
        self._ledger.gathers = True
        end = self._leap(view, at, number, base, events)
        self._ledger.gathers = False
        self._ledger.settle(events)
        return end

    def _leap(self, view: bytes, at: int, number: int, base: int, events: list[Event]) -> int:
        judge, begun, frame, self._lesson = self._judge, -1, self._frame, None
        if frame is None or self._held:
            return at
        choice = frame.loop.states[frame.at].get(view[at : view.find(b"*", at, at + 4)])
        while choice is not None and choice.opens_loops:
            first = view[at : max(view.find(b"~", at), at)].split(b"*")
            target = choice.sure or find(choice, first, frame)
            if target is None or target.member.loop is None or (not target.is_free and is_blocked(frame, target)):
                break
            block = target.member.loop.block or block_of(target.member.loop)
            taken = self._foresight.take(block, view, at, home_of(frame, target)) if block.is_ready() else None
            if not is_taken(taken):
                self._lesson = taken if isinstance(taken, Lesson) else None
                break
            end, own_length, counts, group = taken
            choice = target.member.loop.states[group].get(view[end : view.find(b"*", end, end + 4)])
            if choice is None:
                break
            frame = self._enter(target, first, number, base + at, events)
            frame.jump(view[at:end], own_length, counts, group)
            if self._ledger is not None:
                self._ledger.keep(number, base + at, frame.block)
            if frame.loop.is_level or target.member.may_warn:
                self._judge_entry(target.member, frame, first, number, base + at, events)
            number += view.count(b"~", at, end)
            begun, at = at, end
        if begun >= 0:
            judge.number = number - 1
            judge.offset = base + view.rfind(b"~", begun, view.rfind(b"~", begun, at)) + 1
        return at

    @property
    def number(self) -> int:
        """Of the segment that was taken last."""
        return self._judge.number

    def _step(self, held: Held) -> list[Event]:
        frame, parts = self._frame, held.parts
        if frame is None:
            return self._begin(held)
        choice = frame.loop.states[frame.at].get(parts[0])
        target = None
        if choice is not None:
            known = choice.by_first and choice.found.get(parts[1] if choice.places and len(parts) > 1 else b"")
            target = known or find(choice, parts, frame)
        if (
            target is None
            or is_blocked(frame, target)
            or (choice is not None and choice.sure is target and self._is_doubtful(target, parts))
        ):
            self._held.append(held)
            return []
        return self._accept(target, held)

    def _begin(self, held: Held) -> list[Event]:
        root = self._machine.root
        self._frame = Frame(root, None, held.number, held.offset)
        self._begun_at = held.offset
        self._frame.counts[0] = 1
        return self._read(root.members[0], self._frame, held, [])

    def _is_doubtful(self, target: Target, parts: list[bytes]) -> bool:
        """Whether the segment has the code of quite another row of its id, which alone may stand here."""
        place, codes = target.member.row.first_code
        return bool(codes) and value_at(parts, place) not in codes and self._repair.is_elsewhere(parts, place)

    def _accept(self, target: Target, held: Held) -> list[Event]:
        """Go where the target says, and judge the segment."""
        events: list[Event] = []
        frame = self._enter(target, held.parts, held.number, held.offset, events)
        return self._read(target.member, frame, held, events)

    def _enter(self, target: Target, parts: list[bytes], number: int, offset: int, events: list[Event]) -> Frame:
        """Close loops, count, open a loop."""
        judge, frame = self._judge, self._frame
        assert frame is not None
        for _ in range(target.closes):
            judge.close(frame, events, number, offset)
            assert frame.outer is not None
            frame = frame.outer
        member = target.member
        counts = frame.counts
        counts[member.index] = max(counts[member.index], 0) + 1
        frame.at = member.group
        if member.loop is not None:
            frame = Frame(member.loop, frame, number, offset)
            frame.counts[0] = 1
            frame.first = parts
            judge.open(frame)
            frame.lesson, self._lesson = self._lesson, None
        self._frame = frame
        return frame

    def _read(self, member: Member, frame: Frame, held: Held, events: list[Event]) -> list[Event]:
        """Judge the segment itself, now that it has its place."""
        judge, row = self._judge, member.row
        if member.loop is not None or frame.counts[member.index] <= member.most:
            frame.keep(held.segment)
        if self._ledger is not None:
            self._ledger.row(held.number, held.offset, held.segment)
        if not (self._proves and prove_row(row, held.segment, held.parts, frame)):
            is_end = self._proves and prove_but_for_its_end(row, held.segment, frame)
            faults = explain_end(row, held.parts) if is_end else explain_row(row, held.parts, frame, judge.back)
            if self._repair.is_elsewhere(held.parts, row.first_code[0]):
                faults = without_echoes(faults, row)
            for fault in faults:
                judge.element(with_all_codes(fault, row, frame), row, frame, held.number, held.offset, events)
        self._judge_entry(member, frame, held.parts, held.number, held.offset, events)
        judge.number, judge.offset = held.number, held.offset
        return events

    def _judge_entry(
        self, member: Member, frame: Frame, parts: list[bytes], number: int, offset: int, events: list[Event]
    ) -> None:
        if member.may_warn:
            self._judge.member(member, frame, number, offset, events)
        if frame.loop.is_level and member.row is frame.loop.members[0].row:
            self._judge.level(frame, parts, number, offset, events)

    def _resolve(self) -> list[Event]:
        """Ask for the repair of what is held, do it, and walk on with the rest."""
        held, self._held = self._held, []
        assert self._frame is not None
        self._frame = unfold(self._frame)
        ahead = [one.parts for one in held]
        actions = self._repair.actions(self._frame, ahead, has_gap=self._judge.has_gap(self._frame, ahead))
        events: list[Event] = []
        for action, one in zip(actions, held, strict=False):
            self._do(action, one, events)
        for one in held[len(actions) :]:
            events += self._walk_on(one)
        return events

    def _do(self, action: Action, held: Held, events: list[Event]) -> None:
        handlers = {
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
        frame, cancelled = self._frame, action.cancelled | _contradicted(action.target)
        for due in action.target.due:
            self._judge.missing(frame, due, cancelled, held.number, held.offset, events)
            frame = frame.outer or frame
        is_sure = action.is_misspelt or action.is_late or action.too_many
        target = action.target if is_sure else nearest_row(action.target, held.parts, self._frame)
        stays, at = action.stays, self._frame.at
        events += self._accept(target, held)
        if stays:
            self._frame.at = at
        if action.is_misspelt:
            self._judge.segment("unknown_segment", held.parts[0], self._frame, held.number, held.offset, events)
        if action.is_late:
            self._tell_late(action, action.target.member, self._frame, held, events)
        if action.too_many:
            self._judge.too_many(action.target.member, self._frame, held.number, held.offset, events)

    def _do_enter(self, action: Action, held: Held, events: list[Event]) -> None:
        """Open a loop at one of its other rows: the first is missing, or the loop was left too early."""
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
        if action.is_late:
            self._tell_late(action, action.inner, inner, held, events)
        else:
            passed = tuple(one for one in member.loop.members if one.group < action.inner.group)
            self._judge.missing(inner, passed, action.cancelled, held.number, held.offset, events)
        inner.counts[action.inner.index] = 1
        inner.at = action.inner.group
        if action.inner.loop is not None:
            inner = Frame(action.inner.loop, inner, held.number, held.offset)
            inner.counts[0], inner.first = 1, held.parts
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
        if action.goes_back:
            frame.at = action.inner.group
        if not action.inner.index and not frame.first:
            frame.first = held.parts  # it began without the row by which it is known
        self._tell_late(action, action.inner, frame, held, events, is_over=was >= action.inner.most)
        self._read(action.inner, frame, held, events)

    def _tell_late(
        self, action: Action, member: Member, frame: Frame, held: Held, events: list[Event], *, is_over: bool = False
    ) -> None:
        """It comes too late. Where it was told as missing, that was said: it is only a stray among the others."""
        if action.is_told:
            frame.has_strays = True
            self._judge.pass_over()
        else:
            rule = "too_many_segments" if is_over else "late_segment"
            self._judge.segment(rule, held.parts[0], frame, held.number, held.offset, events, member=member)

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
        self._judge.dropped(held.segment, self._frame, held.number, held.offset, events)


def _contradicted(target: Target) -> frozenset[Member]:
    """What HL04 demands because no level is to follow, where one does: what it says is the fault, not what is lacking.

    It is told when the level ends.
    """
    loop = target.member.loop
    if loop is None or not loop.is_level:
        return frozenset()
    return frozenset(one for due in target.due for one in due if getattr(one.rule, "reads", ()) == ("HL04",))
