"""A route that wants the provider enrolled holds his claims until he is, over that very connection."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from clearlane.directory.providers.add_enrollment import add_enrollment
from clearlane.flows.release import release
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.scope import scope
from tests.flows.world import BY, World

Owner = psycopg.Connection[Any]


@pytest.fixture
def waiting(world: World, owner: Owner) -> World:
    """Claims that are held because their providers are not enrolled."""
    owner.execute("UPDATE exchange_routing_route SET needs_enrollment = true")
    world.send(world.order(claims=4).content)
    world.run()
    return world


def enroll(world: World, owner: Owner, connection: UUID, **more: Any) -> None:
    asked = owner.execute("SELECT DISTINCT billing_npi, billing_tin, payer_code FROM exchange_claims_claim").fetchall()
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        for npi, tin, payer in asked:
            add_enrollment(
                tenant=world.practice,
                npi=npi,
                tin=tin,
                payer_id=payer,
                connection=connection,
                by=BY,
                **more,
            )


def let_go(world: World) -> None:
    held = [id for (id,) in world.rows("SELECT id FROM exchange_claims_claim WHERE state = 'held'")]
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        release(ids=held, by=BY)
    world.run()


def test_claims_of_a_provider_that_is_not_enrolled_are_held(waiting: World) -> None:
    assert waiting.states() == {"held": 4}
    reasons = {reason for (reason,) in waiting.rows("SELECT reason FROM exchange_worklists_item")}
    assert reasons == {"not_enrolled"}


def test_claims_go_out_once_the_provider_is_enrolled(waiting: World, owner: Owner) -> None:
    enroll(waiting, owner, waiting.connection)
    let_go(waiting)
    assert waiting.states() == {"batched": 4}


def test_a_claim_that_is_released_again_keeps_what_was_waived_before(world: World, owner: Owner) -> None:
    owner.execute("UPDATE exchange_routing_route SET needs_enrollment = true")
    world.send(world.order(claims=1, planted={0: "stranger_pair"}).content)
    world.run()
    let_go(world)
    owner.execute("UPDATE exchange_routing_route SET needs_enrollment = false")
    let_go(world)
    assert world.states() == {"batched": 1}


@pytest.mark.parametrize("status", ["asked", "refused"])
def test_an_enrollment_that_is_not_live_holds_as_none_does(waiting: World, owner: Owner, status: str) -> None:
    enroll(waiting, owner, waiting.connection, status=status)
    let_go(waiting)
    assert waiting.states() == {"held": 4}


def test_an_enrollment_over_another_connection_does_not_count(waiting: World, owner: Owner) -> None:
    enroll(waiting, owner, uuid4())
    let_go(waiting)
    assert waiting.states() == {"held": 4}


def test_an_enrollment_counts_from_its_day_on(waiting: World, owner: Owner) -> None:
    enroll(waiting, owner, waiting.connection, from_date=today() + timedelta(days=1))
    let_go(waiting)
    assert waiting.states() == {"held": 4}
