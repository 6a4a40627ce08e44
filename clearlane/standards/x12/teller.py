"""Teller: says what is found, once and with its source, counts it, and lets what it kills die."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from clearlane.standards.x12.element_rules import SEGMENTS, segment_finding
from clearlane.standards.x12.events import Event, UnitDied
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.machine import Machine
from clearlane.standards.x12.patience import MOST_WARNINGS
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.trigger import Pairs
from clearlane.vocabulary.finding import Place

LONGEST_FOUND = 99
"""How much of a wrong value a finding quotes: what IK404 can hold."""
SET = "set"


class Teller:
    """What was told of one set. living: claims ended and alive; told: how many findings, and what was passed over;
    faults: how many findings do not only warn. back: from canonical bytes to those of the file, where they differ.
    """

    def __init__(self, machine: Machine, back: bytes | None) -> None:
        self._machine, self.back = machine, back
        self.living = self.told = self.faults = 0
        self._warned: Counter[str] = Counter()

    def _tell(
        self,
        rule: str,
        frame: Frame,
        place: Place,
        events: list[Event],
        trigger: Pairs = (),
        /,
        *,
        unit: str = "",
        **words: str,
    ) -> None:
        if SEGMENTS[rule].is_warning and self._was_told(f"segment.{rule}", place, events):
            return
        unit = "" if SEGMENTS[rule].is_warning else unit or self._kill(frame)
        citation = self._cite(place, SEGMENTS[rule].level, "")
        told = segment_finding(rule, place, unit=unit, citation=citation, **words)
        events.append(replace(told, answer=(*told.answer, *trigger)) if trigger else told)
        self._count(unit)
        self._died(unit, frame, events)

    def pass_over(self) -> None:
        """Something of which nothing is said here: this silence says nothing of the loops that are open."""
        self.told += 1

    def _was_told(self, warning: str, place: Place, events: list[Event]) -> bool:
        """Whether a warning was told so often in this set that it is not told again, which is said once."""
        self._warned[warning] += 1
        if self._warned[warning] <= MOST_WARNINGS:
            return False
        if self._warned[warning] == MOST_WARNINGS + 1:
            words = {"name": warning, "count": f"{MOST_WARNINGS:,}"}
            events.append(segment_finding("told_often", place, unit="", citation=self._cite(place, 1, ""), **words))
        self.pass_over()
        return True

    def _count(self, unit: str) -> None:
        self.told += 1
        self.faults += bool(unit)

    def _cite(self, place: Place, level: int, position: str) -> str:
        """Where it is written: level 1 is the standard itself, else it is the guide, by its version, loop and row."""
        if level == 1:
            segment = f", segment {place.segment_id}" if place.segment_id else ""
            return f"X12 {self._machine.version[:6]}{segment}"
        row = " ".join(part for part in (place.loop, position, place.segment_id) if part)
        return f"guide {self._machine.version}, {row}"

    def _kill(self, frame: Frame) -> str:
        unit = frame.unit_frame()
        return unit.loop.unit if unit is not None else SET

    def _died(self, unit: str, frame: Frame, events: list[Event]) -> None:
        """The unit around a frame dies, and with it the claims within it that lived until now."""
        killed = frame.unit_frame()
        if not unit or unit == SET or killed is None or killed.is_dead:
            return
        killed.is_dead = True
        events.append(UnitDied(killed.loop.unit, killed.number))
        self.living = killed.living_before

    def _text(self, value: bytes) -> str:
        value = value[:LONGEST_FOUND]
        return decode(value.translate(self.back) if self.back else value)
