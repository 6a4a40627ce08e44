"""A fact of a guide, as every reading is brought to it, so that readings can be compared mechanically."""

from __future__ import annotations

from dataclasses import dataclass, field

MANY = 1_000_000
"""A repeat without a limit."""


@dataclass(slots=True)
class Element:
    """An element or component that is used.

    most: the tightest length that the guide itself states, 0 = none; repeats: 0 = one.
    """

    usage: str
    codes: frozenset[str] = frozenset()
    most: int = 0
    repeats: int = 0
    parts: dict[int, Element] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    """A segment at its place. usage: R or S; most: MANY for no limit; elements by position, unused ones left out.

    is_trigger: the first of its loop, so that its usage is the loop's.
    """

    loop: str
    id: str
    usage: str
    most: int
    position: int = 0
    elements: dict[int, Element] = field(default_factory=dict)
    is_trigger: bool = False

    def keys(self) -> frozenset[str]:
        """The codes of element 01 (or of its first component): what tells rows of one segment id apart."""
        first = self.elements.get(1)
        if first is None:
            return frozenset()
        return first.codes or (first.parts[1].codes if 1 in first.parts else frozenset())

    def second(self) -> frozenset[str]:
        """The codes of element 02."""
        return self.elements[2].codes if 2 in self.elements else frozenset()


@dataclass(slots=True)
class Reading:
    """One reading of a guide: rows in order, and the usage and maximum of each loop by its printed id."""

    rows: list[Row] = field(default_factory=list)
    loops: dict[str, tuple[str, int]] = field(default_factory=dict)
