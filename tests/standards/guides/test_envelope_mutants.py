"""Mutants of the TA1: each breaks one element of an answer that is clean, and what is said of it stands there."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.envelope_guide import envelope_guide
from clearlane.standards.x12.envelope_rules import RULES
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.proof.coverage import COVERED, cover, is_one, mutants, said
from clearlane.standards.x12.proof.envelope_mutants import CLEAN, envelope_mutants
from clearlane.standards.x12.proof.full_set import ENVELOPE, interchange
from clearlane.standards.x12.proof.mutant import Mutant

MUTANTS = list(envelope_mutants())


def changed(mutant: Mutant) -> list[int]:
    """The elements in which it differs from the clean answer."""
    (line,) = mutant.lines
    values = [*line.values, *[""] * (len(CLEAN) - len(line.values))]
    return [n for n, value in enumerate(values) if n >= len(CLEAN) or value != CLEAN[n]]


def test_the_answer_that_is_broken_is_clean() -> None:
    assert x12.report([interchange([Line(CLEAN)], ENVELOPE)]).findings == ()


@pytest.mark.parametrize("mutant", MUTANTS, ids=[f"{one.kind} {one.at}" for one in MUTANTS])
def test_one_element_is_broken_and_one_finding_names_it(mutant: Mutant) -> None:
    (element,) = changed(mutant)
    found = said(mutant, ENVELOPE)
    assert is_one(mutant, found)
    assert [(one.place.segment_id, one.place.element) for one in found] == [("TA1", element)]


def test_every_element_of_the_row_is_left_out_once() -> None:
    row = next(one for one in envelope_guide().root.rows() if one.id == "TA1")
    gone = [changed(one) for one in MUTANTS if one.kind == "required element"]
    assert gone == [[element.position] for element in row.elements]


def test_every_list_of_codes_of_the_row_is_left_once() -> None:
    row = next(one for one in envelope_guide().root.rows() if one.id == "TA1")
    assert [changed(one) for one in MUTANTS if one.kind == "codes"] == [[e.position] for e in row.elements if e.codes]


def test_both_rules_of_one_element_of_the_ta1_are_met() -> None:
    """The third is of two elements beside each other: no change of one alone breaks nothing but that."""
    met = {one.rule for mutant in MUTANTS for one in said(mutant, ENVELOPE)}
    assert met == {f"envelope.{name}" for name in RULES if name.startswith("ta1_")} - {"envelope.ta1_note"}


def test_the_envelope_is_covered_like_a_guide() -> None:
    assert ENVELOPE in COVERED
    assert [one.at for one in mutants(ENVELOPE)] == [one.at for one in MUTANTS]
    (covered,) = cover([ENVELOPE])
    assert (covered.guide, covered.facts, covered.one_finding) == (ENVELOPE, len(MUTANTS), len(MUTANTS))
