"""Transaction: one ST..SE. Chooses the guide, counts, judges header and trailer, and sums the verdict up.

Where the ST alone does not tell which guide it is (a 278 is request or answer by its BHT02), the walk begins with the
segment behind it; where GS08 and ST03 name two guides, what the set says decides which of them is wrong. All other
sets begin at once, and no set pays for the choice again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from clearlane.standards.x12.count_finding import count_finding
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.element_rules import segment_finding
from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.envelope_slips import as_meant
from clearlane.standards.x12.events import ClaimSeen, Event, SetClosed, SetOpened, UnitDied
from clearlane.standards.x12.find_guide import find_guide
from clearlane.standards.x12.library import Entry, choose, load_machine
from clearlane.standards.x12.meant_id import is_a_slip
from clearlane.standards.x12.mended import MOVED
from clearlane.standards.x12.payer_findings import LEVEL
from clearlane.standards.x12.payer_walk import PayerWalk, walk_for_payers
from clearlane.standards.x12.reading import Reading
from clearlane.standards.x12.set_day import set_day_findings
from clearlane.standards.x12.stream import LINE_ENDS, Stream
from clearlane.standards.x12.stretch import Stretch
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.walk import Walk
from clearlane.vocabulary.finding import Disposition, Finding, Place

SET_UNITS = ("set", "group", "interchange")
ST02, ST03, LENGTH_OF_BHT01 = 2, 3, 4
Kept = tuple[int, bytes]
"""A segment: its offset in the file, its bytes."""
BHT, ENOUGH, SHORTEST_CONTROL = 2, 60, 4
"""The segment that says for what a set is, and how many tell which of two guides it was written by."""


def same_number(one: str, other: str) -> bool:
    """Whether two control numbers or counts agree: "1" and "0001" do."""
    if one.isascii() and one.isdigit() and other.isascii() and other.isdigit() and len(one + other) < 60:
        return int(one) == int(other)
    return one == other and one != ""


def purpose_of(raw: bytes, delimiters: Delimiters) -> str | None:
    """BHT02 of the segment behind an ST, also where the separator before BHT01 is lost or doubled; None: no BHT."""
    id, *values = raw.split(delimiters.element, 4)
    if len(id) == len(b"BHT") + LENGTH_OF_BHT01:
        id, values = id[:3], [id[3:], *values]
    elif len(values) > 2 and not values[0] and len(values[1]) == LENGTH_OF_BHT01:
        del values[0]
    return None if id != b"BHT" else decode(values[1]) if len(values) > 1 else ""


class Read(NamedTuple):
    """What was kept, as one guide reads it. segments: how many; trailer: as of `Transaction`."""

    walk: Walk | PayerWalk
    events: list[Event]
    segments: int
    trailer: Kept | None

    @property
    def faults(self) -> int:
        """How many findings, and whether one more is certain."""
        return sum(isinstance(event, Finding) for event in self.events) + self.walk.is_waiting


def with_parts(
    walk: Walk | PayerWalk, number: int, offset: int, raw: bytes, events: list[Event]
) -> tuple[int, list[Event], Kept | None]:
    """The number of the last of a segment and those that ran into it, the events of all, and the SE if that did."""
    while (meant := walk.meant()) and (parted := meant.parted):
        offset, raw = offset + parted.begin, raw[parted.begin :]
        if parted.is_trailer:
            return number, events, (offset, raw)
        number += 1
        events = [*events, *walk.take(number, offset, raw)]
    return number, events, None


def _is_of_value(one: Finding) -> bool:
    """Whether it says that a value of an SE is wrong, which is not compared then."""
    return one.place.segment_id == "SE" and one.rule != "element.separator_doubled"


def _is_moved_st02(one: Finding) -> bool:
    """Whether it says that what stands at ST02 is another element, or not that alone."""
    return one.place.element == ST02 and (one.rule in MOVED or one.rule == "element.missing")


def _is_st03(place: Place) -> bool:
    return place.segment_id == "ST" and place.element == ST03


class Transaction:
    """The open set: `take` each segment, then `close` at its SE, or `break_off` where that is missing.

    stretch: to which it belongs. behind: what stands behind its ST, as far as `find_guide` looks.
    trailer: its SE, where that ran into its last segment.
    """

    def __init__(
        self,
        delimiters: Delimiters,
        group: tuple[str, ...],
        offset: int,
        elements: tuple[str, ...],
        reading: Reading,
        stretch: Stretch,
        behind: bytes = b"",
    ) -> None:
        self._delimiters, self._reading, self._offset, self._group = delimiters, reading, offset, group
        self._stretch = stretch
        _, self.set_id, self.control, st03 = (*elements, "", "", "", "")[:4]
        self.version = st03 or group[8]
        self._chosen = choose(version=group[8], set_id=self.set_id, st03=st03, takes=reading.takes)
        is_sure = not self._chosen.by_purpose and self._chosen.rival is None
        if is_sure and self._chosen.entry and (other := find_guide(self._chosen.entry, behind, delimiters)):
            self._chosen = replace(self._chosen, entry=other, written_by=other)
        self._walk = self._begin(self._chosen.entry) if is_sure else None
        self._waits: list[Kept] = []
        self._is_misnamed = self._is_misnumbered = False
        self._segments = 0
        self.trailer: Kept | None = None
        self._dead = False
        self._killed = 0

    @property
    def segments(self) -> int:
        """How many came so far, ST included."""
        return self._segments

    def is_begun_again(self, elements: tuple[str, ...]) -> bool:
        """Whether an ST that follows is its own once more: nothing else has come yet."""
        return self._segments == 1 and elements[2:3] == (self.control,)

    def begin_again(self, offset: int) -> Finding:
        """Its ST stands twice, which counts for nothing."""
        return self._kill(finding("st_twice", Place(offset, None, "ST", element=2), found=self.control))

    def run_on(self, id: str, offset: int, behind: str) -> Finding:
        """Its ST or SE has no terminator, and another segment stands in it."""
        number = 1 if id == "ST" else self._segments + 1
        return self._kill(finding("set_unterminated", Place(offset, number, id), element=id, found=behind))

    def open(self, raw: bytes, *, repeated: bool) -> Iterator[Event]:
        """Tell of the ST: the set is open, and what is wrong with its header."""
        yield SetOpened(self._offset, self.set_id, self.control, self.version)
        place = Place(self._offset, 1, "ST", element=2)
        if repeated:
            yield self._kill(finding("st02_repeated", place, found=self.control))
        for fault in self._chosen.findings(self._offset, self._group[1]):
            self._is_misnamed = self._is_misnamed or fault.place.element == ST03
            yield self._kill(fault)
        yield from self.take(self._offset, raw)

    def take(self, offset: int, raw: bytes) -> list[Event]:
        """One more segment. Returns what is to be told of it, mostly nothing."""
        number = self._segments = self._segments + 1
        if self._walk is None:
            events = self._choose(offset, raw)
        else:
            events = self._walk.take(number, offset, raw)
            if events:
                self._segments, events, self.trailer = with_parts(self._walk, number, offset, raw, events)
                if number == 1:
                    events = self._once(events)
                    self._is_misnumbered = any(isinstance(one, Finding) and _is_moved_st02(one) for one in events)
                self._note(events)
        return self._dated(events, offset, raw) if number == BHT else events

    def _dated(self, events: list[Event], offset: int, raw: bytes) -> list[Event]:
        """The events of the second segment, and what its day is against that of the group."""
        if not self._reading.beyond_guide:
            return events
        separator = self._delimiters.element
        return [*events, *set_day_findings(raw, separator=separator, group_day=self._group[4], offset=offset)]

    def _once(self, events: list[Event]) -> list[Event]:
        """The events of the ST without what the choice of the guide has said already: that ST03 names another one."""
        if not self._is_misnamed:
            return events
        return [one for one in events if not (isinstance(one, Finding) and _is_st03(one.place))]

    def _choose(self, offset: int, raw: bytes) -> list[Event]:
        """Keep the segment; once enough have come, the guide is known: give all of them to its walk."""
        if self._chosen.entry is None or (self._chosen.rival is None and not self._chosen.by_purpose):
            return []
        self._waits.append((offset, raw))
        if self._chosen.rival is not None:
            return self._compare() if len(self._waits) >= ENOUGH else []
        return self._ask_purpose(raw) if self._segments == BHT else []

    def _ask_purpose(self, raw: bytes) -> list[Event]:
        """Without a BHT nobody knows what the set is: that is told, and no guide of another measures its segments."""
        purpose = purpose_of(raw, self._delimiters)
        self._chosen = self._chosen.of_purpose(purpose or "")
        if purpose is None:
            self._chosen = replace(self._chosen, rival=None)
            place = Place(self._waits[-1][0], self._segments, "BHT", "ST")
            words = {"name": "Purpose and reference", "expected": "BHT"}
            return [self._kill(segment_finding("missing_segment", place, unit="set", **words))]
        return [] if self._chosen.rival else self._go_on(self._read(self._chosen.entry))

    def _compare(self) -> list[Event]:
        """Read what was kept by the guide that is named, and by its rival; go on with the one that finds less."""
        first = self._read(self._chosen.entry)
        if first.faults <= 1:
            return self._go_on(first)
        return self._go_on(min(first, self._read(self._chosen.rival), key=attrgetter("faults")))

    def _read(self, entry: Entry | None) -> Read:
        """What was kept, by a guide."""
        walk = self._begin(entry)
        assert walk is not None
        told: list[Event] = []
        number, trailer = 0, None
        for offset, raw in self._waits:
            events = walk.take(number + 1, offset, raw)
            number, events, trailer = with_parts(walk, number + 1, offset, raw, events)
            told += events
        return Read(walk, self._once(told), number, trailer)

    def _go_on(self, read: Read) -> list[Event]:
        self._walk, events, self._segments, self.trailer = read
        self._waits = []
        self._note(events)
        return events

    def _begin(self, entry: Entry | None) -> Walk | PayerWalk | None:
        if entry is None:
            return None
        reading, delimiters, stretch = self._reading, self._delimiters, self._stretch
        if reading.overlays and (walk := walk_for_payers(entry, delimiters, reading, stretch)):
            return walk
        machine = load_machine(entry.files)
        return Walk(machine, delimiters, reading.tier, beyond_guide=reading.beyond_guide, stretch=stretch)

    def disturb(self) -> None:
        """Something stands here that is no segment of the set."""
        if self._walk is not None:
            self._walk.disturb()

    def leap(self, stream: Stream) -> list[Event]:
        """Take as many whole loops as can be taken at once from where the stream stands."""
        events: list[Event] = []
        walk, data, start = self._walk, stream.data, stream.at
        while start < len(data) and data[start] in LINE_ENDS:
            start += 1
        if walk is None or self.trailer or not walk.may_leap(data[start : start + 2]):
            return events
        end = walk.leap(walk.view(data), start, self._segments + 1, stream.base, events)
        if end > start:
            stream.at, self._segments = end, walk.number
        self._note(events)
        return events

    def close(self, offset: int, elements: tuple[str, ...], raw: bytes, end: int) -> Iterator[Event]:
        """The SE is here: let the walk end, count and compare, give the verdict."""
        events = [*self.take(offset, raw), *self._finish()]
        yield from events
        if self._chosen.entry is not None:
            told = {one.place.element for one in events if isinstance(one, Finding) and _is_of_value(one)}
            meant = as_meant(elements, ("SE", str(self._segments), self.control))  # that it slipped, the walk has told
            count, control = (*meant[1:3], "", "")[:2]
            yield from self._count(count, offset, is_told=1 in told or (not count and meant != elements))
            yield from self._identify(control, offset, is_told=2 in told)
        yield self._closed(end)

    def _count(self, count: str, offset: int, *, is_told: bool) -> Iterator[Finding]:
        """Compare how many segments the SE says with how many came."""
        if not is_told and not same_number(count, str(self._segments)):
            place = Place(offset, self._segments, "SE", element=1)
            yield self._kill(count_finding("se_count", place, found=count, received=self._segments))

    def _identify(self, control: str, offset: int, *, is_told: bool) -> Iterator[Finding]:
        """Compare the number of the SE with that of the ST, but for what was told of one of them."""
        due = self.control
        is_like = same_number(control, due) or is_a_slip(control, due)
        is_known = self._is_misnumbered or (is_like and (is_told or len(due) < SHORTEST_CONTROL))
        if control and due and control != due and not is_known:
            place = Place(offset, self._segments, "SE", element=2)
            yield self._kill(finding("se_control", place, found=control, expected=due))

    def break_off(self, offset: int, *, said: bool) -> Iterator[Event]:
        """The set ends without SE; `said`: the end of the file says so already."""
        if not said:
            yield self._kill(finding("se_missing", Place(offset, self._segments, "ST")))
        self._dead = self._dead or self._chosen.entry is not None
        yield from self.decide()
        yield self._closed(offset)

    def decide(self) -> list[Event]:
        """The set has ended before it was known by which guide it is to be read."""
        return self._compare() if self._waits and self._chosen.rival is not None else []

    def _finish(self) -> Iterator[Event]:
        yield from self.decide()
        if self._walk is not None:
            events = self._walk.finish()
            self._note(events)
            yield from events

    def _kill(self, fault: Finding) -> Finding:
        if fault.unit in SET_UNITS and fault.disposition is Disposition.REJECT and fault.level < LEVEL:
            self._dead = True
        return fault

    def _note(self, events: list[Event]) -> None:
        for event in events:
            if event.__class__ is ClaimSeen:  # as most are
                continue
            if isinstance(event, Finding):
                self._kill(event)
            elif isinstance(event, UnitDied):
                self._killed += 1

    def _closed(self, end: int) -> SetClosed:
        return SetClosed(self._offset, end - self._offset, self._segments, self._verdict())

    def _verdict(self) -> str:
        if self._dead:
            return "rejected"
        if self._walk is None:
            return "unsupported"
        if not self._killed:
            return "accepted"
        return "partly" if self._walk.living else "rejected"
