"""Frame: one open loop of a walk, with its counters, its segments, and what it would take down with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clearlane.standards.x12.machine import Loop, Member, Target
from clearlane.standards.x12.scope import Scope

if TYPE_CHECKING:
    from clearlane.standards.x12.ahead import Held
    from clearlane.standards.x12.block import Lesson
    from clearlane.standards.x12.events import Span

MOST_KEPT = 1000
"""Segments kept of one loop instance for predicates; more are counted and judged, but no predicate sees them."""


class Frame:
    """An instance of a loop. at: the group that was reached. counts: how often each member came; -1: told as missing.

    living_before: claims of the set that lived when it opened. level_number: HL01 of a level; has_levels: a level
    beneath it came. has_strays: segments stood among its own that are not of it, or not in their place.
    first: its first segment, split. spans: where it and the levels around stand, made once its segments have ended.
    told: how many findings the set had when it opened; lesson: what is learnt if there are no more when it closes.
    block: what it was read as, where it was not read row by row; own_length: how much of that are its own rows.
    gap: where in the block a segment was left out, and how many bytes it was (0: none was).
    """

    __slots__ = (
        "_segments",
        "at",
        "block",
        "counts",
        "end_number",
        "end_offset",
        "first",
        "gap",
        "has_levels",
        "has_strays",
        "is_dead",
        "lesson",
        "level_number",
        "living_before",
        "loop",
        "number",
        "offset",
        "outer",
        "own_length",
        "spans",
        "told",
    )

    def __init__(self, loop: Loop, outer: Frame | None, number: int, offset: int) -> None:
        self.loop, self.outer = loop, outer
        self.number, self.offset = number, offset
        self.at = 0
        self.counts = [0] * len(loop.members)
        self._segments: list[bytes] | None = []
        self.block = b""
        self.own_length = 0
        self.gap = (0, 0)
        self.lesson: Lesson | None = None
        self.told = 0
        self.first: list[bytes] = []
        self.spans: tuple[Span | None, ...] | None = None
        self.is_dead = False
        self.living_before = 0
        self.level_number = b""
        self.has_levels = self.has_strays = False
        self.end_number = self.end_offset = 0

    @property
    def id(self) -> str:
        """The printed id of its loop."""
        return self.loop.spec.id

    @property
    def segments(self) -> list[bytes]:
        """Its own segments so far, for predicates; those of a block are cut when somebody asks."""
        if self._segments is None:
            self._segments = cut_block(self.block[: self.own_length])
        return self._segments

    @property
    def is_bracket(self) -> bool:
        """Whether it is no more than an LS and its LE, which print the id of the loop around."""
        return self.loop.spec.attributes.bracket

    def keep(self, segment: bytes) -> None:
        """Remember a segment for predicates."""
        segments = self.segments
        if len(segments) < MOST_KEPT:
            segments.append(segment)

    def mend(self, was: Held, meant: Held) -> None:
        """The segment that came last was meant otherwise."""
        if self.first is was.parts:
            self.first = meant.parts
        if self.segments[-1:] == [was.segment]:
            self.segments[-1] = meant.segment

    def is_twin(self, held: Held) -> bool:
        """Whether a segment is the one that begins this loop once more, of which nothing else has come yet.

        No other level has its number; and where another loop began, this one would lack several segments.
        """
        if self.first != held.parts or any(self.counts[1:]):
            return False
        return self.loop.is_level or sum(one.required for one in self.loop.members[1:]) > 1

    def keep_apart(self) -> None:
        """Go on as if the rows had come one by one."""
        self._segments, self.block = self.segments, b""

    def begin_anew(self) -> None:
        """Forget the segments: they will come again."""
        self._segments = []

    def jump(self, block: bytes, own_length: int, counts: list[int], at: int) -> None:
        """The loop was read as a block: its bytes, those of its own rows, how often each member came, the group."""
        self.block, self.own_length, self._segments = block, own_length, None
        self.counts, self.at = counts, at

    def unit_frame(self) -> Frame | None:
        """The smallest unit of rejection around, this frame included; None where only the set is left."""
        frame: Frame | None = self
        while frame is not None and not frame.loop.unit:
            frame = frame.outer
        return frame

    def is_refused(self) -> bool:
        """Whether a unit around is dead."""
        frame: Frame | None = self
        while frame is not None:
            if frame.is_dead:
                return True
            frame = frame.outer
        return False

    def level(self) -> Frame | None:
        """The nearest level (HL) around, this frame excluded."""
        frame = self.outer
        while frame is not None and not frame.loop.is_level:
            frame = frame.outer
        return frame


def home_of(frame: Frame, target: Target) -> Frame:
    """The loop that is open once a target has closed what it closes."""
    for _ in range(target.closes):
        frame = frame.outer or frame
    return frame


def lacks(frame: Frame, member: Member) -> bool:
    """Whether a loop instance still lacks a member that is required, that a rule demands, or one of several."""
    if frame.counts[member.index] or is_unopened(frame.loop, frame.counts):
        return False
    if member.required:
        return True
    if member.oneof:
        return not any(frame.counts[one.index] for one in frame.loop.members if one.oneof == member.oneof)
    return member.rule is not None and member.rule(Scope(frame)) is True


def is_unopened(loop: Loop, counts: Sequence[int]) -> bool:
    """Whether it is a bracket without its LS, which was told: its LE is not asked for besides."""
    return counts[0] < 0 and loop.spec.attributes.bracket


def is_blocked(frame: Frame, target: Target) -> bool:
    """Whether something required would be passed by, or a maximum exceeded: for `repair` to look at.

    So is a loop that must come and is there before one that is printed before it at its position: it may be that one,
    with the code of this one.
    """
    if target.owed and _leaves_behind(frame, target):
        return True
    if not target.has_limit:
        return False
    home = home_of(frame, target)
    if target.earlier and not all(home.counts[one.index] for one in target.earlier):
        return True
    return _is_full(home, target.member)


def _leaves_behind(frame: Frame, target: Target) -> bool:
    reached = 0
    for out, member in target.owed:
        while reached < out:
            frame, reached = frame.outer or frame, reached + 1
        if not frame.counts[member.index] and lacks(frame, member):
            return True
    return False


def _is_full(home: Frame, member: Member) -> bool:
    """Whether one more would be the first too many: that is told, and those behind it are no further fault."""
    if home.counts[member.index] == member.most:
        return True
    if member.oneof and any(home.counts[one.index] > 0 for one in home.loop.members if one.oneof == member.oneof):
        return True
    most = home.loop.group_most.get(member.group)
    return most is not None and most <= sum(max(home.counts[one.index], 0) for one in home.loop.groups[member.group])


def cut_block(block: bytes) -> list[bytes]:
    """The segments of a block, in canonical delimiters, without terminators and line ends."""
    return [raw.lstrip(b"\r\n") for raw in block.split(b"~")[:-1]]


def came_behind(member: Member, frame: Frame) -> Member | None:
    """The first of what has come and must stand behind a member, in its loop or behind it in those around.

    frame: where it is told, this loop or one within.
    """
    home: Frame | None = frame
    while home is not None and home.loop is not member.home:
        home = home.outer
    while home is not None:
        came = (one for one in home.loop.members if one.group > member.group and home.counts[one.index] > 0)
        if behind := next(came, None):
            return behind
        loop, home = home.loop, home.outer
        member = next((one for one in home.loop.members if one.loop is loop), member) if home else member
    return None
