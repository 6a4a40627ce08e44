"""Fits: whether a segment can be a row of the guide, by its id and the code that the row demands first."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.standards.x12.machine import KeyPlace, Row

Parts = Sequence[bytes]


def fits(row: Row, parts: Parts) -> bool:
    """Whether a segment can be this row: its id, and the first element that the row codes."""
    if row.id != parts[0]:
        return False
    place, codes = row.first_code
    return not codes or value_at(parts, place) in codes


def has(parts: Parts, element: int) -> bool:
    """Whether it has a value for an element."""
    return element < len(parts) and parts[element] != b""


def value_at(parts: Parts, place: KeyPlace) -> bytes:
    """What stands at an element, or at a component of it."""
    element, component = place
    value = parts[element] if element < len(parts) else b""
    if component:
        inner = value.split(b":", component)
        return inner[component - 1] if component <= len(inner) else b""
    return value
