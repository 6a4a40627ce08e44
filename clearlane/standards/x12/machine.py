"""Machine: a compiled guide. Loops and rows as places of a walk, each with its own parent.

A state is an open loop and the group of its members that was reached: all that decides which segment may come next.
How often each member came, and whether what is required came, are counters of the loop instance and never state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.guide import UNLIMITED, Condition, LoopSpec, RowSpec
from clearlane.standards.x12.row_pattern import row_pattern
from clearlane.standards.x12.scope import Rule

if TYPE_CHECKING:
    from clearlane.standards.x12.block import Block

KeyPlace = tuple[int, int]
"""Element and component (0: the whole element) that tell rows apart."""
Tests = tuple[tuple[KeyPlace, frozenset[bytes]], ...]
"""What must stand where for a segment to be a row."""


class Row:
    """One row of the guide, shared by all places that `use` it: its fields, its fast pattern, its residual checks.

    place: the guide by the name of its text, as 837p, and the loop; its elements are named by them (`name_fields`).
    """

    def __init__(
        self,
        spec: RowSpec,
        fields: tuple[Field | None, ...],
        notes: tuple[Note, ...],
        rules: RuleTable,
        numbers: tuple[str, ...],
        place: tuple[str, str] = ("", ""),
    ) -> None:
        self.spec, self.fields, self.notes, self.rules = spec, fields, notes, rules
        self.place = place
        self.id = spec.id.encode()
        self.conditions = tuple(one for one in fields if one and one.is_conditional)
        self.binary = next((one for one in fields if one and one.binary_of), None)
        nothing_yet: Callable[[], set[bytes]] = set
        self.lists = tuple((one.position, one, nothing_yet()) for one in fields if one and _has_list(one))
        self.inner_notes = tuple((one.position, one.notes) for one in fields if one and _has_live_note(one))
        self.numbers = numbers
        self.clean: set[bytes] = set()

    def field(self, position: int) -> Field | None:
        """The element at a position; None where the row has, or uses, none."""
        return self.fields[position - 1] if 0 < position <= len(self.fields) else None

    def is_free(self, position: int) -> bool:
        """Whether no list, code or condition looks at the value of an element, only at whether it is there."""
        return self.field(position) is not None and position in self._free

    @cached_property
    def _free(self) -> frozenset[int]:
        asked = {one.condition.element for one in self.conditions if one.condition}
        has_names = any(one.condition and one.condition.name for one in self.conditions)
        plain = (one for one in self.fields if one and not (one.codes or one.test or one.parts or one.format_by))
        return frozenset(() if has_names else (one.position for one in plain if one.position not in asked))

    @cached_property
    def pattern(self) -> re.Pattern[bytes]:
        """The pattern of a clean segment, compiled when the first one comes."""
        return re.compile(row_pattern(self.spec.id, self.fields).encode())

    @cached_property
    def first_code(self) -> tuple[KeyPlace, frozenset[bytes]]:
        """The first required element (or first component of one) that is coded, and its codes; else no codes."""
        for n in range(1, len(self.fields) + 1):
            for place in ((n, 0), (n, 1)):
                codes = self.codes(place)
                if codes:
                    return place, codes
        return (1, 0), frozenset()

    @cached_property
    def needed(self) -> frozenset[int]:
        """The elements that are required whatever else stands in it."""
        return frozenset(one.position for one in self.fields if one and one.required)

    def codes(self, place: KeyPlace) -> frozenset[bytes]:
        """The codes at a place if it is required and coded; else none, and the place tells nothing."""
        element, component = place
        one = self.field(element)
        if component and one:
            one = one.parts[component - 1] if one.required and one.parts and component <= len(one.parts) else None
        return one.codes if one and one.required and one.condition is None else frozenset()


Note = tuple[str, tuple[int, ...]]
RuleTable = dict[str, Rule]


def _has_live_note(one: Field) -> bool:
    """Whether a composite has a note about at least two components that the row uses."""
    used = {part.position for part in one.parts or () if part}
    return any(len(used.intersection(positions)) > 1 for _, positions in one.notes)


def _has_list(one: Field) -> bool:
    return one.test is not None or any(part and part.test for part in one.parts or ())


@dataclass(eq=False, repr=False, slots=True)
class Member:
    """What stands in a loop: a row, or a child loop with its first row as trigger. index: its counter."""

    index: int
    group: int
    required: bool
    most: int
    warn_at: int
    rule: Rule | None
    condition: Condition | None
    oneof: str
    home: Loop
    row: Row
    loop: Loop | None = None
    may_warn: bool = False

    def __post_init__(self) -> None:
        self.may_warn = bool(self.warn_at or (self.condition and self.condition.both_ways))

    @property
    def name(self) -> str:
        """What the guide calls it."""
        return self.loop.spec.name if self.loop else self.row.spec.name


@dataclass(eq=False, repr=False, slots=True)
class Loop:
    """A loop at one place. group: its own group in its parent. groups: its members by position.

    is_last_unit: it is a unit of rejection and holds none, so that a set with a living one is not rejected whole.
    adds_up: it is added up, and judged beyond the guide, when it ends.
    """

    spec: LoopSpec
    parent: Loop | None
    depth: int
    group: int = 0
    unit: str = ""
    is_level: bool = False
    is_last_unit: bool = False
    adds_up: bool = False
    members: list[Member] = field(default_factory=list)
    groups: list[list[Member]] = field(default_factory=list)
    group_most: dict[int, int] = field(default_factory=dict)
    states: list[dict[bytes, Choice]] = field(default_factory=list)
    block: Block | None = None

    @property
    def id(self) -> str:
        """The printed id, such as 2010AA."""
        return self.spec.id

    @property
    def printed(self) -> Loop:
        """The loop that a reader sees: a bracket belongs to the loop around it."""
        return self.parent if self.parent and self.spec.attributes.bracket else self

    def walk(self) -> Iterator[Loop]:
        """This loop and every loop within it, each before those within."""
        yield self
        for member in self.members:
            if member.loop is not None:
                yield from member.loop.walk()


@dataclass(eq=False, repr=False, slots=True)
class Target:
    """Where a segment leads from a state: how many loops close, which member it is, what must have come before.

    due: for each open loop from the innermost outward to the member's home, the members that are passed by; owed: the
    same, each with how many loops out it is. has_limit:
    it may come so often only, instead of others, or behind others. is_free: nothing has to be looked at before it is
    taken. rivals: rows of its id that must come at the same position; earlier: where it begins a loop that must come
    itself, those that begin a loop and are printed before it.
    """

    member: Member
    closes: int
    due: tuple[tuple[Member, ...], ...]
    owed: tuple[tuple[int, Member], ...] = ()
    has_limit: bool = False
    is_free: bool = False
    rivals: tuple[Member, ...] = ()
    earlier: tuple[Member, ...] = ()

    def __post_init__(self) -> None:
        member = self.member
        self.owed = tuple((out, member) for out, due in enumerate(self.due) for member in due)
        beside = (one for one in member.home.groups[member.group] if one is not member and one.required)
        self.rivals = tuple(one for one in beside if one.row.id == member.row.id)
        is_loop = member.required and member.loop is not None
        self.earlier = tuple(one for one in self.rivals if is_loop and one.loop and one.index < member.index)
        is_one_of = bool(member.oneof or self.earlier) or member.group in member.home.group_most
        self.has_limit = member.most < UNLIMITED or is_one_of
        self.is_free = not self.owed and not self.has_limit


@dataclass(eq=False, repr=False, slots=True)
class Choice:
    """The rows that a segment id can be in one state, innermost first, and the places that tell them apart.

    by_parent: levels of one code that may hang at several depths; an HL says itself beneath which it hangs.
    key: the one element that tells them apart, 0 where none has to; None where it takes more, or hangs on what is open.
    found: by its value.
    """

    places: tuple[KeyPlace, ...]
    candidates: tuple[tuple[Target, Tests], ...]
    by_parent: bool = False
    found: dict[bytes, Target] = field(default_factory=dict)
    key: int | None = None
    opens_loops: bool = False
    sure: Target | None = None

    def __post_init__(self) -> None:
        self.sure = self.candidates[0][0] if not self.candidates[0][1] and not self.by_parent else None
        (element, component), *more = self.places or ((0, 0),)
        self.key = None if component or more or self.by_parent else element
        self.opens_loops = any(target.member.loop is not None for target, _ in self.candidates)


@dataclass(eq=False, repr=False)
class Machine:
    """A guide, compiled. root: the loop of the set itself."""

    version: str
    root: Loop
    rules: RuleTable
    ids: frozenset[bytes]

    @cached_property
    def openers(self) -> frozenset[bytes]:
        """The first two letters of each segment that opens a loop."""
        return frozenset(loop.members[0].row.id[:2] for loop in self.loops())

    def loops(self) -> Iterator[Loop]:
        """All loops, the root first."""
        return self.root.walk()
