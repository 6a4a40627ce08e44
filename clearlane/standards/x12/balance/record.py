"""Record: the bytes of one claim or payment as the walk took them, and its segments with their places."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from clearlane.vocabulary.finding import Place

Piece = tuple[int, int, bytes]
"""Number and offset of the first of some whole segments; these, in canonical delimiters, each with its terminator."""
Record = list[Piece]


class Asked(Enum):
    """What is asked of a record: beside a wrong element its codes, and what stands around it; with a wrong day that
    alone, since nobody knows by which day its codes are to be judged."""

    ALL = "all"
    CODES = "codes"
    AROUND = "around"


class Spot(NamedTuple):
    """One segment of a record, split, with its number in the set and its offset in the file."""

    number: int
    offset: int
    parts: list[bytes]

    def part(self, n: int) -> bytes:
        """Element n; empty where there is none."""
        return self.parts[n] if n < len(self.parts) else b""

    def place(self, loop: str, element: int) -> Place:
        """Where a finding about one of its elements stands."""
        return Place(self.offset, self.number, self.parts[0].decode("latin-1"), loop, element)


def text_of(record: Record) -> bytes:
    """All of it, without line ends."""
    data = record[0][2] if len(record) == 1 else b"".join([piece[2] for piece in record])
    return data.replace(b"\r", b"").replace(b"\n", b"")


def spots(record: Record) -> Iterator[Spot]:
    """The segments, one by one."""
    for number, offset, data in record:
        at = 0
        for behind, raw in enumerate(data.split(b"~")[:-1]):
            segment = raw.lstrip(b"\r\n")
            yield Spot(number + behind, offset + at + len(raw) - len(segment), segment.split(b"*"))
            at += len(raw) + 1
