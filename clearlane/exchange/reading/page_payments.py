"""One page of the deposits that came, the newest first: those that Home sums as paid, and no others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from clearlane.exchange.reading.claim_filter import id_at
from clearlane.exchange.reading.words import name_payer
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import current_tenants, cursor

_WHICH = """
    FROM exchange_remits_payment
    WHERE tenant_id = ANY(%(tenants)s::int[]) AND state NOT IN ('unassigned', 'assigned') AND id >= %(first)s
      AND received_at >= %(since)s AND (%(usage)s = '' OR usage = %(usage)s)
"""
_ROWS = f"""
    SELECT EXISTS (SELECT FROM directory_payers_payer AS known WHERE known.payer_id = exchange_remits_payment.payer_id),
           id, received_at, payer_name, payer_id, trace, method, paid_on, claims, cents, usage {_WHICH}
      AND (%(after)s::uuid IS NULL OR id < %(after)s) AND (%(before)s::uuid IS NULL OR id > %(before)s)
    ORDER BY id {{order}} LIMIT %(limit)s
"""
_SUM = f"SELECT count(*), coalesce(sum(cents), 0) {_WHICH}"


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A deposit as a list shows it; ``trace`` is what the bank says too, ``claims`` how many it pays."""

    id: UUID
    received_at: datetime
    payer_name: str
    payer: str
    trace: str
    method: str
    paid_on: date | None
    claims: int
    cents: int
    usage: str


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """The rows, the ids from which one goes on, and how many there are in all and what they come to."""

    rows: tuple[PaymentRow, ...]
    newer: UUID | None
    older: UUID | None
    payments: int
    cents: int


def page_payments(
    *,
    tenant: int,
    by: str,
    since: datetime,
    usage: str = "",
    after: UUID | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> PaymentPage:
    """Up to ``limit`` deposits of the scope's tenants that came at the instant ``since`` or later. Audited."""
    asked = {
        "tenants": list(current_tenants()), "first": id_at(since), "since": since,
        "usage": usage, "after": after, "before": before, "limit": limit + 1,
    }  # fmt: skip
    with cursor() as sql:
        sql.execute(_ROWS.format(order="ASC" if before else "DESC"), asked)
        found = [_row(*row) for row in sql.fetchall()]
        sql.execute(_SUM, asked)
        payments, cents = map(int, sql.fetchone())
    more, shown = len(found) > limit, found[:limit]
    rows = tuple(shown[::-1] if before else shown)
    record(tenant=tenant, event="payment:list:read", by=by, subjects=[row.id for row in rows])
    newer = rows[0].id if rows and (more if before else after) else None
    older = rows[-1].id if rows and (True if before else more) else None
    return PaymentPage(rows, newer, older, payments, cents)


def _row(is_known: bool, *columns: Any) -> PaymentRow:
    row = PaymentRow(*columns)
    known = row.payer_name if is_known else ""
    return replace(row, payer_name=name_payer(known=known, code=row.payer, usage=row.usage, told=row.payer_name))
