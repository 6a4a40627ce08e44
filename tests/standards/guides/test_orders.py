"""Rows of one position may come in any order: docs/decisions/0010."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.standards.guides.full_set import VERSIONS, full_set
from tests.standards.guides.judged import errors

GUIDES = sorted(VERSIONS)
ALONE = {"271.txt", "277_pending.txt", "277_request.txt", "824.txt"}
"""Guides in which each row has a position of its own."""


@pytest.mark.parametrize("name", GUIDES)
def test_neighbours_of_one_position_may_be_swapped(name: str) -> None:
    lines = full_set(name)
    swapped = 0
    for number, (first, second) in enumerate(pairwise(lines)):
        same_place = first.spec and second.spec and first.spec.position == second.spec.position
        if same_place and first.path == second.path and first.spec is not second.spec and swapped < 60:
            swapped += 1
            assert errors([*lines[:number], second, first, *lines[number + 2 :]], name) == [], first.text()
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
