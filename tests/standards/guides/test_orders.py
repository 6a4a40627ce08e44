"""Rows of one position may come in any order: docs/decisions/0010."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.proof.full_set import VERSIONS, full_set
from clearlane.standards.x12.proof.row_mutants import swapped_neighbours
from tests.standards.guides.judged import errors

GUIDES = sorted(VERSIONS)
ALONE = {"271.txt", "277_pending.txt", "277_request.txt", "824.txt"}
"""Guides in which each row has a position of its own."""


@pytest.mark.parametrize("name", GUIDES)
def test_neighbours_of_one_position_may_be_swapped(name: str) -> None:
    swapped = list(swapped_neighbours(name))
    assert [mutant.at for mutant in swapped if errors(mutant.lines, name)] == []
    assert swapped or name in ALONE


def test_rows_of_different_positions_may_not_be_swapped() -> None:
    lines = full_set("837p.txt")
    at = next(n for n, line in enumerate(lines) if line.values[0] == "N3" and line.loop == "2010AA")
    assert len(errors([*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]], "837p.txt")) == 1


def test_provider_loops_of_a_claim_may_be_swapped() -> None:
    lines = full_set("837p.txt")
    claim = [n for n, line in enumerate(lines) if line.path[-2:] == ("2300", "2310A")]
    next_one = [n for n, line in enumerate(lines) if line.path[-2:] == ("2300", "2310B")]
    half = len(claim) // 2 if len(claim) > 2 else len(claim)
    first, second = claim[:half], [n for n in next_one if n < claim[0] + 40]
    swapped = [*lines[: first[0]], *(lines[n] for n in second), *(lines[n] for n in first), *lines[second[-1] + 1 :]]
    assert errors(swapped, "837p.txt") == []
