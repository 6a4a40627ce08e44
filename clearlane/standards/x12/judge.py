"""Judge: turns what the walk meets into findings, says what each kills, and counts the claims that live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clearlane.standards.x12.balance.ledger import Ledger
from clearlane.standards.x12.claim_spans import spans_of
from clearlane.standards.x12.element_rules import ELEMENTS, element_finding
from clearlane.standards.x12.events import ClaimSeen, ClaimSpan, Event
from clearlane.standards.x12.expect import expect_before, expect_next, expect_segment, expect_times
from clearlane.standards.x12.explain_row import Fault
from clearlane.standards.x12.frame import Frame, came_behind, lacks
from clearlane.standards.x12.lack_own import ForOwn
from clearlane.standards.x12.lack_together import Lacking, Together
from clearlane.standards.x12.machine import Machine, Member, Row
from clearlane.standards.x12.mended import MOVED
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.say_condition import say_condition
from clearlane.standards.x12.scope import Scope
from clearlane.standards.x12.teller import SET, Teller
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.trigger import find_trigger
from clearlane.vocabulary.finding import Finding, Place

OFF_LIST = "off_list"
HL01, HL02, ELEMENTS_OF_HL = 1, 2, 4


class Judge(Teller):
    """The findings of one set. number, offset: of the segment that was read last. ledger: what adds the set up, if
    anything.
    """

    def __init__(self, machine: Machine, back: bytes | None, ledger: Ledger | None = None) -> None:
        super().__init__(machine, back)
        self.number = self.offset = 0
        self.ledger = ledger
        self._levels = self._slipped = 0
        self._together, self._for_own = Together(), ForOwn()

    def open(self, frame: Frame, events: list[Event]) -> None:
        """A loop opens: the level around it ends its own segments here."""
        if self._for_own.lacking:
            self._miss_each(self._for_own.open(frame), events)
        frame.told, frame.living_before = self.told, self.living
        loop = frame.loop
        if loop.adds_up and self.ledger is not None:
            self.ledger.open(self.faults)
        around_level = frame.level() if loop.is_level else None
        if around_level is not None:
            around_level.has_levels = True
        if loop.unit and frame.outer is not None:
            around = frame.outer.unit_frame()
            if around is not None and not around.end_number:
                around.end_number, around.end_offset = frame.number - 1, frame.offset

    def close(self, frame: Frame, events: list[Event], number: int, offset: int) -> None:
        """A loop ends before the segment at number and offset."""
        loop = frame.loop
        if frame.lesson is not None:
            self.learn(frame)
        if self._together.lacking:
            self._miss_each(self._together.end(frame), events)
        if loop.adds_up and self.ledger is not None:
            self.ledger.close(self.faults, events)
        if loop.is_level:
            self._close_level(frame, events)
        if loop.unit == "claim":
            self._close_claim(frame, events, number, offset)
        elif loop.is_last_unit and not frame.is_dead:
            self.living += 1

    def learn(self, frame: Frame) -> None:
        """Learn of a loop whose block has ended, if nothing was told since it opened."""
        if frame.lesson is not None and frame.told == self.told:
            frame.lesson.learn()
            frame.lesson = None

    def missing(
        self,
        frame: Frame,
        due: tuple[Member, ...],
        cancelled: frozenset[Member],
        number: int,
        offset: int,
        events: list[Event],
    ) -> None:
        """Tell which required members have not come; those that will come late are told then."""
        for member in due:
            if lacks(frame, member):
                same = [one for one in frame.loop.members if one.oneof == member.oneof] if member.oneof else [member]
                for one in same:
                    frame.counts[one.index] = -1
                if member in cancelled or self._waits(Lacking(frame, member, number, offset)):
                    self.pass_over()  # nothing is told now, and yet the loop lacks it
                else:
                    self._levels += frame.loop.is_level and member.index == 0
                    self._miss(frame, member, same, number, offset, events)

    def _waits(self, lacking: Lacking) -> bool:
        return self._together.waits(lacking) or self._for_own.waits(lacking)

    def _miss_each(self, lacking: list[Lacking], events: list[Event]) -> None:
        for one in lacking:
            self._miss(one.frame, one.member, [one.member], one.number, one.offset, events)

    def _miss(
        self, frame: Frame, member: Member, same: list[Member], number: int, offset: int, events: list[Event]
    ) -> None:
        """same: the members of which one would do, this one among them."""
        rule = "missing_loop" if member.loop else "missing_segment"
        words = {"name": " or ".join(one.name for one in same), "expected": " or ".join(map(expect_segment, same))}
        if not member.required and not member.oneof:
            words |= {"wanted": words["expected"], "expected": self._situation(member)}
            rule = "missing_segment_by_rule"
        trigger = find_trigger(member.rule, frame) if rule == "missing_segment_by_rule" else ()
        self._tell(rule, frame, self._place(member, number, offset), events, trigger, **words)

    def too_many(self, member: Member, frame: Frame, number: int, offset: int, events: list[Event]) -> None:
        """The member came once more than it may; frame is where the walk stands now."""
        rule = "too_many_loops" if member.loop else "too_many_segments"
        place = self._place(member, number, offset)
        found = member.row.spec.id
        self._tell(rule, frame, place, events, name=member.name, found=found, expected=expect_times(member.most))

    def member(self, member: Member, frame: Frame, number: int, offset: int, events: list[Event]) -> None:
        """What only warns: more than receivers must take, or sent although its rule does not hold."""
        home = frame.outer if member.loop else frame
        assert home is not None
        if member.warn_at and home.counts[member.index] == member.warn_at + 1:
            words = {"name": member.name, "expected": str(member.warn_at)}
            self._tell("more_than_usual", frame, self._place(member, number, offset), events, **words)
        condition = member.condition
        rule = member.rule
        if not condition or not condition.both_ways or rule is None:
            return
        if getattr(rule, "reads", None) != () and home.is_refused():
            self.pass_over()  # where something is refused, what a rule asks about may be what is lacking
            return
        if rule(Scope(home)) is False:
            words = {"name": member.name, "expected": self._situation(member), "found": member.row.spec.id}
            self._tell("segment_not_otherwise", frame, self._place(member, number, offset), events, **words)

    def segment(
        self,
        rule: str,
        id: bytes,
        frame: Frame,
        number: int,
        offset: int,
        events: list[Event],
        *,
        member: Member | None = None,
        behind: Member | None = None,
        unit: str = "",
    ) -> None:
        """Tell one thing about a whole segment. behind: what certainly stands behind its place."""
        frame.has_strays = True
        name = member.name if member else decode(id)
        expected = "" if member is None else expect_times(member.most)
        if member is not None and rule == "late_segment":
            expected = expect_before(member, behind or came_behind(member, frame))
        place = Place(offset, number, self._text(id), frame.id)
        self._tell(rule, frame, place, events, unit=unit, name=name, found=self._text(id), expected=expected)

    def misspelt(self, member: Member, id: bytes, frame: Frame, number: int, offset: int, events: list[Event]) -> None:
        """A segment was taken for the one that was meant, by another name than it has."""
        frame.has_strays = True
        text = self._text(id)
        rule = "foreign_segment" if text in read_dictionary().segments else "unknown_segment"
        place = Place(offset, number, text, frame.id)
        self._tell(rule, frame, place, events, name=text, found=text, meant=member.row.spec.id, like=member.name)

    def dropped(self, segment: bytes, frame: Frame, number: int, offset: int, events: list[Event]) -> None:
        """A segment for which there is no place was passed over."""
        frame.has_strays = True
        id = segment.split(b"*", 1)[0]
        text = self._text(id)
        definition = read_dictionary().segments.get(text)
        rule = "unknown_segment" if definition is None else "foreign_segment"
        if id in self._machine.ids:
            rule = "repeated_segment" if frame.segments[-1:] == [segment] else "unexpected_segment"
        place = Place(offset, number, text, frame.id)
        name = definition.name if definition and definition.name != text else "The segment"
        expected = expect_next(frame.loop.states[frame.at])
        self._tell(rule, frame, place, events, name=name, found=text, expected=expected)

    def element(self, fault: Fault, row: Row, frame: Frame, number: int, offset: int, events: list[Event]) -> None:
        """Tell one fault of an element. Faults in a level's HL are faults of the tree, and kill the set."""
        is_tree = frame.loop.is_level and row.spec.id == "HL"
        place = Place(offset, number, row.spec.id, frame.id, fault.element, fault.component, fault.repeat)
        if ELEMENTS[fault.rule].is_warning and self._was_told(f"element.{fault.rule}", place, events):
            return
        unit = "" if ELEMENTS[fault.rule].is_warning else SET if is_tree else self._kill(frame)
        position = f"{row.spec.id}{fault.element:02d}" + (f"-{fault.component}" if fault.component else "")
        name = f"{position} ({fault.name})" if fault.name else position
        found = self._text(fault.found)
        is_whole = not fault.component and 0 < fault.element <= len(row.numbers)
        reference = row.numbers[fault.element - 1] if is_whole else fault.number
        told = element_finding(
            fault.rule,
            place,
            unit=unit,
            number=reference,
            name=name,
            found=found,
            expected=fault.expected,
            count=str(fault.many),
            citation=self._cite(place, ELEMENTS[fault.rule].level, row.spec.position),
        )
        if fault.trigger:
            told = replace(told, answer=(*told.answer, ("CTX05", fault.trigger)))
        if fault.rule == OFF_LIST and self.ledger is not None:
            self._doubt(told, fault.expected, frame, events)
        else:
            events.append(told)
        if unit and self.ledger is not None:
            self.ledger.spoil(offset)
        self._count(unit)
        self._died(unit, frame, events)

    def _doubt(self, doubt: Finding, list: str, frame: Frame, events: list[Event]) -> None:
        """A value stands off its list: what judges beyond the guide may know more of it, now or when its claim ends."""
        assert self.ledger is not None
        party = decode(frame.first[1]) if frame.first[:1] == [b"NM1"] and len(frame.first) > 1 else ""
        told = self.ledger.sharpen(doubt, list, self._kill(frame), party)
        if not self.ledger.defer(told):
            events.append(told)

    def level(self, frame: Frame, parts: list[bytes], number: int, offset: int, events: list[Event]) -> None:
        """Judge an HL: its number is the next one, its parent the level around it.

        Behind a wrong number both may follow: its successor, and what was due had it been right.
        """
        self._levels, slipped = self._levels + 1, self._slipped
        self._slipped = 0
        own, parent = parts[1] if len(parts) > 1 else b"", parts[2] if len(parts) > 2 else b""
        around = frame.level()
        if around is not None and own == around.level_number and not parent.isdigit():
            own, parent = b"", own  # its number is lost, and the next has moved into its place
        frame.level_number = own
        if slipped and own == b"%d" % slipped:
            self._levels = slipped
        elif own != b"%d" % self._levels:
            self._renumber(frame, own, Place(offset, number, "HL", frame.id), events)
        if around is not None:
            around.level_number = around.level_number or parent
            if parent != around.level_number and parent and not _is_told(HL02, number, events):
                place = Place(offset, number, "HL", frame.id)
                self._tree("level_parent", place, 2, "734", parent, decode(around.level_number), events)

    def has_gap(self, frame: Frame, ahead: Sequence[Sequence[bytes]]) -> bool:
        """Whether a level is lost: the next has the number behind the one that is due, or none follows that must."""
        level = frame if frame.loop.is_level else frame.level()
        if level is None:
            return False
        numbers = [parts[1] for parts in ahead[1:] if parts[0] == b"HL" and len(parts) > 1]
        if numbers or ahead[-1][0] != b"SE":
            return numbers[:1] == [b"%d" % (self._levels + 2)]
        return level.first[4:5] == [b"1"] and not level.has_levels

    def _renumber(self, frame: Frame, own: bytes, place: Place, events: list[Event]) -> None:
        number, around = place.segment or 0, frame.level()
        parent = around.level_number if around is not None else b""
        is_glued = own == b"%d%b" % (self._levels, parent) and _is_told(HL02, number, events)  # which HL02 stands in
        if own and not (is_glued or _is_told(HL01, number, events)):
            self._tree("level_number", place, 1, "628", own, str(self._levels), events)
        frame.level_number = b""
        if own.isdigit() and len(own) < 10:
            self._slipped, self._levels = self._levels + 1, int(own)

    def _close_level(self, frame: Frame, events: list[Event]) -> None:
        parts = frame.first
        says = parts[4] if len(parts) > 4 and parts[0] == b"HL" else b""
        if says == (b"1" if frame.has_levels else b"0"):
            return
        allowed = frame.loop.members[0].row.codes((4, 0))
        if allowed and says not in allowed:
            return  # told already, as a wrong code
        place = Place(frame.offset, frame.number, "HL", frame.id)
        levels = [one for one in frame.loop.members if one.loop and one.loop.is_level]
        if any(frame.counts[one.index] < 0 for one in levels):
            return  # told already, as missing
        if says == b"1" and not frame.has_levels and levels:
            self._tree("level_child", place, 4, "736", says, "0", events)
        elif says == b"0" and frame.has_levels and not frame.is_dead:
            self._tree("level_child", place, 4, "736", says, "1", events)

    def _tree(
        self, rule: str, place: Place, element: int, number: str, found: bytes, expected: str, events: list[Event]
    ) -> None:
        at = Place(place.offset, place.segment, place.segment_id, place.loop, element)
        text = self._text(found) or "empty"
        citation = self._cite(at, ELEMENTS[rule].level, "")
        told = element_finding(rule, at, unit=SET, number=number, found=text, expected=expected, citation=citation)
        events.append(told)
        self._count(SET)

    def _close_claim(self, frame: Frame, events: list[Event], number: int, offset: int) -> None:
        dead, parts = bool(self.faults) and frame.is_refused(), frame.first
        self.living += not dead
        provider, subscriber, patient = spans_of(frame.outer)
        span = ClaimSpan(
            frame.offset,
            offset - frame.offset,
            frame.number,
            number - 1,
            provider,
            subscriber,
            patient,
            dead,
            self._text(parts[1]) if len(parts) > 1 and parts[0] == b"CLM" else "",
        )
        events.append(ClaimSeen(span))

    def _place(self, member: Member, number: int, offset: int) -> Place:
        loop = member.loop.id if member.loop else member.home.id
        return Place(offset, number, member.row.spec.id, loop)

    def _situation(self, member: Member) -> str:
        assert member.condition is not None
        return say_condition(member.condition, rules=self._machine.rules, segment=member.row.spec.id)


def _is_told(element: int, number: int, events: list[Event]) -> bool:
    """Whether something was told of an element of the segment that is read now, or that a separator of it slipped."""
    last = (one for one in reversed(events[-ELEMENTS_OF_HL:]) if isinstance(one, Finding))
    own = (one for one in last if one.place.segment == number)
    return any(one.place.element == element or _has_moved(one, element) for one in own)


def _has_moved(told: Finding, element: int) -> bool:
    """Whether a separator slipped before an element or at it; of two numbers without one nobody knows which lacks."""
    last = HL02 if told.rule == "element.separator_lost" else element
    return told.rule in MOVED and (told.place.element or 0) <= last
