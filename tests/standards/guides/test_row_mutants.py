"""Each row of each guide is broken once: left out where it is required, sent once too often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from clearlane.standards.x12.guide import LoopSpec, RowSpec
from tests.standards.guides.full_set import VERSIONS, Line, full_set, guide_of
from tests.standards.guides.judged import errors

GUIDES = sorted(VERSIONS)
LEAST_SHARE = 0.95
"""Of the mutants that must be found, how many at least give exactly one finding."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A set with one defect and where the defect is."""

    at: str
    lines: list[Line]


def _firsts(name: str) -> Iterator[tuple[int, Line, RowSpec]]:
    """The first line of each row, without ST, SE and HL."""
    seen = set()
    for number, line in enumerate(full_set(name)):
        if line.spec is not None and id(line.spec) not in seen and line.spec.id not in ("ST", "SE", "HL"):
            seen.add(id(line.spec))
            yield number, line, line.spec


def _triggers(loop: LoopSpec) -> Iterator[int]:
    yield id(loop.children[0])
    for child in loop.children:
        if isinstance(child, LoopSpec):
            yield from _triggers(child)


def _left_out(name: str) -> Iterator[Mutant]:
    triggers = set(_triggers(guide_of(name)))
    lines = full_set(name)
    for number, line, spec in _firsts(name):
        is_required = spec.usage != "S" and id(spec) not in triggers
        if is_required or spec.attributes.bracket:
            yield Mutant(line.text(), lines[:number] + lines[number + 1 :])


def _too_often(name: str) -> Iterator[Mutant]:
    triggers = set(_triggers(guide_of(name)))
    lines = full_set(name)
    for number, line, spec in _firsts(name):
        if spec.most <= 20 and id(spec) not in triggers:
            yield Mutant(line.text(), lines[:number] + [line] * spec.most + lines[number:])


def _share_of_one(name: str, mutants: list[Mutant]) -> float:
    counts = {mutant.at: len(errors(mutant.lines, name)) for mutant in mutants}
    assert [at for at, count in counts.items() if count == 0] == []
    return sum(count == 1 for count in counts.values()) / len(counts)


@pytest.mark.parametrize("name", GUIDES)
def test_a_required_row_left_out_is_one_finding(name: str) -> None:
    assert _share_of_one(name, list(_left_out(name))) >= LEAST_SHARE


@pytest.mark.parametrize("name", GUIDES)
def test_a_row_sent_once_too_often_is_one_finding(name: str) -> None:
    assert _share_of_one(name, list(_too_often(name))) >= LEAST_SHARE
