"""Explain a row: every fault of one segment's elements, split and judged one by one. The reference for values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clearlane.standards.x12.binary import LONGEST_PAYLOAD, Shortened, payload_fault
from clearlane.standards.x12.conditions import NONE_SENT, broken_notes, holds
from clearlane.standards.x12.expect import expect_value, list_codes
from clearlane.standards.x12.fields import Field, beside_test
from clearlane.standards.x12.machine import Row, RuleTable
from clearlane.standards.x12.name_fields import name_at, name_fields
from clearlane.standards.x12.say_condition import say_condition
from clearlane.standards.x12.scope import Instance
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.trigger import name_trigger
from clearlane.standards.x12.values import (
    fits_format,
    is_date,
    is_decimal,
    is_time,
    is_whole,
    number_of_digits,
)

_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_BEYOND = re.compile(rb"[\x80-\xff]")
_WRONG = frozenset(("bad_code", "other_code", "off_list", "too_long", "too_short"))
"""What is wrong with a value that decides about others beside it."""
_ABSENT = ("missing", NONE_SENT)
_BY_QUALIFIER = frozenset(("npi",))
"""Lists of values of which the element before says what they are."""


class Fault(NamedTuple):
    """One fault: rule id, where, the data element's number and name, the value (canonical), what would be right.

    many: of what there are too many, how many there are. trigger: where in the segment stands what makes it required.
    """

    rule: str
    element: int
    component: int = 0
    repeat: int = 0
    number: str = ""
    name: str = ""
    found: bytes = b""
    expected: str = ""
    many: int = 0
    trigger: str = ""


@dataclass(slots=True)
class _Near:
    """What stands around a value: the segment's parts, the elements or components beside it, where they are."""

    parts: Sequence[bytes]
    values: Sequence[bytes]
    instance: Instance
    rules: RuleTable
    back: bytes | None
    element: int = 0
    repeat: int = 0


def explain_row(row: Row, parts: Sequence[bytes], instance: Instance, back: bytes | None = None) -> Iterator[Fault]:
    """The faults of a segment, in order of its elements; none for a clean one.

    parts: split at canonical delimiters. back: the table that gives the sender's bytes again.
    """
    found = list(_faults(row, parts, instance, back))
    told: Sequence[Fault] = [fault for fault in found if not _follows(fault, found, row)]
    if len(told) > 1 and not any(parts[1:]):
        told = [Fault("no_elements", told[0].element)]
    elif len(told) > 1 and row.binary is not None:
        told = _without_moved(told)
    for fault in sorted(told, key=lambda one: (one.element, one.repeat, one.component)):
        yield with_name(row, fault)


def is_clean(row: Row, parts: Sequence[bytes], instance: Instance, back: bytes | None = None) -> bool:
    """Whether a segment has no fault, by the first that is found: what only follows from another is never alone."""
    return next(_faults(row, parts, instance, back), None) is None


def explain_end(row: Row, parts: Sequence[bytes]) -> Iterator[Fault]:
    """The fault of a segment of which all is right but that separators stand behind its last element."""
    yield with_name(row, _trailing(parts))


def _follows(fault: Fault, found: Sequence[Fault], row: Row) -> bool:
    """Whether a doubt only follows from another fault: what decides it is wrong itself, which is told."""
    if fault.rule == "trailing_separators":
        return any(one.element == fault.element and one.rule.startswith(_ABSENT) for one in found)
    field = _doubted(fault, row)
    if field is None:
        return False
    wrong = {one.element for one in found if one is not fault and one.rule in _WRONG}
    if fault.rule == "bad_format":
        return field.format_by in wrong
    if fault.rule == "off_list":
        is_unasked = any(one.rule == "not_otherwise" and one.element == fault.element for one in found)
        unknown = wrong.union(one.element for one in found if one.rule.startswith(_ABSENT))
        return is_unasked or (field.list in _BY_QUALIFIER and fault.element - 1 in unknown)
    rule = row.rules.get(field.condition.name) if field.condition and field.condition.name else None
    return any(place.isdigit() and int(place) in wrong for place in getattr(rule, "reads", ()))


def _without_moved(told: Sequence[Fault]) -> Sequence[Fault]:
    """Before a payload one that is missing, or one too many, moves all: where it begins alone is told.

    No separator is looked for there, since a payload may hold any.
    """
    missing = next((one for one in told if one.rule == "missing"), None)
    if missing is None:
        return told
    first = min(told, key=lambda one: one.element)
    return [missing._replace(element=first.element, number=first.number, name=first.name)]


def _doubted(fault: Fault, row: Row) -> Field | None:
    """The element, or the component, that a fault is of which may follow from another."""
    field = row.field(fault.element)
    if not fault.component:
        return field if fault.rule in ("off_list", "not_otherwise", "bad_format") else None
    if fault.rule != "not_otherwise" or field is None or field.parts is None:
        return None
    return field.parts[fault.component - 1]


def with_name(row: Row, fault: Fault) -> Fault:
    """The fault with the name that its element has in the row."""
    named = name_at(name_fields(row), fault.element, fault.component)
    return fault._replace(name=named) if named else fault


def _trailing(parts: Sequence[bytes]) -> Fault:
    return Fault("trailing_separators", len(parts) - 1)


def _faults(row: Row, parts: Sequence[bytes], instance: Instance, back: bytes | None) -> Iterator[Fault]:
    defined = len(row.fields)
    if len(parts) - 1 > defined and any(parts[defined + 1 :]):
        beyond = defined + 1
        yield Fault("too_many_elements", beyond, found=parts[beyond], expected=str(defined), many=len(parts) - 1)
    elif len(parts) > 1 and not parts[-1] and row.binary is None:
        yield _trailing(parts)
    near = _Near(parts, parts, instance, row.rules, back)
    told = set()
    for fault in _all(row.fields, near):
        told.add(fault.element)
        yield fault
    for rule, wrong, reason in broken_notes(row.notes, parts):
        if wrong in told:
            continue
        told.add(wrong)
        one = row.fields[wrong - 1]
        name = one.name if one else ""
        value = parts[wrong] if wrong < len(parts) else b""
        number = one.number if one else ""
        expected = f"{row.spec.id}{reason:02d}"
        if rule == NONE_SENT:
            expected = _one_of(row.notes, row.fields, wrong, row.spec.id)
        yield Fault(rule, wrong, number=number, name=name, found=value, expected=expected)


def _one_of(
    notes: Sequence[tuple[str, tuple[int, ...]]], fields: Sequence[Field | None], first: int, before: str
) -> str:
    """Those of which one must be sent, by the note that begins with `first`, as far as the guide uses them."""
    positions = next(each for kind, each in notes if kind == "R" and each[0] == first)
    used = [n for n in positions if n <= len(fields) and fields[n - 1] is not None] or [first]
    return ", ".join(f"{before}{n:02d}" if not before.endswith("-") else f"{before}{n}" for n in used)


def _all(fields: Sequence[Field | None], near: _Near, first: int = 1) -> Iterator[Fault]:
    values = near.values
    for n, field in enumerate(fields, 1):
        value = values[n] if n < len(values) else b""
        if field is None:
            if value:
                yield _at(near, n, "not_used", None, value)
        elif not value:
            if field.required or field.condition:
                yield from _absent(field, near)
        elif near.back is not None:
            yield from _sent(field, value, near)
        elif value not in field.right:
            yield from _judged(field, value, near)


def _at(
    near: _Near, n: int, rule: str, field: Field | None, found: bytes, expected: str = "", *, many: int = 0
) -> Fault:
    number, name = (field.number, field.name) if field else ("", "")
    if near.element:
        return Fault(rule, near.element, n, near.repeat, number, name, found, expected, many)
    return Fault(rule, n, 0, near.repeat, number, name, found, expected, many)


def _absent(field: Field, near: _Near) -> Iterator[Fault]:
    if field.required:
        yield _at(near, field.position, "missing", field, b"", expect_value(field))
    elif field.condition and _holds(field, near):
        fault = _at(near, field.position, "missing_by_rule", field, b"", _situation(field, near))
        rule = near.rules.get(field.condition.name)
        yield fault._replace(trigger=name_trigger(field.condition, rule, near.parts, near.element))


def _holds(field: Field, near: _Near) -> bool:
    assert field.condition is not None
    return holds(field.condition, instance=near.instance, parts=near.parts, near=near.values, rules=near.rules)


def _situation(field: Field, near: _Near) -> str:
    assert field.condition is not None
    segment = decode(near.parts[0])
    place = f"{segment}{near.element:02d}-" if near.element else segment
    return say_condition(field.condition, rules=near.rules, segment=place)


def _judged(field: Field, value: bytes, near: _Near) -> Iterator[Fault]:
    """What is wrong with a value, of which is remembered that nothing is."""
    is_right = True
    for fault in _sent(field, value, near):
        is_right = False
        yield fault
    if is_right:
        field.learn(value)


def _sent(field: Field, value: bytes, near: _Near) -> Iterator[Fault]:
    if field.condition and field.condition.both_ways and not _holds(field, near):
        yield _at(near, field.position, "not_otherwise", field, value, _situation(field, near))
    if field.binary_of:
        yield from _payload(field, value, near)
        return
    if field.parts is None and b":" in value:
        yield _at(near, field.position, "too_many_components", field, value, "1", many=value.count(b":") + 1)
        return
    repeats = value.split(b"^")
    if len(repeats) > field.repeats:
        rule = "not_repeated" if field.repeats == 1 else "too_many_repeats"
        yield _at(near, field.position, rule, field, value, str(field.repeats), many=len(repeats))
        return
    outer = near.repeat
    for number, one in enumerate(repeats, 1):
        near.repeat = number if len(repeats) > 1 else outer
        if field.parts is not None:
            yield from _composite(field, one, near)
        else:
            yield from _simple(field, one, near)
    near.repeat = outer


def _payload(field: Field, value: bytes, near: _Near) -> Iterator[Fault]:
    stated = near.values[field.binary_of]
    rule = payload_fault(value, stated)
    if rule:
        size = value.size if isinstance(value, Shortened) else len(value)
        expected = str(LONGEST_PAYLOAD) if rule == "binary_too_long" else str(int(stated))
        yield _at(near, field.position, rule, field, b"%d" % size, expected)


def _composite(field: Field, value: bytes, near: _Near) -> Iterator[Fault]:
    assert field.parts is not None
    values = [b"", *value.split(b":")]
    if len(values) - 1 > len(field.parts):
        most, many = str(len(field.parts)), len(values) - 1
        yield _at(near, field.position, "too_many_components", field, value, most, many=many)
        return
    found = list(_components(field, values, near))
    unqualified = _without_qualifier(field, values, near) if _lacks_qualifier(field, values, found) else None
    yield from [unqualified] if unqualified else found


def _lacks_qualifier(field: Field, values: Sequence[bytes], found: Sequence[Fault]) -> bool:
    """Whether what stands in the place of a qualifier may be what it should qualify, as what is longer may.

    Where it begins with a qualifier, a separator is lost behind that.
    """
    codes = field.parts[0].codes if field.parts and field.parts[0] else ()
    if not any(one.rule == "bad_code" and one.component == 1 for one in found):
        return False
    return len(values[1]) > min(map(len, codes)) and not values[1].startswith(tuple(codes))


def _without_qualifier(field: Field, values: Sequence[bytes], near: _Near) -> Fault | None:
    """That the qualifier of a composite is missing, if with an empty one before its values nothing else is wrong."""
    found = list(_components(field, [b"", b"", *values[1:]], near))
    return found[0] if [(one.rule, one.component) for one in found] == [("missing", 1)] else None


def _components(field: Field, values: Sequence[bytes], near: _Near) -> Iterator[Fault]:
    assert field.parts is not None
    inner = _Near(near.parts, values, near.instance, near.rules, near.back, field.position, near.repeat)
    told = set()
    for fault in _all(field.parts, inner):
        told.add(fault.component)
        yield fault
    if not values[-1]:
        yield Fault("trailing_separators", field.position, len(values) - 1)
    for rule, wrong, reason in broken_notes(field.notes, values):
        if wrong in told:
            continue
        told.add(wrong)
        part = field.parts[wrong - 1]
        found = values[wrong] if wrong < len(values) else b""
        before = f"{decode(near.parts[0])}{field.position:02d}-"
        is_none = rule == NONE_SENT
        expected = _one_of(field.notes, field.parts, wrong, before) if is_none else f"{before}{reason}"
        yield _at(inner, wrong, rule, part, found, expected)


def _simple(field: Field, value: bytes, near: _Near) -> Iterator[Fault]:
    for rule, expected in _value_faults(field, value, near):
        yield _at(near, field.position, rule, field, value, expected)
        return


def _value_faults(field: Field, value: bytes, near: _Near) -> Iterator[tuple[str, str]]:
    """What is wrong with one value: the first is told, the others mostly follow from it."""
    plain = value.translate(near.back) if near.back else value
    if _CONTROL.search(plain):
        yield "line_end" if plain.endswith(b"\n") else "control_character", ""
    if not value.strip():
        yield "blank", ""
    yield from _type_faults(field, value)
    if field.codes and value not in field.codes:
        rule = "other_code" if value.decode("latin-1") in field.known else "bad_code"
        yield rule, list_codes(field.codes)
    if field.format_by:
        qualifier = near.values[field.format_by] if field.format_by < len(near.values) else b""
        if not fits_format(value, qualifier):
            yield "bad_format", qualifier.decode("latin-1")
    if field.keep and _length(field.type, value) > field.keep:
        yield "longer_than_kept", str(field.keep)
    test = beside_test(field, near.values)
    if test and not test(value):
        yield "off_list", field.list
    if _BEYOND.search(plain):
        yield "not_ascii", ""
    if field.least <= len(value.rstrip(b" ")) < len(value):
        yield "blank_at_end", ""


def _length(kind: str, value: bytes) -> int:
    """How long a value of a type is: of a number its digits count."""
    return number_of_digits(value) if kind == "R" or kind.startswith("N") else len(value)


def _type_faults(field: Field, value: bytes) -> Iterator[tuple[str, str]]:
    kind = field.type
    length = _length(kind, value)
    if kind == "R" and not is_decimal(value):
        yield "not_a_number", ""
    elif kind.startswith("N") and not is_whole(value):
        yield "not_whole", ""
    elif kind == "DT" and not is_date(value):
        yield "bad_date", ""
    elif kind == "TM" and not is_time(value):
        yield "bad_time", ""
    elif length < field.least:
        if not field.codes:
            yield "too_short", str(field.least)
    elif length > field.most and not field.codes:
        yield "too_long", str(field.most)
