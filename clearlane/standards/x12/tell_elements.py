"""Tell the elements of a segment to a person: number, name, value, and what a code means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.name_fields import FieldName, name_at, name_fields, name_segment
from clearlane.standards.x12.read_dictionary import Definition, Part, read_dictionary
from clearlane.standards.x12.read_meanings import meaning

FORMAT = "1250"
"""The element that says in which form the date beside it stands."""
TYPES_OF_TIME = ("DT", "TM")
SHORTEST_DATE = 8


class ToldElement(NamedTuple):
    """One value: its place such as "CLM05-1", the number and name of its data element, what its code means or "".

    element, component, repeat: its position; component and repeat are 0 where there is but one.
    """

    place: str
    number: str
    name: str
    value: str
    meaning: str
    element: int
    component: int = 0
    repeat: int = 0


def tell_elements(texts: Sequence[str], *, row: Row | None, delimiters: Delimiters) -> Iterator[ToldElement]:
    """Every value of a segment that is not empty. texts: its id and its elements, decoded, in the sender's delimiters.

    row: of the guide; without one the standard alone says what the elements are.
    """
    definition = read_dictionary().segments.get(texts[0])
    teller = _Teller(name_fields(row) if row else name_segment(texts[0]), delimiters)
    for n, value in enumerate(texts[1:], 1):
        if value:
            field = row.fields[n - 1] if row and n <= len(row.fields) else None
            yield from teller.tell(f"{texts[0]}{n:02d}", n, value, _part(definition, n), field)


def _part(definition: Definition | None, n: int) -> Part:
    """What the standard says of an element; nothing of one that it does not have."""
    return definition.parts[n - 1] if definition and n <= len(definition.parts) else Part("", False, 1)


class _Teller:
    """Tells the elements of one segment in their order; it remembers in which form dates are."""

    __slots__ = ("_component", "_form", "_names", "_repetition")

    def __init__(self, names: Sequence[FieldName], delimiters: Delimiters) -> None:
        self._names, self._form = names, ""
        self._component, self._repetition = delimiters.component_text, delimiters.repetition_text

    def tell(self, place: str, n: int, value: str, part: Part, field: Field | None) -> Iterator[ToldElement]:
        """One element, its repetitions and components one by one."""
        composite = read_dictionary().composites.get(part.number)
        if composite is None and part.repeats < 2:
            yield self._told(place, part.number, field, value, n, 0, 0)
            return
        values = value.split(self._repetition) if self._repetition and part.repeats > 1 else [value]
        for count, one in enumerate(values, 1):
            repeat = count if len(values) > 1 else 0
            if composite is None:
                yield self._told(place, part.number, field, one, n, 0, repeat)
                continue
            for m, component in enumerate(one.split(self._component), 1):
                if component:
                    inner = field.parts[m - 1] if field and field.parts and m <= len(field.parts) else None
                    number = _part(composite, m).number
                    yield self._told(f"{place}-{m}", number, inner, component, n, m, repeat)

    def _told(
        self, place: str, number: str, field: Field | None, value: str, n: int, m: int, repeat: int
    ) -> ToldElement:
        said = meaning(value, number=number, list=field.list if field else "")
        if number == FORMAT:
            self._form = value
        elif not said and len(value) >= SHORTEST_DATE:
            element = read_dictionary().elements.get(number)
            said = _date(value, element.type if element else "", self._form)
        return ToldElement(place, number, name_at(self._names, n, m), value, said, n, m, repeat)


def _date(value: str, kind: str, form: str) -> str:
    """A date or a range of dates as people write it, "" for anything else."""
    is_date = kind == "DT" or form in ("D8", "RD8")
    days = value.split("-") if is_date else []
    if not days or not all(len(day) == 8 and day.isascii() and day.isdigit() for day in days):
        return ""
    return " to ".join(f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in days)
