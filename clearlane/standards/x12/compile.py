"""Compile a guide into a machine, and prove that in every state each segment id leads to one row at most."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from clearlane.standards.x12.balance.ledger import loops_of
from clearlane.standards.x12.fields import Field, make_fields
from clearlane.standards.x12.guide import Condition, Guide, GuideError, LoopSpec, RowSpec
from clearlane.standards.x12.machine import Choice, KeyPlace, Loop, Machine, Member, Row, RuleTable, Target, Tests
from clearlane.standards.x12.read_dictionary import Dictionary
from clearlane.standards.x12.scope import Rule

PREDICATES = "clearlane.standards.x12.guides.predicates"
Telling = dict[tuple[int, int], tuple[KeyPlace, ...]]


def compile_guide(guide: Guide, dictionary: Dictionary) -> Machine:
    """The machine of a guide. Raises GuideError where the guide is not decidable or names what does not exist."""
    builder = _Builder(guide, dictionary)
    root = builder.loop(guide.root, None, 0)
    telling: Telling = {}
    for loop in root.walk():
        loop.states = [_state(loop, group, telling) for group in range(len(loop.groups))]
    return Machine(guide.version, root, builder.rules, frozenset(row.id.encode() for row in guide.root.rows()))


class _Builder:
    """Makes loops and members from the tree; rows are made once, however often they are used."""

    def __init__(self, guide: Guide, dictionary: Dictionary) -> None:
        self._guide, self._dictionary = guide, dictionary
        self._modules = [_predicates(name) for name in guide.predicates]
        self._rows: dict[int, Row] = {}
        self._added_up = loops_of(guide.version)
        self.rules: RuleTable = {}

    def loop(self, spec: LoopSpec, parent: Loop | None, group: int) -> Loop:
        unit = spec.attributes.unit
        loop = Loop(spec, parent, parent.depth + 1 if parent else 0, group, unit)
        before = ""
        for child in spec.children:
            if child.position != before or not loop.groups or len(loop.groups) == 1:
                loop.groups.append([])
            before = child.position
            self._member(child, loop)
        positions = [group[0].row.spec.position for group in loop.groups]
        for position, most in spec.group_most:
            if position not in positions:
                raise GuideError(f"{spec.id}: no group stands at {position}")
            loop.group_most[positions.index(position)] = most
        loop.adds_up = spec.id in self._added_up and not spec.attributes.bracket
        loop.is_level = loop.members[0].row.spec.id == "HL"
        loop.is_last_unit = bool(unit) and sum(bool(inner.unit) for inner in loop.walk()) == 1
        return loop

    def _member(self, child: RowSpec | LoopSpec, home: Loop) -> None:
        group, index = len(home.groups) - 1, len(home.members)
        row_spec = child if isinstance(child, RowSpec) else child.children[0]
        assert isinstance(row_spec, RowSpec)
        is_trigger = isinstance(child, RowSpec) and index == 0
        condition = child.attributes.condition
        member = Member(
            index=index,
            group=group,
            required=is_trigger or child.usage in "MR" or home.spec.attributes.bracket,
            most=child.most if not is_trigger else 1,
            warn_at=child.warn_at,
            rule=self._rule(condition) if condition else None,
            condition=condition,
            oneof=child.attributes.oneof,
            home=home,
            row=self._row(row_spec, child.id if isinstance(child, LoopSpec) else home.id),
        )
        home.members.append(member)
        home.groups[-1].append(member)
        if isinstance(child, LoopSpec):
            member.loop = self.loop(child, home, group)

    def _row(self, spec: RowSpec, loop: str) -> Row:
        if id(spec) not in self._rows:
            fields = make_fields(spec, self._dictionary)
            for condition in _conditions(fields):
                if condition.name:
                    self._rule(condition)
            definition = self._dictionary.segments[spec.id]
            notes = tuple((note.kind, note.positions) for note in definition.notes)
            numbers = tuple(part.number for part in definition.parts)
            used = tuple(note for note in notes if _can_fail(note, fields))
            self._rows[id(spec)] = Row(spec, fields, used, self.rules, numbers, (self._guide.stem, loop))
        return self._rows[id(spec)]

    def _rule(self, condition: Condition) -> Rule:
        name = condition.name
        if name not in self.rules:
            found = next((getattr(module, name) for module in self._modules if hasattr(module, name)), None)
            if found is None:
                raise GuideError(f"no predicate {name} in {', '.join(self._guide.predicates) or 'any module'}")
            self.rules[name] = found
        return self.rules[name]


def _predicates(name: str) -> ModuleType:
    try:
        return import_module(f"{PREDICATES}.{name}")
    except ImportError as error:
        raise GuideError(f"no module {name} of predicates") from error


def _conditions(fields: tuple[Field | None, ...]) -> Iterator[Condition]:
    for field in fields:
        if field and field.condition:
            yield field.condition
        if field and field.parts:
            yield from _conditions(field.parts)


def _can_fail(note: tuple[str, tuple[int, ...]], fields: tuple[Field | None, ...]) -> bool:
    """Whether usages alone do not already settle a relational note."""
    kind, positions = note
    used = [fields[n - 1] if n <= len(fields) else None for n in positions]
    if kind == "E":
        return sum(field is not None for field in used) > 1
    if kind == "R":
        return not any(field and field.required for field in used)
    if kind == "P":
        return any(used) and not all(field and field.required for field in used)
    rest = used[1:]
    settled = any if kind == "L" else all
    return used[0] is not None and not settled(field is not None and field.required for field in rest)


def _state(loop: Loop, group: int, telling: Telling) -> dict[bytes, Choice]:
    """For each segment id that may come in a state: its candidates, innermost first, and what tells them apart."""
    by_id: dict[bytes, list[Target]] = {}
    for target in _targets(loop, group):
        by_id.setdefault(target.member.row.id, []).append(target)
    return {id: _choice(targets, telling) for id, targets in by_id.items()}


def _targets(loop: Loop, group: int) -> Iterator[Target]:
    passed: list[tuple[Member, ...]] = []
    current: Loop | None = loop
    closes = 0
    while current is not None:
        for member in (member for members in current.groups[group:] for member in members):
            if closes or member.group > 0 or member is not current.members[0]:
                between = due_members(current, group, member.group)
                yield Target(member, closes, (*passed, between))
        passed.append(due_members(current, group, len(current.groups)))
        group, current, closes = current.group, current.parent, closes + 1


def due_members(loop: Loop, start: int, end: int) -> tuple[Member, ...]:
    """The members of these groups whose absence has to be judged."""
    members = (member for members in loop.groups[start:end] for member in members)
    return tuple(member for member in members if member.required or member.rule or member.oneof)


def _choice(targets: list[Target], telling: Telling) -> Choice:
    places = _key_places(targets, telling)
    candidates = []
    for target in targets:
        row = target.member.row
        tests = tuple((place, codes) for place in places if (codes := row.codes(place)))
        candidates.append((target, tests))
    return Choice(places, tuple(candidates), by_parent=_has_rival_levels(candidates))


def _has_rival_levels(candidates: list[tuple[Target, Tests]]) -> bool:
    """Whether two levels may come that only their parents tell apart: the same codes, hanging at different depths."""
    levels = [
        (target.closes, tests) for target, tests in candidates if target.member.loop and target.member.loop.is_level
    ]
    return any(
        one[0] != other[0] and not any(_differ(dict(one[1]).get(place, codes), codes) for place, codes in other[1])
        for at, one in enumerate(levels)
        for other in levels[at + 1 :]
    )


def _key_places(targets: list[Target], telling: Telling) -> tuple[KeyPlace, ...]:
    chosen: dict[KeyPlace, None] = {}
    for target in targets:
        chosen.update(dict.fromkeys(_override(target)))
    for at, one in enumerate(targets):
        for other in targets[at + 1 :]:
            if one.member.row is other.member.row:
                continue
            places = _telling(one.member.row, other.member.row, telling)
            if places and chosen.keys().isdisjoint(places):
                chosen[places[0]] = None
            elif not places and one.closes == other.closes:
                raise GuideError(_clash(one, other))
    return tuple(sorted(chosen))


def _override(target: Target) -> tuple[KeyPlace, ...]:
    member = target.member
    own = member.row.spec.attributes.key
    return own or (member.loop.spec.attributes.key if member.loop else ())


def _telling(one: Row, other: Row, known: Telling) -> tuple[KeyPlace, ...]:
    """The places at which two rows require codes that have nothing in common, in order of position."""
    pair = (id(one), id(other))
    if pair not in known:
        ends = range(1, min(len(one.fields), len(other.fields)) + 1)
        places = ((n, component) for n in ends for component in range(4))
        known[pair] = tuple(place for place in places if _differ(one.codes(place), other.codes(place)))
    return known[pair]


def _differ(mine: frozenset[bytes], its: frozenset[bytes]) -> bool:
    return bool(mine and its and mine.isdisjoint(its))


def _clash(one: Target, other: Target) -> str:
    rows = (
        f"{target.member.home.id} {target.member.row.spec.position} {target.member.row.spec.id}"
        f" (line {target.member.row.spec.line})"
        for target in (one, other)
    )
    return f"a segment could be {' or '.join(rows)}: no required code tells them apart"
