"""Payer walk: one set walked by the guide, and beside it once more for each overlay.

The guide's own walk is left as it is: what it tells, and the verdict, are the same with and without overlays. What
the walk of an overlay tells beyond that is the payer's demand. Both use all tiers: a clean set costs one quick
walk more.
"""

from __future__ import annotations

from clearlane.standards.x12.companion import Companion
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import ClaimSeen, Event
from clearlane.standards.x12.library import Entry
from clearlane.standards.x12.load_overlay import overlays_of
from clearlane.standards.x12.mended import Mended
from clearlane.standards.x12.overlay_machines import overlay_machines
from clearlane.standards.x12.reading import Reading
from clearlane.standards.x12.stretch import Stretch
from clearlane.standards.x12.walk import Walk
from clearlane.vocabulary.finding import Finding


def walk_for_payers(entry: Entry, delimiters: Delimiters, reading: Reading, stretch: Stretch) -> PayerWalk | None:
    """The walk of a set that is read by this guide; None where no overlay is for it."""
    overlays = overlays_of(entry, reading.overlays)
    if not overlays:
        return None
    machine, beside = overlay_machines(entry.files, overlays)
    walk = Walk(machine, delimiters, reading.tier, beyond_guide=reading.beyond_guide, stretch=stretch)
    return PayerWalk(walk, [Companion(one, own, delimiters, reading.tier) for one, own in beside])


class PayerWalk:
    """As `Walk`, with what payers demand among the events: a little later, once it is known to be theirs alone."""

    def __init__(self, walk: Walk, companions: list[Companion]) -> None:
        self._walk, self._companions = walk, companions
        self._data = b""
        self._meant: Mended | None = None

    @property
    def living(self) -> int:
        """Claims that have ended and live."""
        return self._walk.living

    @property
    def number(self) -> int:
        """Of the segment that was taken last."""
        return self._walk.number

    def take(self, number: int, offset: int, raw: bytes) -> list[Event]:
        """As of `Walk`."""
        told = self._walk.take(number, offset, raw)
        self._meant = self._walk.meant() if told else None
        own = self._walk.as_sent(self._meant.parts) if self._meant else raw
        for one in self._companions:
            one.take(number, offset, own)
        return self._with_demands(told) if told else told

    def meant(self) -> Mended | None:
        """As of `Walk`."""
        meant, self._meant = self._meant, None
        return meant

    @property
    def is_waiting(self) -> bool:
        """As of `Walk`."""
        return self._walk.is_waiting

    def disturb(self) -> None:
        """As of `Walk`."""
        self._walk.disturb()
        for one in self._companions:
            one.disturb()

    def may_leap(self, head: bytes) -> bool:
        """As of `Walk`."""
        return self._walk.may_leap(head)

    def view(self, data: bytes) -> bytes:
        """As of `Walk`; the bytes are remembered, for what the guide takes at once and an overlay does not."""
        self._data = data
        return self._walk.view(data)

    def leap(self, view: bytes, at: int, number: int, base: int, events: list[Event]) -> int:
        """As of `Walk`."""
        told: list[Event] = []
        end = self._walk.leap(view, at, number, base, told)
        for one in self._companions:
            one.follow(view, self._data, at, end, base)
        events += self._with_demands(told)
        return end

    def finish(self) -> list[Event]:
        """As of `Walk`."""
        events = self._with_demands(self._walk.finish())
        for one in self._companions:
            events += one.finish()
        return events

    def _with_demands(self, told: list[Event]) -> list[Event]:
        """What the guide's walk has told, and behind each claim the demands on those before it.

        So their order does not depend on how much of a set was taken at once.
        """
        events: list[Event] = []
        for event in told:
            events.append(event)
            for one in self._companions:
                if isinstance(event, Finding):
                    one.hear(event)
                elif isinstance(event, ClaimSeen):
                    events += one.ready(event.span.last_segment)
        return events
