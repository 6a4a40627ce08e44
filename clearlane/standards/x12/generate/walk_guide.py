"""Walk: a guide text from ST to SE, by chance: what is required always, what is situational now and then.

So many units (claims, members, inquiries) are made as are asked for; they are shared out over the levels above them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from clearlane.standards.x12.conditions import holds
from clearlane.standards.x12.fold_brackets import fold_brackets
from clearlane.standards.x12.generate.cast import Party
from clearlane.standards.x12.generate.draw import between
from clearlane.standards.x12.generate.draw_values import Drawer
from clearlane.standards.x12.generate.fill_row import Filler
from clearlane.standards.x12.generate.follow import Level
from clearlane.standards.x12.generate.instance import Instance
from clearlane.standards.x12.generate.likely import often as chance_of
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.guide import UNLIMITED, LoopSpec, RowSpec
from clearlane.standards.x12.machine import RuleTable

AGAIN = 0.3
"""How likely what may repeat comes once more."""
MOST_AGAIN = 4
A_LEVEL = 12
"""Units that hang under one provider or payer at most, where another may follow."""
Child = RowSpec | LoopSpec
Times = dict[int, int]


@dataclass(frozen=True, slots=True)
class Share:
    """What an instance of a loop gets: the HL01 of the level around, units to make within, the level it answers."""

    parent: str
    units: int
    level: Level | None


@dataclass(slots=True)
class Walker:
    """One set. density: the chance of what is situational. counted: the printed ids of the loops that are units."""

    rng: random.Random
    drawer: Drawer
    filler: Filler
    rules: RuleTable
    counted: frozenset[str]
    density: float
    lines: list[Line] = field(default_factory=list)
    levels: int = 0

    def walk(self, root: LoopSpec, units: int, follow: Level | None = None) -> list[Line]:
        """The lines from ST to SE, which counts them. follow: the question that this answers, level by level."""
        self._loop(root, None, (), Share("", units, follow))
        self.lines[-1].values[1] = str(len(self.lines))
        return self.lines

    def _loop(self, spec: LoopSpec, outer: Instance | None, path: tuple[str, ...], share: Share) -> None:
        is_bracket = spec.attributes.bracket
        party = outer.party if is_bracket and outer else Party(self.rng, self.drawer.today, self.drawer.trade)
        instance = Instance(spec.id, outer, is_bracket, party)
        here = path if is_bracket else (*path, spec.id)
        children = spec.children if is_bracket else fold_brackets(spec.children, around=spec.id)
        times = self._plan(spec, children, share)
        came, chosen = dict[str, int](), self._choose(children)
        for at, child in enumerate(children):
            limit = dict(spec.group_most).get(child.position, UNLIMITED) - came.get(child.position, 0)
            if isinstance(child, RowSpec):
                often = self._rows_due(child, instance, share, is_always=at == 0 or is_bracket, limit=limit)
                made = (id(child) in chosen) if child.attributes.oneof else often
                for _ in range(made):
                    share = self._row(child, instance, here, share, _has_levels(children, times))
            else:
                due = times[at] if at in times else self._often(child, instance, share, is_bracket)
                made = min(due, max(limit, 0))
                for part in self._parts_of(child, share, made, is_planned=at in times):
                    self._loop(child, instance, here, part)
            came[child.position] = came.get(child.position, 0) + made

    def _parts_of(self, child: LoopSpec, share: Share, made: int, *, is_planned: bool) -> Iterator[Share]:
        """What each of the instances of a loop gets."""
        levels: list[Level | None] = [share.level] * made
        if share.level and _is_level(child):
            levels = [*share.level.of(child)]
        units = share.units if is_planned and self._leads(child) else 0
        for level, part in zip(levels, _shared(units, made), strict=True):
            yield Share(share.parent, part, level)

    def _plan(self, spec: LoopSpec, children: tuple[Child, ...], share: Share) -> Times:
        """How often each loop comes that leads to units, or that is a level: the HL01 of this one tells of it."""
        loops = {at: child for at, child in enumerate(children) if isinstance(child, LoopSpec)}
        if share.level:
            return {at: len(share.level.of(child)) for at, child in loops.items() if _is_level(child)}
        heirs = [at for at, child in loops.items() if self._leads(child)]
        times = dict.fromkeys(heirs, 0)
        if not heirs:
            times |= {at: self._of(child) for at, child in loops.items() if _is_level(child)}
        elif share.units:
            heir = self.rng.choices(heirs, [3.0 if at == heirs[0] else 1.0 for at in heirs])[0]
            times[heir] = self._parts(loops[heir], share.units)
        if _always_has_levels(spec) and times and not any(times.values()):
            times[next(iter(times))] = 1
        return times

    def _of(self, child: Child) -> int:
        return 1 if child.usage != "S" or self._comes(child, "") else 0

    def _comes(self, child: Child, loop: str) -> bool:
        return self.rng.random() < chance_of(child, loop=loop, density=self.density)

    def _parts(self, child: LoopSpec, units: int) -> int:
        """Over how many instances of a loop the units are shared out."""
        if child.most == 1 or child.id in self.counted:
            return min(units, child.most)
        is_near = any(isinstance(one, LoopSpec) and one.id in self.counted for one in child.children)
        return min(child.most, max(1, -(-units // between(self.rng, 1, 2 if is_near else A_LEVEL))))

    def _leads(self, child: Child) -> bool:
        """Whether units lie within."""
        if isinstance(child, RowSpec):
            return False
        return child.id in self.counted or any(self._leads(one) for one in child.children)

    def _choose(self, children: tuple[Child, ...]) -> set[int]:
        """Of rows of which exactly one comes, which it is."""
        labels: dict[str, list[int]] = {}
        for child in children:
            if child.attributes.oneof:
                labels.setdefault(child.attributes.oneof, []).append(id(child))
        return {self.rng.choice(ids) for ids in labels.values()}

    def _often(self, child: Child, instance: Instance, share: Share, is_bracketed: bool) -> int:
        """How often a row or loop comes here."""
        condition = child.attributes.condition
        asked = share.level.asks(child) if share.level else 0
        if condition is not None:
            if not holds(condition, instance=instance, parts=(), near=(), rules=self.rules):
                return 0
        elif not asked and child.usage == "S" and not is_bracketed and not self._comes(child, instance.id):
            return 0
        often = 1
        while often < min(child.warn_at or child.most, MOST_AGAIN) and self.rng.random() < AGAIN:
            often += 1
        return min(asked, child.most) or often

    def _rows_due(self, row: RowSpec, instance: Instance, share: Share, *, is_always: bool, limit: int) -> int:
        if is_always or row.usage == "M":
            return 1
        return min(self._often(row, instance, share, False), max(limit, 0))

    def _row(self, row: RowSpec, instance: Instance, path: tuple[str, ...], share: Share, has_levels: bool) -> Share:
        """One more segment. Returns the share of what stands beneath, which a level changes."""
        values = self.filler.fill(row, instance)
        if row.id == "HL":
            self._number(row, values, share.parent, has_levels)
            share = replace(share, parent=values[1])
        elif share.level:
            share.level.put(values, row)
        line = Line(values, instance.id, row, path)
        self.lines.append(line)
        instance.add(line.text()[:-1])
        return share

    def _number(self, row: RowSpec, values: list[str], parent: str, has_levels: bool) -> None:
        """HL01, HL02 and HL04 of a level."""
        self.levels += 1
        listed = {element.position: element for element in row.elements}
        values += [""] * (5 - len(values))
        values[1], values[2] = str(self.levels), parent
        values[4] = ("1" if has_levels else "0") if 4 in listed else ""


def _has_levels(children: tuple[Child, ...], times: Times) -> bool:
    return any(often and _is_level(children[at]) for at, often in times.items())


def _is_level(child: Child) -> bool:
    return isinstance(child, LoopSpec) and isinstance(child.children[0], RowSpec) and child.children[0].id == "HL"


def _always_has_levels(spec: LoopSpec) -> bool:
    """Whether the HL04 of this level may only say that others hang beneath."""
    first = spec.children[0]
    if not isinstance(first, RowSpec) or first.id != "HL":
        return False
    return any(element.position == 4 and element.codes == ("1",) for element in first.elements)


def _shared(units: int, parts: int) -> Iterator[int]:
    """The units in so many parts, none empty where there are enough."""
    for left in range(parts, 0, -1):
        part = -(-units // left)
        units -= part
        yield part
