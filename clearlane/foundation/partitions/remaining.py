"""How long the partitions that exist will do."""

from __future__ import annotations

from datetime import date

from clearlane.foundation.clock.read import today
from clearlane.foundation.partitions.ensure import following, months_of, partitioned
from clearlane.foundation.tenancy.connection import cursor

WARN_UNDER = 45


def remaining() -> int:
    """Days until the first partitioned table has no partition for a new row; 0 where it has none now.

    Any role may ask. ``doctor`` and ``/readyz`` warn under WARN_UNDER days.
    """
    with cursor() as cur:
        ends = [_end(months_of(cur, table)) for table in partitioned(cur)]
    return max(0, min(((end - today()).days for end in ends), default=0))


def _end(months: list[date]) -> date:
    """The first day that is not covered, counting from this month on."""
    month = today().replace(day=1)
    while month in months:
        month = following(month)
    return month
