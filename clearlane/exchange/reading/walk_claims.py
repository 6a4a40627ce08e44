"""Walk a list of claims by its keys alone: the next ids in its order, from any place, in both directions."""

from __future__ import annotations

from uuid import UUID

from clearlane.exchange.reading.claim_filter import SORTS, ClaimFilter, across, every_place, lanes, together, values
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.in_order import in_order
from clearlane.vocabulary.outcome import Ref

_KEY = "claim.id, claim.tenant_id"
MANY_LANES = 300
"""Each lane costs about 0.05 ms, however many claims there are."""


def walk_claims(
    *, wanted: ClaimFilter, after: UUID | None = None, before: UUID | None = None, limit: int
) -> list[UUID]:
    """The ids of the next claims of the scope in the list's order; with ``before`` of those ahead, nearest first."""
    return [ref.id for ref in walk_refs(wanted=wanted, after=after, before=before, limit=limit)]


def walk_refs(*, wanted: ClaimFilter, after: UUID | None = None, before: UUID | None = None, limit: int) -> list[Ref]:
    """The same with whose they are, so that their rows are sought among those tenants alone.

    Each lane gives its first rows. Of very many lanes, in the order of arrival, each place gives its first rows. Those
    of a file or of a search are few: they are gathered and sorted.
    """
    falls = wanted.ascending == (before is not None)
    asked = values(wanted) | {"edge": after or before, "limit": limit}
    has_edge = bool(after or before)
    walk = _across if goes_across(wanted) else _in_order
    gathers = walk is _in_order and (limit == 1 or goes_together(wanted))
    with cursor() if gathers else in_order() as sql:
        sql.execute(walk(wanted, has_edge, falls), asked | (every_place(wanted) if walk is _across else {}))
        return [Ref(row[1], row[0]) for row in sql.fetchall()]


def goes_across(wanted: ClaimFilter) -> bool:
    """Whether so many lanes are asked for that a list is read across all tenants."""
    return _is_wide(wanted) and not _is_narrow(wanted) and wanted.sort == "newest"


def goes_together(wanted: ClaimFilter) -> bool:
    """Whether so few claims are asked for, in so many lanes, that they are gathered first."""
    return _is_wide(wanted) and _is_narrow(wanted)


def _is_wide(wanted: ClaimFilter) -> bool:
    return len(wanted.tenants) * max(1, len(wanted.places)) > MANY_LANES


def _is_narrow(wanted: ClaimFilter) -> bool:
    return wanted.file is not None or wanted.ids is not None


def _in_order(wanted: ClaimFilter, has_edge: bool, falls: bool) -> str:
    column, order = SORTS[wanted.sort], "DESC" if falls else "ASC"
    keys = f"claim.id {order}" if column == "id" else f"claim.{column} {order}, claim.id {order}"
    extra = _beyond(column, falls) if has_edge else ""
    if column == "service_from":
        extra = " AND ".join(part for part in (extra, "claim.service_from IS NOT NULL") if part)
    give = _KEY if column == "id" else f"{_KEY}, claim.{column}"
    select = together if goes_together(wanted) else lanes
    statement = select(wanted, give=give, ending=f"ORDER BY {keys} LIMIT %(limit)s", extra=extra)
    return statement if goes_together(wanted) else f"{statement} ORDER BY {keys} LIMIT %(limit)s"


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


def _across(wanted: ClaimFilter, has_edge: bool, falls: bool) -> str:
    """The first rows of each place, whosever they are: an index has them in order, and those of strangers are passed
    by. Where it pays, the tenants asked for have a good part of all claims."""
    order = "DESC" if falls else "ASC"
    extra = _beyond("id", falls) if has_edge else ""
    inner = across(wanted, give=_KEY, ending=f"ORDER BY claim.id {order} LIMIT %(limit)s", extra=extra)
    return f"{inner} ORDER BY claim.id {order} LIMIT %(limit)s"
