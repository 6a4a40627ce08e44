"""Interchange: one ISA..IEA of a stream, its groups and sets; judges the envelopes and hands each set to its guide."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace

from clearlane.standards.x12.delimiters import ISA_LENGTH, Isa
from clearlane.standards.x12.envelope_rules import count_finding, finding
from clearlane.standards.x12.envelope_values import (
    gs_findings,
    is_moved,
    is_older_envelope,
    isa_findings,
    length_findings,
    ta1_findings,
)
from clearlane.standards.x12.events import (
    AcknowledgmentSeen,
    Event,
    GroupClosed,
    GroupOpened,
    InterchangeClosed,
    InterchangeOpened,
)
from clearlane.standards.x12.find_component import LOOKED_AT, find_component
from clearlane.standards.x12.find_guide import LOOKED_AT as LOOKED_BEHIND
from clearlane.standards.x12.library import functional_ids_of, versions_of
from clearlane.standards.x12.open_group import Group
from clearlane.standards.x12.part_lines import BEGINNINGS, find_isa, find_joint, part_lines
from clearlane.standards.x12.reading import Reading
from clearlane.standards.x12.share_sets import BESIDE_GROUPS, ENVELOPE, Order, Pending, Team, all_told, take_batch
from clearlane.standards.x12.stream import BLANKS, LINE_ENDS, Stream
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.transaction import Transaction, same_number
from clearlane.vocabulary.finding import Finding, Place

_IEA_AT_MOST = 60
_FIRST = b"IGST" + BLANKS
"""With which a segment begins that is of the envelope, or empty."""
EMPTY = "empty"


class Interchange:
    """Walks one interchange; `events` gives everything that is found in it, in file order.

    earlier: ISA13 of those before it in the file. team: who else reads; what they will tell stands among the events.
    """

    def __init__(self, stream: Stream, isa: Isa, earlier: set[str], reading: Reading, team: Team | None = None) -> None:
        self._stream, self._isa = stream, isa
        self._offset = stream.offset
        self._elements = tuple(map(decode, isa.elements))
        self.control = self._elements[12].strip()
        self._repeated = self.control in earlier
        self._is_misread = not isa.is_fixed  # which is told; its number is the same without its zeros
        self._separator = isa.delimiters.element
        self._group: Group | None = None
        self._set: Transaction | None = None
        self._groups = self._answers = 0
        self._group_controls: set[str] = set()
        self._ended = self._astray = self._empty_told = False
        self._indented: set[str] = set()
        self._reading, self._team = reading, team
        self._alone_until = 0

    @property
    def is_bare(self) -> bool:
        """Whether another ISA follows its own, and nothing came between."""
        return self._stream.offset <= self._offset + ISA_LENGTH + len(LINE_ENDS)

    def events(self) -> Iterator[Event | Pending]:
        """Everything from ISA to IEA, or to where the interchange breaks off."""
        stream, isa = self._stream, self._isa
        yield InterchangeOpened(self._offset, isa.raw, isa.delimiters, self._elements)
        stream.skip(len(isa.raw))
        yield from isa_findings(isa, self._elements, self._offset)
        if self._repeated:
            yield finding("isa13_repeated", Place(self._offset, None, "ISA", element=13), found=self.control)
        if isa.is_readable:
            yield from self._misdeclared()
            yield from self._body()
        yield InterchangeClosed(self._offset, stream.offset - self._offset, self._groups)

    def sets(self, group: tuple[str, ...], seen: frozenset[str]) -> Iterator[Event | Pending]:
        """What is told of a stream that holds whole sets and nothing else. seen: ST02 that would be repetitions."""
        self._group = Group(0, group)
        self._group.controls |= seen
        yield from self._read()

    def _misdeclared(self) -> Iterator[Finding]:
        """Where the composites are parted by another character than ISA16, the file is read by that one."""
        delimiters = self._isa.delimiters
        real = find_component(self._stream.peek(LOOKED_AT)[:LOOKED_AT], delimiters)
        if real:
            place = Place(self._offset, None, "ISA", element=16)
            yield finding("isa_component", place, found=delimiters.component_text, expected=decode(real))
            self._isa = replace(self._isa, delimiters=replace(delimiters, component=real))

    def _body(self) -> Iterator[Event | Pending]:
        last = yield from self._read()
        if not self._ended:
            yield from self._cut_off(last)

    def _read(self) -> Generator[Event | Pending, None, bytes]:
        """Each segment to whom it concerns. Returns the last one."""
        separator, stream, raw, offset, handed_out = self._separator, self._stream, b"", 0, -1
        for at, whole in stream.segments(self._isa.delimiters.segment, separator):
            offset, raw = at, whole
            if b"\n" in whole and self._set is not None:
                offset, raw = yield from self._lines(self._set, at, whole)
            kind = self._kind(raw) if raw[0] in _FIRST else ""
            if stream.cut_at == offset or stream.empty_at >= 0 or kind == EMPTY:
                yield from self._odd(stream, offset)
                self._disturb()
            if kind == EMPTY:
                continue
            if len(raw) >= ISA_LENGTH and (hidden := find_isa(raw, self._isa.delimiters)):
                yield from self._isa_again(offset + hidden)
                return raw
            if not kind and self._set is not None:
                yield from self._set.take(offset, raw)
                yield from self._set.leap(stream)
                if self._set.trailer:
                    yield from self._envelope("SE", *self._set.trailer)
                continue
            if kind == "ST" and self._team and (pending := self._hand_out(self._team, offset, raw)):
                yield pending
                handed_out = offset
                continue
            yield from self._envelope(kind, offset, raw)
            if self._ended:
                break
        return b"SE" if handed_out == offset else raw  # which is what a batch ends with

    def _lines(self, one: Transaction, offset: int, raw: bytes) -> Generator[Event, None, tuple[int, bytes]]:
        """Read each segment of lines without terminators but the last, which is returned with its offset."""
        *before, last = part_lines(raw, self._separator)
        for line in before:
            yield from one.take(offset, line)
            offset += len(line)
        return offset, last

    def _kind(self, raw: bytes) -> str:
        """The id of a segment of the envelope, or that it holds nothing; an empty text for all others."""
        id = raw[:4].split(self._separator, 1)[0].decode("latin-1")
        if id in ENVELOPE:
            return id
        return "" if raw.strip(BLANKS) else EMPTY

    def _odd(self, stream: Stream, offset: int) -> Iterator[Event]:
        """A segment is too long to be kept, or one without anything in it was passed over, which is told once."""
        if stream.cut_at == offset:
            yield finding("segment_too_long", Place(offset), found=str(stream.offset - offset))
            return
        at, stream.empty_at = stream.empty_at, -1
        if not self._empty_told and self._isa.delimiters.segment not in LINE_ENDS:
            self._empty_told = True
            yield finding("empty_segment", Place(at if at >= 0 else offset), found="an empty segment")

    def _disturb(self) -> None:
        """Something that is no row stands here, and the open set does not hear of it as a segment."""
        if self._set is not None:
            self._set.disturb()

    def _hand_out(self, team: Team, offset: int, raw: bytes) -> Pending | None:
        """Have this set and those behind it read by others, where they are worth it and are certainly whole."""
        group = self._group
        if group is None or self._set is not None or offset < self._alone_until:
            return None
        batch, self._alone_until = take_batch(self._stream, offset, raw, self._isa.delimiters)
        if batch is None:
            return None
        order = Order(
            batch, self._isa, group.elements, frozenset(group.controls.intersection(batch.controls)), self._reading
        )
        group.sets += len(batch.controls)
        group.controls.update(batch.controls)
        self._astray = False
        return team.begin(order)

    def _envelope(self, kind: str, offset: int, raw: bytes) -> Iterator[Event]:
        """A segment of the envelope, and what ran into it."""
        joint = find_joint(kind, raw, self._separator)
        own = raw[: joint.length] if joint else raw
        elements = tuple(decode(own).split(decode(self._separator)))
        if is_moved(elements):
            elements = (elements[0], *elements[2:])
            if kind != "SE":  # which is a row of its guide besides
                yield finding("separator_doubled", Place(offset, None, kind, element=1), element=kind)
        yield from self._of_envelope(kind, offset, elements, own)
        if joint:
            yield finding("unterminated", Place(offset, None, kind), found=joint.id)
            yield from self._joined(joint.id, offset + joint.begin, raw[joint.begin :])

    def _joined(self, id: str, offset: int, raw: bytes) -> Iterator[Event]:
        if id in ENVELOPE:
            yield from self._envelope(id, offset, raw)
        elif self._set is not None:
            yield from self._set.take(offset, raw)

    def _of_envelope(self, kind: str, offset: int, elements: tuple[str, ...], raw: bytes) -> Iterator[Event]:
        was_astray, self._astray = self._astray, False
        if kind == "ST" and self._group:
            yield from self._st(offset, elements, raw)
        elif kind == "SE" and self._set:
            yield from self._se(offset, elements, raw)
        elif kind == "GS":
            yield from self._gs(offset, elements)
        elif kind == "GE" and self._group:
            yield from self._ge(offset, elements)
        elif kind == "IEA":
            yield from self._iea(offset, elements)
        elif kind == "ISA":
            yield from self._isa_again(offset)
        elif kind in BESIDE_GROUPS and not self._group:
            yield from self._beside(kind, offset, elements, raw)
        else:
            yield from self._go_astray(kind, offset, elements[0], was_astray=was_astray)

    def _go_astray(self, kind: str, offset: int, id: str, *, was_astray: bool) -> Iterator[Finding]:
        """What is of no set and no place of the envelope is told once, until something is in its place again."""
        self._astray = True
        self._disturb()
        if id not in ENVELOPE and id.strip() in ENVELOPE:
            self._indented.add(id.strip())
        if was_astray:
            self._count_headless(kind)
        else:
            yield self._stray(kind, offset, id)

    def _beside(self, kind: str, offset: int, elements: tuple[str, ...], raw: bytes) -> Iterator[Event]:
        """An answer to an interchange; what is asked of its carrier (ISB, ISE) is kept, and nothing is said of it."""
        if kind == "TA1":
            self._answers += 1
            yield AcknowledgmentSeen(offset, len(raw) + 1, elements)
            yield from ta1_findings(elements, offset)

    def _count_headless(self, kind: str) -> None:
        """A trailer whose header is missing: what it ends is counted, so that this fault is no fault of the count."""
        if kind == "SE" and self._group:
            self._group.sets += 1
        elif kind == "GE" and not self._group:
            self._groups += 1

    def _stray(self, kind: str, offset: int, id: str) -> Finding:
        rule = "stray"
        if self._indented and id.strip() in ENVELOPE and not kind:
            rule, id = "indented", id.strip()
        elif kind == "ST":
            rule = "gs_missing"
        elif self._group and id in BEGINNINGS:
            rule = "st_missing"
        return finding(rule, Place(offset, None, id[:3]), found=id[:20] or "without an id")

    def _st(self, offset: int, elements: tuple[str, ...], raw: bytes) -> Iterator[Event]:
        assert self._group is not None
        if self._set is not None and self._set.is_begun_again(elements):
            yield self._set.begin_again(offset)
            return
        yield from self._end_set(offset)
        self._group.sets += 1
        behind = self._stream.peek(LOOKED_BEHIND)
        self._set = Transaction(self._isa.delimiters, self._group.elements, offset, elements, self._reading, behind)
        yield from self._set.open(raw, repeated=self._set.control in self._group.controls)
        self._group.controls.add(self._set.control)

    def _se(self, offset: int, elements: tuple[str, ...], raw: bytes) -> Iterator[Event]:
        assert self._set is not None
        yield from self._set.close(offset, elements, raw, self._stream.offset)
        self._set = None

    def _gs(self, offset: int, elements: tuple[str, ...]) -> Iterator[Event]:
        if self._group is not None and not self._group.sets and elements[6:7] == self._group.elements[6:7]:
            yield finding("gs_twice", Place(offset, None, "GS", element=6), found=elements[6])
            return
        yield from self._end_group(offset)
        self._groups += 1
        self._group = Group(offset, elements)
        yield GroupOpened(offset, self._group.elements)
        yield from gs_findings(self._group.elements, offset)
        yield from length_findings(elements, offset)
        yield from self._version(self._group.elements, offset)
        control = self._group.elements[6]
        if control in self._group_controls:
            yield finding("gs06_repeated", Place(offset, None, "GS", element=6), found=control)
        self._group_controls.add(control)

    def _version(self, elements: tuple[str, ...], offset: int) -> Iterator[Event]:
        """Whether the guide of GS08 is installed, and goes with GS01."""
        version, functional_ids = elements[8], functional_ids_of(elements[8], self._reading.takes)
        if not functional_ids:
            place, expected = Place(offset, None, "GS", element=8), versions_of(elements[1], self._reading.takes)
            yield finding("gs_version", place, found=version[:40] or "empty", expected=expected)
        elif elements[1] not in functional_ids:
            place = Place(offset, None, "GS", element=1)
            expected = " or ".join(functional_ids)
            yield finding("gs_functional_id", place, found=elements[1][:40] or "empty", expected=expected)
        if functional_ids and is_older_envelope(self._elements[11], version):
            yield finding("isa_version", Place(self._offset, None, "ISA", element=12), found=self._elements[11])

    def _ge(self, offset: int, elements: tuple[str, ...]) -> Iterator[Event]:
        yield from self._end_set(offset)
        group = self._group
        assert group is not None
        included, control = (*elements[1:3], "", "")[:2]
        if not same_number(included, str(group.sets)):
            place = Place(offset, None, "GE", element=1)
            yield count_finding("ge_count", place, found=included, received=group.sets)
        elif not group.sets:
            yield finding("group_empty", Place(group.offset, None, "GS"), found="no set")
        if group.elements[6] and not same_number(control, group.elements[6]):
            place = Place(offset, None, "GE", element=2)
            yield finding("ge_control", place, found=control or "empty", expected=group.elements[6])
        yield from length_findings(elements, offset)
        yield self._group_closed(self._stream.offset, included)

    def _group_closed(self, end: int, included: str = "") -> GroupClosed:
        group = self._group
        assert group is not None
        self._group = None
        said = int(included) if included.isascii() and included.isdigit() and len(included) < 10 else -1
        return GroupClosed(group.offset, end - group.offset, said, group.sets)

    def _iea(self, offset: int, elements: tuple[str, ...]) -> Iterator[Event]:
        yield from self._end_group(offset)
        self._ended = True
        included, control = (*elements[1:3], "", "")[:2]
        if not same_number(included, str(self._groups)):
            place = Place(offset, None, "IEA", element=1)
            yield count_finding("iea_count", place, found=included, received=self._groups)
        elif not self._groups and not self._answers:
            yield finding("no_group", Place(offset, None, "IEA"))
        is_misread = self._is_misread and same_number(control, self.control)
        if self.control.isdigit() and control.strip() != self.control and not is_misread:
            place = Place(offset, None, "IEA", element=2)
            yield finding("iea_control", place, found=control or "empty", expected=self.control)
        yield from length_findings(elements, offset)

    def _isa_again(self, offset: int) -> Iterator[Event]:
        """The next interchange begins before this one has ended: leave its ISA to the next reading."""
        self._stream.at = offset - self._stream.base
        yield from self._end_group(offset, said=True)
        self._ended = True
        yield finding("iea_missing", Place(offset, None, "ISA"))

    def _cut_off(self, last: bytes) -> Iterator[Event]:
        """``last`` is the last segment that came whole, if any did."""
        stream = self._stream
        rest = stream.peek(_IEA_AT_MOST).strip(BLANKS)
        if self._is_whole_trailer(rest):
            yield finding(
                "iea_unterminated", Place(stream.offset, None, "IEA"), expected=decode(self._isa.delimiters.segment)
            )
            stream.drain()
            yield from self._iea(stream.offset, tuple(decode(rest).split(decode(self._separator))))
            return
        if "IEA" in self._indented and not rest:
            yield from self._end_group(stream.offset, said=True)
            return  # it has its trailer, although not as one: that was told
        number = self._set.segments + bool(rest) if self._set else 0
        where = f"{'within' if rest else 'after'} {_named(rest or last, self._separator, number)}"
        stream.drain()
        yield from self._end_group(stream.offset, said=True)
        yield finding("cut_off", Place(stream.offset), where=where, byte=f"{stream.offset:,}")

    def _is_whole_trailer(self, rest: bytes) -> bool:
        """Whether the file ends with an IEA that lacks its terminator alone: its number is the whole of ISA13."""
        parts = rest.split(self._separator)
        is_last = len(rest) < _IEA_AT_MOST and self._group is None
        return is_last and len(parts) == 3 and parts[0] == b"IEA" and decode(parts[2]).strip() == self.control

    def _end_set(self, offset: int, *, said: bool = False) -> Iterator[Event]:
        if self._set:
            yield from self._set.break_off(offset, said=said)
            self._set = None

    def _end_group(self, offset: int, *, said: bool = False) -> Iterator[Event]:
        """End what is open without its trailer; `said`: a finding of the interchange says it already."""
        yield from self._end_set(offset, said=said)
        if self._group:
            if not said and "GE" not in self._indented:
                yield finding("ge_missing", Place(offset, None, "GS"))
            yield self._group_closed(offset)


def read_batch(order: Order) -> list[Event]:
    """What is told of a batch that another process reads."""
    batch = order.batch
    stream = Stream.at_hand(batch.data, offset=batch.offset)
    interchange = Interchange(stream, order.isa, set(), order.reading)
    return list(all_told(interchange.sets(order.group, order.repeated)))


def _named(raw: bytes, separator: bytes, number: int) -> str:
    """A segment and its number in its set; the ISA where nothing stands that has an id."""
    id = decode(raw.split(separator, 1)[0])
    is_id = id.isalnum() and id.isascii() and len(id) <= 3
    return f"segment {id if is_id else 'ISA'}" + (f" (number {number} of its set)" if number else "")
