"""Known: what was found right before, by the day on which it was: so that the next claim with it costs a look-up.

Diagnoses come with their qualifier, lines as their procedure, and as what stands behind their charge. Days between two
changes of the lists share one memory.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date

from clearlane.standards.codes.code_set import CodeSet
from clearlane.standards.x12.care.whole import read_day

MOST_DAYS, MOST_PARTS = 4096, 1 << 16


class Known(dict[bytes, set[bytes]]):
    """The day as DTP02 and DTP03 write it, the first of two -> what is right on it. Raises KeyError where that is none.

    is_right: judges what is met first. lists: those that it asks; what changes with their editions is learnt anew.
    """

    def __init__(self, is_right: Callable[[bytes, date], bool], lists: Iterable[CodeSet]) -> None:
        super().__init__()
        self._is_right = is_right
        self._changes = [[*(period.start for period in codes.periods), codes.periods[-1].end] for codes in lists]
        self._by_edition: dict[tuple[int, ...], set[bytes]] = {}

    def __missing__(self, text: bytes) -> set[bytes]:
        day = _read(text)
        if day is None:
            raise KeyError(text)
        edition = tuple(bisect_right(starts, day) for starts in self._changes)
        parts = self._by_edition.setdefault(edition, set())
        if len(self) < MOST_DAYS:
            self[text] = parts
        return parts

    def holds(self, parts: Iterable[bytes], text: bytes) -> bool:
        """Whether all of these are right on a day. Raises KeyError where that is none."""
        return self[text].issuperset(parts) or self.learn(parts, text)

    def learn(self, parts: Iterable[bytes], text: bytes) -> bool:
        """Whether all of these are right on a day; those that are will be known."""
        known, day = self[text], _read(text)
        for part in parts:
            if part not in known:
                if day is None or not self._is_right(part, day):
                    return False
                if len(known) < MOST_PARTS:
                    known.add(part)
        return True


def _read(text: bytes) -> date | None:
    return read_day(text.partition(b"*")[2])
