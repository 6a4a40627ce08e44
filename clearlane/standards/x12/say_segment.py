"""Say what a segment says when files are compared: its values by place, without what says nothing of the content."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.read_dictionary import Part, read_dictionary
from clearlane.standards.x12.values import is_decimal
from clearlane.vocabulary.submitted_claim import SegmentText

SAYS_NOTHING = {
    "ISA": (9, 10, 11, 13, 16),
    "GS": (4, 5, 6),
    "ST": (2,),
    "SE": (1, 2),
    "HL": (1, 2, 4),
    "LX": (1,),
}
"""Elements that are not compared."""


class Said(NamedTuple):
    """A segment with its text as sent, and its values by place: of each that counts."""

    loop: str
    number: int
    id: str
    text: str
    values: dict[str, str]

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two segments the same one: loop, id, and the code that stands first where it is one."""
        definition = read_dictionary().segments.get(self.id)
        element = read_dictionary().elements.get(definition.parts[0].number) if definition else None
        code = self.values.get(f"{self.id}01", "") if element and element.type == "ID" else ""
        return self.loop, self.id, code

    @property
    def canonical(self) -> bytes:
        """Bytes that are the same only where the same is said in the same loop."""
        return repr((self.loop, self.id, self.values)).encode()


def say_segment(segment: SegmentText, marks: Delimiters) -> Said:
    """What a segment says."""
    silent = SAYS_NOTHING.get(segment.id, ())
    definition = read_dictionary().segments.get(segment.id)
    values: dict[str, str] = {}
    for n, value in enumerate(segment.elements[1:], 1):
        part = definition.parts[n - 1] if definition and n <= len(definition.parts) else Part("", False, 1)
        if value and n not in silent:
            values.update(_values(f"{segment.id}{n:02d}", value, part, marks))
    text = marks.element.decode("latin-1").join(segment.elements)
    return Said(segment.loop, segment.number, segment.id, text, values)


def _values(place: str, value: str, part: Part, marks: Delimiters) -> Iterator[tuple[str, str]]:
    """The value of an element, or each of its components; repetitions stay together."""
    composite = read_dictionary().composites.get(part.number)
    if composite is None:
        element = read_dictionary().elements.get(part.number)
        is_number = element is not None and element.type == "R" and is_decimal(value.encode("latin-1"))
        yield place, _plain(value) if is_number else value.rstrip() if place[:3] == "ISA" else value
        return
    for m, component in enumerate(value.split(marks.component_text), 1):
        if component:
            inner = composite.parts[m - 1] if m <= len(composite.parts) else Part("", False, 1)
            yield from _values(f"{place}-{m}", component, inner, marks)


def _plain(number: str) -> str:
    """The number without zeros that say nothing."""
    text = f"{Decimal(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
