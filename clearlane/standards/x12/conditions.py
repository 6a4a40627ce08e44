"""Conditions and relational notes: what must, may or must not be sent together. The same functions for both tiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clearlane.standards.x12.guide import Condition
from clearlane.standards.x12.machine import RuleTable
from clearlane.standards.x12.scope import Instance, Scope
from clearlane.standards.x12.text import decode

Noted = tuple[str, int, int]
"""A broken note: rule id, the position that is wrong, a position that makes it so."""

NONE_SENT = "none_sent"
"""The rule of a note that demands one of some, of which none is sent."""


def holds(
    condition: Condition, *, instance: Instance, parts: Sequence[bytes], near: Sequence[bytes], rules: RuleTable
) -> bool:
    """Whether a condition holds. parts: the segment at hand; near: the elements, or components, beside the value."""
    if condition.name:
        return rules[condition.name](Scope(instance, parts)) is True
    value = near[condition.element] if condition.element < len(near) else b""
    return decode(value) in condition.codes if condition.codes else value != b""


def broken_notes(notes: Sequence[tuple[str, tuple[int, ...]]], values: Sequence[bytes]) -> Iterator[Noted]:
    """The notes that the values break. values[n]: element (or component) n; values[0] is not looked at."""
    length = len(values)
    for kind, positions in notes:
        if kind in "CL" and (positions[0] >= length or not values[positions[0]]):
            continue
        sent = [n for n in positions if n < length and values[n]]
        missing = [n for n in positions if n not in sent]
        if kind == "E" and len(sent) > 1:
            yield ("excluded", sent[1], sent[0])
        elif kind == "R" and not sent:
            yield (NONE_SENT, positions[0], positions[-1])
        elif kind == "P" and sent and missing:
            yield ("missing_by_note", missing[0], sent[0])
        elif kind in "CL" and missing and (kind == "C" or len(sent) == 1):
            yield ("missing_by_note", missing[0], positions[0])
