"""Stream: bytes that arrive in chunks of any size, cut into segments with offsets; linear time, bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clearlane.standards.x12.delimiters import Delimiters

READ_AT_ONCE = 1 << 20
LONGEST_SEGMENT = 64 << 20
LINE_ENDS = b"\r\n"


class Stream:
    """A window over the source: `base` is the file offset of `data[0]`, `at` the next unread place in `data`.

    cut_at: the file offset of the last segment that was too long to be kept, or -1.
    """

    def __init__(self, source: Iterable[bytes]) -> None:
        self._chunks = iter(source)
        self.data = b""
        self.base = 0
        self.at = 0
        self.cut_at = -1

    @property
    def offset(self) -> int:
        """File offset of the next unread byte."""
        return self.base + self.at

    def more(self) -> bool:
        """Read on: at least a megabyte, and as much as is unread, so that it stays linear. False at the end."""
        rest = self.data[self.at :]
        wanted = max(READ_AT_ONCE, len(rest))
        parts, got = [rest], 0
        for chunk in self._chunks:
            parts.append(chunk)
            got += len(chunk)
            if got >= wanted:
                break
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

    def segments(self, terminator: bytes) -> Iterator[tuple[int, bytes]]:
        """Each segment from here with its file offset, without terminator and leading line ends; `at` stands behind it.

        What stands after the last terminator is not given: it is what `peek` still shows.
        """
        strip = LINE_ENDS.replace(terminator, b"")
        while True:
            data, start = self.data, self.at
            while (end := data.find(terminator, start)) >= 0:
                self.at = end + 1
                while start < end and data[start] in strip:
                    start += 1
                if start < end:
                    yield self.base + start, data[start:end]
                    data = self.data
                start = self.at
            if len(data) - start > LONGEST_SEGMENT:
                yield self._skip_long(terminator)
            elif not self.more():
                return

    def _skip_long(self, terminator: bytes) -> tuple[int, bytes]:
        start, head = self.offset, self.data[self.at : self.at + 64]
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
    terminator = delimiters.segment
    strip = LINE_ENDS.replace(terminator, b"")
    start, length = 0, len(data)
    while start < length:
        end = data.find(terminator, start)
        end = length if end < 0 else end
        raw = data[start:end].lstrip(strip)
        if raw:
            yield end - len(raw), raw
        start = end + 1
