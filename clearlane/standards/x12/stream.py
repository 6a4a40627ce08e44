"""Stream: bytes that arrive in chunks of any size, cut into segments with offsets; linear time, bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clearlane.standards.x12.binary import (
    LONGEST_HEAD,
    LONGEST_PAYLOAD,
    LOOK_BEHIND,
    Marks,
    Shortened,
    marks_of,
    payload_at,
)
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.source import as_chunks, need_bytes

READ_AT_ONCE = 1 << 20
LONGEST_SEGMENT = LONGEST_PAYLOAD
LINE_ENDS = b"\r\n"
BLANKS = LINE_ENDS + b" \t\0\x1a"
"""What says nothing where no segment stands."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Stream:
    """A window over the source: `base` is the file offset of `data[0]`, `at` the next unread place in `data`.

    cut_at: the file offset of the last segment that was too long to be kept, or -1. longest: what is kept of one.
    empty_at: of the first segment without anything in it since this was set to -1.
    """

    def __init__(self, source: Iterable[bytes]) -> None:
        self._chunks = iter(as_chunks(source))
        self._has_ended = False
        self._sought: tuple[bytes, Marks] | None = None
        self._ahead = -1
        self.longest = LONGEST_SEGMENT
        self.data = b""
        self.base = 0
        self.at = 0
        self.cut_at = self.empty_at = -1

    @classmethod
    def at_hand(cls, data: bytes, *, offset: int = 0) -> Stream:
        """A stream of bytes that are all there; nothing of them is copied, nothing is too long. offset: in the file."""
        made = cls(())
        made.data, made.longest, made._has_ended = data, len(data), True
        made.base = offset
        return made

    @property
    def offset(self) -> int:
        """File offset of the next unread byte."""
        return self.base + self.at

    def more(self) -> bool:
        """Read on: at least a megabyte, and as much as is unread, so that it stays linear. False at the end."""
        if self._has_ended:
            return False
        rest = self.data[self.at :]
        wanted = max(READ_AT_ONCE, len(rest))
        parts, got = [rest], 0
        for chunk in self._chunks:
            need_bytes(chunk)
            parts.append(chunk)
            got += len(chunk)
            if got >= wanted:
                break
        else:
            self._has_ended = True
        self.base += self.at
        self.at = 0
        self.data = b"".join(parts)
        return got > 0

    def peek(self, length: int) -> bytes:
        """The next `length` bytes, fewer at the end of the source; nothing is consumed."""
        while len(self.data) - self.at < length and self.more():
            pass
        return self.data[self.at : self.at + length]

    def skip(self, length: int) -> None:
        """Go past bytes that `peek` has shown."""
        self.at += length

    def drain(self) -> None:
        """Go to the end of the source."""
        self.at = len(self.data)
        while self.more():
            self.at = len(self.data)

    def seek(self, mark: bytes) -> tuple[int, bytes]:
        """Go to the next `mark`, or to the end. Returns how many bytes were passed, and the first 40."""
        passed, sample = 0, b""
        while True:
            found = self.data.find(mark, self.at)
            end = found if found >= 0 else max(self.at, len(self.data) - len(mark) + 1)
            sample = (sample + self.data[self.at : min(end, self.at + 40)])[:40]
            passed, self.at = passed + end - self.at, end
            if found >= 0:
                return passed, sample
            if not self.more():
                passed, sample = passed + len(self.data) - self.at, (sample + self.data[self.at :])[:40]
                self.at = len(self.data)
                return passed, sample

    def segments(self, terminator: bytes, separator: bytes = b"") -> Iterator[tuple[int, bytes]]:
        """Each segment from here with its file offset, without terminator and leading line ends; `at` stands behind it.

        With a separator BIN and BDS end where their length says. What stands after the last terminator is not given:
        it is what `peek` still shows.
        """
        strip = LINE_ENDS.replace(terminator, b"")
        marks = marks_of(separator, terminator, strip)
        while True:
            data, start = self.data, self.at
            limit = self._next_binary(marks)
            while 0 <= (end := data.find(terminator, start)) <= limit:
                self.at = end + 1
                while start < end and data[start] in strip:
                    start += 1
                if start < end:
                    yield self.base + start, data[start:end]
                    if data is not self.data:
                        break
                elif self.empty_at < 0:
                    self.empty_at = self.base + end
                start = self.at
            else:
                found = self._beyond(limit, marks, strip)
                if found is not None:
                    yield found
                elif not self.more():
                    return

    def _next_binary(self, marks: Marks) -> int:
        """Where in `data` the next binary segment can begin, or its end: what stands before needs no further look."""
        if self._sought is None or self._sought[0] is not self.data or self._sought[1] is not marks:
            self._sought, self._ahead = (self.data, marks), -1
        if self._ahead < self.at:
            found = marks.begins.search(self.data, self.at) if marks.begins else None
            self._ahead = found.start() if found else len(self.data)
        return self._ahead

    def _beyond(self, limit: int, marks: Marks, strip: bytes) -> tuple[int, bytes] | None:
        """The segment that no terminator before the limit ends: a binary one, or an other that is long or holds such a
        mark. None where its end was not read yet."""
        if self._stands_at(marks.starts, strip):
            return self._binary(marks)
        start, end = self.at, self.data.find(marks.terminator, max(limit, self.at))
        if end >= 0:
            self.at = end + 1
            raw = self.data[start:end].lstrip(strip)
            return self.base + end - len(raw), raw
        return self._skip_long(marks.terminator) if len(self.data) - start > self.longest else None

    def _stands_at(self, starts: tuple[bytes, ...], strip: bytes) -> bool:
        """Whether a binary segment comes next; if so, go to where it begins."""
        data, start = self.data, self.at
        while start < len(data) and data[start] in strip:
            start += 1
        if not data.startswith(starts, start):
            return False
        self.at = start
        return True

    def _binary(self, marks: Marks) -> tuple[int, bytes] | None:
        """The binary segment that begins here; None where the source ends within it.

        Where no terminator stands behind the length, the length is wrong: the segment then ends at the first
        terminator behind which another segment follows.
        """
        self._reach(LONGEST_HEAD)
        said = payload_at(self.data[self.at : self.at + LONGEST_HEAD], marks)
        begins, size = said or (len(marks.starts[0]), -1)
        if size > self.longest and self._reach(begins + self.longest + 1):
            return self._pass_payload(begins, size, marks.terminator)
        end = begins + size
        if size < 0 or not self._reach(end + 1) or not self.data.startswith(marks.terminator, self.at + end):
            end = self._end_by_look(begins, marks)
        if end > self.longest + LONGEST_HEAD:
            return self._skip_long(marks.terminator, looked_at=end)
        if end < 0:
            return None
        start, raw = self.offset, self.data[self.at : self.at + end]
        self.at += end + 1
        return start, raw

    def _reach(self, length: int) -> bool:
        """Read until so many bytes lie ahead; False where the source has fewer."""
        while len(self.data) - self.at < length:
            if not self.more():
                return False
        return True

    def _end_by_look(self, at: int, marks: Marks) -> int:
        """How far ahead the next terminator stands that another segment follows; -1 where there is none."""
        while at <= self.longest + LONGEST_HEAD:
            found = self.data.find(marks.terminator, self.at + at)
            if found < 0:
                at = len(self.data) - self.at
                if not self.more():
                    return -1
                continue
            at = found - self.at
            self._reach(at + LOOK_BEHIND)
            if marks.follows.match(self.data, self.at + at + 1):
                return at
            at += 1
        return at

    def _pass_payload(self, begins: int, size: int, terminator: bytes) -> tuple[int, bytes]:
        """Go past a payload that is too long to be kept, and its terminator. Returns its beginning."""
        start, head = self.offset, self.data[self.at : self.at + LONGEST_HEAD]
        self.at += begins
        while len(self.data) - self.at < size:
            size -= len(self.data) - self.at
            self.at = len(self.data)
            if not self.more():
                break
        else:
            self.at += size
        self.seek(terminator)
        size = self.offset - start - begins
        self.at = min(self.at + 1, len(self.data))
        return start, Shortened(head, size)

    def _skip_long(self, terminator: bytes, *, looked_at: int = 0) -> tuple[int, bytes]:
        start, head = self.offset, self.data[self.at : self.at + LONGEST_HEAD]
        self.at += looked_at
        while (end := self.data.find(terminator, self.at)) < 0:
            self.at = len(self.data)
            if not self.more():
                end = -1
                break
        self.at = end + 1 if end >= 0 else len(self.data)
        self.cut_at = start
        return start, head


def segments(data: bytes, delimiters: Delimiters) -> Iterator[tuple[int, bytes]]:
    """The segments of bytes at hand: (offset in data, raw without terminator); an unterminated rest counts as one."""
    stream = Stream.at_hand(data)
    yield from stream.segments(delimiters.segment, delimiters.element)
    rest = data[stream.at :].lstrip(LINE_ENDS.replace(delimiters.segment, b""))
    if rest:
        yield len(data) - len(rest), rest
