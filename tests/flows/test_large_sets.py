"""A set with more claims than are made at a time is made in slices, and comes to the same."""

from __future__ import annotations

from typing import Any

import pytest

from clearlane.exchange.claims import extract as extracting
from tests.flows.world import World

WHOLE = "SELECT state, claims, cents, bht03, header_length FROM exchange_interchanges_transactionset"
CLAIMS = "SELECT ordinal, patient_control_number, total_cents, first_segment, trace_number FROM exchange_claims_claim"


def made(world: World) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    world.run()
    return world.rows(WHOLE), sorted(row[:4] for row in world.rows(CLAIMS))


def test_a_set_in_slices_comes_to_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    content = world.order(claims=11).content
    monkeypatch.setattr(extracting, "MOST_CLAIMS", 4)
    world.send(content)
    sets, claims = made(world)
    assert (sets[0][:2], len(claims), [row[0] for row in claims]) == (("extracted", 11), 11, list(range(1, 12)))
    assert sets[0][2] == sum(row[2] for row in claims)
    assert len({number for *_, number in world.rows(CLAIMS)}) == 11
    assert sum(world.states().values()) == 11


def test_a_chunk_that_is_full_lets_other_sets_wait_and_loses_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extracting, "MOST_CLAIMS", 3)
    for number in range(1, 5):
        world.send(world.order(seed=number, claims=2, control=number).content, name=f"{number}.837")
    sets, claims = made(world)
    assert [row[:2] for row in sets] == [("extracted", 2)] * 4
    assert len(claims) == 8
