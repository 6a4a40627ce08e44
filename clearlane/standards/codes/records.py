"""Records: a file of sorted lines of one width, found by key without being read: millions of NPIs or pairs of codes."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from clearlane.standards.codes.edition_text import OPEN, read_fields, read_period, write_head
from clearlane.vocabulary.period import Period

_NEVER = "99991231"
_HEAD = 4096


class Record(NamedTuple):
    """One record: what it is found by, from when to when it stands, and what it says."""

    key: str
    period: Period
    says: str


class FindsRecords(Protocol):
    """What finds the record of a key that stands on a day. covers: the days for which it was made."""

    @property
    def covers(self) -> Period:
        """From when to when it counts."""

    def find_on(self, key: str, on: date) -> Record | None:
        """The record, or None."""


class Records:
    """An open file of records. Raises ValueError where it is none."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            head = file.read(_HEAD).partition(b"\n\n")[0] + b"\n"
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        fields, _ = read_fields(head.decode("ascii") + "-")
        self.covers, self.source = read_period(fields["from"], fields["to"]), fields["source"]
        self._start, self._key = len(head) + 1, int(fields["key"])
        self._width = int(fields["width"]) + 1
        self.count, rest = divmod(len(self._map) - self._start, self._width)
        if rest:
            raise ValueError(f"{path.name} was cut short")

    def find(self, key: str) -> tuple[Record, ...]:
        """Every record of a key, in order of its first day; () where there is none."""
        sought = key.encode("ascii", "replace").ljust(self._key)
        if len(sought) != self._key:
            return ()
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if self._key_at(middle) < sought:
                low = middle + 1
            else:
                high = middle
        return tuple(self._records(low, sought))

    def find_on(self, key: str, on: date) -> Record | None:
        """The record of a key that stands on a day, or None."""
        return next((one for one in self.find(key) if one.period.contains(on)), None)

    def _key_at(self, at: int) -> bytes:
        start = self._start + at * self._width
        return self._map[start : start + self._key]

    def _records(self, at: int, sought: bytes) -> Iterator[Record]:
        while at < self.count and self._key_at(at) == sought:
            start = self._start + at * self._width
            yield self._record(self._map[start : start + self._width - 1].decode("ascii"))
            at += 1

    def _record(self, line: str) -> Record:
        key, rest = line[: self._key].rstrip(), line[self._key + 1 :]
        if not rest:
            return Record(key, self.covers, "")
        first, last = rest[:8], rest[9:17]
        last_day = OPEN if last == _NEVER else _iso(last)
        return Record(key, read_period(_iso(first), last_day), rest[18:].rstrip())


def _iso(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def write_records(
    file: IO[bytes], *, title: str, covers: Period, source: str, key: int, width: int, lines: Iterable[str]
) -> None:
    """Write records. lines: sorted, of at most `width` characters: key, and where there is more its days and words."""
    head = write_head(title=title, period=covers, source=source, key=str(key), width=str(width))
    file.write(head.encode("ascii"))
    for line in lines:
        file.write(line.ljust(width).encode("ascii") + b"\n")


def record_line(*, key: str, width: int, period: Period, says: str = "") -> str:
    """A record as its line, the key filled up to its width."""
    last = _NEVER if period.end == date.max else f"{period.last:%Y%m%d}"
    return f"{key.ljust(width)} {period.first:%Y%m%d} {last} {says}".rstrip()
