"""Deliver payments: each ST..SE, not a byte changed, in a new envelope to the one who holds the right to it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from clearlane.exchange.intake.number import control_number, take_number
from clearlane.exchange.intake.reply import reply
from clearlane.exchange.interchanges.report_text import from_text
from clearlane.exchange.replies.explain_balance import PaymentHead, explain_balance
from clearlane.exchange.responses.file_bytes import FileBytes
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
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
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[]) AND delivered_at IS NULL
    ORDER BY id FOR UPDATE
"""
_FILES = "SELECT id, address, size FROM exchange_intake_file WHERE tenant_id = %s AND id = ANY(%s::uuid[])"
_LAST_FROM = """
    SELECT interchange.report FROM exchange_interchanges_interchange AS interchange
    WHERE interchange.tenant_id = %s ORDER BY interchange.id DESC LIMIT 1
"""
_DELIVERED = """
    UPDATE exchange_remits_payment SET delivered_at = %s WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[])
"""


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
    files = _files(rows)
    identities = {tenant: _identity(tenant) for tenant in {row.tenant for row in rows}}
    mails = {
        row.ref: _deliver(row, files[row.file].read(row.offset, row.length), identities[row.tenant], by) for row in rows
    }
    _mark(rows, mails, by)
    outcomes: dict[Ref, Outcome] = {ref: Already(ref) for ref in chunk}
    outcomes |= {ref: Moved(ref, tuple(Given(Kind.REPLY, mail) for mail in given)) for ref, given in mails.items()}
    return [outcomes[ref] for ref in chunk]


def _mark(rows: Sequence[PaymentRow], mails: Mapping[Ref, Sequence[Ref]], by: str) -> None:
    tenants = sorted({row.tenant for row in rows})
    with cursor() as sql:
        sql.execute(_DELIVERED, [now(), tenants, [row.id for row in rows]])
    for tenant in tenants:
        mine = [row.ref for row in rows if row.tenant == tenant]
        subjects = [id for ref in mine for id in (ref.id, *(mail.id for mail in mails[ref]))]
        record(tenant=tenant, event="replies:payment:delivered", by=by, subjects=subjects)


def _payments(chunk: Sequence[Ref]) -> list[PaymentRow]:
    with cursor() as sql:
        sql.execute(_PAYMENTS, [sorted({ref.tenant for ref in chunk}), [ref.id for ref in chunk]])
        return [_row(row) for row in sql.fetchall()]


def _row(columns: Sequence[Any]) -> PaymentRow:
    values = list(columns)
    values[12], values[15] = json.loads(values[12]), int(values[15])
    return PaymentRow(*values)


def _files(rows: Sequence[PaymentRow]) -> dict[UUID, FileBytes]:
    with cursor() as sql:
        sql.execute(_FILES, [HOUSE, list({row.file for row in rows})])
        return {id: FileBytes(tenant=HOUSE, address=bytes(address), size=size) for id, address, size in sql.fetchall()}


def _deliver(row: PaymentRow, content: bytes, identity: x12.Identity, by: str) -> list[Ref]:
    number = take_number()
    envelope = _envelope(row, content, identity, number)
    sums = {"claims": row.claims, "cents": row.cents}
    mails = [reply(tenant=row.tenant, kind="835", content=envelope, source=None, number=number, **sums)]
    if row.findings:
        text = explain_balance(_head(row), [Finding.from_json(finding) for finding in row.findings])
        mails.append(reply(tenant=row.tenant, kind="notice", content=text.encode(), source=None, number=number))
    return mails


def _head(row: PaymentRow) -> PaymentHead:
    return PaymentHead(row.trace, row.payer, row.paid_on, row.cents, row.adjusted_cents, row.paid_cents, row.claims)


def _envelope(row: PaymentRow, content: bytes, identity: x12.Identity, number: int) -> bytes:
    """The payment in an interchange of ours, in the delimiters in which the payer wrote it."""
    writer = x12.Writer(
        identity=identity, control=control_number(number), usage=row.usage, at=now(),
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
