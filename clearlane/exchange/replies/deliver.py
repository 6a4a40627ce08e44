"""Deliver payments: each ST..SE, not a byte changed, in a new envelope to the one who holds the right to it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from clearlane.exchange.intake.number import control_number, take_numbers
from clearlane.exchange.intake.reply import Letter, reply_all
from clearlane.exchange.interchanges.report_text import from_text
from clearlane.exchange.replies.explain_balance import PaymentHead, explain_balance
from clearlane.foundation.audit.record import Entry, record_all
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.vault.file_bytes import FileBytes
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
    SELECT last.tenant_id, last.report FROM unnest(%s::int[]) AS asked (tenant_id), LATERAL (
        SELECT tenant_id, report FROM exchange_interchanges_interchange AS interchange
        WHERE interchange.tenant_id = asked.tenant_id ORDER BY interchange.id DESC LIMIT 1
    ) AS last
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
    identities = _identities(sorted({row.tenant for row in rows}))
    numbers = take_numbers(len(rows))
    letters = [
        (row.ref, letter)
        for row, number in zip(rows, numbers, strict=True)
        for letter in _letters(row, files[row.file].read(row.offset, row.length), identities[row.tenant], number)
    ]
    mails: dict[Ref, list[Ref]] = {}
    for (ref, _), mail in zip(letters, reply_all([letter for _, letter in letters]), strict=True):
        mails.setdefault(ref, []).append(mail)
    _mark(rows, mails, by)
    outcomes: dict[Ref, Outcome] = {ref: Already(ref) for ref in chunk}
    outcomes |= {ref: Moved(ref, tuple(Given(Kind.REPLY, mail) for mail in given)) for ref, given in mails.items()}
    return [outcomes[ref] for ref in chunk]


def _mark(rows: Sequence[PaymentRow], mails: Mapping[Ref, Sequence[Ref]], by: str) -> None:
    tenants = sorted({row.tenant for row in rows})
    with cursor() as sql:
        sql.execute(_DELIVERED, [now(), tenants, [row.id for row in rows]])
    subjects: dict[int, list[UUID]] = {tenant: [] for tenant in tenants}
    for row in rows:
        subjects[row.tenant] += (row.id, *(mail.id for mail in mails[row.ref]))
    record_all([Entry(tenant, "replies:payment:delivered", ids) for tenant, ids in subjects.items()], by=by)


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


def _letters(row: PaymentRow, content: bytes, identity: x12.Identity, number: int) -> Iterator[Letter]:
    """The payment, and where it does not add up the arithmetic."""
    envelope = _envelope(row, content, identity, number)
    yield Letter(row.tenant, "835", envelope, None, claims=row.claims, cents=row.cents, number=number)
    if row.findings:
        text = explain_balance(_head(row), [Finding.from_json(finding) for finding in row.findings])
        yield Letter(row.tenant, "notice", text.encode(), None, number=number)


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


def _identities(tenants: Sequence[int]) -> dict[int, x12.Identity]:
    """To each holder by the ids of his latest file; one who has sent none goes by his number in the house."""
    strangers = {tenant: x12.Identity(sender="CLEARLANE", receiver=f"{tenant:09d}") for tenant in tenants}
    with cursor() as sql:
        sql.execute(_LAST_FROM, [list(tenants)])
        return strangers | {tenant: way_back(from_text(report)) for tenant, report in sql.fetchall()}
