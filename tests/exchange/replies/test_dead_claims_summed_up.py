"""Claims that the guide refused stand in the summary too, however little of them can be read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exchange.payer_files import mails
from tests.flows.world import World


@pytest.mark.parametrize("broken", [b"HI~", b"HI*ABK~"])
def test_a_refused_claim_without_a_first_diagnosis_is_summed_up(world: World, owner: Any, broken: bytes) -> None:
    owner.execute("UPDATE foundation_tenancy_tenant SET scheme = 'compatible' WHERE id = %s", [world.practice])
    content = world.order(claims=2, line_end="").content
    start = content.index(b"HI*")
    world.send(content[:start] + broken + content[content.index(b"~", start) + 1 :])
    world.run()
    assert world.states().get("dead") == 1
    (text,) = mails(world, "summary")
    ((dead,),) = world.rows("SELECT patient_control_number FROM exchange_claims_claim WHERE state = 'dead'")
    assert dead in text
