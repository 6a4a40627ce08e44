"""Scope: what a predicate of a guide may look at: the segment at hand, its loop instance, and the loops around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

from clearlane.standards.x12.text import decode

Rule = Callable[["Scope"], "bool | None"]
"""A predicate. None: what it looks at contradicts itself, which is told elsewhere: nothing is due or unwanted."""


def reads(*places: str) -> Callable[[Rule], Rule]:
    """Declare all that a predicate looks at, so that its verdict can be remembered by these values.

    "CLM05-3": a place in the loop or the loops around it; "04" or "11-5": of the segment at hand; "REF*G2", "REF":
    whether such a segment is there. A predicate that declares nothing is asked each time, row by row.
    """

    def declared(rule: Rule) -> Rule:
        rule.reads = places  # type: ignore[attr-defined]
        return rule

    return declared


def together(rule: Rule) -> Rule:
    """Declare that what one loop around says does for all instances within: if each of them lacks it, the first alone
    is told, and if some have it, each that lacks it (`lack_together.py`)."""
    rule.together = True  # type: ignore[attr-defined]
    return rule


def for_own(loop: str) -> Callable[[Rule], Rule]:
    """Declare that what a rule demands is for such loops of the level itself: where other levels stand beneath it, it
    is missed once one comes (`lack_own.py`)."""

    def declared(rule: Rule) -> Rule:
        rule.for_own = loop  # type: ignore[attr-defined]
        return rule

    return declared


class Instance(Protocol):
    """An open loop of a walk: its printed id, its segments so far (canonical delimiters), the loop around it."""

    @property
    def segments(self) -> Sequence[bytes]:
        """Its own segments so far."""
        ...

    @property
    def outer(self) -> Instance | None:
        """The loop around it."""
        ...

    @property
    def id(self) -> str:
        """The printed id."""
        ...

    @property
    def is_bracket(self) -> bool:
        """Whether it is no more than an LS and its LE, which print the id of the loop around."""
        ...


class Scope:
    """See each method. Everything absent is ""; nothing raises for any text."""

    __slots__ = ("_instance", "_parts")

    def __init__(self, instance: Instance, parts: Sequence[bytes] = ()) -> None:
        self._instance, self._parts = instance, parts

    @property
    def loop(self) -> str:
        """The printed id of the loop, such as 2010AA."""
        return self._instance.id

    def element(self, n: int, component: int = 0) -> str:
        """Element n (and component) of the segment at hand; in a rule of a row or loop, of the loop's first segment."""
        parts = self._parts or (self._instance.segments[0].split(b"*") if self._instance.segments else ())
        return _pick(parts, n, component)

    def here(self, place: str, qualifier: str = "") -> str:
        """A place such as "CLM05-3" in this loop: of the first such segment (with this element 01)."""
        return _look(self._instance, place, qualifier) or ""

    def text(self, place: str, qualifier: str = "") -> str:
        """As `here`, and where this loop has no such segment, in the loop around it, and so on outward."""
        instance: Instance | None = self._instance
        while instance is not None:
            found = _look(instance, place, qualifier)
            if found is not None:
                return found
            instance = instance.outer
        return ""

    def has(self, segment_id: str, *codes: str) -> bool:
        """Whether this loop has such a segment, with one of these codes in element 01 where codes are given."""
        head = segment_id.encode() + b"*"
        first = [code.encode("latin-1") for code in codes]
        segments = (one for one in self._instance.segments if one.startswith(head))
        return any(not first or one.split(b"*", 2)[1] in first for one in segments)

    def outer(self, loop: str) -> Scope | None:
        """The scope of the enclosing loop with this printed id, None where there is none."""
        instance = self._instance.outer
        while instance is not None and (instance.id != loop or instance.is_bracket):
            instance = instance.outer
        return Scope(instance) if instance is not None else None


@lru_cache(maxsize=512)
def _parsed(place: str) -> tuple[bytes, int, int]:
    name, _, component = place.partition("-")
    return name[:-2].encode() + b"*", int(name[-2:]), int(component or 0)


def _look(instance: Instance, place: str, qualifier: str) -> str | None:
    head, element, component = _parsed(place)
    for segment in instance.segments:
        if segment.startswith(head):
            parts = segment.split(b"*")
            if not qualifier or decode(parts[1]) == qualifier:
                return _pick(parts, element, component)
    return None


def _pick(parts: Sequence[bytes], n: int, component: int) -> str:
    value = parts[n] if n < len(parts) else b""
    if component:
        inner = value.split(b":")
        value = inner[component - 1] if component <= len(inner) else b""
    return decode(value)
