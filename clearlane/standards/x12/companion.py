"""Companion: the walk of one overlay beside the guide's; it finds what only the payer demands, and of whose claims."""

from __future__ import annotations

from collections import deque

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import ClaimSeen, Event, UnitDied
from clearlane.standards.x12.machine import Machine
from clearlane.standards.x12.overlay import Overlay
from clearlane.standards.x12.payer_claims import PayerClaims
from clearlane.standards.x12.stream import LINE_ENDS
from clearlane.standards.x12.tier import Tier
from clearlane.standards.x12.walk import LOOK_AHEAD, Walk
from clearlane.vocabulary.finding import Finding, Severity

HEARD = 4 * LOOK_AHEAD
"""So many segments back the guide's own findings are remembered: both walks hold back fewer rows than that."""
_KINDS = ("element", "segment")


class Companion:
    """One overlay's walk of one set. Give it each segment in order; `hear` what the guide said before `ready`."""

    def __init__(self, overlay: Overlay, machine: Machine, delimiters: Delimiters, tier: Tier) -> None:
        self._walk = Walk(machine, delimiters, tier, adds_up=False)
        self._leaps = tier is Tier.BLOCK
        self._claims = PayerClaims(overlay, machine, delimiters)
        self._waiting: deque[tuple[int, Finding | ClaimSeen | UnitDied]] = deque()
        self._heard: deque[tuple[int, Finding]] = deque()
        self._number = self._reached = 0
        self._was_added = False

    def hear(self, told: list[Event], number: int) -> None:
        """What the guide's own walk has told by the segment of this number."""
        if told:
            found = (one for one in told if isinstance(one, Finding) and one.rule.partition(".")[0] in _KINDS)
            self._heard.extend((number, one) for one in found)

    def take(self, number: int, offset: int, raw: bytes) -> None:
        """One more segment, if it was not taken already with those before it."""
        if offset >= self._reached:
            self._number, self._reached = number, offset + 1
            self._claims.see(offset, raw)
            self._note(self._walk.take(number, offset, raw))

    def follow(self, view: bytes, data: bytes, at: int, end: int, base: int) -> None:
        """Segments that the guide's walk has taken at once: at least up to `end` of canonical bytes, here `view`."""
        at = max(at, self._reached - base)
        while True:
            while at < len(view) and view[at] in LINE_ENDS:
                at += 1
            told: list[Event] = []
            behind = self._walk.leap(view, at, self._number + 1, base, told) if self._leaps else at
            if behind > at:
                self._number = self._walk.number
                self._claims.see_all(view, at, behind, base)
            elif at < end:
                behind = view.find(b"~", at) + 1
                self._number += 1
                self._claims.see(base + at, data[at : behind - 1])
                told += self._walk.take(self._number, base + at, data[at : behind - 1])
            else:
                return
            self._note(told)
            at = behind
            self._reached = base + at

    def ready(self, number: int) -> list[Event]:
        """What the payer demands of what the guide has certainly judged, now that it was given segment `number`."""
        waiting = self._waiting
        events: list[Event] = []
        while waiting and waiting[0][0] + LOOK_AHEAD <= number:
            events += self._judged(waiting.popleft()[1])
        if self._heard:
            oldest = (waiting[0][0] if waiting else self._number) - HEARD
            while self._heard and self._heard[0][0] < oldest:
                self._heard.popleft()
        return events

    def finish(self) -> list[Event]:
        """The set has ended: all that is left."""
        self._note(self._walk.finish())
        events: list[Event] = []
        for _, one in self._waiting:
            events += self._judged(one)
        return [*events, *self._claims.finish()]

    def _note(self, told: list[Event]) -> None:
        for one in told:
            if isinstance(one, (Finding, ClaimSeen, UnitDied)):
                self._waiting.append((self._number, one))

    def _judged(self, one: Finding | ClaimSeen | UnitDied) -> list[Event]:
        if isinstance(one, ClaimSeen):
            return self._claims.close(one.span)
        if isinstance(one, UnitDied):
            self._claims.died(*one, of_last=self._was_added)
            return []
        self._was_added = not any(_is_told(one, other) for _, other in self._heard)
        return self._claims.add(one) if self._was_added else []


def _is_told(own: Finding, said: Finding) -> bool:
    """Whether the guide has said it, or has said of the same place what may well be the reason of it."""
    mine, its = own.place, said.place
    apart = abs((mine.segment or 0) - (its.segment or 0))
    is_structure = own.rule.startswith("segment.") and said.rule.startswith("segment.")
    if apart:
        return is_structure and said.severity is Severity.ERROR and apart <= LOOK_AHEAD
    if own.rule == said.rule and (mine.element, mine.component) == (its.element, its.component):
        return mine.segment_id == its.segment_id
    is_near = not mine.element or not its.element or mine.element == its.element
    return said.severity is Severity.ERROR and is_near
