"""Memory: what searches for what has happened have found, so that the same fault met again costs a look-up."""

from __future__ import annotations

from typing import NamedTuple

from clearlane.standards.x12.hypothesis import Action

MOST_REMEMBERED = 4096
Telling = tuple[bytes | bool, ...]
"""What of a segment decides between the rows of a guide."""


class Found(NamedTuple):
    """What a search has found, how many of the segments ahead it has looked at, and as how many it counts."""

    actions: tuple[Action, ...]
    rows: int
    work: int = 1


class _Seen(NamedTuple):
    """What searches from one state have found, by the rows that they looked at and whether none stood behind these;
    and how many rows that were."""

    found: dict[tuple[tuple[Telling, ...], bool], Found]
    lengths: list[int]


class Memory:
    """What searches have found, by the state they began in and the rows that they looked at."""

    def __init__(self) -> None:
        self._known: dict[object, _Seen] = {}
        self._many = 0

    def recall(self, state: object, rows: tuple[Telling, ...]) -> Found | None:
        """What a search from this state found where the same rows stood ahead, as far as it looked."""
        seen = self._known.get(state)
        if seen is None:
            return None
        for length in seen.lengths:
            known = seen.found.get((rows[:length], length >= len(rows)))
            if known is not None:
                return known
        return None

    def remember(self, state: object, rows: tuple[Telling, ...], found: Found) -> None:
        """Keep it; one that is full begins anew."""
        if self._many >= MOST_REMEMBERED:
            self._known.clear()
            self._many = 0
        self._many += 1
        seen = self._known.setdefault(state, _Seen({}, []))
        seen.found[rows[: found.rows], found.rows == len(rows)] = found
        if found.rows not in seen.lengths:
            seen.lengths.append(found.rows)
