"""Money by week: what was submitted, from the register of counts, and what was paid, from the deposits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clearlane.exchange.reading.claim_filter import id_at
from clearlane.exchange.reading.words import word_of
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import current_tenants, cursor

WEEKS = 12
UNDECIDED = ("Received", "Held", "Void")
"""Whether such a claim passes at the first try is not known yet, or never will be: it was withdrawn."""
_DAYS = """
    SELECT day, state, decision, sum(n), sum(cents) FROM exchange_claims_claimcount
    WHERE tenant_id = ANY(%s::int[]) AND day >= %s AND (%s = '' OR usage = %s) GROUP BY day, state, decision
"""
_PAID = """
    SELECT (received_at AT TIME ZONE %s)::date, count(*), sum(cents) FROM exchange_remits_payment
    WHERE tenant_id = ANY(%s::int[]) AND id >= %s AND (%s = '' OR usage = %s)
      AND state NOT IN ('unassigned', 'assigned') GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its Monday: cents submitted and paid."""

    monday: date
    submitted: int
    paid: int


@dataclass(frozen=True, slots=True)
class Money:
    """The weeks, oldest first; the present month (claims and cents submitted, payments and cents paid); and of the
    last four weeks (from the Monday ``since``) how many claims were decided at our door, and how many rejected."""

    weeks: tuple[Week, ...]
    claims: int
    submitted: int
    payments: int
    paid: int
    since: date
    came: int
    rejected: int


def sum_weeks(*, client: int | None = None, usage: str = "", at: date | None = None, zone: str = "UTC") -> Money:
    """The money of the scope's tenants (of one of them); of one usage alone where it is given (reading/told_usage).

    ``at`` is the present day of who asks, and ``zone`` that in which deposits have their days; claims have those of
    the register, in UTC: what came since midnight there is of the present day where that is not over.
    """
    at = at or today()
    first = at - timedelta(days=at.weekday(), weeks=WEEKS - 1)
    tenants = [each for each in current_tenants() if client in (None, each)]
    with cursor() as sql:
        sql.execute(_DAYS, [tenants, first, usage, usage])
        days = [(min(day, at), *more) for day, *more in sql.fetchall()]
        sql.execute(_PAID, [zone, tenants, id_at(datetime.combine(first, time(), ZoneInfo(zone))), usage, usage])
        paid = [(min(day, at), *more) for day, *more in sql.fetchall()]
    month, recent = at.replace(day=1), at - timedelta(days=at.weekday(), weeks=3)
    words = [(word_of(state=s, decision=d), int(n)) for day, s, d, n, _ in days if day >= recent]
    came = [(word, n) for word, n in words if word not in UNDECIDED]
    return Money(
        weeks=tuple(_week(first + timedelta(weeks=n), days, paid) for n in range(WEEKS)),
        claims=sum(int(n) for day, _, _, n, _ in days if day >= month),
        submitted=sum(int(cents) for day, _, _, _, cents in days if day >= month),
        payments=sum(n for day, n, _ in paid if day >= month),
        paid=sum(int(cents) for day, _, cents in paid if day >= month),
        since=recent,
        came=sum(n for _, n in came),
        rejected=sum(n for word, n in came if word == "Rejected"),
    )


def _week(monday: date, days: list[tuple[date, str, str, int, int]], paid: list[tuple[date, int, int]]) -> Week:
    end = monday + timedelta(weeks=1)
    return Week(
        monday,
        sum(int(cents) for day, *_, cents in days if monday <= day < end),
        sum(int(cents) for day, _, cents in paid if monday <= day < end),
    )
