"""Give each CLP its place among the adjudications of its claim, and each reversal the one that it takes back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from clearlane.exchange.remits.reverse import Decision, adjusted, reverse
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Ref

_PAID = """
    SELECT tenant_id, payment_id, seq, claim_tenant_id, claim_id, status, charge_cents, paid_cents, payer_number, body,
           first_segment, last_segment, "offset", length
    FROM exchange_remits_paymentclaim
    WHERE tenant_id = ANY(%s::int[]) AND payment_id = ANY(%s::uuid[]) AND state IN ('matched', 'held')
    ORDER BY payment_id, seq
"""
_EARLIER = """
    SELECT claim_id, seq, payer_id, status, charge_cents, paid_cents, payer_number, reverses,
           CASE WHEN claim_id = ANY(%s::uuid[]) THEN body ELSE '{}' END
    FROM exchange_remits_adjudication WHERE tenant_id = ANY(%s::int[]) AND claim_id = ANY(%s::uuid[]) ORDER BY seq
"""


@dataclass(frozen=True, slots=True)
class Payment:
    """What posting needs of a payment; ``findings`` is what does not add up in it."""

    ref: Ref
    payer: str
    findings: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Paid:
    """One CLP that is to be posted onto a claim, and where it stands in the payer's file; amounts in cents."""

    payment: Ref
    payer: str
    seq: int
    claim: Ref
    status: str
    charge: int
    paid: int
    payer_number: str
    body: str
    first_segment: int
    last_segment: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Posting:
    """A CLP with its number among the claim's adjudications (0: held back), and the number of the one it takes back."""

    paid: Paid
    seq: int
    reverses: int | None = None


def load_paid(payments: Sequence[Payment]) -> list[Paid]:
    """The CLPs of these payments that were matched and not yet posted, in the order of their payments."""
    payer_of = {payment.ref: payment.payer for payment in payments}
    with cursor() as sql:
        sql.execute(_PAID, [sorted({ref.tenant for ref in payer_of}), [ref.id for ref in payer_of]])
        rows = sql.fetchall()
    return [
        Paid(Ref(tenant, payment), payer_of[Ref(tenant, payment)], seq, Ref(owner, claim), *rest)
        for tenant, payment, seq, owner, claim, *rest in rows
    ]


def place(rows: Sequence[Paid]) -> list[Posting]:
    """The postings of these rows in their order, after all adjudications that the claims have already.

    A reversal that equals none of those before it gets the number 0. The caller has locked the claims.
    """
    taken_back = {row.claim.id for row in rows if row.status == "22"}
    history = _history(rows, taken_back)
    return [_place(row, history[row.claim.id], row.claim.id in taken_back) for row in rows]


def _place(row: Paid, earlier: list[Decision], is_compared: bool) -> Posting:
    seq = max((decision.seq for decision in earlier), default=0) + 1
    sums = adjusted(json.loads(row.body)) if is_compared else ()
    decision = Decision(seq, row.payer, row.status, row.charge, row.paid, row.payer_number, sums)
    if row.status != "22":
        earlier.append(decision)
        return Posting(row, seq)
    target = reverse(reversal=decision, earlier=earlier)
    if target is None:
        return Posting(row, 0)
    earlier.append(replace(decision, reverses=target.seq))
    return Posting(row, seq, target.seq)


def _history(rows: Sequence[Paid], taken_back: set[UUID]) -> dict[UUID, list[Decision]]:
    """The adjudications that the claims of these rows have; with their adjustments only where something is reversed."""
    history: dict[UUID, list[Decision]] = defaultdict(list)
    asked = [list(taken_back), sorted({row.claim.tenant for row in rows}), [row.claim.id for row in rows]]
    with cursor() as sql:
        sql.execute(_EARLIER, asked)
        for claim, seq, payer, status, charge, paid, number, reverses, body in sql.fetchall():
            sums = adjusted(json.loads(body))
            history[claim].append(Decision(seq, payer, status, charge, paid, number, sums, reverses))
    return history
