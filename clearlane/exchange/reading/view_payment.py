"""A payment as its page shows it: what was deposited, the claims that it pays, what is taken off beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from clearlane.directory.payers.models import Payer
from clearlane.exchange.reading.find_advice import Advice, find_advice
from clearlane.exchange.reading.words import name_payer
from clearlane.exchange.remits.decide import in_one_word, refused_lines
from clearlane.exchange.remits.models import Payment, PaymentClaim
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import current_tenants, cursor

MOST = 200
"""So many claims of a payment are shown; its 835 has them all."""

_PAID = "SELECT coalesce(sum(paid_cents), 0) FROM exchange_remits_paymentclaim WHERE tenant_id = %s AND payment_id = %s"


@dataclass(frozen=True, slots=True)
class PaidClaim:
    """What a payment says of one claim: the number its sender gave it (CLM01), whose it is, the word for the decision,
    money in cents; ``claim`` is the claim of the scope that it was found to pay."""

    number: str
    patient: str
    word: str
    service: date | None
    charge: int
    paid: int
    patient_owes: int
    claim: UUID | None


@dataclass(frozen=True, slots=True)
class PaymentSheet:
    """A deposit; ``paid`` is what its claims come to, ``adjusted`` what is taken off beside them, ``problems`` what
    does not add up. ``advice`` is its 835 where the asker has it in his own mailbox."""

    id: UUID
    payer_name: str
    payer: str
    trace: str
    method: str
    usage: str
    state: str
    paid_on: date | None
    received_at: datetime
    cents: int
    paid: int
    adjusted: int
    count: int
    problems: tuple[str, ...]
    claims: tuple[PaidClaim, ...]
    advice: Advice | None


def view_payment(*, tenant: int, payment_id: UUID, by: str) -> PaymentSheet | None:
    """A payment of the scope's tenants as one of the organization ``tenant`` sees it; None where there is none.

    The read is audited in the trail of who holds the payment. Mailboxes are their holder's alone.
    """
    shown = ("received", "unbalanced", "posted")
    row = Payment.objects.filter(tenant_id__in=current_tenants(), id=payment_id, state__in=shown).first()
    if row is None:
        return None
    claims = PaymentClaim.objects.filter(tenant_id=row.tenant_id, payment_id=row.id).order_by("seq")[:MOST]
    told = tuple(map(_claim, claims))
    seen = [row.id, *(one.claim for one in told if one.claim)]
    record(tenant=row.tenant_id, event="remits:payment:read", by=by, subjects=seen)
    return PaymentSheet(
        id=row.id, payer_name=_payer(row), payer=row.payer_id, trace=row.trace, method=row.method, usage=row.usage,
        state=row.state, paid_on=row.paid_on, received_at=row.received_at, cents=row.cents, paid=_sum(row),
        adjusted=row.adjusted_cents, count=row.claims,
        problems=tuple(one["what"] for one in json.loads(row.findings)), claims=told,
        advice=find_advice(payment=row, by=by) if row.tenant_id == tenant else None,
    )  # fmt: skip


def _payer(row: Payment) -> str:
    is_known = Payer.objects.filter(payer_id=row.payer_id).exists()
    known = row.payer_name if is_known else ""
    return name_payer(known=known, code=row.payer_id, usage=row.usage, told=row.payer_name)


def _sum(row: Payment) -> int:
    with cursor() as sql:
        sql.execute(_PAID, [row.tenant_id, row.id])
        return int(sql.fetchone()[0])


def _claim(row: PaymentClaim) -> PaidClaim:
    body = json.loads(row.body)
    word = in_one_word(
        status=row.status, refused_lines=refused_lines(body), paid=row.paid_cents, patient=row.patient_cents
    )
    return PaidClaim(
        number=row.patient_control_number,
        patient=_name(body),
        word=word.capitalize(),
        service=row.service_from,
        charge=row.charge_cents,
        paid=row.paid_cents,
        patient_owes=row.patient_cents,
        claim=row.claim_id if row.claim_tenant_id in current_tenants() else None,
    )


def _name(body: Mapping[str, Any]) -> str:
    return ", ".join(part for part in body.get("patient", ()) if part)
