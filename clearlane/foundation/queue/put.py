"""Put work down: rows that say which step must take which thing, from when on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor


@dataclass(frozen=True, slots=True)
class Due:
    """One thing for one step; ``due_at`` is UTC, None is at once."""

    step: str
    tenant: int
    thing: UUID
    lane: str = ""
    due_at: datetime | None = None


_INSERT = """
    INSERT INTO foundation_queue_work (step, tenant_id, thing_id, lane, due_at, attempts, error, leased_by)
    SELECT step, tenant_id, thing_id, lane, due_at, 0, '', ''
    FROM unnest(%s::text[], %s::int[], %s::uuid[], %s::text[], %s::timestamptz[])
        AS new (step, tenant_id, thing_id, lane, due_at)
    ON CONFLICT (step, tenant_id, thing_id) DO NOTHING
"""


def put(due: Sequence[Due]) -> None:
    """Add work in the caller's transaction; what waits already is left as it is."""
    if not due:
        return
    at_once = now()
    columns = (
        [work.step for work in due],
        [work.tenant for work in due],
        [work.thing for work in due],
        [work.lane for work in due],
        [work.due_at or at_once for work in due],
    )
    with cursor() as sql:
        sql.execute(_INSERT, columns)
