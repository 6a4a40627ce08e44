"""Fold the register of counts: each move adds rows to it, and a page that sums it should read few.

Days that are over are kept as weeks, cut where a month begins, so that weeks and months still come out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import cursor

DAYS = timedelta(days=4)
"""For so long days are kept as days: Home tells what came today, yesterday, and what has been silent for three."""

_FOLD = """
    WITH crowded AS (
        SELECT tenant_id, greatest(date_trunc('week', day), date_trunc('month', day))::date AS kept
        FROM exchange_claims_claimcount WHERE tenant_id = ANY(%(tenants)s::int[]) AND day < %(until)s
        GROUP BY tenant_id, kept, usage, state, decision HAVING count(*) > 1
        UNION
        SELECT tenant_id, day FROM exchange_claims_claimcount WHERE tenant_id = ANY(%(tenants)s::int[])
           AND day >= %(until)s GROUP BY tenant_id, day, usage, state, decision HAVING count(*) > 1
    ), gone AS (
        DELETE FROM exchange_claims_claimcount AS one USING crowded
        WHERE one.tenant_id = ANY(%(tenants)s::int[]) AND one.tenant_id = crowded.tenant_id
          AND CASE WHEN one.day < %(until)s
              THEN greatest(date_trunc('week', one.day), date_trunc('month', one.day))::date ELSE one.day END
              = crowded.kept
        RETURNING one.tenant_id, crowded.kept, usage, state, decision, n, cents
    )
    INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, decision, n, cents)
    SELECT gen_random_uuid(), tenant_id, kept, usage, state, decision, sum(n), sum(cents) FROM gone
    GROUP BY tenant_id, kept, usage, state, decision HAVING sum(n) <> 0 OR sum(cents) <> 0
"""


def fold_counts(*, tenants: Sequence[int]) -> int:
    """Make one row of those that differ in number alone, inside a scope of these tenants; gives how many were made.

    Whoever reads meanwhile sees them before or after; whoever adds one is not waited for.
    """
    with cursor() as sql:
        sql.execute(_FOLD, {"tenants": list(tenants), "until": today() - DAYS})
        return int(sql.rowcount)


def kept_as(day: date, *, at: date) -> date:
    """The day under which a day's counts stand after folding, seen from ``at``."""
    if day >= at - DAYS:
        return day
    return max(day - timedelta(days=day.weekday()), day.replace(day=1))
