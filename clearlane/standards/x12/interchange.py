"""Interchange: one ISA..IEA of a stream: each segment goes to whom it concerns, the envelopes or the open set."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace

from clearlane.standards.x12.delimiters import ISA_LENGTH, Isa
from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.envelope_values import isa_findings
from clearlane.standards.x12.envelopes import EMPTY, Envelopes, Group
from clearlane.standards.x12.events import Event, InterchangeClosed, InterchangeOpened
from clearlane.standards.x12.find_component import LOOKED_AT, find_component
from clearlane.standards.x12.find_joint import find_isa
from clearlane.standards.x12.part_lines import part_lines
from clearlane.standards.x12.reading import Reading
from clearlane.standards.x12.share_sets import Order, Pending, Team, all_told, take_batch
from clearlane.standards.x12.stream import BLANKS, LINE_ENDS, Stream
from clearlane.standards.x12.stretch import Stretch
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.transaction import Transaction
from clearlane.vocabulary.finding import Finding, Place

_IEA_AT_MOST = 60
_FIRST = b"IGST" + BLANKS
"""With which a segment begins that is of the envelope, or empty."""


class Interchange(Envelopes):
    """Walks one interchange; `events` gives everything that is found in it, in file order.

    earlier: ISA13 of those before it in the file. team: who else reads; what they will tell stands among the events.
    """

    def __init__(
        self,
        stream: Stream,
        isa: Isa,
        earlier: set[str],
        reading: Reading,
        stretch: Stretch,
        team: Team | None = None,
    ) -> None:
        super().__init__(stream, isa, earlier, reading, stretch)
        self._team, self._empty_told = team, False

    @property
    def is_bare(self) -> bool:
        """Whether another ISA follows its own, and nothing came between."""
        return self._stream.offset <= self._offset + len(self._isa.raw) + len(LINE_ENDS)

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
                if self._set.trailer is None:
                    continue
                kind, (offset, raw) = "SE", self._set.trailer
            elif kind == "ST" and self._team and (pending := self._hand_out(self._team, offset, raw)):
                yield pending
                handed_out = offset
                continue
            yield from self._envelope(kind, offset, raw)
            if self._ended:
                break
        return b"SE" if handed_out == offset else raw  # which is what a batch ends with

    def _lines(self, one: Transaction, offset: int, raw: bytes) -> Generator[Event, None, tuple[int, bytes]]:
        """Read each segment of lines without terminators but the last, or what is of the envelope: it is returned."""
        lines = part_lines(raw, self._separator)
        while len(lines) > 1 and not self._kind(lines[0]):
            yield from one.take(offset, lines[0])
            offset += len(lines.pop(0))
        return offset, b"".join(lines)

    def _odd(self, stream: Stream, offset: int) -> Iterator[Event]:
        """A segment is too long to be kept, or one without anything in it was passed over, which is told once."""
        if stream.cut_at == offset:
            yield finding("segment_too_long", Place(offset), found=str(stream.offset - offset))
            return
        at, stream.empty_at = stream.empty_at, -1
        if not self._empty_told and self._isa.delimiters.segment not in LINE_ENDS:
            self._empty_told = True
            yield finding("empty_segment", Place(at if at >= 0 else offset), found="an empty segment")

    def _hand_out(self, team: Team, offset: int, raw: bytes) -> Pending | None:
        """Have this set and those behind it read by others, where they are worth it and are certainly whole."""
        group = self._group
        if group is None or self._set is not None:
            return None
        if not self._stretch.ends_before(offset, is_first=not group.sets):
            return None  # those before it belong to it
        batch = take_batch(self._stream, offset, raw, self._isa.delimiters)
        if batch is None:
            return None
        order = Order(
            batch, self._isa, group.elements, frozenset(group.controls.intersection(batch.controls)), self._reading
        )
        group.sets += len(batch.controls)
        group.controls.update(batch.controls)
        self._astray = False
        self._stretch.begin_set(offset, is_first=True)
        return team.begin(order)

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


def read_batch(order: Order) -> list[Event]:
    """What is told of a batch that another process reads."""
    batch = order.batch
    stream = Stream.at_hand(batch.data, offset=batch.offset)
    interchange = Interchange(stream, order.isa, set(), order.reading, Stretch())
    return list(all_told(interchange.sets(order.group, order.repeated)))


def _named(raw: bytes, separator: bytes, number: int) -> str:
    """A segment and its number in its set; the ISA where nothing stands that has an id."""
    id = decode(raw.split(separator, 1)[0])
    is_id = id.isalnum() and id.isascii() and len(id) <= 3
    return f"segment {id if is_id else 'ISA'}" + (f" (number {number} of its set)" if number else "")
