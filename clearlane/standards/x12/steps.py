"""Steps: where the walk of a set stands, and one segment taken there: loops close and open, the row is judged."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.standards.x12.ahead import Held
from clearlane.standards.x12.balance.ledger import open_ledger
from clearlane.standards.x12.block import Lesson
from clearlane.standards.x12.block_rows import is_within
from clearlane.standards.x12.events import Event
from clearlane.standards.x12.explain_row import Fault, explain_end, explain_row
from clearlane.standards.x12.fits import value_at
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.judge import Judge
from clearlane.standards.x12.machine import Machine, Member, Row, Target
from clearlane.standards.x12.mend_row import mend_again, mend_row
from clearlane.standards.x12.mended import Mended
from clearlane.standards.x12.moved_values import Sent
from clearlane.standards.x12.nearest_row import with_all_codes, without_echoes
from clearlane.standards.x12.patience import FAULTS, MENDING, SEARCHES
from clearlane.standards.x12.prove_row import prove_but_for_its_end, prove_row
from clearlane.standards.x12.repair import Repair
from clearlane.standards.x12.stretch import Stretch

Kinds = tuple[tuple[str, int, int], ...]
"""Of the faults of a segment, what each is, and at which element and component."""


class Steps:
    """The open loops of one set. back: from canonical bytes to those of the file, where they differ.

    proves: whether a row that is clean beyond doubt is judged no further. mends: whether what one delimiter explains is
    read as it was meant. stretch: of sets, to which this one belongs; None: it stands alone.
    """

    def __init__(
        self,
        machine: Machine,
        back: bytes | None,
        *,
        proves: bool,
        beyond_guide: bool,
        mends: bool = True,
        stretch: Stretch | None = None,
    ) -> None:
        self._machine, self._proves = machine, proves
        self._ledger = open_ledger(machine.version) if beyond_guide else None
        self._judge = Judge(machine, back, self._ledger)
        self._repair = Repair(machine, stretch)
        self._frame: Frame | None = None
        self._begun_at = 0
        self._lesson: Lesson | None = None
        self._mends, self._may_part = mends, False
        self._meant: Mended | None = None
        self._tries = self._mendings = 0
        self._slips: dict[tuple[Row, Kinds], Mended] = {}

    @property
    def living(self) -> int:
        """Claims that have ended and live."""
        return self._judge.living

    @property
    def weight(self) -> int:
        """What is wrong so far, each by the time that it takes."""
        return self._judge.faults + self._repair.made + MENDING * self._mendings

    @property
    def number(self) -> int:
        """Of the segment that was taken last."""
        return self._judge.number

    def _is_hopeless(self, offset: int) -> bool:
        return FAULTS.is_over(self.weight, offset - self._begun_at)

    def meant(self) -> Mended | None:
        """The segment that was taken last, if it was meant otherwise. What ran into it is to be taken next."""
        meant, self._meant = self._meant, None
        return meant

    def as_sent(self, parts: list[bytes]) -> bytes:
        """A segment in the delimiters of the file."""
        segment = b"*".join(parts)
        return segment.translate(self._judge.back) if self._judge.back else segment

    def _begin(self, held: Held) -> list[Event]:
        root = self._machine.root
        self._frame = Frame(root, None, held.number, held.offset)
        self._begun_at = held.offset
        self._repair.begin(held.offset)
        self._frame.counts[0] = 1
        return self._read(root.members[0], self._frame, held, [])

    def _accept(self, target: Target, held: Held) -> list[Event]:
        """Go where the target says, and judge the segment."""
        events: list[Event] = []
        frame = self._enter(target, held.parts, held.number, held.offset, events)
        return self._read(target.member, frame, held, events)

    def _enter(self, target: Target, parts: list[bytes], number: int, offset: int, events: list[Event]) -> Frame:
        """Close loops, count, open a loop."""
        frame = self._leave(target, number, offset, events)
        member = target.member
        if member.loop is not None:
            if frame.lesson is not None and not is_within(member):
                self._judge.learn(frame)
            frame = Frame(member.loop, frame, number, offset)
            frame.counts[0] = 1
            frame.first = parts
            self._judge.open(frame, events)
            frame.lesson, self._lesson = self._lesson, None
        self._frame = frame
        return frame

    def _leave(self, target: Target, number: int, offset: int, events: list[Event]) -> Frame:
        """Close the loops that a target closes, and count its member in the loop that is reached."""
        frame, member = self._frame, target.member
        assert frame is not None
        for _ in range(target.closes):
            self._judge.close(frame, events, number, offset)
            assert frame.outer is not None
            frame = frame.outer
        came = frame.counts[member.index]
        frame.counts[member.index] = came + 1 if came > 0 else 1
        frame.at = member.group
        return frame

    def _tell_due(self, target: Target, cancelled: frozenset[Member], held: Held, events: list[Event]) -> None:
        """Tell what a target passes by although it must come."""
        frame = self._frame
        assert frame is not None
        for due in target.due:
            self._judge.missing(frame, due, cancelled, held.number, held.offset, events)
            frame = frame.outer or frame

    def _read(self, member: Member, frame: Frame, held: Held, events: list[Event]) -> list[Event]:
        """Judge the segment itself, now that it has its place."""
        judge, row = self._judge, member.row
        if member.loop is not None or frame.counts[member.index] <= member.most:
            frame.keep(held.segment)
        faults: Sequence[Fault] = ()
        if not (self._proves and prove_row(row, held.segment, held.parts, frame)):
            held, faults = self._mended(self._faults(row, held, frame), row, held, frame)
        if self._ledger is not None:
            self._ledger.row(held.number, held.offset, held.segment)
        for fault in faults:
            judge.element(fault, row, frame, held.number, held.offset, events)
        self._judge_entry(member, frame, held.parts, held.number, held.offset, events)
        judge.number, judge.offset = held.number, held.offset
        return events

    def _is_doubtful(self, target: Target, parts: list[bytes]) -> bool:
        """Whether the segment has the code of quite another row of its id, which alone may stand here."""
        place, codes = target.member.row.first_code
        return bool(codes) and value_at(parts, place) not in codes and self._repair.is_elsewhere(parts, place)

    def _faults(self, row: Row, held: Held, frame: Frame) -> list[Fault]:
        """What is wrong with the segment as this row, without what follows from the code that tells the row."""
        is_end = self._proves and prove_but_for_its_end(row, held.segment, frame)
        faults = explain_end(row, held.parts) if is_end else explain_row(row, held.parts, frame, self._judge.back)
        is_elsewhere = self._repair.is_elsewhere(held.parts, row.first_code[0])
        told = without_echoes(faults, row, frame, is_elsewhere=is_elsewhere)
        return [with_all_codes(fault, row, frame) for fault in told]

    def _may_mend(self, held: Held) -> bool:
        """Whether to try once more what one delimiter explains: as often in vain as may be searched for what has
        happened. A slip that is found counts among the faults, so that where each claim has it each is told alike."""
        return not SEARCHES.is_over(self._tries, held.offset - self._begun_at)

    def _mended(self, faults: list[Fault], row: Row, held: Held, frame: Frame) -> tuple[Held, list[Fault]]:
        """The segment as it was meant, if one delimiter explains its faults. What ran into it waits to be taken next.

        Of a segment that was held back those behind it are here already, and none can come between.
        """
        if not (self._mends and faults):
            return held, faults
        sent = Sent(row, held.parts, faults, frame, self._judge.back)
        before = self._slips.get((row, _kinds(faults))) if len(faults) > 1 else None
        mended = mend_again(sent, before) if before else None
        if mended is None and (self._may_mend(held) if sent.may_have_moved else not sent.only_warns):
            mended = mend_row(sent, may_part=self._may_part)
            if mended is not None and mended.at:
                self._slips[row, _kinds(faults)] = mended
        if mended is None:
            self._tries += sent.may_have_moved
            return held, faults
        self._mendings += 1
        self._meant = mended if self._may_part else None
        meant = as_meant(held, mended)
        frame.mend(held, meant)
        return meant, [mended.fault]

    def _judge_entry(
        self, member: Member, frame: Frame, parts: list[bytes], number: int, offset: int, events: list[Event]
    ) -> None:
        if member.may_warn:
            self._judge.member(member, frame, number, offset, events)
        if frame.loop.is_level and member.row is frame.loop.members[0].row:
            self._judge.level(frame, parts, number, offset, events)


def as_meant(held: Held, mended: Mended) -> Held:
    """A segment as it was meant, at the place where it stands."""
    return held._replace(segment=b"*".join(mended.parts), parts=mended.parts)


def with_id(held: Held, id: bytes) -> Held:
    """A segment with the id that was meant."""
    sent = held.parts[0]
    return held if sent == id else held._replace(segment=id + held.segment[len(sent) :], parts=[id, *held.parts[1:]])


def _kinds(faults: Sequence[Fault]) -> Kinds:
    return tuple((one.rule, one.element, one.component) for one in faults)
