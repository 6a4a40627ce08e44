"""What two files of a payer say does not depend on whether they are read together or apart."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exchange.payer_files import Claim, about, answer_277, arrive, send_out
from tests.flows.world import World

FIRST, SECOND = "20261120", "20261121"
NAMED, WHOLE = "named", "whole batch"
PAIRS = [
    ("accepted by name, then the batch rejected", (NAMED, "A2:20:PR", FIRST), (WHOLE, "A3:24:41", SECOND),
     "rejected_by_payer", 2),
    ("the batch rejected, then accepted by name", (WHOLE, "A3:24:41", FIRST), (NAMED, "A2:20:PR", FIRST),
     "accepted_by_payer", 2),
    ("accepted by name, then the batch received", (NAMED, "A2:20:PR", FIRST), (WHOLE, "A1:19:PR", SECOND),
     "accepted_by_payer", 1),
    ("the batch received twice", (WHOLE, "A1:19:PR", FIRST), (WHOLE, "A1:19:PR", SECOND), "received_by_payer", 1),
    ("the batch rejected, then accepted as a whole", (WHOLE, "A3:24:41", FIRST), (WHOLE, "A2:20:PR", SECOND),
     "accepted_by_payer", 2),
    ("the batch accepted, then accepted by name", (WHOLE, "A2:20:PR", FIRST), (NAMED, "A2:20:PR", SECOND),
     "accepted_by_payer", 2),
]  # fmt: skip


def told(claim: Claim, how: str, status: str, day: str) -> bytes:
    """A 277CA that says so, of the claim by its name or of all that it does not name."""
    if how == WHOLE:
        return answer_277(batch_status=status, day=day)
    return answer_277(about(claim, status, day=day), batch_status="F1:65", day=day)


@pytest.mark.parametrize("together", [True, False], ids=["together", "apart"])
@pytest.mark.parametrize(("story", "first", "second", "state", "answers"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_two_files_say_the_same_together_and_apart(
    world: World, story: str, first: Any, second: Any, state: str, answers: int, together: bool
) -> None:
    (claim,) = send_out(world, world.order(claims=1).content)
    arrive(world, told(claim, *first), goes_on=not together)
    arrive(world, told(claim, *second), name="second.txt")
    assert world.states() == {state: 1}
    assert world.rows("SELECT count(*) FROM exchange_claims_answer WHERE source = 'payer'") == [(answers,)]
