"""Read the entries that one block covers, in the order in which they are folded."""

from __future__ import annotations

from typing import Any

COLUMNS = "id, tenant_id, at AT TIME ZONE 'UTC', event, by, correlation, subjects::text, xid, cluster, detail::text"


def read_entries(cur: Any, *, tenant: int, span: tuple[int, int, int]) -> list[tuple[Any, ...]]:
    """The entries of a tenant whose transactions lie in ``span`` (cluster, from_xid, to_xid), by id."""
    cur.execute(
        f"SELECT {COLUMNS} FROM foundation_audit_entry"
        " WHERE tenant_id = %s AND cluster = %s AND xid >= %s AND xid < %s ORDER BY id",
        [tenant, *span],
    )
    found: list[tuple[Any, ...]] = cur.fetchall()
    return found
