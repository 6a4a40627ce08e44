"""Deliver payments: each ST..SE, not a byte changed, in a new envelope to the one who holds the right to it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from clearlane.exchange.intake.number import control_number, take_number
from clearlane.exchange.intake.reply import reply
from clearlane.exchange.interchanges.report_text import from_text
from clearlane.exchange.replies.explain_balance import PaymentHead, explain_balance
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.vault.fetch import read
from clearlane.standards import x12
from clearlane.standards.x12.ta1 import way_back
from clearlane.vocabulary.finding import Finding
from clearlane.vocabulary.outcome import Already, Given, Kind, Moved, Outcome, Ref

_PAYMENTS = """
    SELECT tenant_id, id, file_id, usage, version, delimiters, trace, payer_name, paid_on, cents, adjusted_cents,
           claims, findings, "offset", length,
           (SELECT coalesce(sum(paid.paid_cents), 0) FROM exchange_remits_paymentclaim AS paid
            WHERE paid.tenant_id = payment.tenant_id AND paid.payment_id = payment.id)
    FROM exchange_remits_payment AS payment
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[]) AND delivered_at IS NULL FOR UPDATE
"""
_ADDRESSES = "SELECT id, address FROM exchange_intake_file WHERE tenant_id = %s AND id = ANY(%s::uuid[])"
_LAST_FROM = """
    SELECT interchange.report FROM exchange_interchanges_interchange AS interchange
    WHERE interchange.tenant_id = %s ORDER BY interchange.id DESC LIMIT 1
"""
_DELIVERED = "UPDATE exchange_remits_payment SET delivered_at = %s WHERE tenant_id = %s AND id = %s"


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """What delivery needs of a payment; ``offset`` and ``length`` are bytes of the payer's file."""

    tenant: int
    id: UUID
    file: UUID
    usage: str
    version: str
    delimiters: str
    trace: str
    payer: str
    paid_on: date | None
    cents: int
    adjusted_cents: int
    claims: int
    findings: list[dict[str, Any]]
    offset: int
    length: int
    paid_cents: int

    @property
    def ref(self) -> Ref:
        """The payment's reference."""
        return Ref(self.tenant, self.id)


def deliver(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Lay these payments into their holders' mailboxes, with the arithmetic beside those that do not add up."""
    rows = _payments(chunk)
    addresses = _addresses(rows)
    outcomes: dict[Ref, Outcome] = {ref: Already(ref) for ref in chunk}
    for row in rows:
        content = read(tenant=HOUSE, address=addresses[row.file], offset=row.offset, length=row.length)
        outcomes[row.ref] = Moved(row.ref, tuple(Given(Kind.REPLY, mail) for mail in _deliver(row, content, by)))
    return [outcomes[ref] for ref in chunk]


def _payments(chunk: Sequence[Ref]) -> list[PaymentRow]:
    with cursor() as sql:
        sql.execute(_PAYMENTS, [sorted({ref.tenant for ref in chunk}), [ref.id for ref in chunk]])
        return [_row(row) for row in sql.fetchall()]


def _row(columns: Sequence[Any]) -> PaymentRow:
    values = list(columns)
    values[12], values[15] = json.loads(values[12]), int(values[15])
    return PaymentRow(*values)


def _addresses(rows: Sequence[PaymentRow]) -> dict[UUID, bytes]:
    with cursor() as sql:
        sql.execute(_ADDRESSES, [HOUSE, list({row.file for row in rows})])
        return {id: bytes(address) for id, address in sql.fetchall()}


def _deliver(row: PaymentRow, content: bytes, by: str) -> list[Ref]:
    number = take_number()
    envelope = _envelope(row, content, number)
    sums = {"claims": row.claims, "cents": row.cents}
    mails = [reply(tenant=row.tenant, kind="835", content=envelope, source=None, number=number, by=by, **sums)]
    if row.findings:
        text = explain_balance(_head(row), [Finding.from_json(finding) for finding in row.findings])
        mails.append(reply(tenant=row.tenant, kind="notice", content=text.encode(), source=None, number=number, by=by))
    with cursor() as sql:
        sql.execute(_DELIVERED, [now(), row.tenant, row.id])
    record(tenant=row.tenant, event="replies:payment:delivered", by=by, subjects=(row.id, *(mail.id for mail in mails)))
    return mails


def _head(row: PaymentRow) -> PaymentHead:
    return PaymentHead(row.trace, row.payer, row.paid_on, row.cents, row.adjusted_cents, row.paid_cents, row.claims)


def _envelope(row: PaymentRow, content: bytes, number: int) -> bytes:
    """The payment in an interchange of ours, in the delimiters in which the payer wrote it."""
    writer = x12.Writer(
        identity=_identity(row.tenant), control=control_number(number), usage=row.usage, at=now(),
        delimiters=x12.Delimiters.from_text(row.delimiters),
    )  # fmt: skip
    writer.group("HP", row.version)
    writer.whole(content)
    return writer.bytes()


def _identity(tenant: int) -> x12.Identity:
    """To the holder by the ids of his latest file; one who has sent none goes by his number in the house."""
    with cursor() as sql:
        sql.execute(_LAST_FROM, [tenant])
        found = sql.fetchone()
    if found:
        return way_back(from_text(found[0]))
    return x12.Identity(sender="CLEARLANE", receiver=f"{tenant:09d}")
