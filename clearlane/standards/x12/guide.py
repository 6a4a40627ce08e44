"""Guide: what a guide text says, as a tree of loops and rows. `compile` turns it into a machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

UNLIMITED = 1 << 30


class GuideError(ValueError):
    """A guide text, overlay or dictionary cannot be loaded; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class Condition:
    """When something must be sent. name: a predicate; or element (and codes): another element of the segment.

    both_ways: it is also wrong (a warning) to send it otherwise.
    """

    name: str = ""
    element: int = 0
    codes: tuple[str, ...] = ()
    both_ways: bool = False

    def __str__(self) -> str:
        if self.name:
            return self.name
        return f"{self.element:02d}" + ("=" + "|".join(self.codes) if self.codes else "")


@dataclass(frozen=True, slots=True)
class ElementSpec:
    """One element (or component) of a row. most, keep: limits of length, 0 none. repeats: 1, or 0 for the dictionary's.

    format_by: the element that tells the format of this one. binary_of: the element that tells its length.
    unlisted_by: the element that, where it is sent, says that the value is of another list than `list`.
    parts: the components of a composite, None where the text says nothing of them.
    """

    position: int
    required: bool = True
    condition: Condition | None = None
    codes: tuple[str, ...] = ()
    list: str = ""
    most: int = 0
    keep: int = 0
    repeats: int = 1
    format_by: int = 0
    binary_of: int = 0
    unlisted_by: int = 0
    parts: tuple[ElementSpec, ...] | None = None


@dataclass(frozen=True, slots=True)
class Attributes:
    """What may stand behind a row or loop. bracket: an LS or LE; or the loop that both make (`fold_brackets`)."""

    key: tuple[tuple[int, int], ...] = ()
    unit: str = ""
    trailer: bool = False
    bracket: bool = False
    oneof: str = ""
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class RowSpec:
    """One segment at one place. usage: M, R or S. most: maximum; warn_at: a limit that only warns, 0 none."""

    position: str
    id: str
    usage: str
    most: int
    warn_at: int
    name: str
    elements: tuple[ElementSpec, ...]
    attributes: Attributes
    line: int


@dataclass(frozen=True, slots=True)
class LoopSpec:
    """A loop with its rows and loops in order. group_most: maximum over all members of one position."""

    id: str
    usage: str
    most: int
    warn_at: int
    name: str
    children: tuple[RowSpec | LoopSpec, ...]
    attributes: Attributes
    group_most: tuple[tuple[str, int], ...]
    line: int

    @property
    def position(self) -> str:
        """The position of its first row."""
        return self.children[0].position

    def rows(self) -> Iterator[RowSpec]:
        """All rows within, in order."""
        for child in self.children:
            if isinstance(child, RowSpec):
                yield child
            else:
                yield from child.rows()


@dataclass(frozen=True, slots=True)
class Guide:
    """A whole guide. predicates: modules in which its conditions are looked up."""

    version: str
    name: str
    standard: str
    predicates: tuple[str, ...]
    root: LoopSpec
