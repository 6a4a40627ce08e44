"""Settle work that was taken: done, put off, leased, or failed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor


def finish(*, ids: Sequence[int]) -> None:
    """Strike off work that is done."""
    with cursor() as sql:
        sql.execute("DELETE FROM foundation_queue_work WHERE id = ANY(%s)", [list(ids)])


def put_off(*, waits: Sequence[tuple[int, datetime]]) -> None:
    """Let each of these rows wait until its time (UTC). It went well so far: earlier failures count no more."""
    with cursor() as sql:
        sql.execute(
            "UPDATE foundation_queue_work SET due_at = new.due_at, leased_by = '', "
            "attempts = 0, error = '' "
            "FROM unnest(%s::bigint[], %s::timestamptz[]) AS new (id, due_at) WHERE foundation_queue_work.id = new.id",
            [[row for row, _ in waits], [until for _, until in waits]],
        )


def lease(*, ids: Sequence[int], worker: str, seconds: int) -> None:
    """Keep others away from this work for a time in which no transaction is open."""
    with cursor() as sql:
        sql.execute(
            "UPDATE foundation_queue_work SET leased_by = %s, due_at = %s WHERE id = ANY(%s)",
            [worker, now() + timedelta(seconds=seconds), list(ids)],
        )


def free(*, worker: str) -> int:
    """Give back what a dead worker had leased; returns how many rows."""
    with cursor() as sql:
        sql.execute(
            "UPDATE foundation_queue_work SET leased_by = '', due_at = %s WHERE leased_by = %s", [now(), worker]
        )
        return int(sql.rowcount)


def fail(*, ids: Sequence[int], error: str, until: datetime) -> None:
    """Count a failure; the work is taken again at ``until``. ``error`` is a class name, never a message."""
    with cursor() as sql:
        sql.execute(
            "UPDATE foundation_queue_work SET attempts = attempts + 1, error = %s, due_at = %s, leased_by = '' "
            "WHERE id = ANY(%s)",
            [error, until, list(ids)],
        )


def bury(*, work: int, error: str) -> None:
    """Make one row a dead letter, for a person to see and to retry."""
    with cursor() as sql:
        sql.execute(
            "UPDATE foundation_queue_work SET stuck_at = %s, error = %s, leased_by = '' WHERE id = %s",
            [now(), error, work],
        )


def forget(*, things: Sequence[UUID]) -> None:
    """Strike off the dead letters of these things: in their place they could not wait for that step again."""
    with cursor() as sql:
        sql.execute(
            "DELETE FROM foundation_queue_work WHERE thing_id = ANY(%s::uuid[]) AND stuck_at IS NOT NULL",
            [list(things)],
        )


def revive(*, thing: UUID) -> int:
    """Retry the dead letters of a thing; returns how many rows."""
    with cursor() as sql:
        sql.execute(
            "UPDATE foundation_queue_work SET stuck_at = NULL, attempts = 0, due_at = %s "
            "WHERE thing_id = %s AND stuck_at IS NOT NULL",
            [now(), thing],
        )
        return int(sql.rowcount)
