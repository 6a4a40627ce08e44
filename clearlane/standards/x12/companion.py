"""Companion: the walk of one overlay beside the guide's; it finds what only the payer demands, and of whose claims."""

from __future__ import annotations

from collections import deque

from clearlane.standards.x12.ahead import LOOK_AHEAD
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import ClaimSeen, Event, UnitDied
from clearlane.standards.x12.machine import Machine
from clearlane.standards.x12.mended import MOVED
from clearlane.standards.x12.overlay import Overlay
from clearlane.standards.x12.payer_claims import PayerClaims
from clearlane.standards.x12.stream import LINE_ENDS
from clearlane.standards.x12.tier import Tier
from clearlane.standards.x12.walk import Walk
from clearlane.vocabulary.finding import Finding, Severity

SURE = 2 * LOOK_AHEAD
"""So many segments behind a segment all is told of it: a repair sees half as many."""
_KINDS = ("element", "segment")
MENDED = (*MOVED, "element.terminator_lost")
"""After which a segment was read as it was meant."""
_TREE = ("element.level_number", "element.level_parent", "element.level_child")
"""Of the numbers of levels an overlay asks for nothing."""
Told = Finding | ClaimSeen | UnitDied


class Companion:
    """One overlay's walk of one set. Give it each segment in order, and let it hear what the guide's own walk tells.

    Of a set with claims a few are kept until it is sure whose they are; of one without claims all until its end."""

    def __init__(self, overlay: Overlay, machine: Machine, delimiters: Delimiters, tier: Tier) -> None:
        self._walk = Walk(machine, delimiters, tier, beyond_guide=False, mends=False)
        self._leaps = tier is Tier.BLOCK
        self._claims = PayerClaims(overlay, machine, delimiters)
        self._waiting: deque[tuple[int, Told]] = deque()
        self._heard: dict[int, list[Finding]] = {}
        self._number = self._reached = 0
        self._was_added = False

    def hear(self, told: Finding) -> None:
        """What the guide's own walk has told."""
        if told.rule.partition(".")[0] in _KINDS:
            self._heard.setdefault(told.place.segment or 0, []).append(told)

    def take(self, number: int, offset: int, raw: bytes) -> None:
        """One more segment, if it was not taken already with those before it."""
        if offset >= self._reached:
            self._number, self._reached = number, offset + 1
            self._claims.see(offset, raw)
            self._note(self._walk.take(number, offset, raw))

    def disturb(self) -> None:
        """As of `Walk`."""
        self._walk.disturb()

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
            self._note(told)
            if behind <= at:
                return
            at = behind
            self._reached = base + at

    def ready(self, number: int) -> list[Event]:
        """What the payer demands, as far as both walks have certainly judged it by the segment of this number."""
        waiting = self._waiting
        events: list[Event] = []
        while waiting and waiting[0][0] + SURE <= number:
            events += self._judged(waiting.popleft()[1])
        oldest = min(waiting[0][0] if waiting else number, number) - SURE
        for at in [segment for segment in self._heard if segment < oldest]:
            del self._heard[at]
        return events

    def finish(self) -> list[Event]:
        """The set has ended: all that is left."""
        self._note(self._walk.finish())
        events: list[Event] = []
        for _, one in self._waiting:
            events += self._judged(one)
        return [*events, *self._claims.finish()]

    def _note(self, told: list[Event]) -> None:
        """Keep what is told, by the segment at which it is told."""
        for one in told:
            if isinstance(one, Finding):
                self._waiting.append((one.place.segment or 0, one))
            elif isinstance(one, ClaimSeen):
                self._waiting.append((one.span.last_segment, one))
            elif isinstance(one, UnitDied):
                self._waiting.append((0, one))

    def _judged(self, one: Told) -> list[Event]:
        if isinstance(one, ClaimSeen):
            return self._claims.close(one.span)
        if isinstance(one, UnitDied):
            self._claims.died(*one, of_last=self._was_added)
            return []
        self._was_added = one.rule not in _TREE and not self._is_told(one)
        return self._claims.add(one) if self._was_added else []

    def _is_told(self, one: Finding) -> bool:
        """Whether the guide has said it, or has said of the same place what may well be the reason of it."""
        at = one.place.segment or 0
        if any(_is_of_one_place(one, other) for other in self._heard.get(at, ())):
            return True
        around = range(at - LOOK_AHEAD, at + LOOK_AHEAD + 1) if _is_structure(one) else ()
        return any(_is_structure(other) for near in around for other in self._heard.get(near, ()))


def _is_structure(one: Finding) -> bool:
    """Whether a finding is one of order, after which a walk may go on in more than one way."""
    return one.severity is Severity.ERROR and one.rule.startswith("segment.")


def _is_of_one_place(own: Finding, said: Finding) -> bool:
    mine, its = own.place, said.place
    if said.rule in MENDED:
        return True
    if own.rule == said.rule and (mine.element, mine.component) == (its.element, its.component):
        return mine.segment_id == its.segment_id
    is_near = not mine.element or not its.element or mine.element == its.element
    return said.severity is Severity.ERROR and is_near
