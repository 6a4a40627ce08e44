"""Stretch: sets of a file that stand together share what they may be searched for, as if they were one set.

A thousand small sets would each have the patience that one large set has, and take a thousand times as long. Who reads
a stretch of a file needs nothing of what stands before it: so several processes tell the same as one.
"""

from __future__ import annotations

from clearlane.standards.x12.memory import Memory
from clearlane.standards.x12.patience import SEARCHES

LENGTH, SHORTEST = 1 << 20, 1 << 17
"""Bytes behind which a set begins a new stretch; and, where it is the first of its group, as well."""


def is_stretch(length: int, *, is_first: bool) -> bool:
    """Whether so many bytes end one before a set. is_first: of its group."""
    return length >= (SHORTEST if is_first else LENGTH)


class Stretch:
    """The sets that are read now. begun_at: offset of the first, -1 where none was; searches: how often it was searched
    for what has happened in them; known: what was found."""

    def __init__(self) -> None:
        self.begun_at = -1
        self.searches = 0
        self.known = Memory()

    def ends_before(self, offset: int, *, is_first: bool) -> bool:
        """Whether the set that begins here begins a new stretch. is_first: it is the first of its group."""
        return self.begun_at < 0 or is_stretch(offset - self.begun_at, is_first=is_first)

    def begin_set(self, offset: int, *, is_first: bool) -> None:
        """A set begins."""
        if self.ends_before(offset, is_first=is_first):
            self.begun_at, self.searches, self.known = offset, 0, Memory()

    def may_search(self, offset: int) -> bool:
        """Whether one more search is due to what was read of it up to here; it is counted."""
        self.searches += 1
        return not SEARCHES.is_over(self.searches, offset - self.begun_at)

    def took(self, searches: int) -> None:
        """The last one took as long as so many."""
        self.searches += searches - 1
