"""Claims wait for more before they leave, as the profile of their connection says; by a clock that the test moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from clearlane.exchange.connections.add import add as add_connection
from clearlane.exchange.connections.profile import read_profile
from clearlane.exchange.connections.wait_for_more import wait_for_more
from clearlane.flows import run as runner
from clearlane.flows.steps import STEPS
from clearlane.flows.table import Gather
from clearlane.foundation.clock.move import move
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope
from tests.flows.world import BY, PROFILE, World

BUILD = "claims/batches.build"
WAIT = 60


@pytest.fixture
def tick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The clock stands twenty seconds before a tick of sixty."""
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    at = now().replace(second=0, microsecond=0)
    move(to=at - timedelta(seconds=20))
    return at


@pytest.fixture
def waiting(world: World, tick: datetime) -> World:
    """A world whose one connection waits for more."""
    profile = PROFILE.replace("gather_seconds = 0", f"gather_seconds = {WAIT}").format(port=1)
    with world.as_role("operator"), scope([1], by=BY):
        add_connection(name="sunrise", tier="production", profile=profile, by=BY)
    return world


def batches(world: World) -> list[int]:
    """How many claims each batch has, the oldest first."""
    return [claims for (claims,) in world.rows("SELECT claims FROM exchange_batches_batch ORDER BY control")]


def test_claims_of_two_files_wait_for_one_tick_and_leave_together(waiting: World, tick: datetime) -> None:
    waiting.send(waiting.order(claims=2).content)
    waiting.run()
    move(to=tick - timedelta(seconds=1))
    waiting.send(waiting.order(claims=3, seed=2).content, name="second.837")
    waiting.run()
    assert waiting.states() == {"ready": 5}
    move(to=tick)
    waiting.run()
    assert (batches(waiting), waiting.states()) == ([5], {"batched": 5})


def test_claims_that_come_after_a_tick_wait_for_the_next(waiting: World, tick: datetime) -> None:
    waiting.send(waiting.order(claims=2).content)
    waiting.run()
    move(to=tick)
    waiting.send(waiting.order(claims=3, seed=2).content, name="second.837")
    waiting.run()
    assert waiting.states() == {"batched": 2, "ready": 3}
    move(to=tick + timedelta(seconds=WAIT))
    waiting.run()
    assert batches(waiting) == [2, 3]


def test_a_full_batch_goes_without_waiting_and_the_rest_waits(waiting: World, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting.send(waiting.order(claims=5).content)
    waiting.run()
    small = replace(STEPS[BUILD], gather=Gather(up_to=2, after=wait_for_more))
    monkeypatch.setattr(runner, "following", lambda **_: STEPS["claims/batches.send"])
    with waiting.as_role("flow"):
        assert [runner.run(step=small, worker="test").taken for _ in range(3)] == [2, 2, 0]
    assert (batches(waiting), waiting.states()) == ([2, 2], {"batched": 4, "ready": 1})


def test_claims_of_a_connection_that_does_not_wait_leave_at_once(world: World, tick: datetime) -> None:
    world.send(world.order(claims=2).content)
    world.run()
    assert world.states() == {"batched": 2}


def test_a_submitter_is_told_at_once_that_his_claims_are_taken(waiting: World) -> None:
    waiting.send(waiting.order(claims=2).content)
    waiting.run()
    kinds = sorted(kind for (kind,) in waiting.rows("SELECT kind FROM foundation_outbox_mail"))
    assert kinds == ["277ca", "999", "summary"]


def test_a_profile_that_says_nothing_waits_for_a_minute() -> None:
    text = PROFILE.replace("gather_seconds = 0", "").format(port=1)
    assert read_profile(text=text).claims.gather_seconds == 60


def test_lanes_of_one_connection_have_one_tick(waiting: World, tick: datetime) -> None:
    lanes = [f"{waiting.connection}/P/005010X222/{kind}" for kind in ("CH", "RP")]
    with waiting.as_role("flow"):
        assert wait_for_more(lanes=lanes) == dict.fromkeys(lanes, tick)


def test_a_lane_of_a_connection_that_is_gone_is_an_error(waiting: World) -> None:
    with waiting.as_role("flow"), pytest.raises(KeyError):
        wait_for_more(lanes=[f"{uuid4()}/P/005010X222/CH"])
