"""Taking a batch apart from the command line."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

import pytest

from tests.conftest import AsRole, MakeTenant
from tests.doors.console.test_api_commands import Say, say
from tests.exchange.payer_files import mark_sent
from tests.flows.world import World, found

__all__ = ["say"]


@pytest.fixture
def world(house: int, tenant: MakeTenant, as_role: AsRole) -> World:
    """A practice of which two claims stand in a batch."""
    made = found(house, tenant(), as_role)
    made.send(made.order(claims=2).content)
    made.run()
    return made


def batch_of(world: World) -> UUID:
    ((batch,),) = world.rows("SELECT id FROM exchange_batches_batch")
    return UUID(str(batch))


def test_a_batch_that_never_left_is_taken_apart(world: World, say: Say, as_role: AsRole) -> None:
    batch = batch_of(world)
    with as_role("operator"):
        code, said = say("unbatch", str(batch), "--by", "ann", "--json")
    assert (code, json.loads(said), world.states()) == (0, {"ready": 2}, {"ready": 2})


def test_a_batch_is_taken_apart_once(world: World, say: Say, as_role: AsRole) -> None:
    batch = batch_of(world)
    with as_role("operator"):
        (first, _), (second, said) = (say("unbatch", str(batch), "--by", "ann") for _ in range(2))
    assert (first, second) == (0, 1)
    assert said.startswith("clearlane unbatch: the batch was taken apart already")


def test_a_batch_that_was_sent_is_not(world: World, say: Say, as_role: AsRole) -> None:
    batch = batch_of(world)
    mark_sent(world)
    with as_role("operator"):
        code, said = say("unbatch", str(batch), "--by", "ann")
    assert (code, "the batch is sent" in said) == (1, True)


def test_a_batch_that_is_not_there_is_said(world: World, say: Say, as_role: AsRole) -> None:
    with as_role("operator"):
        assert say("unbatch", str(uuid4()), "--by", "ann")[0] == 1
