"""One page of a list of claims: keyset paging in both directions, the newest first unless another order is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from clearlane.exchange.reading.claim_filter import BY_PAYER, ClaimFilter, soon
from clearlane.exchange.reading.plain_codes import tell_adjustments, tell_status
from clearlane.exchange.reading.read_statuses import read_statuses
from clearlane.exchange.reading.walk_claims import walk_refs
from clearlane.exchange.reading.words import name_payer, word_of
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Ref

MOST = 500
_ROWS = """
    SELECT claim.id, claim.tenant_id, tenant.name, claim.state, claim.decision, claim.by_whom, claim.usage,
           claim.patient_control_number, claim.trace_number, claim.patient_last, claim.patient_first,
           claim.service_from, claim.payer_code, payer.name, claim.total_cents, claim.received_at,
           finding.finding, answer.statuses, decided.paid_cents, decided.body
    FROM unnest(%(owners)s::int[], %(ids)s::uuid[]) WITH ORDINALITY AS wanted (tenant_id, id, place)
    CROSS JOIN LATERAL (
        SELECT * FROM exchange_claims_claim AS one
        WHERE one.tenant_id = wanted.tenant_id AND one.id = wanted.id AND one.id < %(soon)s LIMIT 1) AS claim
    JOIN foundation_tenancy_tenant AS tenant ON tenant.id = claim.tenant_id
    LEFT JOIN directory_payers_payer AS payer ON payer.payer_id = claim.payer_code
    LEFT JOIN LATERAL (
        SELECT finding FROM exchange_claims_claimfinding AS one
        WHERE one.tenant_id = claim.tenant_id AND one.claim_id = claim.id AND one.claim_id < %(soon)s
          AND one.disposition <> 'warn'
          AND claim.state IN ('rejected', 'held') ORDER BY seq LIMIT 1) AS finding ON true
    LEFT JOIN LATERAL (
        SELECT statuses FROM exchange_claims_answer AS one
        WHERE one.tenant_id = claim.tenant_id AND one.claim_id = claim.id AND one.id < %(soon)s AND one.source = 'payer'
          AND claim.state = 'rejected_by_payer' ORDER BY id DESC LIMIT 1) AS answer ON true
    LEFT JOIN LATERAL (
        SELECT sum(paid_cents)::bigint AS paid_cents, (array_agg(body ORDER BY seq DESC))[1] AS body
        FROM exchange_remits_adjudication AS one
        WHERE one.tenant_id = claim.tenant_id AND one.claim_id = claim.id AND one.claim_id < %(soon)s
          AND claim.decision <> '') AS decided ON true
    ORDER BY wanted.place
"""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as a list shows it; ``why`` is the first reason why it stands where it does, in words."""

    id: UUID
    tenant: int
    client: str
    state: str
    word: str
    by: str
    usage: str
    number: str
    trace: str
    last: str
    first: str
    service: date | None
    payer: str
    payer_name: str
    cents: int
    paid: int | None
    received_at: datetime
    why: str

    @property
    def patient(self) -> str:
        """Last, First."""
        return ", ".join(part for part in (self.last, self.first) if part)


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """The rows, and the ids from which one goes on: ``newer`` before the first, ``older`` behind the last."""

    rows: tuple[ClaimRow, ...]
    newer: UUID | None
    older: UUID | None


def page_claims(
    *,
    wanted: ClaimFilter,
    tenant: int,
    by: str,
    after: UUID | None = None,
    before: UUID | None = None,
    limit: int = 50,
    event: str = "claim:list:read",
) -> ClaimPage:
    """Up to ``limit`` claims of the scope's tenants behind ``after`` or ahead of ``before`` in the list's order.

    One audit entry in the trail of ``tenant``, who asks, names them all. Claims without a day of service are not in
    the order by it.
    """
    most = max(1, min(limit, MOST))
    refs = walk_refs(wanted=wanted, after=after, before=before, limit=most + 1)
    more, shown = len(refs) > most, refs[:most]
    if before is not None:
        shown = shown[::-1]
    rows = _rows(shown)
    record(tenant=tenant, event=event, by=by, subjects=[row.id for row in rows])
    has_newer = more if before is not None else after is not None
    has_older = more if before is None else True
    return ClaimPage(rows, rows[0].id if rows and has_newer else None, rows[-1].id if rows and has_older else None)


def _rows(refs: Sequence[Ref]) -> tuple[ClaimRow, ...]:
    if not refs:
        return ()
    with cursor() as sql:
        sql.execute(_ROWS, {"owners": [ref.tenant for ref in refs], "ids": [ref.id for ref in refs], "soon": soon()})
        return tuple(map(_row, sql.fetchall()))


def _row(row: Sequence[Any]) -> ClaimRow:
    (id, tenant, client, state, decision, _, usage, number, trace, last, first, service, payer, name, cents, at,
     finding, statuses, paid, body) = row  # fmt: skip
    return ClaimRow(
        id=id,
        tenant=tenant,
        client=client,
        state=state,
        word=word_of(state=state, decision=decision),
        by="payer" if state in BY_PAYER else "us",
        usage=usage,
        number=number,
        trace=trace,
        last=last,
        first=first,
        service=service,
        payer=payer,
        payer_name=name_payer(known=name, code=payer, usage=usage),
        cents=cents,
        paid=paid,
        received_at=at,
        why=_why(state, finding, statuses, json.loads(body) if body else {}, decision),
    )


def _why(state: str, finding: str | None, statuses: str | None, body: Mapping[str, Any], decision: str) -> str:
    if finding:
        return str(json.loads(finding)["what"])
    if statuses:
        said = read_statuses(text=statuses)
        return tell_status(said[0].status) if said else ""
    if state == "dead":
        return "Does not follow the format; our 999 says where"
    return tell_adjustments(body) if decision in ("denied", "partial") else ""
