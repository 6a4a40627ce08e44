"""Tell the elements of a segment to a person: number, name, value, and what a code means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.name_fields import name_at, name_fields, name_segment
from clearlane.standards.x12.read_dictionary import Definition, Part, read_dictionary
from clearlane.standards.x12.read_meanings import meaning

FORMAT = "1250"
"""The element that says in which form the date beside it stands."""
TYPES_OF_TIME = ("DT", "TM")


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
    formats: list[str] = [""]
    names = name_fields(row) if row else name_segment(texts[0])
    for n, value in enumerate(texts[1:], 1):
        if value:
            field = row.fields[n - 1] if row and n <= len(row.fields) else None
            for told in _repeats(n, value, _part(definition, n), field, texts[0], delimiters, formats):
                yield told._replace(name=name_at(names, told.element, told.component))


def _part(definition: Definition | None, n: int) -> Part:
    """What the standard says of an element; nothing of one that it does not have."""
    return definition.parts[n - 1] if definition and n <= len(definition.parts) else Part("", False, 1)


def _repeats(
    n: int, value: str, part: Part, field: Field | None, id: str, delimiters: Delimiters, formats: list[str]
) -> Iterator[ToldElement]:
    separator = delimiters.repetition_text
    values = value.split(separator) if separator and part.repeats > 1 else [value]
    for count, one in enumerate(values, 1):
        repeat = count if len(values) > 1 else 0
        composite = read_dictionary().composites.get(part.number)
        if composite is None:
            yield _told(f"{id}{n:02d}", part.number, field, one, n, 0, repeat, formats)
            continue
        for m, component in enumerate(one.split(delimiters.component_text), 1):
            if component:
                inner = field.parts[m - 1] if field and field.parts and m <= len(field.parts) else None
                number = _part(composite, m).number
                yield _told(f"{id}{n:02d}-{m}", number, inner, component, n, m, repeat, formats)


def _told(
    place: str, number: str, field: Field | None, value: str, n: int, m: int, repeat: int, formats: list[str]
) -> ToldElement:
    element = read_dictionary().elements.get(number)
    said = meaning(value, number=number, list=field.list if field else "")
    if number == FORMAT:
        formats[0] = value
    elif not said:
        said = _date(value, element.type if element else "", formats[0])
    return ToldElement(place, number, "", value, said, n, m, repeat)


def _date(value: str, kind: str, form: str) -> str:
    """A date or a range of dates as people write it, "" for anything else."""
    is_date = kind == "DT" or form in ("D8", "RD8")
    days = value.split("-") if is_date else []
    if not days or not all(len(day) == 8 and day.isascii() and day.isdigit() for day in days):
        return ""
    return " to ".join(f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in days)
