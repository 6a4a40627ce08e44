"""Read the entries that one block covers, in the order in which they are folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

COLUMNS = (
    "entry.id, entry.tenant_id, entry.at AT TIME ZONE 'UTC', entry.event, entry.by, entry.correlation,"
    " entry.subjects::text, entry.xid, entry.cluster, entry.detail::text"
)
_OF_ALL = f"""
    SELECT {COLUMNS} FROM foundation_audit_entry AS entry
    JOIN unnest(%s::int[], %s::bigint[], %s::bigint[], %s::bigint[]) AS span (tenant_id, cluster, from_xid, to_xid)
      ON entry.tenant_id = span.tenant_id AND entry.cluster = span.cluster
     AND entry.xid >= span.from_xid AND entry.xid < span.to_xid
    ORDER BY entry.tenant_id, entry.id
"""


def read_entries_of_all(cur: Any, *, spans: Mapping[int, tuple[int, int, int]]) -> dict[int, list[tuple[Any, ...]]]:
    """By tenant the entries of transactions in his span (cluster, from_xid, to_xid), by id; one statement for all."""
    found: dict[int, list[tuple[Any, ...]]] = {tenant: [] for tenant in spans}
    clusters, starts, ends = zip(*spans.values(), strict=True) if spans else ((), (), ())
    cur.execute(_OF_ALL, [list(spans), list(clusters), list(starts), list(ends)])
    for entry in cur.fetchall():
        found[entry[1]].append(entry)
    return found


def read_entries(cur: Any, *, tenant: int, span: tuple[int, int, int]) -> list[tuple[Any, ...]]:
    """Those of one tenant."""
    return read_entries_of_all(cur, spans={tenant: span})[tenant]
