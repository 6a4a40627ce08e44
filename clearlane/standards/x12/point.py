"""Point to the place of a finding: a JSON pointer into the JSON of the file, made when a finding is told."""

from __future__ import annotations

from dataclasses import replace

from clearlane.standards.x12.events import (
    Event,
    GroupClosed,
    GroupOpened,
    InterchangeClosed,
    InterchangeOpened,
    SetClosed,
    SetOpened,
)
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.vocabulary.finding import Finding, Place

ENVELOPE = {"ISA": "header", "IEA": "trailer", "GS": "header", "GE": "trailer"}
OF_INTERCHANGE = ("ISA", "IEA", "TA1")


class Pointers:
    """Follows the events of one file and gives each finding its pointer.

    Interchanges, groups, sets, segments and repetitions are counted from 0, as JSON counts; elements have their two
    digits and components their number, as X12 names them.
    """

    def __init__(self) -> None:
        self._interchange = self._group = self._set = -1
        self._is_open = self._in_group = self._in_set = False

    def follow(self, event: Event) -> Event:
        """The event; a finding with its pointer."""
        if isinstance(event, Finding):
            pointer = self.of(event.place)
            return replace(event, place=replace(event.place, pointer=pointer)) if pointer else event
        if isinstance(event, SetOpened):
            self._set, self._in_set = self._set + 1, True
        elif isinstance(event, SetClosed):
            self._in_set = False
        elif isinstance(event, GroupOpened):
            self._group, self._set, self._in_group = self._group + 1, -1, True
        elif isinstance(event, GroupClosed):
            self._in_group = False
        elif isinstance(event, InterchangeOpened):
            self._interchange, self._group, self._is_open = self._interchange + 1, -1, True
        elif isinstance(event, InterchangeClosed):
            self._is_open = False
        return event

    def of(self, place: Place) -> str:
        """The pointer of a place; "", which is the whole file, where it lies in no interchange."""
        if not self._is_open:
            return ""
        pointer = f"/interchanges/{self._interchange}"
        if self._in_group and place.segment_id not in OF_INTERCHANGE:
            pointer += f"/groups/{self._group}"
            if self._in_set or place.segment_id in ("ST", "SE"):
                pointer += f"/sets/{self._set}"
        if place.segment:
            pointer += f"/segments/{place.segment - 1}"
        elif place.segment_id in ENVELOPE and place.element:
            pointer += f"/{ENVELOPE[place.segment_id]}"
        else:
            return pointer
        return pointer + "".join(_elements(place))


def _elements(place: Place) -> list[str]:
    """The element by its two digits; in what may repeat its repetition, in a composite its component."""
    if not place.element:
        return []
    definition = read_dictionary().segments.get(place.segment_id)
    part = definition.parts[place.element - 1] if definition and place.element <= len(definition.parts) else None
    names = [f"/elements/{place.element:02d}"]
    if part and part.repeats > 1 and (place.repeat or place.component):
        names.append(f"/{max(place.repeat, 1) - 1}")
    if place.component:
        names.append(f"/{place.component}")
    return names
