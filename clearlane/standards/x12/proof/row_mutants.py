"""Mutants of rows and loops: left out where they are required, sent once too often, in another order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.guide import LoopSpec, RowSpec
from clearlane.standards.x12.proof.full_set import full_set, guide_of
from clearlane.standards.x12.proof.mutant import Mutant, firsts

LARGEST = 20
"""What may come more often than this is not sent too often: the files would be long, and the counter is the same."""


def row_mutants(name: str) -> Iterator[Mutant]:
    """Each fact about a row or loop of a guide, broken once."""
    yield from _rows_left_out(name)
    yield from _rows_too_often(name)
    yield from _loops(name)
    yield from swapped_neighbours(name)
    yield from _out_of_order(name)


def _triggers(loop: LoopSpec) -> Iterator[int]:
    yield id(loop.children[0])
    for child in loop.children:
        if isinstance(child, LoopSpec):
            yield from _triggers(child)


def _rows_left_out(name: str) -> Iterator[Mutant]:
    triggers, lines = set(_triggers(guide_of(name))), full_set(name)
    for number, line, spec in firsts(lines):
        is_required = spec.usage != "S" and id(spec) not in triggers and spec.id != "HL"
        if is_required or spec.attributes.bracket:
            yield Mutant("required row", _place(line), lines[:number] + lines[number + 1 :])


def _rows_too_often(name: str) -> Iterator[Mutant]:
    triggers, lines = set(_triggers(guide_of(name))), full_set(name)
    for number, line, spec in firsts(lines):
        if spec.most <= LARGEST and id(spec) not in triggers and spec.id != "HL":
            yield Mutant("repeat of a row", _place(line), lines[:number] + [line] * spec.most + lines[number:])


def _loops(name: str) -> Iterator[Mutant]:
    """Whole loops; levels are left in peace, since their numbers tell more than the loop itself."""
    lines = full_set(name)
    seen: set[int] = set()
    for loop, start, end in _instances(guide_of(name), lines):
        if id(loop) in seen or loop.children[0].id in ("ST", "HL", "LS"):
            continue
        seen.add(id(loop))
        if loop.usage != "S":
            yield Mutant("required loop", _place(lines[start]), lines[:start] + lines[end:])
        if loop.most <= LARGEST:
            again = lines[start:end] * loop.most
            yield Mutant("repeat of a loop", _place(lines[start]), lines[:start] + again + lines[start:])


def _instances(root: LoopSpec, lines: Sequence[Line]) -> Iterator[tuple[LoopSpec, int, int]]:
    """Each loop as it stands in a full set: its first line, and the one behind its last."""
    at = 0

    def walk(loop: LoopSpec) -> Iterator[tuple[LoopSpec, int, int]]:
        nonlocal at
        start = at
        for child in loop.children:
            if isinstance(child, LoopSpec):
                yield from walk(child)
            else:
                at += 1
        yield loop, start, at

    yield from walk(root)


def swapped_neighbours(name: str) -> Iterator[Mutant]:
    """Rows of one position beside each other, each pair exchanged: that is legal."""
    lines = full_set(name)
    for number, first, second in _neighbours(lines):
        if first.position == second.position:
            swapped = [*lines[:number], lines[number + 1], lines[number], *lines[number + 2 :]]
            yield Mutant("order of a group", _place(lines[number]), swapped)


def _out_of_order(name: str) -> Iterator[Mutant]:
    """Rows of different positions beside each other in one loop, exchanged; not where a loop begins."""
    lines, triggers = full_set(name), set(_triggers(guide_of(name)))
    for number, first, second in _neighbours(lines):
        is_plain = id(first) not in triggers and not first.attributes.bracket and not second.attributes.bracket
        if first.position != second.position and is_plain and second.id not in ("SE", "HL", first.id):
            swapped = [*lines[:number], lines[number + 1], lines[number], *lines[number + 2 :]]
            yield Mutant("order of rows", _place(lines[number]), swapped)


def _neighbours(lines: Sequence[Line]) -> Iterator[tuple[int, RowSpec, RowSpec]]:
    seen: set[tuple[int, int]] = set()
    for number, (first, second) in enumerate(pairwise(lines)):
        if first.spec is None or second.spec is None or first.path != second.path or first.spec is second.spec:
            continue
        pair = (id(first.spec), id(second.spec))
        if pair not in seen and first.spec.id != "ST":
            seen.add(pair)
            yield number, first.spec, second.spec


def _place(line: Line) -> str:
    return f"{line.loop} {line.text()}"
