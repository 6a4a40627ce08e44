"""A file's way from the door to the batch."""

from __future__ import annotations

from tests.flows.world import World


def test_a_clean_file_becomes_one_batch(world: World) -> None:
    world.send(world.order(claims=5).content)
    world.run()
    assert world.states() == {"batched": 5}
