"""Take due work: its rows stay locked until the transaction ends, so that two workers never hold the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor


@dataclass(frozen=True, slots=True)
class Taken:
    """One row of work that this transaction holds."""

    id: int
    tenant: int
    thing: UUID
    lane: str
    attempts: int


_COLUMNS = "SELECT id, tenant_id, thing_id, lane, attempts FROM foundation_queue_work"
_DUE = "step = %(step)s AND stuck_at IS NULL AND due_at <= %(now)s"
_ANY = f"{_COLUMNS} WHERE {_DUE} ORDER BY due_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED"
_OLDEST = f"""
    SELECT lane FROM (SELECT lane, due_at, id FROM foundation_queue_work WHERE {_DUE} ORDER BY due_at, id
                      LIMIT %(looked_at)s FOR UPDATE SKIP LOCKED) AS due
    GROUP BY lane ORDER BY min(due_at), min(id) LIMIT %(lanes)s
"""
_OF_LANES = f"""{_COLUMNS}
    WHERE {_DUE} AND lane = ANY(%(of)s::text[]) ORDER BY array_position(%(of)s::text[], lane), id
    LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
_FULL = """
    SELECT lane FROM foundation_queue_work
    WHERE step = %(step)s AND stuck_at IS NULL AND due_at > %(now)s AND attempts = 0
    GROUP BY lane HAVING count(*) >= %(limit)s ORDER BY min(id) LIMIT 1
"""
_OF_FULL = f"""{_COLUMNS}
    WHERE step = %(step)s AND stuck_at IS NULL AND lane = %(lane)s AND attempts = 0
    ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
_THESE = f"{_COLUMNS} WHERE id = ANY(%(these)s) AND stuck_at IS NULL ORDER BY id FOR UPDATE SKIP LOCKED"


def take(*, step: str, limit: int, lanes: int | None = None, these: Sequence[int] | None = None) -> list[Taken]:
    """The next work for a step, oldest first.

    ``lanes`` takes from so many lanes only: those of the oldest rows, and where none is due, one that has ``limit``
    rows, which need not wait for more. ``these`` takes exactly these rows, where they still wait. Returns an empty
    list when nothing is due or others hold it.
    """
    asked = {
        "step": step,
        "now": now(),
        "limit": limit,
        "lanes": lanes,
        "looked_at": 1 if lanes == 1 else limit,
        "these": list(these or ()),
    }
    if these is not None:
        return _rows(_THESE, asked)
    if lanes is None:
        return _rows(_ANY, asked)
    oldest = _lanes(asked)
    return _rows(_OF_LANES, {**asked, "of": oldest}) if oldest else _of_a_full_lane(asked)


def _lanes(asked: dict[str, object]) -> list[str]:
    with cursor() as sql:
        sql.execute(_OLDEST, asked)
        return [lane for (lane,) in sql.fetchall()]


def _of_a_full_lane(asked: dict[str, object]) -> list[Taken]:
    """The first rows of a lane that has as many as are taken at once; none where others hold some of them."""
    with cursor() as sql:
        sql.execute(_FULL, asked)
        full = sql.fetchone()
    found = _rows(_OF_FULL, {**asked, "lane": full[0]}) if full else []
    return found if len(found) == asked["limit"] else []


def _rows(query: str, asked: dict[str, object]) -> list[Taken]:
    with cursor() as sql:
        sql.execute(query, asked)
        return [Taken(*row) for row in sql.fetchall()]
