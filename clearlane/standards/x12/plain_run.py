"""Plain run: instances of a loop that follow one another and hold nothing rare, taken by one pattern."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from clearlane.standards.x12.block_pattern import Plan
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.prove_rows import prove_rows

TRIED_IN_VAIN = 64
"""So often in a row it may miss before it is given up."""


class PlainRun:
    """The pattern of a loop for one line end. Instances end where other line ends stand, behind which it would not see.

    id: of the segment that begins each instance.
    """

    def __init__(self, plan: Plan, id: bytes, line_end: bytes) -> None:
        text = plan.plain.replace("~%", "~" + line_end.decode()) + r"(?![\r\n])"
        self._match = re.compile(text.encode()).match
        self._again = b"~" + line_end + id + b"*"
        self._apart = tuple(_Apart.of(row, b"~" + line_end) for row in plan.apart)
        self._missed = 0

    def take(self, view: bytes, at: int, around: Frame) -> tuple[int, int]:
        """Where the instances that begin at `at` end, and how many they are; 0 of them where nothing can be said."""
        found = self._match(view, at) if self._missed <= TRIED_IN_VAIN else None
        if found is None:
            self._missed += 1
            return at, 0
        end = found.end()
        if end + 4 > len(view):
            return at, 0  # what follows is not here yet
        for one in self._apart:
            first = view.find(one.begin, at, end)
            if first < 0 or one.clean.issuperset(one.heads(view, first, end)):
                continue
            if not one.holds(view[first:end], around):
                self._missed += 1
                return at, 0
        self._missed = 0
        return end, 1 + view.count(self._again, at, end)


class _Apart(NamedTuple):
    """A row that has to be known clean. begin: how it begins, from the terminator before it on; heads: finds all that
    stands before the last value of each, behind that terminator; clean: those of the row that are known."""

    row: Row
    begin: bytes
    heads: Callable[[bytes, int, int], list[bytes]]
    clean: set[bytes]

    @classmethod
    def of(cls, row: Row, end: bytes) -> _Apart:
        """The row in a file whose segments have such an end."""
        begin = end + row.id + b"*"
        heads = re.compile(b"~(" + re.escape(begin[1:]) + rb"[^~]*)\*")
        return cls(row, begin, heads.findall, row.clean)

    def holds(self, run: bytes, around: Frame) -> bool:
        """Whether each of these rows in a run is clean."""
        rows = [raw + b"~" for raw in run.split(b"~") if raw.startswith(self.begin[1:])]
        return prove_rows(self.row, b"".join(rows), around)
