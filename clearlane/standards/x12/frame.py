"""Frame: one open loop of a walk, with its counters, its segments, and what it would take down with it."""

from __future__ import annotations

from clearlane.standards.x12.machine import Loop, Member
from clearlane.standards.x12.scope import Scope

MOST_KEPT = 1000
"""Segments kept of one loop instance for predicates; more are counted and judged, but no predicate sees them."""


class Frame:
    """An instance of a loop. at: the group that was reached. counts: how often each member came; -1: told as missing.

    living: claims within it that live so far. level_number: HL01 of a level; has_levels: a level beneath it came.
    """

    __slots__ = (
        "at",
        "counts",
        "end_number",
        "end_offset",
        "has_levels",
        "is_dead",
        "level_number",
        "living",
        "loop",
        "number",
        "offset",
        "outer",
        "segments",
    )

    def __init__(self, loop: Loop, outer: Frame | None, number: int, offset: int) -> None:
        self.loop, self.outer = loop, outer
        self.number, self.offset = number, offset
        self.at = 0
        self.counts = [0] * len(loop.members)
        self.segments: list[bytes] = []
        self.is_dead = False
        self.living = 0
        self.level_number = b""
        self.has_levels = False
        self.end_number = self.end_offset = 0

    @property
    def id(self) -> str:
        """The printed id of its loop."""
        return self.loop.spec.id

    @property
    def is_bracket(self) -> bool:
        """Whether it is no more than an LS and its LE, which print the id of the loop around."""
        return self.loop.spec.attributes.bracket

    def keep(self, segment: bytes) -> None:
        """Remember a segment for predicates."""
        if len(self.segments) < MOST_KEPT:
            self.segments.append(segment)

    def unit_frame(self) -> Frame | None:
        """The smallest unit of rejection around, this frame included; None where only the set is left."""
        frame: Frame | None = self
        while frame is not None and not frame.loop.unit:
            frame = frame.outer
        return frame

    def level(self) -> Frame | None:
        """The nearest level (HL) around, this frame excluded."""
        frame = self.outer
        while frame is not None and not frame.loop.is_level:
            frame = frame.outer
        return frame


def lacks(frame: Frame, member: Member) -> bool:
    """Whether a loop instance still lacks a member that is required, that a rule demands, or one of several."""
    if frame.counts[member.index]:
        return False
    if member.required:
        return True
    if member.oneof:
        return not any(frame.counts[one.index] for one in frame.loop.members if one.oneof == member.oneof)
    return member.rule is not None and member.rule(Scope(frame))
