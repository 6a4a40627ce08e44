"""Draw the elements of a segment: one line an element, equal neighbours together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from clearlane.doors.console.drawing.guide_words import tell_codes, tell_condition
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.guide import ElementSpec
from clearlane.standards.x12.machine import Row, RuleTable
from clearlane.standards.x12.name_fields import FieldName, name_fields
from clearlane.standards.x12.row_pattern import another_list
from clearlane.standards.x12.values import BESIDE

_NUMBER = re.compile(r" \d+$")
_HEAD = "| element | no. | name | | type | values |\n|---|---|---|---|---|---|\n"


def draw_elements(row: Row) -> str:
    """The table of a row; nothing is said of elements that it does not use."""
    return _HEAD + "".join(_lines(row.spec.elements, _named(row), row.spec.id, row.rules))


def _named(row: Row) -> list[Field | None]:
    """The fields of a row by the names that they have in it."""
    pairs = zip(row.fields, name_fields(row), strict=True)
    return [field and replace(field, name=one.name, parts=_named_parts(field, one)) for field, one in pairs]


def _named_parts(field: Field, named: FieldName) -> tuple[Field | None, ...] | None:
    if field.parts is None:
        return None
    return tuple(part and replace(part, name=name) for part, name in zip(field.parts, named.parts, strict=True))


def _lines(
    specs: Sequence[ElementSpec], fields: Sequence[Field | None], before: str, rules: RuleTable
) -> Iterator[str]:
    used = [(spec, field) for spec in specs if (field := fields[spec.position - 1])]
    for _, same in groupby(enumerate(used), key=_likeness):
        alike = [pair for _, pair in same]
        spec, field = alike[0]
        place = _place(before, spec.position)
        last, outermost = alike[-1]
        span = f" to {last.position:02d}" if last is not spec else ""
        yield _line(place + span, _span(field.name, outermost.name), spec, field, before, rules)
        if field.parts is not None:
            parts = spec.parts if spec.parts is not None else _all(field.parts)
            yield from _lines(parts, field.parts, f"{place}-", rules)


def _likeness(numbered: tuple[int, tuple[ElementSpec, Field]]) -> tuple[object, ...]:
    """The same for neighbours that have all but their position in common, and none between them."""
    n, (spec, field) = numbered
    return replace(spec, position=0), field.number, _NUMBER.sub("", field.name), spec.position - n


def _span(first: str, last: str) -> str:
    """The name of equal neighbours: `diagnosis 2 to 12`."""
    number = _NUMBER.search(last)
    return f"{first} to{number[0]}" if number and first != last else first


def _place(before: str, position: int) -> str:
    return f"{before}{position}" if before.endswith("-") else f"{before}{position:02d}"


def _all(parts: Sequence[Field | None]) -> tuple[ElementSpec, ...]:
    return tuple(ElementSpec(part.position, required=part.required) for part in parts if part)


def _line(place: str, named: str, spec: ElementSpec, field: Field, before: str, rules: RuleTable) -> str:
    said = "; ".join(_said(spec, field, before, rules))
    return f"| {place} | {field.number} | {named} | {_usage(spec)} | {_type(field)} | {said} |\n"


def _usage(spec: ElementSpec) -> str:
    return "R" if spec.required else "S"


def _type(field: Field) -> str:
    if field.parts is not None:
        return ""
    return f"{field.type} {field.least}" + (f"-{field.most}" if field.most > field.least else "")


def _said(spec: ElementSpec, field: Field, before: str, rules: RuleTable) -> Iterator[str]:
    if spec.codes:
        yield tell_codes(spec.codes, field=field)
    if spec.list:
        yield f"list *{spec.list}*{_beside(spec, field, before)}"
    if spec.format_by:
        yield f"in the form that {_place(before, spec.format_by)} names"
    if spec.binary_of:
        yield f"as many bytes as {_place(before, spec.binary_of)} says"
    if field.repeats > 1:
        yield f"up to {field.repeats} times"
    if spec.keep:
        yield f"more than {spec.keep} characters warn"
    if spec.condition:
        yield tell_condition(spec.condition, rules=rules, segment=before)


def _beside(spec: ElementSpec, field: Field, before: str) -> str:
    """Where the value is of that list, if something beside it says so."""
    if not spec.unlisted_by:
        return ""
    place = _place(before, spec.unlisted_by)
    if not another_list(field):
        return f", another where {place} is sent"
    return f" where {place} is {' or '.join(f'`{code.decode()}`' for code in BESIDE[field.list])}"
