"""Known: what was found right before, by the day on which it was: so that the next claim with it costs a look-up.

Diagnoses come with their qualifier, lines as their procedure, and as what stands behind their charge. Days between two
changes of the lists share one memory.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date

from clearlane.standards.codes.code_set import CodeSet
from clearlane.standards.x12.care.whole import days_of

MOST_DAYS, MOST_PARTS = 4096, 1 << 16


class Known(dict[bytes, set[bytes]]):
    """The day, or two, as DTP02 and DTP03 write them -> what is right then.

    Raises KeyError where that is no day, or where the lists change between the two.

    is_right: judges what is met first. lists: those that it asks; what changes with their editions is learnt anew.
    """

    def __init__(self, is_right: Callable[[bytes, date], bool], lists: Iterable[CodeSet]) -> None:
        super().__init__()
        self._is_right = is_right
        self._changes = [sorted({day for one in codes.periods for day in (one.start, one.end)}) for codes in lists]
        self._by_edition: dict[tuple[int, ...], set[bytes]] = {}

    def __missing__(self, text: bytes) -> set[bytes]:
        editions = {tuple(bisect_right(changes, day) for changes in self._changes) for day in _read(text)}
        if len(editions) != 1:
            raise KeyError(text)
        parts = self._by_edition.setdefault(editions.pop(), set())
        if len(self) < MOST_DAYS:
            self[text] = parts
        return parts

    def holds(self, parts: Iterable[bytes], text: bytes) -> bool:
        """Whether all of these are right on a day. Raises KeyError where that is none."""
        return self[text].issuperset(parts) or self.learn(parts, text)

    def change(self, days: Iterable[bytes]) -> bool:
        """Whether the lists change between these days. Raises KeyError where one is none."""
        return len({id(self[text]) for text in days}) > 1

    def learn(self, parts: Iterable[bytes], text: bytes) -> bool:
        """Whether all of these are right on a day; those that are will be known."""
        known, day = self[text], _read(text)[0]
        for part in parts:
            if part not in known:
                if not self._is_right(part, day):
                    return False
                if len(known) < MOST_PARTS:
                    known.add(part)
        return True


def _read(text: bytes) -> list[date]:
    return days_of(text.partition(b"*")[2])
