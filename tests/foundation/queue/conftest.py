"""A queue to look at: work put down by name, taken in transactions that a test opens and closes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.foundation.clock.move import move
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.queue.take import Taken, take
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import MakeTenant

STEP = "claims/edits.check"
NOON = datetime(2026, 9, 20, 12, tzinfo=UTC)
SEEN = "attempts, error, leased_by, stuck_at IS NOT NULL, due_at"


def thing(number: int) -> UUID:
    """The id of one thing that waits."""
    return UUID(int=number)


@dataclass
class Queue:
    """Work of one tenant, and a clock that stands until it is moved."""

    tenant: int
    owner: psycopg.Connection[Any]

    def put(self, *numbers: int, step: str = STEP, lane: str = "", after: float = 0) -> None:
        """Let things wait for a step, ``after`` seconds from noon on."""
        due_at = NOON + timedelta(seconds=after)
        with scope([self.tenant], by="test"):
            put([Due(step, self.tenant, thing(number), lane, due_at) for number in numbers])

    def at(self, seconds: float) -> None:
        """Let the clock stand so many seconds after noon."""
        move(to=NOON + timedelta(seconds=seconds))

    @contextmanager
    def taking(self, **asked: Any) -> Iterator[list[Taken]]:
        """What a worker takes, for as long as its transaction is open."""
        with scope([1], by="flow:test"):
            wanted: dict[str, Any] = {"step": STEP, "limit": 100}
            yield take(**(wanted | asked))

    def take(self, **asked: Any) -> list[int]:
        """The numbers of the things that a worker would take now; it gives them back at once."""
        with self.taking(**asked) as taken:
            return [work.thing.int for work in taken]

    def ids(self, *numbers: int) -> list[int]:
        """The rows of these things."""
        found = dict(self.owner.execute("SELECT thing_id, id FROM foundation_queue_work").fetchall())
        return [found[thing(number)] for number in numbers]

    def row(self, number: int) -> tuple[Any, ...]:
        """Attempts, error, who leases it, whether it is stuck, and when it is due, of one thing."""
        query = f"SELECT {SEEN} FROM foundation_queue_work WHERE thing_id = %s"
        (found,) = self.owner.execute(query.encode(), [thing(number)]).fetchall()
        return tuple(found)


@pytest.fixture
def queue(tenant: MakeTenant, owner: psycopg.Connection[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Queue:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    move(to=NOON)
    return Queue(tenant(), owner)
