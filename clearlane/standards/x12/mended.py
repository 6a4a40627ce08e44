"""Mended: a segment as it was meant, where one delimiter, or one value too many, explains what is wrong with it."""

from __future__ import annotations

from typing import NamedTuple

from clearlane.standards.x12.explain_row import Fault

SLIP = "separator_slip"
MOVED = tuple(f"element.{rule}" for rule in (SLIP, "separator_lost", "separator_doubled", "value_doubled"))
"""What is told of a segment of which values stood in other places than they were meant for."""


class Parted(NamedTuple):
    """Of two segments in one: how long the first is, where the second begins, and whether that ends the set."""

    length: int
    begin: int
    is_trailer: bool


class Mended(NamedTuple):
    """A segment as it was meant, with the one fault of it; parted: if another ran into it; at: where one slipped."""

    parts: list[bytes]
    fault: Fault
    parted: Parted | None = None
    at: int = 0


def one_too_many(value: bytes, at: int) -> Fault:
    """That a value stands twice, or that a separator does before nothing."""
    return Fault("value_doubled", at, found=value) if value else Fault("separator_doubled", at)
