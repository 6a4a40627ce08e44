"""What operators decide at their console lets the claims go that waited for it, without another word."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.conftest import MakeTenant
from tests.doors.operators.conftest import Console
from tests.doors.operators.test_console_decisions import SEEN
from tests.flows.world import World, found

Owner = psycopg.Connection[Any]


@pytest.mark.usefixtures("house_in_use")
def test_claims_of_a_practice_in_test_mode_leave_once_its_pair_is_approved_and_it_is_live(
    ann: Console, house: int, tenant: MakeTenant, as_role: Any, owner: Owner
) -> None:
    world: World = found(house, tenant(name="Maple Family Practice"), as_role)
    owner.execute("UPDATE foundation_tenancy_tenant SET is_live = false WHERE id = %s", [world.practice])
    owner.execute(
        "UPDATE directory_providers_authorizedpair SET status = 'pending', verified_at = NULL, verified_by = ''"
    )
    world.send(world.order(claims=4).content)
    world.run()
    assert world.states() == {"held": 4}
    for (pair,) in owner.execute("SELECT id FROM directory_providers_authorizedpair").fetchall():
        assert ann.post(f"/operator/pairs/{pair}/approve", SEEN).status_code == 303
    assert world.states() == {"received": 4}
    world.run()
    assert world.states() == {"held": 4}
    assert ann.post(f"/operator/organizations/{world.practice}/live", {"live": "1", "sure": "1"}).status_code == 303
    world.run()
    assert world.states() == {"batched": 4}
