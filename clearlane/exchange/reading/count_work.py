"""How much waits for a person: the counts beside the entries of the navigation, read on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from clearlane.exchange.reading.words import CLAIM_WORDS
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor

CLAIM_DAYS, FILE_DAYS = 90, 7
STOPPED = tuple(state for state, word in CLAIM_WORDS.items() if word in {"Rejected", "Held"})
_KEPT = timedelta(seconds=20)
_MANY, _MOST = 25, 256
_COUNT = """
    SELECT (SELECT coalesce(sum(n), 0) FROM exchange_claims_claimcount
            WHERE tenant_id = ANY(%(tenants)s) AND day >= %(claims_since)s AND state = ANY(%(stopped)s)),
           (SELECT count(*) FROM exchange_intake_file
            WHERE tenant_id = ANY(%(tenants)s) AND received_at >= %(files_since)s
              AND direction = 'in' AND state = 'unreadable')
"""
_counted: dict[tuple[int, ...], tuple[datetime, Work]] = {}


@dataclass(frozen=True, slots=True)
class Work:
    """Claims of the last 90 days that are stopped, and files of the last 7 that could not be read."""

    claims: int
    files: int


def count_work(*, tenants: tuple[int, ...]) -> Work:
    """The work of these tenants of the scope. For more than 25 of them it may be 20 seconds old: each page asks."""
    at = now()
    if len(tenants) <= _MANY:
        return _count(tenants, at)
    counted, work = _counted.get(tenants, (None, None))
    if counted is None or work is None or not timedelta() <= at - counted < _KEPT:
        work = _count(tenants, at)
        if len(_counted) >= _MOST:
            _counted.clear()
        _counted[tenants] = at, work
    return work


def _count(tenants: tuple[int, ...], at: datetime) -> Work:
    given = {
        "tenants": list(tenants),
        "stopped": list(STOPPED),
        "claims_since": (at - timedelta(days=CLAIM_DAYS)).date(),
        "files_since": at - timedelta(days=FILE_DAYS),
    }
    with cursor() as sql:
        sql.execute(_COUNT, given)
        claims, files = sql.fetchone()
    return Work(int(claims), int(files))
