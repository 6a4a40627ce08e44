"""Name the elements of a row: by `element_names.txt`, as guide, loop and codes say, else as the dictionary does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.read_element_names import ANY, ElementName, read_element_names
from clearlane.standards.x12.read_meanings import name

if TYPE_CHECKING:
    from clearlane.standards.x12.machine import Row

ROW = "{row}"
"""In a name: what the guide calls the row, such as "payer's claim number" of "Claim: payer's claim number"."""
_SEVERAL = re.compile(r"(?<=[a-z])s$")
_SINGULAR = ("ids", "dates", "amounts", "numbers")


class FieldName(NamedTuple):
    """What an element is called; parts: its components, none where it is no composite."""

    name: str
    parts: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 13)
def name_fields(row: Row) -> tuple[FieldName, ...]:
    """The names of a row's elements by position, also of those that it does not use."""
    guide, loop = row.place
    lines = [one for one in _lines(row.spec.id) if one.stands_in(guide, loop) and _fits(one, row.fields)]
    words = _Words(lines, guide, loop, _row_word(row.spec.name))
    # what a later standard has beside the first is known to the fields alone
    given = [one.name if one else "" for one in row.fields]
    return tuple(words.named(n, number, given[n - 1]) for n, number in enumerate(row.numbers, 1))


@lru_cache(maxsize=1 << 8)
def name_segment(id: str) -> tuple[FieldName, ...]:
    """The names of a segment's elements where no row is known: what holds in every guide; none of an unknown one."""
    definition = read_dictionary().segments.get(id)
    if definition is None:
        return ()
    words = _Words([one for one in _lines(id) if one.is_general and ROW not in one.name])
    return tuple(words.named(n, part.number) for n, part in enumerate(definition.parts, 1))


def name_at(names: Sequence[FieldName], element: int, component: int = 0) -> str:
    """The name at a place, "" where there is none."""
    if not 0 < element <= len(names):
        return ""
    one = names[element - 1]
    if not component:
        return one.name
    return one.parts[component - 1] if component <= len(one.parts) else ""


def _lines(id: str) -> Sequence[ElementName]:
    return read_element_names().get(id, ())


def _fits(line: ElementName, fields: Sequence[Field | None]) -> bool:
    """Whether a row has no other codes than those at each place that a line tests."""
    for element, component, codes in line.tests:
        one = fields[element - 1] if element <= len(fields) else None
        if component and one is not None:
            one = one.parts[component - 1] if one.parts and component <= len(one.parts) else None
        if one is None or not one.codes or not one.codes <= codes:
            return False
    return True


def _row_word(called: str) -> str:
    """What a row is called beside its loop, of one: `further ids` is `further id`."""
    word = called.partition(": ")[2] or called[:1].lower() + called[1:]
    return _SEVERAL.sub("", word) if word.endswith(_SINGULAR) else word


class _Words(NamedTuple):
    """The lines that fit a row. guide, loop: where it stands; called: what it is called beside its loop."""

    lines: Sequence[ElementName]
    guide: str = ""
    loop: str = ""
    called: str = ""

    def named(self, n: int, number: str, given: str = "") -> FieldName:
        """The name of element n. number: of the dictionary, or a composite's id; given: its name where it has none."""
        known = read_dictionary()
        lines = [one for one in self.lines if one.element in (n, ANY)]
        composite = known.composites.get(number)
        if composite is None:
            element = known.elements.get(number)
            return FieldName(self._best(lines) or name(number, given=element.name if element else given))
        general = [one for one in _lines(number) if one.is_general or one.stands_in(self.guide, self.loop)]
        parts = (
            self._best(lines, component=m)
            or self._best([one for one in general if one.element == m])
            or name(part.number, given=known.elements[part.number].name)
            for m, part in enumerate(composite.parts, 1)
        )
        return FieldName(self._best(lines) or composite.name, tuple(parts))

    def _best(self, lines: Iterable[ElementName], *, component: int = 0) -> str:
        fitting = [one for one in lines if one.component == component]
        if not fitting:
            return ""
        best = max(fitting, key=lambda one: one.rank)
        return best.name.replace(ROW, self.called).replace("#", str(best.nth))
