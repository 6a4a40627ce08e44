"""Patience: how much of what is wrong is told before a set, or a file, is given up.

To tell a fault takes some microseconds, to search for what has happened a millisecond: a file of nothing but faults
would take far longer than its size deserves. So much is allowed in any case, and more for each so many bytes; nobody
mends more than that one by one. It hangs on the bytes alone, not on time, so the same file is always told the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.events import (
    ClaimSeen,
    Event,
    GroupClosed,
    GroupOpened,
    InterchangeClosed,
    InterchangeOpened,
    OverlayApplied,
    SetClosed,
    SetOpened,
    UnitDied,
)
from clearlane.vocabulary.finding import Finding, Place


@dataclass(frozen=True, slots=True)
class Patience:
    """So many in any case, and one more for each so many bytes."""

    always: int
    bytes_each: int

    def most(self, size: int) -> int:
        """How many that many bytes may have."""
        return self.always + size // self.bytes_each

    def is_over(self, count: int, size: int) -> bool:
        """Whether a count is more than that."""
        return count > self.most(size)


SEARCHES = Patience(250, 6144)
"""Searches for what has happened, in one set; what was met in the set before is not searched for again. So often it is
also asked what one delimiter explains."""
FAULTS = Patience(1500, 144)
"""Repairs, and faults of elements, in one set. Its warnings do not count."""
MENDING = 1
"""To find how a segment was meant in which a delimiter slipped takes as long as so many faults more."""
MOST_WARNINGS = 1000
"""Warnings of one rule in one set: a program that writes something oddly does so in each segment."""
EVENTS = Patience(10_000, 16)
"""Events of one file, weighed by what they take: many that are empty cost more than few that are full."""
_WEIGHTS: dict[type[Event], int] = {InterchangeOpened: 5, SetOpened: 4, GroupOpened: 2}


class Limit:
    """The events of a file, until there are too many: then what is open is closed, and the rest is not told.

    patience: of events, so many a byte of the file as far as it was read.
    """

    def __init__(self, patience: Patience = EVENTS) -> None:
        self._patience = patience
        self._interchange: InterchangeOpened | None = None
        self._group: GroupOpened | None = None
        self._set: SetOpened | None = None
        self._claim: ClaimSeen | None = None
        self._groups = self._sets = self._at = 0

    def keep(self, told: Iterable[Event]) -> Iterator[Event]:
        """Those that are told."""
        spent, most = 0, self._patience.always
        for event in told:
            yield event
            if event.__class__ is ClaimSeen:  # as most are
                spent, self._claim = spent + 1, event
            else:
                spent += self._note(event)
            if spent > most:
                most = self._patience.most(self._read())
                if spent > most:
                    yield from self._give_up()
                    return

    def _read(self) -> int:
        """How far the file was read."""
        if self._claim is not None:
            self._at = max(self._at, self._claim.span.offset + self._claim.span.length)
        return self._at

    def _note(self, event: Event) -> int:
        """What is open, and how far the file was read. Returns what the event weighs."""
        self._at = max(self._at, _end_of(event))
        if isinstance(event, SetOpened):
            self._set, self._sets = event, self._sets + 1
        elif isinstance(event, GroupOpened):
            self._group, self._sets, self._groups = event, 0, self._groups + 1
        elif isinstance(event, InterchangeOpened):
            self._interchange, self._groups = event, 0
        elif isinstance(event, SetClosed):
            self._set = None
        elif isinstance(event, GroupClosed):
            self._group = None
        elif isinstance(event, InterchangeClosed):
            self._interchange = None
        return _WEIGHTS.get(type(event), 1)

    def _give_up(self) -> Iterator[Event]:
        if self._set is not None:
            yield SetClosed(self._set.offset, self._at - self._set.offset, 0, "rejected")
        if self._group is not None:
            yield GroupClosed(self._group.offset, self._at - self._group.offset, -1, self._sets)
        yield finding("too_many_faults", Place(self._at), byte=f"{self._at:,}")
        if self._interchange is not None:
            yield InterchangeClosed(self._interchange.offset, self._at - self._interchange.offset, self._groups)


def _end_of(event: Event) -> int:
    """How far into the file it shows that it was read."""
    if isinstance(event, Finding):
        return event.place.offset or 0
    if isinstance(event, ClaimSeen | UnitDied | OverlayApplied):
        return 0
    return event.offset + getattr(event, "length", 0)
