"""How much waits for a person: the counts beside the entries of the navigation, read on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from clearlane.exchange.reading.list_needs import STOPPED
from clearlane.exchange.reading.words import places_of
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor

CLAIM_DAYS, FILE_DAYS = 90, 7
_PLACES = places_of(words=STOPPED)
_KEPT = timedelta(seconds=20)
_MANY, _MOST = 25, 256
_COUNT = """
    SELECT (SELECT coalesce(sum(n), 0) FROM exchange_claims_claimcount
            WHERE tenant_id = ANY(%(tenants)s) AND day >= %(claims_since)s AND (%(usage)s = '' OR usage = %(usage)s)
              AND (state, decision) IN (SELECT * FROM unnest(%(states)s::text[], %(decisions)s::text[]))),
           (SELECT count(*) FROM exchange_intake_file
            WHERE tenant_id = %(sender)s AND received_at >= %(files_since)s AND direction = 'in' AND failed
              AND (%(usage)s = '' OR usage IN ('', %(usage)s)))
"""
_counted: dict[tuple[int, str, tuple[int, ...]], tuple[datetime, Work]] = {}


@dataclass(frozen=True, slots=True)
class Work:
    """Claims of the last 90 days that are stopped or denied, and files of the last 7 of which nothing was taken."""

    claims: int
    files: int


def count_work(*, sender: int, tenants: tuple[int, ...], usage: str = "") -> Work:
    """Claims of these tenants of the scope, and files of the ``sender`` whose list of files it is (of one usage).

    For more than 25 of them it may be 20 seconds old: each page asks.
    """
    at = now()
    if len(tenants) <= _MANY:
        return _count(sender, tenants, usage, at)
    counted, work = _counted.get((sender, usage, tenants), (None, None))
    if counted is None or work is None or not timedelta() <= at - counted < _KEPT:
        work = _count(sender, tenants, usage, at)
        if len(_counted) >= _MOST:
            _counted.clear()
        _counted[sender, usage, tenants] = at, work
    return work


def _count(sender: int, tenants: tuple[int, ...], usage: str, at: datetime) -> Work:
    given = {
        "sender": sender,
        "tenants": list(tenants),
        "usage": usage,
        "states": [state for state, _ in _PLACES],
        "decisions": [decision for _, decision in _PLACES],
        "claims_since": (at - timedelta(days=CLAIM_DAYS)).date(),
        "files_since": at - timedelta(days=FILE_DAYS),
    }
    with cursor() as sql:
        sql.execute(_COUNT, given)
        claims, files = sql.fetchone()
    return Work(int(claims), int(files))
