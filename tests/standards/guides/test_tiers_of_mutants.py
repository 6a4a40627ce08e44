"""What is left out of a set is missed by every tier, also once whole loops are taken by one pattern (`block`)."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12 import block
from clearlane.standards.x12.proof.full_set import VERSIONS, full_set, interchange
from clearlane.standards.x12.proof.row_mutants import row_mutants
from clearlane.standards.x12.tier import Tier


@pytest.mark.parametrize("name", sorted(VERSIONS))
def test_what_is_left_out_is_missed_by_every_tier(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block, "WALKED_FIRST", 2)
    for _ in range(3):
        x12.report([interchange(full_set(name), name)])  # its loops are known to be clean now
    for mutant in row_mutants(name):
        if mutant.kind.startswith("required"):
            data = interchange(mutant.lines, name)
            assert list(x12.check([data])) == list(x12.check([data], tier=Tier.EXPLAIN)), mutant.at
