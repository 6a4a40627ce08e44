"""Questions to the work that waits."""

from __future__ import annotations

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor


def steps_due() -> list[str]:
    """The names of the steps that have something due, the one that waits longest first."""
    with cursor() as sql:
        sql.execute(
            "SELECT step FROM foundation_queue_work WHERE stuck_at IS NULL AND due_at <= %s "
            "GROUP BY step ORDER BY min(due_at)",
            [now()],
        )
        return [step for (step,) in sql.fetchall()]


def count_stuck() -> int:
    """How many things stand still at a step that failed again and again, whoever they belong to."""
    with cursor() as sql:
        sql.execute("SELECT count(*) FROM foundation_queue_work WHERE stuck_at IS NOT NULL")
        return int(sql.fetchone()[0])
