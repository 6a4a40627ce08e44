"""Part a segment into its values, each with what the dictionary and the guide say of the place where it stands."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import NamedTuple

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.read_dictionary import Definition, Part, read_dictionary
from clearlane.standards.x12.text import decode


class Value(NamedTuple):
    """One value. number: of its element, "" for none; field: what the guide says of it, if anything does; before: the
    element just before it, or all components before it in its composite, parted by colons."""

    number: str
    text: str
    field: Field | None
    before: str


NOTHING = Value("", "", None, "")


class Marked(NamedTuple):
    """A value, and the delimiter that stands before it, or several: what is empty has no place of its own."""

    mark: str
    value: Value


def part_values(texts: list[str], row: Row | None, marks: Delimiters) -> Iterator[Marked]:
    """The values behind the id of a segment: joined with their marks they are the segment again."""
    known = read_dictionary()
    definition, before = known.segments.get(texts[0]), ""
    fields = row.fields if row else ()
    element, repetition, component = decode(marks.element), marks.repetition_text, marks.component_text
    mark = ""
    for n, text in enumerate(texts[1:], 1):
        mark += element
        if text:
            part = part_of(definition, n)
            repeated = text.split(repetition) if repetition and part.repeats > 1 else [text]
            whole = Value(part.number, text, fields[n - 1] if n <= len(fields) else None, before)
            mark = yield from _element(whole, repeated, mark, repetition, component)
        before = text
    if mark:
        yield Marked(mark, NOTHING)


def _element(
    whole: Value, repeated: list[str], mark: str, repetition: str, component: str
) -> Generator[Marked, None, str]:
    """The values of one element; returns the marks behind the last. mark: what stands before the first."""
    composite = read_dictionary().composites.get(whole.number)
    for one in repeated:
        if one and composite is not None:
            mark = yield from _components(one, composite, whole.field, mark, component)
        elif one:
            yield Marked(mark, whole._replace(text=one) if len(repeated) > 1 else whole)
            mark = ""
        mark += repetition
    return mark.removesuffix(repetition)


def part_of(definition: Definition | None, n: int) -> Part:
    """What the dictionary says of the nth part of a segment or composite; without a number where it says nothing."""
    return definition.parts[n - 1] if definition and n <= len(definition.parts) else Part("", False, 1)


def _components(
    text: str, composite: Definition, field: Field | None, mark: str, between: str
) -> Generator[Marked, None, str]:
    """The components of a composite; returns the marks behind the last. mark: what stands before the first; between:
    what parts them."""
    fields = field.parts if field and field.parts else ()
    texts = text.split(between)
    for m, one in enumerate(texts, 1):
        if one:
            inner = fields[m - 1] if m <= len(fields) else None
            # of more than the composite has nothing is known, whatever stands before
            before = ":".join(texts[: m - 1]) if m <= len(composite.parts) else ""
            yield Marked(mark, Value(part_of(composite, m).number, one, inner, before))
            mark = ""
        mark += between
    return mark.removesuffix(between)
