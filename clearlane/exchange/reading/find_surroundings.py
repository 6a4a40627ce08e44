"""What stands around a claim: its owner's and its payer's names, the file it came in, its numbers, its decisions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from clearlane.exchange.reading.words import name_payer
from clearlane.foundation.tenancy.connection import cursor

_CLAIM = """
    SELECT claim.trace_number, claim.ordinal, claim.version, claim.birth_date, claim.file_tenant_id, claim.set_id,
           tenant.name, sender.name, claim.responsibility, claim.billing_tin, linked.linked_at,
           payer.name, claim.payer_code, claim.usage
    FROM exchange_claims_claim AS claim
    JOIN foundation_tenancy_tenant AS tenant ON tenant.id = claim.tenant_id
    JOIN foundation_tenancy_tenant AS sender ON sender.id = claim.file_tenant_id
    LEFT JOIN directory_payers_payer AS payer ON payer.payer_id = claim.payer_code
    LEFT JOIN directory_payers_payerlink AS linked
         ON linked.payer_id = payer.id AND linked.linked_at IS NOT NULL AND linked.revoked_at IS NULL
    WHERE claim.tenant_id = %s AND claim.id = %s
"""
_FILE = """
    SELECT number, name, way, username, received_at, encode(sha256, 'hex'), size
    FROM exchange_intake_file WHERE tenant_id = %s AND id = %s
"""
_DECISIONS = """
    SELECT one.posted_at, one.status, one.charge_cents, one.paid_cents, one.patient_cents, one.payer_number, one.body,
           payment.trace, payment.paid_on, payment.id
    FROM exchange_remits_adjudication AS one
    LEFT JOIN exchange_remits_payment AS payment
         ON payment.tenant_id = one.tenant_id AND payment.id = one.payment_id
    WHERE one.tenant_id = %s AND one.claim_id = %s ORDER BY one.seq
"""


@dataclass(frozen=True, slots=True)
class FileAround:
    """The file that a claim came in; None for what only its sender may see."""

    number: int
    name: str
    way: str
    username: str
    received_at: datetime
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One adjudication: amounts in cents, ``body`` the rest; its check and its payment where that is in the scope."""

    at: datetime
    status: str
    charge: int
    paid: int
    patient: int
    payer_number: str
    body: Mapping[str, Any]
    check: str
    paid_on: date | None
    payment: UUID | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Names and numbers around a claim. ``file`` is the one it came in, ``linked_at`` when its payer was linked."""

    trace: str
    ordinal: int
    version: str
    birth_date: date | None
    file_tenant: int
    set_id: UUID
    client: str
    sender: str
    responsibility: str
    tin: str
    linked_at: datetime | None
    payer: str
    file: FileAround | None
    decisions: tuple[Decision, ...]


def find_surroundings(*, tenant: int, claim_id: UUID, file_id: UUID) -> Surroundings:
    """Of a claim of the scope, whose scope was widened by the sender of its file."""
    with cursor() as sql:
        sql.execute(_CLAIM, [tenant, claim_id])
        *row, known, code, usage = sql.fetchone()
        sql.execute(_FILE, [row[4], file_id])
        file = sql.fetchone()
        sql.execute(_DECISIONS, [tenant, claim_id])
        decisions = tuple(
            Decision(at, status, charge, paid, patient, number, json.loads(body), check or "", paid_on, payment)
            for at, status, charge, paid, patient, number, body, check, paid_on, payment in sql.fetchall()
        )
    payer = name_payer(known=known, code=code, usage=usage)
    return Surroundings(*(*row, payer, FileAround(*file) if file else None, decisions))
