"""What is left out of a set is missed by every tier, also once whole loops are taken by one pattern (`block`)."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.proof.element_mutants import element_mutants
from clearlane.standards.x12.proof.full_set import VERSIONS, full_set, interchange
from clearlane.standards.x12.proof.row_mutants import row_mutants
from clearlane.standards.x12.tier import Tier

pytestmark = pytest.mark.usefixtures("blocks_at_once")


@pytest.mark.parametrize("name", sorted(VERSIONS))
def test_what_is_left_out_is_missed_by_every_tier(name: str) -> None:
    for _ in range(3):
        x12.report([interchange(full_set(name), name)])  # its loops are known to be clean now
    for mutant in row_mutants(name):
        if mutant.kind.startswith("required"):
            data = interchange(mutant.lines, name)
            assert list(x12.check([data])) == list(x12.check([data], tier=Tier.EXPLAIN)), mutant.at


@pytest.mark.parametrize("name", ["820.txt", "271.txt", "276.txt", "834.txt", "835.txt"])
def test_a_broken_note_is_told_by_every_tier_also_where_such_rows_were_missing_before(name: str) -> None:
    for seed in range(12):
        order = GuideOrder(kind=name.removesuffix(".txt"), seed=seed, units=4, density=0.05)
        x12.report([from_guide(order)])
    for mutant in element_mutants(name):
        if mutant.kind == "note":
            data = interchange(mutant.lines, name)
            assert list(x12.check([data])) == list(x12.check([data], tier=Tier.EXPLAIN)), mutant.at
