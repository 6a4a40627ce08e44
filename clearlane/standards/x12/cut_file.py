"""Cut a file into pieces that lose nothing: each byte stands in exactly one piece. Bounded memory, never an error."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from clearlane.standards.x12.binary import (
    LENGTH_AT,
    LONGEST_HEAD,
    LOOK_BEHIND,
    Marks,
    keeps_its_length,
    marks_of,
    payload_at,
)
from clearlane.standards.x12.delimiters import ISA_LENGTH, Isa, read_isa
from clearlane.standards.x12.envelope_guide import envelope_codes
from clearlane.standards.x12.stream import BYTE_ORDER_MARK, LINE_ENDS, LONGEST_SEGMENT, Stream
from clearlane.standards.x12.text import decode

LONGEST_ISA = 260
_SAMPLE = 40
_FEW = 8
"""So many line ends stand behind a segment that needs no further look."""
LONGEST_GAP = 1 << 20
"""What no interchange holds is given in pieces of at most so many bytes; so are the line ends after a segment."""


class Piece(NamedTuple):
    """A stretch of the file. kind: gap, isa, segment or binary (a segment whose payload was jumped over).

    data: without terminator, save for gap and isa. after: the line ends behind the terminator.
    isa: that of the interchange in which it stands; None for a gap.
    """

    kind: str
    offset: int
    data: bytes
    after: bytes = b""
    isa: Isa | None = None


def cut_file(source: Iterable[bytes]) -> Iterator[Piece]:
    """The pieces of a file in order; put together again they are the file. Chunks may have any size."""
    stream = Stream(source)
    if stream.peek(3) == BYTE_ORDER_MARK:
        yield Piece("gap", 0, BYTE_ORDER_MARK)
        stream.skip(3)
    while (isa := (yield from _to_isa(stream))) is not None:
        yield from _interchange(stream, isa)


def _to_isa(stream: Stream) -> Generator[Piece, None, Isa | None]:
    """Give what stands before the next readable ISA, in pieces; returns that ISA, None where none follows."""
    passed, start, seen = bytearray(), stream.offset, b""
    isa = None
    while isa is None and stream.peek(1):
        at = stream.data.find(b"ISA", stream.at)
        end = at if at >= 0 else max(stream.at, len(stream.data) - 2)
        passed += stream.data[stream.at : end]
        seen = (seen + stream.data[stream.at : min(end, stream.at + _SAMPLE)])[:_SAMPLE]
        stream.at = end
        if at >= 0:
            isa = _readable(stream, after=seen[-1:])
            step, seen = (0 if isa else 3), b""
        else:
            step = 0 if stream.more() else len(stream.data) - stream.at
        passed += stream.data[stream.at : stream.at + step]
        stream.skip(step)
        while len(passed) >= LONGEST_GAP:
            yield Piece("gap", start, bytes(passed[:LONGEST_GAP]))
            start += LONGEST_GAP
            del passed[:LONGEST_GAP]
    if passed:
        yield Piece("gap", start, bytes(passed))
    return isa


def _readable(stream: Stream, *, after: bytes) -> Isa | None:
    """The ISA here, if it can be one: well made, or at least where a segment begins, as `check` takes it."""
    isa = read_isa(stream.peek(LONGEST_ISA))
    if isa is None:
        return None
    return isa if len(isa.raw) == ISA_LENGTH or after in b"\r\n~" else None


def _interchange(stream: Stream, isa: Isa) -> Iterator[Piece]:
    """From ISA to IEA, or to where no terminator follows or another ISA stands; the ISA alone if delimiters clash."""
    terminator = isa.delimiters.segment
    line_ends = LINE_ENDS.replace(terminator, b"")
    marks = marks_of(isa.delimiters.element, terminator, line_ends)
    offset = stream.offset
    stream.skip(len(isa.raw))
    if isa.delimiters.clashes():
        yield Piece("isa", offset, isa.raw, b"", isa)
        return
    yield Piece("isa", offset, isa.raw, _line_ends(stream, line_ends), isa)
    plain = _plain(terminator, line_ends)
    while True:
        yield from _plain_segments(stream, plain, isa)
        offset = stream.offset
        is_binary = stream.peek(4).startswith(marks.starts)
        data = _payload(stream, marks) if is_binary else _up_to(stream, terminator)
        hidden = _isa_in(data, isa) if data is not None else 0
        if data is None or hidden >= 0:
            if hidden > 0 and data is not None:
                yield Piece("gap", offset, data[:hidden])
                stream.skip(hidden)
            return
        stream.skip(len(data) + 1)
        yield Piece("binary" if is_binary else "segment", offset, data, _line_ends(stream, line_ends), isa)
        if data.split(isa.delimiters.element, 1)[0] == b"IEA":
            return


@lru_cache(maxsize=64)
def _plain(terminator: bytes, line_ends: bytes) -> re.Pattern[bytes]:
    """A segment that needs no further look, and the line ends behind it: it ends no interchange, says no length, is too
    short to hide an ISA, and what comes behind is at hand."""
    special = b"|".join((b"ISA", b"IEA", *LENGTH_AT))
    end, ends = re.escape(terminator), re.escape(line_ends)
    behind = rb"([%s]{0,%d}+)(?=[^%s])" % (ends, _FEW, ends) if line_ends else rb"()(?=.)"
    return re.compile(rb"(?!%s)([^%s]{0,%d})%s%s" % (special, end, ISA_LENGTH - 1, end, behind), re.DOTALL)


def _plain_segments(stream: Stream, plain: re.Pattern[bytes], isa: Isa) -> Iterator[Piece]:
    """The segments from here that are plain."""
    base, data = stream.base, stream.data
    while (found := plain.match(data, stream.at)) is not None:
        at, stream.at = stream.at, found.end()
        yield Piece("segment", base + at, found[1], found[2], isa)


def _up_to(stream: Stream, terminator: bytes) -> bytes | None:
    """The bytes up to the next terminator, which are not consumed; None where it is missing or too far away."""
    seen = 0
    while (end := stream.data.find(terminator, stream.at + seen)) < 0:
        seen = len(stream.data) - stream.at
        if seen > LONGEST_SEGMENT or not stream.more():
            return None
    return stream.data[stream.at : end]


def _payload(stream: Stream, marks: Marks) -> bytes | None:
    """A segment with a payload of stated length; where that is wrong, up to what the next segment follows."""
    said = payload_at(stream.peek(LONGEST_HEAD), marks)
    begins, size = said or (len(marks.starts[0]), -1)
    data = stream.peek(begins + min(size, LONGEST_SEGMENT) + 1) if said else b""
    if size > LONGEST_SEGMENT and len(data) > LONGEST_SEGMENT:
        return None
    if said and len(data) == begins + size + 1 and data[-1:] == marks.terminator:
        return data[:-1]
    return _by_look(stream, begins, marks)


def _by_look(stream: Stream, at: int, marks: Marks) -> bytes | None:
    """The bytes up to the next terminator that another segment follows; None where none is near."""
    while at <= LONGEST_SEGMENT:
        found = stream.data.find(marks.terminator, stream.at + at)
        if found < 0:
            at = len(stream.data) - stream.at
            if not stream.more():
                return None
            continue
        at = found - stream.at
        stream.peek(at + LOOK_BEHIND)
        if marks.follows.match(stream.data, stream.at + at + 1):
            return stream.data[stream.at : stream.at + at]
        at += 1
    return None


def _line_ends(stream: Stream, line_ends: bytes) -> bytes:
    """Go past the line ends here; returns them."""
    found = b""
    while len(found) < LONGEST_GAP and stream.peek(1):
        data, start = stream.data, stream.at
        at, end = start, min(len(data), start + LONGEST_GAP - len(found))
        while at < end and data[at] in line_ends:
            at += 1
        found += data[start:at]
        stream.at = at
        if at < len(data):
            break
    return found


def _isa_in(data: bytes, isa: Isa) -> int:
    """Where in a segment the next interchange begins: within it, if its own end was lost, or at its start; else -1."""
    at = data.find(b"ISA", 1) if len(data) >= ISA_LENGTH else -1
    if at > 0 and keeps_its_length(data, isa.delimiters.element):
        return -1  # a file within a file
    while at > 0:
        hidden = read_isa(data[at : at + ISA_LENGTH - 1] + isa.delimiters.segment)
        if hidden is not None and hidden.is_fixed and decode(hidden.elements[11]) in envelope_codes("ISA", 12):
            return at
        at = data.find(b"ISA", at + 1)
    return 0 if data.split(isa.delimiters.element, 1)[0] == b"ISA" else -1
