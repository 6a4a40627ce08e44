"""Rejoin: what is left of a claim without a segment that is not of it says the same, read in one go or row by row."""

from __future__ import annotations

import random

import pytest

from clearlane.standards import x12
from clearlane.standards.x12 import walk
from clearlane.standards.x12.events import Event
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.rejoin import Joined
from clearlane.standards.x12.rejoin import rejoin as plain
from clearlane.standards.x12.tier import Tier

pytestmark = pytest.mark.usefixtures("blocks_at_once")
STRAYS = (b"ZZZ*1", b"CLP*A*1*2*3", b"hcp*00", b"REF*QQ*1")
ENVELOPE = (b"ISA", b"GS", b"GE", b"IEA", b"SE")
SECOND = (b"", b"ZZZ*2", b"NM1*82*1*HART*ANN****XX*1245319598", b"DTP*472*D8*20261399", b"~")


def segments(kind: str) -> list[bytes]:
    data = from_guide(GuideOrder(kind=kind, seed=7, units=20, density=0.1))
    return [one.strip() for one in data.split(b"~") if one.strip()]


def strayed(every: list[bytes], seed: int) -> bytes:
    """The file with a stray segment in some places, and behind some of these something else that is wrong."""
    draw, found = random.Random(seed), []
    for one in every:
        found.append(one)
        chance = 1.0 if one.startswith(ENVELOPE) else draw.random()
        if chance < 0.07:
            found.append(draw.choice(STRAYS if chance < 0.05 else SECOND))
    return b"~\n".join(found) + b"~\n"


def said(data: bytes, tier: Tier) -> list[Event]:
    return list(x12.check([data], tier=tier))


@pytest.mark.parametrize("kind", ["837p", "837i", "837d"])
def test_what_is_told_of_a_claim_is_the_same_in_one_go_and_row_by_row(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined: list[Joined] = []

    def counted(*given: object) -> Joined | None:
        found = plain(*given)  # type: ignore[arg-type]
        joined.extend([found] if found else [])
        return found

    monkeypatch.setattr(walk, "rejoin", counted)
    every = segments(kind)
    said(b"~\n".join(every) + b"~\n", Tier.BLOCK)  # so that the blocks know what is clean
    for seed in range(4):
        data = strayed(every, seed)
        assert said(data, Tier.BLOCK) == said(data, Tier.EXPLAIN)
    assert joined
