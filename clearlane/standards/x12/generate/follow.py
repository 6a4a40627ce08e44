"""Follow: an answer whose levels, names and traces are those of the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.guide import ElementSpec, LoopSpec, RowSpec

NAMED, BORN = (1, 2, 3, 4, 5, 7, 8, 9), (1, 2, 3)
"""The elements of an NM1, and of a DMG, that are the same in question and answer."""
QUALIFIER = 8
"""Of the id behind it, the last of an NM1."""
ANSWERED = "2"
"""TRN01 of a trace that comes back to whom it is from."""


@dataclass(slots=True)
class Level:
    """One HL of a question: its code, the first name within, the traces (TRN02) in order, the levels beneath.

    named: whether the answer has told the name already.
    """

    code: str
    name: list[str] = field(default_factory=list)
    birth: list[str] = field(default_factory=list)
    traces: list[str] = field(default_factory=list)
    children: list[Level] = field(default_factory=list)
    named: bool = False

    def of(self, child: LoopSpec) -> list[Level]:
        """The levels beneath that a loop of the answer can follow."""
        codes = level_codes(child)
        return [one for one in self.children if one.code in codes]

    def asks(self, child: LoopSpec | RowSpec) -> int:
        """How many traces of the question a row or loop of the answer must bring back."""
        first = child if isinstance(child, RowSpec) else child.children[0]
        return len(self.traces) if first.id == "TRN" else 0

    def put(self, values: list[str], row: RowSpec) -> None:
        """Say in a segment of the answer what the question said."""
        listed = {element.position: element for element in row.elements}
        if row.id == "NM1" and self.name and not self.named:
            self.named = True
            self._name(values, listed)
        elif row.id == "TRN" and self.traces and listed[1].codes and ANSWERED in listed[1].codes:
            _put(values, 1, ANSWERED)
            _put(values, 2, self.traces.pop(0))
        elif row.id == "DMG" and self.birth and len(values) > len(BORN):
            for position in BORN:
                _put(values, position, self.birth[position])

    def _name(self, values: list[str], listed: dict[int, ElementSpec]) -> None:
        """The name as far as the answer may say it: an id of another kind stays what was drawn for it."""
        for position in filter(listed.__contains__, NAMED):
            said, codes = self.name[position], listed[position].codes
            fits = not codes or said in codes
            if fits or not listed[position].required:
                _put(values, position, said if fits else "")
            elif position == QUALIFIER:
                return


def _put(values: list[str], position: int, value: str) -> None:
    values += [""] * (position + 1 - len(values))
    values[position] = value


def level_codes(loop: LoopSpec) -> tuple[str, ...]:
    """The HL03 of a loop that is a level."""
    first = loop.children[0]
    if not isinstance(first, RowSpec) or first.id != "HL":
        return ()
    return next((element.codes for element in first.elements if element.position == 3), ())


def levels_of(lines: Sequence[Line]) -> Level:
    """The levels of a question beneath one that stands for the set."""
    root = Level("")
    by_number = {"": root}
    level = root
    for line in lines:
        values = [*line.values, *[""] * 12]
        if values[0] == "HL":
            level = Level(values[3])
            by_number[values[1]] = level
            by_number[values[2]].children.append(level)
        elif values[0] == "NM1" and not level.name and level is not root:
            level.name = values
        elif values[0] == "DMG" and not level.birth:
            level.birth = values
        elif values[0] == "TRN":
            level.traces.append(values[2])
    return root
