"""Walk: one set through its guide, row by row. Clean segments cost a look-up and a pattern; others are explained.

What the structure cannot take is held back with the rows that follow, and `repair` says what most likely happened.
"""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.standards.x12.ahead import LOOK_AHEAD, Held
from clearlane.standards.x12.binary import LETTER, shorten, split_binary
from clearlane.standards.x12.block import block_of
from clearlane.standards.x12.canonical import canonical
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import Event
from clearlane.standards.x12.foresight import Foresight
from clearlane.standards.x12.frame import Frame, home_of, is_blocked
from clearlane.standards.x12.hypothesis import Action, contradicted
from clearlane.standards.x12.machine import Machine, Member, Target
from clearlane.standards.x12.mend_row import mend_begin
from clearlane.standards.x12.mended import Mended
from clearlane.standards.x12.nearest_row import nearest_row
from clearlane.standards.x12.recode_row import recode_row
from clearlane.standards.x12.rejoin import rejoin
from clearlane.standards.x12.search import find, names_other
from clearlane.standards.x12.steps import Steps, as_meant, with_id
from clearlane.standards.x12.stream import LINE_ENDS
from clearlane.standards.x12.stretch import Stretch
from clearlane.standards.x12.teller import LONGEST_FOUND
from clearlane.standards.x12.tier import Tier
from clearlane.standards.x12.unfold import unfold

LEVEL = b"HL"


class Walk(Steps):
    """The walk of one set. `take` its segments from ST to SE, then `finish`; each returns what is to be told."""

    def __init__(
        self,
        machine: Machine,
        delimiters: Delimiters,
        tier: Tier = Tier.BLOCK,
        *,
        beyond_guide: bool = True,
        mends: bool = True,
        stretch: Stretch | None = None,
    ) -> None:
        tables = canonical(delimiters)
        self._there = tables[0] if tables else None
        super().__init__(
            machine,
            tables[1] if tables else None,
            proves=tier is not Tier.EXPLAIN,
            beyond_guide=beyond_guide,
            mends=mends,
            stretch=stretch,
        )
        self._separator = delimiters.element
        self._foresight = Foresight(LINE_ENDS.replace(delimiters.segment, b""))
        self._seen = self._view = b""
        self._held: list[Held] = []
        self._rest: list[Held] = []
        self._left_out: Held
        self._carried: Held | None = None
        self._leaps, self._gave_up = tier is Tier.BLOCK, False
        self._weighed = 0

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
        held = Held(number, offset, segment, parts)
        events: list[Event] = []
        if self._rest:
            self._walk_rest(events)
        events += self._walk_on(held) if self._held else self._step_first(held)
        if not self._rest:
            self._weigh(held, events)
        return events

    @property
    def is_waiting(self) -> bool:
        """Whether something that may not stand where it does is held back with what follows."""
        return bool(self._held)

    def _step_first(self, held: Held) -> list[Event]:
        """Take a segment of which none behind it is here yet, so that it may be two."""
        self._may_part = True
        events = self._step(held)
        self._may_part = False
        return events

    def _walk_on(self, held: Held) -> list[Event]:
        if self._gave_up:
            return []
        if not self._held:
            return self._step(held)
        self._held.append(held)
        return self._resolve() if len(self._held) >= LOOK_AHEAD else []

    def _weigh(self, held: Held, events: list[Event]) -> None:
        """Where more is wrong than so many bytes may have, say so, and read nothing of the set any more."""
        if self._gave_up or self.weight == self._weighed:
            return
        self._weighed = self.weight
        if self._is_hopeless(held.offset):
            self._give_up(held, events)

    def _give_up(self, held: Held, events: list[Event]) -> None:
        assert self._frame is not None
        self._gave_up, self._held = True, []
        self._judge.segment("too_many_faults", b"", self._frame, held.number, held.offset, events, unit="set")

    def finish(self) -> list[Event]:
        """The set has ended: decide what is still held back, close what is still open."""
        events: list[Event] = []
        self._walk_rest(events)
        while self._held:
            events += self._resolve()
        self._close_all(events)
        return events

    def _close_all(self, events: list[Event]) -> None:
        if self._gave_up:
            return
        last = self._frame
        while last is not None and last.outer is not None:
            self._judge.close(last, events, self._judge.number + 1, self._judge.offset)
            last = last.outer
        if self._ledger is not None:
            events += self._ledger.finish(self._judge.faults)

    def disturb(self) -> None:
        """Something that is no segment of the set stands here: a block ends at it, while its rows go on behind it.

        So what is said of these teaches nothing about the block.
        """
        self._lesson = None
        self._judge.pass_over()

    def may_leap(self, head: bytes) -> bool:
        """Whether a segment that begins with these two bytes can open a loop, or the rest of a claim waits."""
        if not self._leaps or self._gave_up:
            return False
        return bool(self._rest) or (head in self._machine.openers and not self._held)

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
        if self._rest:
            at, number = self._rejoin(view, at, number, base, events)
            if self._gave_up:
                return at
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
            first = view[at : view.find(b"~", at)].split(b"*")  # where none is whole, no block takes anything
            target = choice.sure or find(choice, first, frame)
            if target is None or target.member.loop is None or (not target.is_free and is_blocked(frame, target)):
                break
            loop = target.member.loop
            above = home_of(frame, target).level_number if loop.is_level else b""
            if loop.is_level and first[2:3] != [above] and names_other(choice, target, first, frame):
                break
            taken = self._foresight.take(loop.block or block_of(loop), view, at, frame, target)
            if not isinstance(taken, tuple):
                self._lesson = taken
                break
            end, own_length, counts, group = taken
            choice = loop.states[group].get(view[end : view.find(b"*", end, end + 4)])
            if choice is None:
                break
            frame = self._enter(target, first, number, base + at, events)
            frame.jump(view[at:end], own_length, counts, group)
            if self._ledger is not None:
                self._ledger.keep(number, base + at, frame.block)
            if loop.is_level or target.member.may_warn:
                self._judge_entry(target.member, frame, first, number, base + at, events)
            number += view.count(b"~", at, end)
            begun, at = at, end
        if begun >= 0:
            judge.number = number - 1
            judge.offset = base + view.rfind(b"~", begun, view.rfind(b"~", begun, at)) + 1
        return at

    def _step(self, held: Held) -> list[Event]:
        frame, parts = self._frame, held.parts
        if frame is None:
            return self._begin(held)
        choice = frame.loop.states[frame.at].get(parts[0])
        target = find(choice, parts, frame) if choice is not None else None
        if (
            target is None
            or is_blocked(frame, target)
            or (choice is not None and choice.sure is target and self._is_doubtful(target, parts))
            or (parts[0] == LEVEL and choice and (frame.is_twin(held) or names_other(choice, target, parts, frame)))
        ):
            return self._hold(held, frame)
        recoded = recode_row(target, held, frame, self._judge.back) if target.rivals and self._mends else None
        return self._take_as(recoded, held) if recoded else self._accept(target, held)

    def _hold(self, held: Held, frame: Frame) -> list[Event]:
        """Hold back what may not stand here, unless it stands twice, or but for one delimiter, or for its code."""
        self._frame = frame = unfold(frame)
        if frame.is_twin(held):
            events: list[Event] = []
            self._judge.dropped(held.segment, frame, held.number, held.offset, events)
            return events
        if self._mends and self._may_mend(held):
            ids, back = self._machine.ids, self._judge.back
            choice = frame.loop.states[frame.at].get(held.parts[0])
            target = find(choice, held.parts, frame) if choice is not None else None
            meant = recode_row(target, held, frame, back) if target is not None else None
            meant = meant or mend_begin(held.parts, frame, ids, back, may_part=self._may_part)
            if meant is not None:
                return self._take_as(meant, held)
            self._tries += 1
        self._held.append(held)
        return []

    def _take_as(self, meant: tuple[Target, Mended], held: Held) -> list[Event]:
        """Take a segment as it was meant, and tell the one fault of it."""
        target, mended = meant
        self._mendings += 1
        events = self._accept(target, as_meant(held, mended))
        assert self._frame is not None
        self._meant = mended if self._may_part else None
        self._judge.element(mended.fault, target.member.row, self._frame, held.number, held.offset, events)
        return events

    def _resolve(self) -> list[Event]:
        """Ask for the repair of what is held, do it, and walk on with the rest."""
        held, self._held = self._held, []
        assert self._frame is not None
        self._frame = unfold(self._frame)
        ahead = [one.parts for one in held]
        events: list[Event] = []
        has_gap = self._judge.has_gap(self._frame, ahead)
        actions = self._repair.actions(self._frame, ahead, held[0].offset, has_gap=has_gap)
        if not actions:
            self._give_up(held[0], events)
            return events
        for action, one in zip(actions, held, strict=False):
            self._do(action, one, events)
        self._left_out, self._rest = held[0], held[len(actions) :]
        if not (self._leaps and self._is_left_out(actions, len(held))):
            self._walk_rest(events)
        return events

    def _is_left_out(self, actions: Sequence[Action], held: int) -> bool:
        """Whether one segment was left out, and nothing else is known to be wrong with the claim around it."""
        unit = self._frame.unit_frame() if self._frame is not None and held == LOOK_AHEAD else None
        return unit is not None and [one.kind for one in actions] == ["drop"] and unit.told + 1 == self._judge.told

    def _rejoin(self, view: bytes, at: int, number: int, base: int, events: list[Event]) -> tuple[int, int]:
        """Read the claim in which a segment was left out to its end, in one go if that can be. Returns where the next
        segment stands, and its number."""
        assert self._frame is not None
        judge, rest = self._judge, self._rest
        line_ends, is_hopeless = self._foresight.line_ends, self._is_hopeless(rest[-1].offset)
        joined = None if is_hopeless else rejoin(self._frame, self._left_out, rest[0], view, base, line_ends)
        if joined is not None:
            self._frame, end, judge.number, judge.offset = joined
            self._rest = [one for one in rest if one.offset >= base + end]
            at, number = (end, judge.number + 1) if end > at else (at, number)
        self._walk_rest(events)
        self._weigh(rest[-1], events)
        return at, number

    def _walk_rest(self, events: list[Event]) -> None:
        rest, self._rest = self._rest, []
        for one in rest:
            events += self._walk_on(one)

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
        self._tell_due(action.target, action.cancelled | contradicted(action.target), held, events)
        is_sure = action.is_misspelt or action.is_late or action.too_many
        target = action.target if is_sure else nearest_row(action.target, held.parts, self._frame)
        at, meant = self._frame.at, with_id(held, target.member.row.id)
        events += self._accept(target, meant)
        if action.stays:
            self._frame.at = at
        if action.is_misspelt:
            self._judge.misspelt(target.member, held.parts[0], self._frame, held.number, held.offset, events)
        if action.is_late:
            self._tell_late(action, action.target.member, self._frame, held, events)
        if action.too_many:
            self._judge.too_many(action.target.member, self._frame, held.number, held.offset, events)

    def _do_enter(self, action: Action, held: Held, events: list[Event]) -> None:
        """Open a loop at one of its other rows: the first is missing, or the loop was left too early."""
        assert action.target is not None
        assert action.inner is not None
        self._tell_due(action.target, action.cancelled, held, events)
        member = action.target.member
        assert member.loop is not None
        frame = self._leave(action.target, held.number, held.offset, events)
        inner = Frame(member.loop, frame, held.number, held.offset)
        self._judge.open(inner, events)
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
            self._judge.open(inner, events)
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
        member, then, id = action.target.member, action.then.member, held.parts[0]
        self._judge.segment(
            "late_segment", id, self._frame, held.number, held.offset, events, member=member, behind=then
        )
        events += self._accept(action.then, self._carried)

    def _do_drop(self, action: Action, held: Held, events: list[Event]) -> None:
        assert self._frame is not None
        self._judge.dropped(held.segment, self._frame, held.number, held.offset, events)
