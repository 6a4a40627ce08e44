"""The mutants of rows and loops: what is left out is gone, what comes too often comes once more than it may."""

from __future__ import annotations

from collections import Counter

import pytest

from clearlane.standards.x12.proof.full_set import VERSIONS, full_set, guide_of
from clearlane.standards.x12.proof.mutant import EXPECTED
from clearlane.standards.x12.proof.row_mutants import row_mutants

GUIDES = sorted(VERSIONS)


@pytest.mark.parametrize("name", GUIDES)
def test_what_is_left_out_is_gone_and_nothing_else(name: str) -> None:
    whole = Counter(line.text() for line in full_set(name))
    for mutant in row_mutants(name):
        now = Counter(line.text() for line in mutant.lines)
        if mutant.kind.startswith("required"):
            assert sum((whole - now).values()) >= 1
            assert not now - whole
        elif mutant.kind.startswith("order"):
            assert now == whole
        else:
            assert not whole - now
            assert now - whole


@pytest.mark.parametrize("name", GUIDES)
def test_every_required_row_that_begins_no_loop_is_left_out_once(name: str) -> None:
    rows = [row for row in guide_of(name).rows() if row.usage != "S" and row.id not in ("ST", "SE", "HL")]
    begins = {id(loop) for loop in _firsts(name)}
    wanted = sum(id(row) not in begins for row in {id(row): row for row in rows}.values())
    brackets = {id(row) for row in guide_of(name).rows() if row.attributes.bracket and row.usage == "S"}
    assert sum(mutant.kind == "required row" for mutant in row_mutants(name)) == wanted + len(brackets)


def _firsts(name: str) -> list[object]:
    from clearlane.standards.x12.guide import LoopSpec

    found: list[object] = []
    loops = [guide_of(name)]
    while loops:
        loop = loops.pop()
        found.append(loop.children[0])
        loops += [child for child in loop.children if isinstance(child, LoopSpec)]
    return found


def test_each_kind_of_mutant_has_what_is_expected_of_it() -> None:
    kinds = {mutant.kind for name in GUIDES for mutant in row_mutants(name)}
    assert kinds < set(EXPECTED)
    assert EXPECTED["order of a group"] == ()
