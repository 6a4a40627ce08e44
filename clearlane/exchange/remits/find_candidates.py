"""Load the holder's claims that payments may mean: by the payer's number, and by the sender's number, folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clearlane.exchange.remits.compare import Paid, fold
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Ref

LEFT_THE_HOUSE = (
    "batched", "in_doubt", "sent", "received_by_payer", "accepted_by_payer", "rejected_by_payer", "replaced",
)  # fmt: skip

_COLUMNS = """
    claim.tenant_id, claim.id, claim.patient_control_number, claim.total_cents, claim.service_from, claim.member_id,
    claim.payer_code, claim.connection_id, claim.state, claim.usage
"""
_BY_NUMBER = f"""
    SELECT number.number, {_COLUMNS}
    FROM exchange_claims_payernumber AS number
    JOIN exchange_claims_claim AS claim ON claim.tenant_id = number.tenant_id AND claim.id = number.claim_id
    WHERE number.tenant_id = ANY(%s::int[]) AND number.number = ANY(%s::text[]) AND claim.state = ANY(%s::text[])
    GROUP BY number.number, {_COLUMNS}
"""
FOLDED = "left(upper(regexp_replace(patient_control_number, '[^A-Za-z0-9]', '', 'g')), 20)"
_BY_FOLD = f"""
    SELECT {FOLDED}, {_COLUMNS} FROM exchange_claims_claim AS claim
    WHERE claim.tenant_id = ANY(%s::int[]) AND {FOLDED} = ANY(%s::text[]) AND claim.state = ANY(%s::text[])
"""
_CONTROLS = """
    SELECT claim_id, control FROM exchange_claims_line
    WHERE tenant_id = ANY(%s::int[]) AND claim_id = ANY(%s::uuid[]) AND control <> ''
"""


@dataclass(frozen=True, slots=True)
class PaymentHere:
    """What matching needs of a payment. ``owner`` holds the payee's NPI and tax id where the holder may bill."""

    ref: Ref
    connection: UUID | None
    payer: str
    usage: str
    state: str
    owner: int


@dataclass(frozen=True, slots=True)
class PaidRow:
    """One CLP of a payment as its row has it."""

    payment: PaymentHere
    seq: int
    paid: Paid
    payer_number: str


@dataclass(frozen=True, slots=True)
class ClaimHere:
    """A claim of the holder that left the house."""

    tenant: int
    id: UUID
    number: str
    cents: int
    service: date | None
    member_id: str
    payer: str
    connection: UUID | None
    state: str
    usage: str


@dataclass(frozen=True, slots=True)
class Found:
    """Claims by (tenant, payer's number) and by (tenant, folded sender's number); line controls by claim."""

    by_number: Mapping[tuple[int, str], Sequence[ClaimHere]]
    by_fold: Mapping[tuple[int, str], Sequence[ClaimHere]]
    controls: Mapping[UUID, frozenset[str]]


def find_candidates(rows: Sequence[PaidRow]) -> Found:
    """All claims that these rows may mean, in three statements, inside the scope of their holders."""
    tenants = sorted({room for row in rows for room in (row.payment.ref.tenant, row.payment.owner)})
    by_number = _claims(_BY_NUMBER, tenants, {row.payer_number for row in rows})
    by_fold = _claims(_BY_FOLD, tenants, {fold(row.paid.number) for row in rows})
    wants_lines = any(row.paid.line_controls for row in rows)
    candidates = {claim.id for claims in by_fold.values() for claim in claims} if wants_lines else set()
    return Found(by_number, by_fold, _controls(tenants, candidates))


def _claims(statement: str, tenants: Sequence[int], keys: Iterable[str]) -> dict[tuple[int, str], list[ClaimHere]]:
    found: dict[tuple[int, str], list[ClaimHere]] = defaultdict(list)
    wanted = [key for key in keys if key]
    with cursor() as sql:
        sql.execute(statement, [tenants, wanted, list(LEFT_THE_HOUSE)])
        for key, *columns in sql.fetchall():
            claim = ClaimHere(*columns)
            found[claim.tenant, key].append(claim)
    return found


def _controls(tenants: Sequence[int], claims: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    with cursor() as sql:
        sql.execute(_CONTROLS, [tenants, list(claims)])
        for claim, control in sql.fetchall():
            found[claim].add(control)
    return {claim: frozenset(controls) for claim, controls in found.items()}
