"""Walk a list of claims by its keys alone: the next ids in its order, from any place, in both directions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from clearlane.exchange.reading.claim_filter import SORTS, ClaimFilter, id_at, lanes, values
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor

MANY_LANES = 32
_WINDOWS = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=16))
_LAST = UUID(int=(1 << 128) - 1)


def walk_claims(
    *, wanted: ClaimFilter, after: UUID | None = None, before: UUID | None = None, limit: int
) -> list[UUID]:
    """The ids of the next claims of the scope in the list's order; with ``before`` of those ahead, nearest first.

    Each lane gives its first rows. Of very many lanes, in the order of arrival, the present window of time is asked
    first and a wider one only where it holds too few: one statement all the same.
    """
    falls = wanted.ascending == (before is not None)
    asked = values(wanted) | {"edge": after or before, "limit": limit}
    is_wide = len(wanted.tenants) * max(1, len(wanted.places)) > MANY_LANES
    if is_wide and wanted.sort == "newest" and (falls or after or before):
        statement = _in_windows(wanted, after or before, falls, asked)
    else:
        statement = _in_order(wanted, bool(after or before), falls)
    with cursor() as sql:
        sql.execute(statement, asked)
        return [row[0] for row in sql.fetchall()]


def _in_order(wanted: ClaimFilter, has_edge: bool, falls: bool) -> str:
    column, order = SORTS[wanted.sort], "DESC" if falls else "ASC"
    keys = f"claim.id {order}" if column == "id" else f"claim.{column} {order}, claim.id {order}"
    extra = _beyond(column, falls) if has_edge else ""
    if column == "service_from":
        extra = " AND ".join(part for part in (extra, "claim.service_from IS NOT NULL") if part)
    give = "claim.id" if column == "id" else f"claim.id, claim.{column}"
    statement = lanes(wanted, give=give, ending=f"ORDER BY {keys} LIMIT %(limit)s", extra=extra)
    return f"{statement} ORDER BY {keys} LIMIT %(limit)s"


def _beyond(column: str, falls: bool) -> str:
    """The condition of what lies behind the claim ``edge`` in the order; its value is looked up, never sent."""
    sign = "<" if falls else ">"
    if column == "id":
        return f"claim.id {sign} %(edge)s"
    value = (
        f"(SELECT edge.{column} FROM exchange_claims_claim AS edge"
        " WHERE edge.tenant_id = ANY(%(tenants)s::int[]) AND edge.id = %(edge)s)"
    )
    return f"(claim.{column}, claim.id) {sign} ({value}, %(edge)s)"


def _in_windows(wanted: ClaimFilter, edge: UUID | None, falls: bool, asked: dict[str, Any]) -> str:
    """Windows of time that grow away from the edge, each asked only while those before it hold too few rows."""
    order = "DESC" if falls else "ASC"
    parts, names = [], [f"part{n}" for n in range(len(_WINDOWS) + 1)]
    asked |= {f"bound{n}": bound for n, bound in enumerate(_bounds(edge, falls))}
    for n, name in enumerate(names):
        near, far = (f"%(bound{n})s", f"%(bound{n + 1})s")
        extra = f"claim.id < {near} AND claim.id >= {far}" if falls else f"claim.id > {near} AND claim.id <= {far}"
        inner = lanes(wanted, give="claim.id", ending=f"ORDER BY claim.id {order} LIMIT %(limit)s", extra=extra)
        enough = "".join(f" + (SELECT count(*) FROM {one})" for one in names[:n])
        parts.append(
            f"{name} AS MATERIALIZED (SELECT id FROM ({inner}) AS claim WHERE (0{enough}) < %(limit)s"
            f" ORDER BY id {order} LIMIT %(limit)s)"
        )
    found = " UNION ALL ".join(f"SELECT id FROM {name}" for name in names)
    return f"WITH {', '.join(parts)} SELECT id FROM ({found}) AS found ORDER BY id {order} LIMIT %(limit)s"


def _bounds(edge: UUID | None, falls: bool) -> list[UUID]:
    """The edge, the ends of the windows, and the end of all."""
    start = edge or id_at(now() + timedelta(minutes=1))
    at = datetime.fromtimestamp((start.int >> 80) / 1000, tz=now().tzinfo)
    ends = [id_at(at - each if falls else at + each) for each in _WINDOWS]
    return [start, *ends, UUID(int=0) if falls else _LAST]
