"""How many files an organization sent, and how many of them failed."""

from __future__ import annotations

from datetime import datetime

from clearlane.foundation.tenancy.connection import cursor

MOST = 10_001
"""No more are counted: what is above is told as about so many."""

_SOME = """
    (SELECT count(*) FROM (
        SELECT FROM exchange_intake_file WHERE tenant_id = %(tenant)s AND direction = 'in' {which}
          AND (%(usage)s = '' OR usage IN ('', %(usage)s))
          AND (%(since)s::timestamptz IS NULL OR received_at >= %(since)s)
          AND (%(until)s::timestamptz IS NULL OR received_at < %(until)s) LIMIT %(most)s) AS found)
"""
_COUNT = f"SELECT {_SOME.format(which='')}, {_SOME.format(which='AND failed')}"


def count_files(
    *, tenant: int, usage: str = "", since: datetime | None = None, until: datetime | None = None
) -> tuple[int, int]:
    """All that a tenant of the scope sent in a time (of one usage, or of one that nobody could read), and those of them
    of which nothing was taken."""
    with cursor() as sql:
        sql.execute(_COUNT, {"tenant": tenant, "usage": usage, "since": since, "until": until, "most": MOST})
        every, failed = sql.fetchone()
    return int(every), int(failed)
