"""What a worker remembers of a claim is what it would read anew, is given once, and never grows without end."""

from __future__ import annotations

from uuid import UUID

import pytest

from clearlane.exchange.claims import remember as memory
from clearlane.exchange.claims.recall import recall, recall_submitted, submitted
from clearlane.exchange.claims.remember import MOST, Reading, remember, take_remembered
from clearlane.flows.run import run
from clearlane.flows.steps import STEPS
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from clearlane.vocabulary.submitted_claim import SubmittedClaim
from tests.flows.world import BY, World

NOTHING = SubmittedClaim(())


def reading(number: int, *, delimiters: str = "*:~^") -> Reading:
    return Reading(UUID(int=number), "005010X222A1", delimiters, 0, 10)


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_held", {})


def test_a_claim_is_given_once() -> None:
    remember({reading(1): NOTHING})
    assert take_remembered(reading(1)) is NOTHING
    assert take_remembered(reading(1)) is None


def test_a_claim_whose_row_says_otherwise_by_now_is_not_given() -> None:
    remember({reading(1): NOTHING})
    assert take_remembered(reading(1, delimiters="|:~^")) is None


def test_of_too_many_the_oldest_are_let_go() -> None:
    remember({reading(n): NOTHING for n in range(MOST)})
    remember({reading(n): NOTHING for n in range(MOST, MOST + 3)})
    assert [take_remembered(reading(n)) for n in range(4)] == [None, None, None, NOTHING]
    assert take_remembered(reading(MOST + 2)) is NOTHING


def test_what_is_remembered_is_what_would_be_read_anew(world: World) -> None:
    world.send(world.order(claims=12).content)
    with world.as_role("flow"):
        for step in ("claims/interchanges.read", "claims/claims.extract"):
            run(step=STEPS[step], worker="test")
    chunk = [Ref(tenant, id) for tenant, id in world.rows("SELECT tenant_id, id FROM exchange_claims_claim")]
    assert len(memory._held) == len(chunk) == 12
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        anew = {one.row.id: submitted(one) for one in recall(chunk=chunk)}
        remembered = dict(memory._held.items())
        told = {row.id: claim for row, claim in recall_submitted(chunk=chunk)}
    assert told == anew == {key.id: claim for key, claim in remembered.items()}
    assert memory._held == {}
