"""Make the partitions of the months to come; nobody else makes any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import connections, transaction

from clearlane.foundation.clock.read import today
from clearlane.foundation.partitions.identify import first_id

AHEAD = timedelta(days=183)
_OWNER = "clearlane_owner"
_SUFFIX = re.compile(r"_y(\d{4})m(\d{2})$")
_LOCK = 7_205_001


def ensure(*, until: date | None = None) -> list[str]:
    """Make each missing monthly partition of each partitioned table, from last month to ``until``; gives their names.

    ``until`` is six months ahead where it is not given. Runs as the owner, on the connection ``default``. Row security
    is forced on each partition and nothing is granted on it: a partition is reached through its table only.
    """
    last = until or today() + AHEAD
    with transaction.atomic(using="default", durable=True), connections["default"].cursor() as cur:
        cur.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        return [name for table in partitioned(cur) for name in _fill(cur, table, last)]


def partitioned(cur: Any) -> list[str]:
    """The names of all partitioned tables."""
    cur.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace ORDER BY relname"
    )
    return [name for (name,) in cur.fetchall()]


def months_of(cur: Any, table: str) -> list[date]:
    """The months for which a table has partitions, ascending."""
    cur.execute(
        "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
        " WHERE i.inhparent = %s::regclass ORDER BY 1",
        [f'public."{table}"'],
    )
    found = (_SUFFIX.search(name) for (name,) in cur.fetchall())
    return sorted(date(int(match[1]), int(match[2]), 1) for match in found if match)


def _fill(cur: Any, table: str, last: date) -> Iterator[str]:
    """Make the missing months of one table, without a gap after those it has."""
    has = months_of(cur, table)
    start = _previous(today())
    if has and has[-1] < start:
        start = has[-1]
    for month in _months(start, last):
        if month not in has:
            yield _make(cur, table, month)


def _make(cur: Any, table: str, month: date) -> str:
    """Make one partition, closed to all but the owner."""
    name = f"{table}_y{month.year:04d}m{month.month:02d}"
    low, high = first_id(month), first_id(following(month))
    cur.execute(f"CREATE TABLE \"{name}\" PARTITION OF \"{table}\" FOR VALUES FROM ('{low}') TO ('{high}')")
    cur.execute(f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY')
    cur.execute(f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY')
    cur.execute(f'CREATE POLICY owner ON "{name}" FOR ALL TO {_OWNER} USING (true) WITH CHECK (true)')
    return name


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = following(month)


def following(month: date) -> date:
    """The first day of the next month."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _previous(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
