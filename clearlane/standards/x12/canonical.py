"""Canonical delimiters: other bytes are exchanged with `*:~^`, so that one set of patterns serves all files."""

from __future__ import annotations

from functools import lru_cache

from clearlane.standards.x12.delimiters import Delimiters

CANONICAL = b"*:~^"
ABSENT_REPETITION = 0xFF
"""Where a version has no repetition separator, `^` is data: it is exchanged with a byte that is no ASCII."""


@lru_cache(maxsize=64)
def canonical(delimiters: Delimiters) -> tuple[bytes, bytes] | None:
    """Two tables for `bytes.translate`: to the canonical delimiters and back; None where they are these already."""
    repetition = delimiters.repetition or bytes([ABSENT_REPETITION])
    given = delimiters.element + delimiters.component + delimiters.segment + repetition
    if given == CANONICAL:
        return None
    there = list(range(256))
    for source, target in zip(given, CANONICAL, strict=True):
        at = there.index(target)
        there[source], there[at] = target, there[source]
    back = [there.index(byte) for byte in range(256)]
    return bytes(there), bytes(back)
