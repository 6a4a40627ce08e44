"""Fill: which elements of a row are sent, and what stands in them: conditions of the guide, notes of the standard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from clearlane.standards.x12.conditions import holds
from clearlane.standards.x12.generate.instance import Instance
from clearlane.standards.x12.guide import Condition, ElementSpec, RowSpec
from clearlane.standards.x12.machine import RuleTable
from clearlane.standards.x12.read_dictionary import Definition, Dictionary, Note

Values = dict[int, str]
Wants = Callable[[str, ElementSpec, Instance], bool]
SUBDIVISION = ("N4", 7)
"""A country subdivision stands beside no state."""
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """One element for which a value is wanted. near: what stands beside it, in its segment or in its composite."""

    row: RowSpec
    spec: ElementSpec
    number: str
    near: Values
    instance: Instance
    outer: Values
    """The elements of the segment, also where the value is a component."""

    @property
    def before(self) -> str:
        """The value before it, which is its qualifier as a rule."""
        return self.near.get(self.spec.position - 1, "")


@dataclass(frozen=True, slots=True)
class Filler:
    """How rows are filled. wants: whether a situational element of a segment or composite (its id) is sent.

    value: what stands in an element, "" where nothing fits.
    """

    dictionary: Dictionary
    rules: RuleTable
    wants: Wants
    value: Callable[[Asked], str]

    def fill(self, row: RowSpec, instance: Instance) -> list[str]:
        """The segment as its id and its elements."""
        definition = self.dictionary.segments[row.id]
        values: Values = {}
        _Filling(self, row, definition, row.elements, instance, values, values, 0).run()
        last = max(values, default=0)
        return [row.id, *(values.get(position, "") for position in range(1, last + 1))]


@dataclass(slots=True)
class _Filling:
    """One segment, or one composite of it at the position `at`."""

    by: Filler
    row: RowSpec
    definition: Definition
    specs: Sequence[ElementSpec]
    instance: Instance
    values: Values
    outer: Values
    at: int

    def run(self) -> None:
        for spec in self.specs:
            if spec.required or (spec.condition is None and self._is_wanted(spec)):
                self._put(spec)
        if not self.values and self.specs:
            self._put(self.specs[0])  # nothing is sent without a value
        for _ in range(ROUNDS):
            before = dict(self.values)
            for spec in self.specs:
                self._condition(spec)
            for note in self.definition.notes:
                self._note(note)
            if self.values == before:
                return

    def _is_wanted(self, spec: ElementSpec) -> bool:
        if (self.definition.id, spec.position) == SUBDIVISION or self._leaves_a_gap(spec):
            return False
        return self.by.wants(self.definition.id, spec, self.instance)

    def _leaves_a_gap(self, spec: ElementSpec) -> bool:
        """Whether this is one of several alike, of which the one before was not sent."""
        alike = (one for one in self.specs if one.position == spec.position - 1 and not one.required)
        part = self.definition.parts[spec.position - 1].number
        return any(
            replace(one, position=spec.position) == spec
            and part == self.definition.parts[one.position - 1].number
            and not self.values.get(one.position)
            for one in alike
        )

    def _put(self, spec: ElementSpec) -> None:
        if spec.format_by and not self.values.get(spec.format_by):
            for format in (one for one in self.specs if one.position == spec.format_by):
                self._put(format)
        part = self.definition.parts[spec.position - 1]
        composite = self.by.dictionary.composites.get(part.number)
        if composite is None:
            asked = Asked(self.row, spec, part.number, self.values, self.instance, self.outer)
            self._keep(spec.position, self.by.value(asked))
            return
        inner: Values = {}
        specs = spec.parts if spec.parts is not None else _as_standard(composite)
        _Filling(self.by, self.row, composite, specs, self.instance, inner, self.outer, spec.position).run()
        self._keep(spec.position, _joined(inner))

    def _keep(self, position: int, value: str) -> None:
        if value:
            self.values[position] = value

    def _condition(self, spec: ElementSpec) -> None:
        if spec.condition is None or spec.required:
            return
        is_due = self._holds(spec.condition)
        if is_due and not self.values.get(spec.position):
            self._put(spec)
        elif not is_due and spec.condition.both_ways:
            self.values.pop(spec.position, None)

    def _holds(self, condition: Condition) -> bool:
        whole = self.outer | ({self.at: _joined(self.values)} if self.at else {})
        parts = [self.row.id.encode(), *(one.encode() for one in _listed(whole))]
        near = [b"", *(one.encode() for one in _listed(self.values))]
        return holds(condition, instance=self.instance, parts=parts, near=near, rules=self.by.rules)

    def _note(self, note: Note) -> None:
        """Send what a relational note demands, else leave out what it forbids."""
        sent = [position for position in note.positions if self.values.get(position)]
        missing = [position for position in note.positions if position not in sent]
        if note.kind == "E" and len(sent) > 1:
            kept = next(filter(self._is_required, sent), sent[0])
            for position in sent:
                if position != kept:
                    del self.values[position]
        elif note.kind == "R" and not sent:
            self._add(missing[:1], [])
        elif note.kind == "P" and sent and missing:
            self._add(missing, sent)
        elif note.kind in "CL" and note.positions[0] in sent and missing and (note.kind == "C" or len(sent) == 1):
            self._add(missing if note.kind == "C" else missing[:1], sent[:1])

    def _add(self, missing: Sequence[int], instead: Sequence[int]) -> None:
        listed = {spec.position: spec for spec in self.specs}
        if all(position in listed for position in missing):
            for position in sorted({*missing, *(one for one in instead if one > missing[0] and one in listed)}):
                self._put(listed[position])  # also what stands behind its qualifier, which was not there yet
        else:
            for position in instead:
                self.values.pop(position, None)

    def _is_required(self, position: int) -> bool:
        return any(spec.position == position and spec.required for spec in self.specs)


def _as_standard(composite: Definition) -> list[ElementSpec]:
    return [ElementSpec(at, required=part.mandatory or at == 1) for at, part in enumerate(composite.parts, 1)]


def _listed(values: Values) -> list[str]:
    return [values.get(position, "") for position in range(1, max(values, default=0) + 1)]


def _joined(values: Values) -> str:
    return ":".join(_listed(values)).rstrip(":")
