"""Read a worklist, the oldest first: what has waited longest is looked at first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Ref

_FIND = """
    SELECT tenant_id, id, kind, reason, subject_kind, subject_id, note, raised_at, raised_by, closed_at, closed_by
    FROM exchange_worklists_item
    WHERE (%(kind)s = '' OR kind = %(kind)s) AND (%(reason)s = '' OR reason = %(reason)s)
        AND (closed_at IS NULL) = %(is_open)s
    ORDER BY raised_at, id LIMIT %(limit)s
"""
_ABOUT = """
    SELECT DISTINCT tenant_id, subject_id FROM exchange_worklists_item
    WHERE subject_id = ANY(%s::uuid[]) AND closed_at IS NULL ORDER BY 1, 2
"""
_COUNT = """
    SELECT kind, reason, count(*) FROM exchange_worklists_item
    WHERE (closed_at IS NULL) = %s GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it stands on the list."""

    tenant: int
    id: UUID
    kind: str
    reason: str
    subject_kind: str
    subject_id: UUID
    note: str
    raised_at: datetime
    raised_by: str
    closed_at: datetime | None
    closed_by: str | None


def find(*, kind: str = "", reason: str = "", is_open: bool = True, limit: int = 100) -> tuple[Item, ...]:
    """The items of the scope's tenants, oldest first; kind "" means every list, reason "" every reason."""
    with cursor() as sql:
        sql.execute(_FIND, {"kind": kind, "reason": reason, "is_open": is_open, "limit": limit})
        return tuple(Item(*row) for row in sql.fetchall())


def find_about(*, subjects: Sequence[UUID]) -> tuple[Ref, ...]:
    """Those of these things about which an item is open in the scope's tenants, ascending."""
    with cursor() as sql:
        sql.execute(_ABOUT, [list(subjects)])
        return tuple(Ref(*row) for row in sql.fetchall())


def count(*, is_open: bool = True) -> dict[tuple[str, str], int]:
    """How many items are open, or dealt with, in the scope's tenants, by list and reason."""
    with cursor() as sql:
        sql.execute(_COUNT, [is_open])
        return {(kind, reason): n for kind, reason, n in sql.fetchall()}
