"""Fields: the elements of a row with all that the dictionary knows of them; the row's fast pattern is made of these."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clearlane.standards.x12.guide import Condition, ElementSpec, GuideError, RowSpec
from clearlane.standards.x12.list_tests import find_brought_in, find_test
from clearlane.standards.x12.read_dictionary import (
    DataElement,
    Definition,
    Dictionary,
    Part,
    read_list,
    read_unchecked,
)
from clearlane.standards.x12.values import BESIDE, CHECKS, SHAPES

BINARY = "B"
"""The type of elements that hold any bytes."""
Test = Callable[[bytes], bool]
MOST_REMEMBERED, LONGEST_REMEMBERED = 200, 80
"""Values of an element that are remembered as right, and of how many bytes."""


@dataclass(frozen=True, slots=True)
class Field:
    """One element or component. number: of the dictionary, a composite's id where it has parts.

    required: always; condition: required when it holds. keep: what a receiver must keep, 0 the maximum itself.
    test: whether a value stands on the external list; None where none is named or it is not checked here.
    unlisted_by: the element beside it that, where it is sent, says that the value is of another list.
    right: values that were judged and found right, if they are so whatever stands beside them; names, ids and other
    text are not kept.
    """

    position: int
    number: str
    name: str
    type: str
    least: int
    most: int
    keep: int
    required: bool
    condition: Condition | None
    codes: frozenset[bytes]
    known: frozenset[str]
    list: str
    test: Test | None
    repeats: int
    format_by: int
    binary_of: int
    unlisted_by: int
    parts: tuple[Field | None, ...] | None
    notes: tuple[tuple[str, tuple[int, ...]], ...]
    right: set[bytes] = dataclasses.field(default_factory=set, compare=False, repr=False)

    @property
    def is_conditional(self) -> bool:
        """Whether it, or a part of it, is required or allowed by what stands elsewhere."""
        return self.condition is not None or any(part and part.condition for part in self.parts or ())

    @property
    def is_free_text(self) -> bool:
        """Whether any short text may stand in it."""
        return self.type == "AN" and not (self.codes or self.list or self.format_by or self.unlisted_by)

    def learn(self, value: bytes) -> None:
        """Remember a value that was found right, where that does not hang on what stands beside it."""
        if len(self.right) < MOST_REMEMBERED and len(value) <= LONGEST_REMEMBERED and self._stands_alone:
            self.right.add(value)

    @property
    def _stands_alone(self) -> bool:
        is_text = self.type == "AN" and not self.codes
        return not (is_text or self.format_by or self.binary_of or self.unlisted_by or self.is_conditional)


def make_fields(row: RowSpec, dictionary: Dictionary) -> tuple[Field | None, ...]:
    """The fields of a row by position, None where the row does not use one. Raises GuideError."""
    definition = dictionary.segments.get(row.id)
    if definition is None:
        raise GuideError(f"{row.position} {row.id}: the dictionary has no such segment")
    return _fields(row.elements, definition, dictionary, f"{row.position} {row.id}")


def _fields(
    specs: tuple[ElementSpec, ...], definition: Definition, dictionary: Dictionary, where: str
) -> tuple[Field | None, ...]:
    given = {spec.position: spec for spec in specs}
    if specs and specs[-1].position > len(definition.parts):
        raise GuideError(f"{where}: {definition.id} has {len(definition.parts)} elements, not {specs[-1].position}")
    return tuple(
        _field(given[position], part, dictionary, f"{where}{position:02d}") if position in given else None
        for position, part in enumerate(definition.parts, 1)
    )


def _field(spec: ElementSpec, part: Part, dictionary: Dictionary, where: str) -> Field:
    composite = dictionary.composites.get(part.number)
    if composite is not None:
        specs = spec.parts if spec.parts is not None else _as_standard(composite)
        parts = _fields(specs, composite, dictionary, where + "-")
        notes = tuple((note.kind, note.positions) for note in composite.notes)
        element = DataElement(composite.id, composite.name, "", 0, 0)
        return _made(spec, part, element, frozenset(), parts, notes)
    element_or_none = dictionary.elements.get(part.number)
    if element_or_none is None or spec.parts is not None:
        raise GuideError(f"{where}: element {part.number} is not in the dictionary, or is no composite")
    known = dictionary.codes.get(part.number, frozenset())
    if (element_or_none.type == BINARY) != (spec.binary_of > 0):
        raise GuideError(f"{where}: binary data, and nothing else, is written with the element of its length, as #01")
    field = _made(spec, part, element_or_none, known, None, ())
    wrong = [code.decode() for code in field.codes if not field.least <= len(code) <= max(field.most, field.least)]
    if wrong:
        raise GuideError(f"{where}: the codes {wrong} do not fit the lengths {field.least} to {field.most}")
    return field


def _as_standard(composite: Definition) -> tuple[ElementSpec, ...]:
    return tuple(ElementSpec(position, required=part.mandatory) for position, part in enumerate(composite.parts, 1))


def _made(
    spec: ElementSpec,
    part: Part,
    element: DataElement,
    known: frozenset[str],
    parts: tuple[Field | None, ...] | None,
    notes: tuple[tuple[str, tuple[int, ...]], ...],
) -> Field:
    return Field(
        position=spec.position,
        number=part.number,
        name=element.name,
        type=element.type,
        least=element.least,
        most=min(spec.most or element.most, element.most),
        keep=spec.keep,
        required=spec.required,
        condition=spec.condition,
        codes=frozenset(code.encode() for code in spec.codes),
        known=known,
        list=spec.list,
        test=_test(spec.list),
        repeats=spec.repeats or part.repeats,
        format_by=spec.format_by,
        binary_of=spec.binary_of,
        unlisted_by=spec.unlisted_by,
        parts=parts,
        notes=notes,
    )


def beside_test(field: Field, beside: Sequence[bytes]) -> Test | None:
    """The test of the list of a value, by what stands beside it: None where that names a list that is not known here.

    beside[n]: the element or component n.
    """
    named = beside[field.unlisted_by] if 0 < field.unlisted_by < len(beside) else b""
    return BESIDE.get(field.list, {}).get(named) if named else field.test


def shape_of(field: Field) -> str | None:
    """The pattern of a field's list where its shape is all that is known of it; None where a test must be asked."""
    return SHAPES.get(field.list) if field.test is CHECKS.get(field.list) else None


def _test(name: str) -> Test | None:
    if not name:
        return None
    codes = read_list(name)
    if codes is not None:
        return codes.__contains__
    test = find_brought_in(name) or CHECKS.get(name) or find_test(name)
    if test is None and name not in read_unchecked():
        raise GuideError(f"the list :{name} is neither in lists/, nor computed, nor in codes/, nor in unchecked.txt")
    return test
