"""The mutants of elements: each differs from the full set in one segment, and breaks the fact it names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clearlane.standards.x12.conditions import broken_notes
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.proof.element_mutants import element_mutants, off_codes
from clearlane.standards.x12.proof.full_set import VERSIONS, full_set
from clearlane.standards.x12.proof.mutant import Mutant
from clearlane.standards.x12.read_dictionary import read_dictionary

GUIDES = sorted(VERSIONS)


def changed(name: str) -> Iterator[tuple[Mutant, Line, Line]]:
    """Each mutant with the line before and after."""
    lines = full_set(name)
    for mutant in element_mutants(name):
        assert len(mutant.lines) == len(lines)
        ((before, after),) = [(a, b) for a, b in zip(lines, mutant.lines, strict=True) if a.values != b.values]
        yield mutant, before, after


@pytest.mark.parametrize("name", GUIDES)
def test_a_mutant_is_one_segment_that_is_otherwise(name: str) -> None:
    seen = set()
    for mutant, before, after in changed(name):
        assert before.values[0] == after.values[0]
        assert mutant.at.startswith(after.loop)
        seen.add((mutant.kind, mutant.at))
    assert len(seen) > 10


@pytest.mark.parametrize("name", GUIDES)
def test_what_is_left_out_is_required_and_what_is_added_is_not_used(name: str) -> None:
    for mutant, before, after in changed(name):
        (at, *_) = [n for n, (a, b) in enumerate(zip(before.values, after.values, strict=True)) if a != b]
        assert before.spec is not None
        element = next((one for one in before.spec.elements if one.position == at), None)
        if mutant.kind == "required element":
            assert element is not None
            assert element.required
            assert not after.values[at]
        elif mutant.kind == "not used":
            assert element is None
        elif mutant.kind == "codes":
            assert element is not None
            assert after.values[at] not in element.codes


def test_a_note_is_broken_alone() -> None:
    known = read_dictionary().segments["CAS"]
    mutants = [(mutant, after) for mutant, _, after in changed("835.txt") if after.values[0] == "CAS"]
    broken = []
    for mutant, after in mutants:
        if mutant.kind == "note":
            values = [value.encode() for value in after.values]
            broken.append([str(one) for one in known.notes if [*broken_notes([(one.kind, one.positions)], values)]])
    assert broken
    assert all(len(one) == 1 for one in broken)
    assert {one for (one,) in broken} == {str(note) for note in known.notes}


def test_a_code_that_is_none_has_the_length_of_one() -> None:
    mutants = [(before, after) for mutant, before, after in changed("837p.txt") if mutant.kind == "codes"]
    assert all(list(map(len, a.values)) == list(map(len, b.values)) for a, b in mutants)
    row = next(line.spec for line in full_set("837p.txt") if line.spec and line.spec.id == "CLM")
    assert off_codes(read_dictionary(), next(one for one in row.elements if one.position == 7), 1) == "Q"
