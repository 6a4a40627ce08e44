"""Prove a row: whether a segment is clean beyond doubt. No means only that it must be explained."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.standards.x12.binary import payload_fault
from clearlane.standards.x12.conditions import broken_notes, holds
from clearlane.standards.x12.fields import Field, Test, beside_test
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.scope import Instance

MOST_REMEMBERED = 20_000
"""Values of a listed element that a row remembers as right, so that the same NPI is judged once."""


def prove_row(row: Row, segment: bytes, parts: Sequence[bytes], instance: Instance) -> bool:
    """True where the pattern, the lists, the conditions and the notes of the row all agree with the segment."""
    if row.pattern.fullmatch(segment) is None:
        return False
    if row.binary is not None and not _holds_its_payload(row.binary, parts):
        return False
    for position, field, proven in row.lists:
        if position < len(parts) and parts[position] not in proven and not _on_lists(field, parts, proven):
            return False
    for field in row.conditions:
        if not _agrees(row, field, parts, instance):
            return False
    if row.notes and any(broken_notes(row.notes, parts)):
        return False
    return not row.inner_notes or _keeps_inner_notes(row, parts)


def prove_but_for_its_end(row: Row, segment: bytes, instance: Instance) -> bool:
    """True where nothing is wrong but separators behind the last element, as some programs end every segment."""
    bare = segment.rstrip(b"*")
    return bare != segment and row.binary is None and prove_row(row, bare, bare.split(b"*"), instance)


def _holds_its_payload(field: Field, parts: Sequence[bytes]) -> bool:
    if field.position >= len(parts) or not parts[field.position]:
        return not field.required
    return not payload_fault(parts[field.position], parts[field.binary_of])


def _keeps_inner_notes(row: Row, parts: Sequence[bytes]) -> bool:
    for position, notes in row.inner_notes:
        value = parts[position] if position < len(parts) else b""
        for one in value.split(b"^") if value else ():
            if any(broken_notes(notes, [b"", *one.split(b":")])):
                return False
    return True


def _on_lists(field: Field, parts: Sequence[bytes], proven: set[bytes]) -> bool:
    """Whether a value is on its list. Not remembered where that is another one: the next may be of the row's own."""
    value, test = parts[field.position], beside_test(field, parts)
    if value and not all(_one_on_lists(field, one, test) for one in value.split(b"^")):
        return False
    if len(proven) < MOST_REMEMBERED and test is field.test:
        proven.add(value)
    return True


def _one_on_lists(field: Field, value: bytes, test: Test | None) -> bool:
    if field.parts is None:
        return test is None or test(value)
    values = value.split(b":")
    pairs = zip(field.parts, values, strict=False)
    beside = [b"", *values]
    return all(not one or not part or (test := beside_test(part, beside)) is None or test(one) for part, one in pairs)


def _agrees(row: Row, field: Field, parts: Sequence[bytes], instance: Instance) -> bool:
    value = parts[field.position] if field.position < len(parts) else b""
    if field.condition and not _fits(row, field, value, parts, parts, instance):
        return False
    if not value or field.parts is None:
        return True
    for one in value.split(b"^"):
        near = [b"", *one.split(b":")]
        for part in field.parts:
            if part and part.condition:
                inner = near[part.position] if part.position < len(near) else b""
                if not _fits(row, part, inner, parts, near, instance):
                    return False
    return True


def _fits(
    row: Row, field: Field, value: bytes, parts: Sequence[bytes], near: Sequence[bytes], instance: Instance
) -> bool:
    condition = field.condition
    assert condition is not None
    if value and not condition.both_ways:
        return True
    return holds(condition, instance=instance, parts=parts, near=near, rules=row.rules) == bool(value)
