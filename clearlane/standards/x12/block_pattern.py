"""Block pattern: one expression for a whole loop instance, its rows and the single loops within it, in guide order.

A subset on purpose: a match proves structure and values, a miss means nothing and the rows are walked one by one.
What an expression cannot know is captured for `block`: values of lists, and all that situational rules look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from clearlane.standards.x12.block_rows import (
    MOST_UNROLLED,
    OWN,
    Unblockable,
    conditions,
    field_at,
    instances,
    is_composite,
    is_proven_apart,
    is_within,
    noted,
    paths,
    reads_own,
    rows_come_first,
)
from clearlane.standards.x12.fields import Test, shape_of
from clearlane.standards.x12.guide import UNLIMITED, Condition
from clearlane.standards.x12.machine import Loop, Member, Row
from clearlane.standards.x12.row_pattern import NEVER, another_list, row_pattern

_GROUP = re.compile(r"\?P<(\w+)>")
_PLACE = re.compile(r"([A-Z][A-Z0-9]{1,2})(\d\d)(?:-(\d+))?")
_PRESENCE = re.compile(r"([A-Z][A-Z0-9]{1,2})(?:\*\S+)?")
AHEAD = 5
"""So many neighbours are looked for at once: of more, one is likely to be there."""
_ATOMIC = "(?>"
END = "~%"
"""Ends each segment of the pattern; `%` is replaced by what the file has behind its terminators."""


@dataclass(slots=True)
class Plan:
    """What a block is compiled from.

    plain: the pattern of one or more instances in which nothing is that would have to be looked at; empty: none.
    apart: rows within that pattern that have to be known clean, each alone of its segment id.
    lists: captured values and their tests. situations: groups that together decide every situational rule within.
    outward: places that such rules read in the loops around. texts: repeated rows that are proven one by one.
    present: for each own member whose absence somebody may ask about, the group that is set where it came.
    stretches: marks of pieces that may be absent; enclosed: by each group within such a piece its mark, without
    which it is not set. last_group: how far into the loop the block reaches.
    """

    pattern: str = ""
    plain: str = ""
    apart: list[Row] = field(default_factory=list)
    lists: list[tuple[str, Test]] = field(default_factory=list)
    situations: list[str] = field(default_factory=list)
    outward: list[str] = field(default_factory=list)
    texts: list[tuple[str, Row]] = field(default_factory=list)
    present: list[tuple[str, int]] = field(default_factory=list)
    certain: list[int] = field(default_factory=list)
    stretches: list[str] = field(default_factory=list)
    enclosed: dict[str, str] = field(default_factory=dict)
    last_group: int = 0


def plan_block(loop: Loop) -> Plan:
    """The plan of a loop's block. Raises Unblockable."""
    if loop.group_most or not rows_come_first(loop):
        raise Unblockable(loop.id)
    plan = _Planning(loop).plan()
    looked_at = (*plan.situations, *(name for name, _ in plan.texts))
    if not plan.outward and all(name in plan.enclosed for name in looked_at):
        plain = _Planning(loop, is_plain=True).plan()
        plan.plain, plan.apart = plain.pattern, plain.apart
    return plan


class _Planning:
    """Writes the pattern, naming groups by a running number."""

    def __init__(self, loop: Loop, *, is_plain: bool = False) -> None:
        self._loop, self._is_plain = loop, is_plain
        self._plan = Plan()
        self._rows = 0
        self._ids: dict[str, list[tuple[str, Row, int]]] = {}
        self._asked: list[tuple[Condition, str, Row | None]] = []
        self._values: set[str] = set()
        self._marks: set[str] = set()

    def plan(self) -> Plan:
        plan, loop = self._plan, self._loop
        scopes = self._number_all(loop)
        self._read(loop)
        body = self._loop_text(loop, scopes, is_own=True)
        if self._is_plain:
            body = f"(?>(?:{body})+)".replace("(?P<own>)", "")
        plan.pattern = body + self._nothing_of_it_follows()
        plan.stretches = [name for name in plan.stretches if name not in plan.enclosed]
        return plan

    def _number_all(self, loop: Loop) -> dict[tuple[int, int, int], str]:
        """A scope for each row of the block, and for each time a loop within is written out."""
        scopes: dict[tuple[int, int, int], str] = {}
        for inner, _copy, path in instances(loop):
            for member in inner.members:
                if member.loop is None:
                    self._rows += 1
                    scope = f"r{self._rows}e"
                    scopes[id(inner), path, member.index] = scope
                    self._ids.setdefault(member.row.spec.id, []).append((scope, member.row, member.most))
        return scopes

    def _loop_text(self, loop: Loop, scopes: dict[tuple[int, int, int], str], *, is_own: bool, path: int = 0) -> str:
        run: list[tuple[str, str]] = []
        inner: list[str] = []
        for member in loop.members:
            if member.loop is None:
                run.append((member.row.spec.id, self._row_text(member, scopes[id(loop), path, member.index], is_own)))
            elif is_within(member):
                inner.append(self._inner_text(member, scopes, is_own, path))
            else:
                break
        texts = list(_looked_ahead(self._grouped(run)))
        if is_own:
            texts.append("(?P<own>)")
        return "".join([*texts, *self._stretches(inner)])

    def _grouped(self, run: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Neighbours of one segment id that may be absent share a look ahead, so that twenty absent rows cost one."""
        for (id, is_optional), rows in groupby(run, key=lambda one: (one[0], _is_optional(one[1]))):
            texts = list(self._stretches([text for _, text in rows]))
            if len(texts) > 2 and is_optional:
                yield id, _optional(f"(?={id}\\*){''.join(texts)}")
            else:
                yield from ((id, text) for text in texts)

    def _stretches(self, texts: list[str]) -> Iterator[str]:
        """An optional piece that holds what matters begins with a mark: where that is not set, none of it is there."""
        for text in texts:
            telling = self._telling(text) if _is_optional(text) else ()
            if not telling:
                yield text
            elif not self._is_plain:
                self._rows += 1
                mark = f"s{self._rows}"
                self._plan.enclosed |= dict.fromkeys(telling, mark)
                self._plan.stretches.append(mark)
                yield f"{_ATOMIC}(?P<{mark}>){text.removeprefix(_ATOMIC)}"

    def _telling(self, text: str) -> set[str]:
        """The groups in a text that decide anything."""
        plan = self._plan
        known = {*plan.situations, *plan.stretches, *(name for name, _ in (*plan.lists, *plan.texts))}
        return known.intersection(_GROUP.findall(text))

    def _inner_text(self, member: Member, scopes: dict[tuple[int, int, int], str], is_own: bool, path: int) -> str:
        assert member.loop is not None
        if is_own:
            self._plan.last_group = member.group
        copies = []
        for copy in range(member.most):
            inner = self._loop_text(member.loop, scopes, is_own=False, path=path * (MOST_UNROLLED + 1) + copy + 1)
            mark = self._member_mark(member, is_own) if copy == 0 else ""
            copies.append(mark + inner)
        text = ""
        for copy, one in reversed(list(enumerate(copies))):
            text = f"(?>{one}{text})" if copy == 0 and member.required else _optional(one + text)
        return text

    def _row_text(self, member: Member, scope: str, is_own: bool) -> str:
        if is_own:
            self._plan.last_group = member.group
        is_trigger = member.index == 0
        most = member.warn_at or member.most
        row = member.row
        if any(one and one.type == "B" for one in row.fields):
            raise Unblockable(row.id.decode())
        if is_proven_apart(member):
            return self._repeated(member, scope, most, is_own)
        text = row_pattern(row.spec.id, row.fields, scope=scope, around=self._around(row)) + END
        mark = "" if is_trigger else self._member_mark(member, is_own)
        if f"{scope}x" in self._marks:
            mark += f"(?P<{scope}x>)"
        if is_trigger or (member.required and most == 1):
            return f"(?>{mark}{text})"
        if most == 1:
            return _optional(mark + text)
        many = f"(?:{mark}{text}){{1,{'' if most >= UNLIMITED else most}}}"
        return f"{_ATOMIC}{many})" if member.required else _optional(many)

    def _repeated(self, member: Member, scope: str, most: int, is_own: bool) -> str:
        """A row that repeats and has more to judge than a pattern can: its text is captured whole."""
        row = member.row
        named = (one for one in conditions(row.fields) if one.name)
        if not all(reads_own(self._rule_reads(one)) for one in named):
            raise Unblockable(row.spec.id)
        plain = row_pattern(row.spec.id, row.fields, scope=scope) + END
        many = "" if most >= UNLIMITED else str(most)
        if self._is_plain and self._is_told_by_its_id(member):
            self._plan.apart.append(row)
            return _optional(f"(?:{plain}){{1,{many}}}")
        self._plan.texts.append((f"{scope}t", row))
        text = f"(?P<{scope}t>(?>(?:{plain}){{1,{many}}}))"
        mark = self._member_mark(member, is_own)
        return f"(?>{mark}{text})" if member.required else _optional(mark + text)

    def _is_told_by_its_id(self, member: Member) -> bool:
        """Whether a row that may be absent, about which nobody asks, is the only one of its segment id."""
        is_asked_for = member.required or member.rule is not None or member.oneof
        return not is_asked_for and len(self._ids[member.row.spec.id]) == 1

    def _member_mark(self, member: Member, is_own: bool) -> str:
        """A mark where the presence of a member matters: to its own rule, or to the walk when it goes on."""
        matters = member.rule is not None or member.oneof
        if not is_own:
            if member.oneof:
                raise Unblockable(member.name)
            if not matters:
                return ""
        elif not matters:
            if member.required:
                self._plan.certain.append(member.index)
            return ""
        self._rows += 1
        name = f"m{self._rows}"
        if is_own:
            self._plan.present.append((name, member.index))
        self._plan.situations.append(name)
        return f"(?P<{name}>)"

    def _around(self, row: Row) -> Around:
        return Around(self, row)

    def _read(self, loop: Loop) -> None:
        """Find out beforehand which values and presences the rules of the block look at."""
        for inner, _, _path in instances(loop):
            for member in inner.members:
                if member.loop is not None and not is_within(member):
                    break
                if member.condition and member.index:
                    self._ask(member.condition, inner.members[0].row)
                if member.loop is None:
                    self._ask_row(member)

    def _ask_row(self, member: Member) -> None:
        row = member.row
        if is_proven_apart(member):
            return
        for scope, one, _ in self._ids[row.spec.id]:
            if one is not row:
                continue
            for path, condition, near in paths(row.fields, scope):
                self._mark(path)
                self._ask_value(condition, row, scope, near)
            if row.notes or row.inner_notes:
                self._mark_row(scope)  # a row that has nothing of what its notes name is not the same as no row
            for positions in noted(row):
                for path in (f"{scope}{n}" if not isinstance(n, tuple) else f"{scope}{n[0]}_{n[1]}" for n in positions):
                    self._mark(path)

    def _ask_value(self, condition: Condition, row: Row, scope: str, near: str) -> None:
        if condition.name:
            self._ask(condition, row)
        elif field_at(row, f"{near}{condition.element}") is not None:
            path = f"{near}{condition.element}"
            (self._capture if condition.codes else self._mark)(path)

    def _ask(self, condition: Condition, own: Row) -> None:
        for place in self._rule_reads(condition):
            if match := OWN.fullmatch(place):
                self._capture_in(own, int(match[1]), int(match[2] or 0))
            elif match := _PLACE.fullmatch(place):
                self._capture_all(match[1], int(match[2]), int(match[3] or 0), place)
            elif match := _PRESENCE.fullmatch(place):
                self._mark_all(match[1])
            else:
                raise Unblockable(place)

    def _rule_reads(self, condition: Condition) -> tuple[str, ...]:
        rule = self._loop.members[0].row.rules.get(condition.name)
        places: tuple[str, ...] | None = getattr(rule, "reads", None)
        if places is None:
            raise Unblockable(condition.name)
        return places

    def _capture_in(self, row: Row, element: int, component: int) -> None:
        for scope, one, most in self._ids.get(row.spec.id, ()):
            if one is row:
                if most > 1:
                    raise Unblockable(row.spec.id)
                path = f"{scope}{element}" + (f"_{component}" if component and is_composite(row, element) else "")
                if field_at(row, path) is not None:
                    self._capture(path)

    def _capture_all(self, id: str, element: int, component: int, place: str) -> None:
        for _, row, most in self._ids.get(id, ()):
            if element <= len(row.fields) and row.fields[element - 1]:
                if most > 1:
                    raise Unblockable(place)
                self._capture_in(row, element, component)
        is_sure = any(one.required and not one.loop and one.row.spec.id == id for one in self._loop.members)
        if not is_sure and place not in self._plan.outward:
            self._plan.outward.append(place)

    def _mark_all(self, id: str) -> None:
        for scope, _, _ in self._ids.get(id, ()):
            self._mark_row(scope)

    def _mark_row(self, scope: str) -> None:
        self._marks.add(f"{scope}x")
        if f"{scope}x" not in self._plan.situations:
            self._plan.situations.append(f"{scope}x")

    def _capture(self, path: str) -> None:
        if path not in self._values:
            self._values.add(path)
            self._marks.discard(path)
            if f"{path}p" in self._plan.situations:
                self._plan.situations.remove(f"{path}p")
            self._plan.situations.append(f"{path}v")

    def _mark(self, path: str) -> None:
        if path not in self._values and path not in self._marks:
            self._marks.add(path)
            self._plan.situations.append(f"{path}p")

    def _nothing_of_it_follows(self) -> str:
        """Whatever could still belong to the loop, were it in another order, is left to the rows."""
        trigger = self._loop.members[0].row.spec.id
        ids = sorted({id for id, rows in self._ids.items() if id != trigger or len(rows) > 1})
        return f"(?!(?:{'|'.join(ids)})\\*)" if ids else ""


class Around:
    """Puts captures and marks around the values of one row."""

    def __init__(self, planning: _Planning, row: Row) -> None:
        self._planning, self._row = planning, row

    def __call__(self, path: str, pattern: str) -> str:
        """The pattern of a value, with its group or mark, or its shape where the list is one."""
        planning = self._planning
        one = field_at(self._row, path)
        is_asked = path in planning._values
        if one is not None and one.test is not None and one.parts is None:
            shape, other = shape_of(one), another_list(one)
            if other:
                pattern = f"(?:{other}{pattern}|{self._listed(path, pattern, one.test)})"
            elif planning._is_plain and shape is None:
                pattern = NEVER
            elif shape is not None:
                pattern = f"(?:{shape})"
            else:
                planning._plan.lists.append((f"{path}v", one.test))
                is_asked = True
        if path in planning._marks:
            pattern = f"(?P<{path}p>){pattern}"
        return f"(?P<{path}v>{pattern})" if is_asked else pattern

    def _listed(self, path: str, pattern: str, test: Test) -> str:
        """A value that is of the list of its row, since what stands before it names no other."""
        if self._planning._is_plain:
            return NEVER
        self._planning._plan.lists.append((f"{path}l", test))
        return f"(?P<{path}l>{pattern})"


def _is_optional(text: str) -> bool:
    """Whether a piece of the pattern may match nothing."""
    return text.startswith(_ATOMIC) and text.endswith("|)")


def _looked_ahead(pieces: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Pieces with the ids that they begin with: a few neighbours that may be absent share a look ahead."""
    for is_optional, run in groupby(pieces, key=lambda piece: _is_optional(piece[1])):
        several, step = list(run), AHEAD if is_optional else 1
        for at in range(0, len(several), step):
            some = several[at : at + step]
            ids = list(dict.fromkeys(id for id, _ in some))
            text = "".join(text for _, text in some)
            yield _optional(f"(?=(?:{'|'.join(ids)})\\*){text}") if len(ids) > 2 else text


def _optional(text: str) -> str:
    """Taken or not, and never tried again. (A possessive `?+` lets go of captured groups wrongly in Python's `re`.)"""
    return f"{_ATOMIC}{text}|)"
