"""Mutants of elements: left out, of no code, too long, of another type, where nothing is used, notes broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from clearlane.standards.x12.conditions import broken_notes
from clearlane.standards.x12.fields import Field, make_fields
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.guide import ElementSpec, GuideError, RowSpec
from clearlane.standards.x12.proof.full_set import dictionary_of, full_set
from clearlane.standards.x12.proof.mutant import Mutant, firsts
from clearlane.standards.x12.read_dictionary import DataElement, Definition, Dictionary, Note
from clearlane.standards.x12.values import BESIDE

Change = tuple[str, dict[int, str]]
"""The kind of the fact, and the values that break it, by position."""
COUNTRY = ("N4", 4)
"""A country that is none has no states: the state goes with it."""
SUBDIVISION = ("N4", 7)
"""An element that a full set has to leave out."""
LETTERS = "QJZ"


def element_mutants(name: str) -> Iterator[Mutant]:
    """Each fact about an element of a guide, broken once."""
    lines, dictionary = full_set(name), dictionary_of(name)
    for number, line, row in firsts(lines):
        if row.id == "HL":
            continue  # its numbers are judged by the walk, and broken by hand
        for kind, changed in broken_lines(line, row, dictionary):
            yield Mutant(kind, f"{line.loop} {changed.text()}", [*lines[:number], changed, *lines[number + 1 :]])


def broken_lines(line: Line, row: RowSpec, dictionary: Dictionary) -> Iterator[tuple[str, Line]]:
    """The line with each fact about an element of its row broken once, and the kind of the fact."""
    for kind, change in _Changes(line, row, dictionary).all():
        yield kind, replace(line, values=[change.get(at, value) for at, value in enumerate(line.values)])


@dataclass(slots=True)
class _Changes:
    line: Line
    row: RowSpec
    dictionary: Dictionary

    def all(self) -> Iterator[Change]:
        """The values that break one fact of this row each."""
        listed = {element.position: element for element in self.row.elements}
        for position in range(1, len(self.line.values)):
            element = listed.get(position)
            if element is None:
                if (self.row.id, position) != SUBDIVISION:
                    yield "not used", {position: "X"}
            else:
                yield from self._element(element, self.line.values[position])
        for note in self._definition.notes:
            yield from self._note(note, listed)

    @property
    def _definition(self) -> Definition:
        return self.dictionary.segments[self.row.id]

    def _element(self, element: ElementSpec, value: str) -> Iterator[Change]:
        at = element.position
        if element.required:
            yield "required element", {at: ""}
        elif element.condition and element.condition.element and self._holds(element):
            yield "condition", {at: ""}
        if element.codes:
            yield "codes", {at: off_codes(self.dictionary, element, len(value))}
        number = self._definition.parts[at - 1].number
        known = self.dictionary.elements.get(number)
        if known and not element.codes and (self.row.id, at) != SUBDIVISION:
            for kind, off in self._off(known, element):
                yield kind, {at: off} | (self._beside(element) if kind == "list" else {})
        for kind, off in self._parts(element, value):
            yield kind, {at: off}

    def _beside(self, element: ElementSpec) -> dict[int, str]:
        """What else must change so that a value off the list of its row breaks that fact, and no other."""
        if (self.row.id, element.position) == COUNTRY:
            return {2: ""}
        tests = BESIDE.get(element.list, {}) if element.unlisted_by else {}
        is_other = tests and self.line.values[element.unlisted_by].encode() not in tests
        return {element.unlisted_by: next(iter(tests)).decode()} if is_other else {}

    def _holds(self, element: ElementSpec) -> bool:
        assert element.condition is not None
        value = self.line.values[element.condition.element]
        return value in element.condition.codes if element.condition.codes else bool(value)

    def _off(self, known: DataElement, element: ElementSpec) -> Iterator[tuple[str, str]]:
        is_number = known.type == "R" or known.type.startswith("N")
        if element.format_by:
            yield "format", "20260230"
            return
        if known.type not in ("DT", "TM", "B"):
            yield "length", ("1" if is_number else "X") * (min(known.most, element.most or known.most) + 1)
        if is_number or known.type in ("DT", "TM"):
            yield "type", "Q" * known.least
        off = self._off_list(element, known)
        if off:
            yield "list", off

    def _off_list(self, element: ElementSpec, known: DataElement) -> str:
        """A value of a legal length that is not on the list; "" where the list is not checked."""
        test = _test(self.row, element.position, self.dictionary)
        tried = ("?" * length for length in (known.least, known.least + 1))
        return next((value for value in tried if test and not test(value.encode())), "")

    def _parts(self, element: ElementSpec, value: str) -> Iterator[tuple[str, str]]:
        parts = value.split(":")
        for part in element.parts or ():
            others = [one for n, one in enumerate(parts, 1) if n != part.position and one]
            before, after = parts[: part.position - 1], parts[part.position :]
            if part.required and (others or element.required):
                yield "required component", ":".join([*before, "", *after])
            if part.codes:
                off = off_codes(self.dictionary, part, len(parts[part.position - 1]))
                yield "codes of a component", ":".join([*before, off, *after])

    def _note(self, note: Note, listed: dict[int, ElementSpec]) -> Iterator[Change]:
        """A change that breaks a relational note and no other fact: one element of it gone, and what leans on that."""
        values = self.line.values
        free = {at for at in listed if values[at] and not listed[at].required and listed[at].condition is None}
        sent = [at for at in note.positions if values[at]]
        tries: list[dict[int, str]] = []
        if note.kind == "E":
            tries = [{at: "X"} for at in note.positions if at in listed and at not in sent and len(sent) == 1]
        elif note.kind in "RL" and free.issuperset(sent[note.kind == "L" :]):
            tries = [dict.fromkeys(sent[note.kind == "L" :], "")]
        elif note.kind in "PC" and len(sent) == len(note.positions):
            tries = [{at: ""} for at in reversed(note.positions[note.kind == "C" :]) if at in free]
        for change in tries:
            gone = dict.fromkeys(self._leaning(note, change) & free, "")
            if self._breaks_only(note, gone | change):
                yield "note", gone | change
                return

    def _leaning(self, note: Note, change: dict[int, str]) -> set[int]:
        """What other notes say of the elements that are changed."""
        others = (
            one.positions
            for one in self._definition.notes
            if one != note and not change.keys().isdisjoint(one.positions)
        )
        return {at for positions in others for at in positions} - set(note.positions)

    def _breaks_only(self, note: Note, change: dict[int, str]) -> bool:
        values = [change.get(at, value).encode() for at, value in enumerate(self.line.values)]
        broken = [one for one in self._definition.notes if [*broken_notes([(one.kind, one.positions)], values)]]
        return broken == [note]


def off_codes(dictionary: Dictionary, element: ElementSpec, length: int) -> str:
    """A value of this length that no row takes for a code: QQ is one of element 128, J one of 1595."""
    qualifiers = dictionary.codes["128"]
    values = (letter * length for letter in LETTERS)
    return next(value for value in values if value not in qualifiers and value not in element.codes)


def _test(row: RowSpec, position: int, dictionary: Dictionary) -> Callable[[bytes], bool] | None:
    fields: tuple[Field | None, ...]
    try:
        fields = make_fields(row, dictionary)
    except GuideError:
        return None
    field = fields[position - 1]
    return field.test if field else None
