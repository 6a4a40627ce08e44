"""Walk: a guide text from ST to SE, by chance: what is required always, what is situational now and then.

So many units (claims, members, inquiries) are made as are asked for; they are shared out over the levels above them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from clearlane.standards.x12.conditions import holds
from clearlane.standards.x12.fold_brackets import fold_brackets
from clearlane.standards.x12.generate.cast import Party
from clearlane.standards.x12.generate.draw import between
from clearlane.standards.x12.generate.draw_values import Drawer
from clearlane.standards.x12.generate.fill_row import Filler
from clearlane.standards.x12.generate.instance import Instance
from clearlane.standards.x12.generate.likely import often
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


@dataclass(slots=True)
class Walker:
    """One set. density: the chance of what is situational. counted: the printed id of the loop that is a unit."""

    rng: random.Random
    drawer: Drawer
    filler: Filler
    rules: RuleTable
    counted: str
    density: float
    lines: list[Line] = field(default_factory=list)
    levels: int = 0

    def walk(self, root: LoopSpec, units: int) -> list[Line]:
        """The lines from ST to SE, which counts them."""
        self._loop(root, None, (), "", units)
        self.lines[-1].values[1] = str(len(self.lines))
        return self.lines

    def _loop(self, spec: LoopSpec, outer: Instance | None, path: tuple[str, ...], parent: str, units: int) -> None:
        """One instance. parent: the HL01 of the level around; units: how many are to be made within."""
        is_bracket = spec.attributes.bracket
        party = outer.party if is_bracket and outer else Party(self.rng, self.drawer.today)
        instance = Instance(spec.id, outer, is_bracket, party)
        here = path if is_bracket else (*path, spec.id)
        children = spec.children if is_bracket else fold_brackets(spec.children, around=spec.id)
        times = self._plan(spec, children, units)
        number, came, chosen = parent, dict[str, int](), self._choose(children)
        for at, child in enumerate(children):
            limit = dict(spec.group_most).get(child.position, UNLIMITED) - came.get(child.position, 0)
            if isinstance(child, RowSpec):
                made = self._rows(
                    child, instance, here, at == 0 or is_bracket, chosen, limit, (parent, times, children)
                )
                number = str(self.levels) if child.id == "HL" else number
            else:
                made = min(times[at] if at in times else self._often(child, instance, is_bracket), max(limit, 0))
                for share in _shared(units if at in times and self._leads(child) else 0, made):
                    self._loop(child, instance, here, number, share)
            came[child.position] = came.get(child.position, 0) + made

    def _plan(self, spec: LoopSpec, children: tuple[Child, ...], units: int) -> Times:
        """How often each loop comes that leads to units, or that is a level: the HL01 of this one tells of it."""
        times: Times = {}
        for at, child in enumerate(children):
            if isinstance(child, LoopSpec) and (self._leads(child) or _is_level(child)):
                times[at] = 0
        heirs = [at for at in times if self._leads(children[at])]
        if units and heirs:
            weights = [3.0 if at == heirs[0] else 1.0 for at in heirs]
            heir = self.rng.choices(heirs, weights)[0]
            times = dict.fromkeys(heirs, 0) | {at: self._of(children[at]) for at in times if at not in heirs}
            times[heir] = self._parts(children[heir], units)
        elif not heirs:
            times = {at: self._of(children[at]) for at in times}
        if _always_has_levels(spec) and not any(times.values()) and times:
            times[next(iter(times))] = 1
        return times

    def _of(self, child: Child) -> int:
        return 1 if child.usage != "S" or self._comes(child, "") else 0

    def _comes(self, child: Child, loop: str) -> bool:
        return self.rng.random() < often(child, loop=loop, density=self.density)

    def _parts(self, child: Child, units: int) -> int:
        """Over how many instances of a loop the units are shared out."""
        if not isinstance(child, LoopSpec) or child.id == self.counted or child.most == 1:
            return units if child.most > 1 and isinstance(child, LoopSpec) and child.id == self.counted else 1
        is_near = any(isinstance(one, LoopSpec) and one.id == self.counted for one in child.children)
        most = 2 if is_near else A_LEVEL
        return min(child.most, max(1, -(-units // between(self.rng, 1, most))))

    def _leads(self, child: Child) -> bool:
        """Whether units lie within."""
        if isinstance(child, RowSpec):
            return False
        return child.id == self.counted or any(self._leads(one) for one in child.children)

    def _choose(self, children: tuple[Child, ...]) -> set[int]:
        """Of rows of which exactly one comes, which it is."""
        labels: dict[str, list[int]] = {}
        for child in children:
            if child.attributes.oneof:
                labels.setdefault(child.attributes.oneof, []).append(id(child))
        return {self.rng.choice(ids) for ids in labels.values()}

    def _often(self, child: Child, instance: Instance, is_bracketed: bool) -> int:
        """How often a row or loop comes here."""
        condition = child.attributes.condition
        if condition is not None:
            is_due = holds(condition, instance=instance, parts=(), near=(), rules=self.rules)
            if not is_due:
                return 0
        elif child.usage == "S" and not is_bracketed and not self._comes(child, instance.id):
            return 0
        count = 1
        while count < min(child.warn_at or child.most, MOST_AGAIN) and self.rng.random() < AGAIN:
            count += 1
        return count

    def _rows(
        self,
        row: RowSpec,
        instance: Instance,
        path: tuple[str, ...],
        is_first: bool,
        chosen: set[int],
        limit: int,
        level: tuple[str, Times, tuple[Child, ...]],
    ) -> int:
        count = 1 if is_first or row.usage == "M" else min(self._often(row, instance, False), max(limit, 0))
        if row.attributes.oneof:
            count = 1 if id(row) in chosen else 0
        for _ in range(count):
            values = self.filler.fill(row, instance)
            if row.id == "HL":
                self._number(row, values, *level)
            line = Line(values, instance.id, row, path)
            self.lines.append(line)
            instance.add(line.text()[:-1])
        return count

    def _number(self, row: RowSpec, values: list[str], parent: str, times: Times, children: tuple[Child, ...]) -> None:
        """HL01, HL02 and HL04 of a level."""
        self.levels += 1
        has_child = any(count and _is_level(children[at]) for at, count in times.items())
        listed = {element.position: element for element in row.elements}
        values += [""] * (5 - len(values))
        values[1], values[2] = str(self.levels), parent
        values[4] = ("1" if has_child else "0") if 4 in listed else ""


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
