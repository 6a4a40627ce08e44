"""Part a segment into its values, each with what the dictionary and the guide say of the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
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


class Marked(NamedTuple):
    """A value, and the delimiter that stands before it."""

    mark: str
    value: Value


def part_values(texts: list[str], row: Row | None, marks: Delimiters) -> Iterator[Marked]:
    """The values behind the id of a segment: joined with their marks they are the segment again."""
    known = read_dictionary()
    definition, before = known.segments.get(texts[0]), ""
    fields = row.fields if row else ()
    element, repetition, component = decode(marks.element), marks.repetition_text, marks.component_text
    for n, text in enumerate(texts[1:], 1):
        part, field = part_of(definition, n), fields[n - 1] if n <= len(fields) else None
        composite, mark = known.composites.get(part.number), element
        for one in text.split(repetition) if repetition and part.repeats > 1 else (text,):
            if composite is None:
                yield Marked(mark, Value(part.number, one, field, before))
            else:
                yield from _components(one, composite, field, mark, component)
            mark = repetition
        before = text


def part_of(definition: Definition | None, n: int) -> Part:
    """What the dictionary says of the nth part of a segment or composite; without a number where it says nothing."""
    return definition.parts[n - 1] if definition and n <= len(definition.parts) else Part("", False, 1)


def _components(text: str, composite: Definition, field: Field | None, mark: str, between: str) -> Iterator[Marked]:
    """The components of a composite. mark: what stands before the first; between: what parts them."""
    fields = field.parts if field and field.parts else ()
    texts = text.split(between)
    for m, one in enumerate(texts, 1):
        inner = fields[m - 1] if m <= len(fields) else None
        yield Marked(mark, Value(part_of(composite, m).number, one, inner, ":".join(texts[: m - 1])))
        mark = between
