"""Whole files: 5,000 claims with three bad ones, a billing company's clients, and two practices with the same claim."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS
from tests.proof.stage import Stage, twins

SUNRISE = SANDBOX_PAYERS[0]
THREE = make_pairs(seed=31, count=3)


def test_a_first_file_comes_home(stage: Stage) -> None:
    practice = stage.organization("maple")
    stage.allow(practice, *THREE)
    stage.send("maple", {"first.837": stage.order(pairs=THREE, claims=8).content})
    stage.run()
    assert stage.tied().closes
    assert sum(stage.states().values()) == 8
    assert stage.complaints() == []
