"""How many files an organization sent, and how many of them failed."""

from __future__ import annotations

from datetime import datetime

from clearlane.foundation.tenancy.connection import cursor

MOST = 10_001
"""No more are counted: what is above is told as about so many."""

_SOME = """
    (SELECT count(*) FROM (
        SELECT FROM exchange_intake_file WHERE tenant_id = %(tenant)s AND direction = 'in' {which}
          AND (%(since)s::timestamptz IS NULL OR received_at >= %(since)s)
          AND (%(until)s::timestamptz IS NULL OR received_at < %(until)s) LIMIT %(most)s) AS found)
"""
_COUNT = f"SELECT {_SOME.format(which='')}, {_SOME.format(which='AND failed')}"


def count_files(*, tenant: int, since: datetime | None = None, until: datetime | None = None) -> tuple[int, int]:
    """All that a tenant of the scope sent in a time, and those of them of which nothing was taken."""
    with cursor() as sql:
        sql.execute(_COUNT, {"tenant": tenant, "since": since, "until": until, "most": MOST})
        every, failed = sql.fetchone()
    return int(every), int(failed)
