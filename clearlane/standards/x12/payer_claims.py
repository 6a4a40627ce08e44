"""Payer claims: which claim a finding is about, and whether it goes to the payer whose overlay found it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import ClaimSpan, Event, OverlayApplied, Span
from clearlane.standards.x12.machine import Loop, Machine
from clearlane.standards.x12.overlay import Overlay
from clearlane.standards.x12.overlay_machines import NEVER
from clearlane.standards.x12.payer_findings import as_not_taken, payer_finding
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

_PAYER = b"NM1*PR*"
_ID_AT = 9
LEVELS = ("provider", "subscriber", "patient")
_OF_MANY = ("set", "provider")
"""What may hold claims to several payers."""


@dataclass(slots=True)
class _Kept:
    """A finding that waits for a claim. level: number of the first segment of the level in which it lies, 0 unknown."""

    finding: Finding
    level: int = 0


class PayerClaims:
    """The findings of one overlay in one set, until the claim comes to which they belong."""

    def __init__(self, overlay: Overlay, machine: Machine, delimiters: Delimiters) -> None:
        self._overlay = overlay
        self._units = _units(machine.root, "set")
        self._by_claim = "claim" in self._units.values()
        self._element = delimiters.element
        self._payer_mark = _PAYER.replace(b"*", delimiters.element)
        self._payers: list[tuple[int, str]] = []
        self._kept: list[_Kept] = []
        self._died: dict[str, int] = {}
        self._has_begun = self._has_judged = False

    def see(self, offset: int, raw: bytes) -> None:
        """A segment: it may name the payer."""
        if raw.startswith(self._payer_mark):
            self._payers.append((offset, _id_of(raw.split(self._element))))

    def see_all(self, view: bytes, at: int, end: int, base: int) -> None:
        """Segments in canonical bytes: one of them may name the payer."""
        if not self._overlay.ids:
            return
        at = view.find(_PAYER, at, end)
        while at >= 0:
            self._payers.append((base + at, _id_of(view[at : view.find(b"~", at)].split(b"*"))))
            at = view.find(_PAYER, at + 1, end)

    def add(self, finding: Finding) -> list[Event]:
        """One finding. Told at once where no claim is waited for."""
        if finding.expected == NEVER:
            finding = as_not_taken(finding, self._units.get(finding.place.loop, "set"))
        if not self._by_claim:
            return [*self._begin(), self._told(finding, None)]
        self._kept.append(_Kept(finding, self._died.get(finding.unit, 0)))
        return []

    def died(self, unit: str, first_segment: int, *, of_last: bool) -> None:
        """A level died of the finding that came last; of_last: it was added here, and not told by the guide."""
        self._died[unit] = first_segment
        if of_last and self._kept:
            self._kept[-1].level = first_segment

    def close(self, span: ClaimSpan) -> list[Event]:
        """A claim has ended: what is to be told of it, and of the levels around it if that was not told yet."""
        is_ours = not self._overlay.ids or self._payer(span) in self._overlay.ids
        events: list[Event] = list(self._begin(judged=is_ours))
        waits = []
        for one in self._kept:
            is_about, around = _is_about(one, span)
            if is_about and is_ours:
                events.append(self._told(one.finding, around))
            elif not is_about or one.finding.unit in _OF_MANY:
                waits.append(one)
        self._kept = waits
        return events

    def finish(self) -> list[Event]:
        """The set has ended: what no claim has claimed is told, unless it may be about another payer's."""
        left = [] if self._overlay.ids else self._kept
        begun = self._begin(judged=not self._by_claim)
        self._kept = []
        return [*begun, *(self._told(one.finding, None) for one in left)]

    def _begin(self, *, judged: bool = False) -> Iterator[OverlayApplied]:
        """Tell once that the overlay reads a set, and once that something of it was for its payer."""
        if not self._has_begun or (judged and not self._has_judged):
            self._has_begun, self._has_judged = True, judged
            yield OverlayApplied(self._overlay.file, judged)

    def _payer(self, span: ClaimSpan) -> str:
        """2010BB NM109 of the claim's subscriber."""
        start = span.subscriber.offset if span.subscriber else 0
        self._payers = [one for one in self._payers if one[0] >= start]
        return next((id for offset, id in self._payers if offset < span.offset), "")

    def _told(self, finding: Finding, around: Span | ClaimSpan | None) -> Finding:
        """The finding as the payer's; what was missed at the end of a claim or level is told at its beginning."""
        place = finding.place
        if (
            around
            and "missing" in finding.rule
            and not around.first_segment <= (place.segment or 0) <= around.last_segment
        ):
            place = replace(place, offset=around.offset, segment=around.first_segment)
        return payer_finding(finding, self._overlay, place=place, is_claim=self._by_claim)


def _is_about(one: _Kept, span: ClaimSpan) -> tuple[bool, Span | ClaimSpan | None]:
    """Whether a finding is about this claim, and what of it or around it dies: nothing of a warning or a set."""
    unit = one.finding.unit
    if unit not in LEVELS:
        return True, span if unit == "claim" else None
    level: Span | None = getattr(span, unit)
    segment = one.finding.place.segment or 0
    is_within = level is not None and level.first_segment <= segment <= level.last_segment
    is_about = is_within or (level is not None and level.first_segment == one.level)
    return is_about, level if is_about else None


def _units(loop: Loop, around: str) -> dict[str, str]:
    """For each loop within one, by its printed id: what dies of a fault in it."""
    unit = loop.unit or around
    found = {loop.id: unit}
    for member in loop.members:
        if member.loop is not None:
            found |= _units(member.loop, unit)
    return found


def _id_of(elements: list[bytes]) -> str:
    return decode(elements[_ID_AT]) if len(elements) > _ID_AT else ""
