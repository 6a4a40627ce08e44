"""What came of some files of one's own: those that were sent a moment ago."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from clearlane.exchange.reading.page_files import COLUMNS, FileRow, tell_files
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import cursor

MOST = 50
_LANDED = f"""
    SELECT {COLUMNS} FROM exchange_intake_file AS file
    WHERE tenant_id = %s AND id = ANY(%s::uuid[]) AND direction = 'in' ORDER BY id
"""


def list_landed(*, tenant: int, ids: Sequence[UUID], by: str) -> tuple[FileRow, ...]:
    """Those of these files that are the tenant's, in the order in which they came. Audited as the list is.

    Inside a scope of the tenant and of those whose claims it may see.
    """
    if not ids:
        return ()
    with cursor() as sql:
        sql.execute(_LANDED, [tenant, list(ids)[:MOST]])
        rows = tell_files(tenant=tenant, files=sql.fetchall())
    if rows:
        record(tenant=tenant, event="file:list:read", by=by, subjects=[row.id for row in rows])
    return rows
