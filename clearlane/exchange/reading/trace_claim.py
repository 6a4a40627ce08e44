"""The life of one claim with the bytes of each step, for whoever must prove what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from clearlane.exchange.claims.recall import recall
from clearlane.exchange.claims.trace_number import file_number_of
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.seal import unseal
from clearlane.vocabulary.outcome import Ref

_BY_ID = "SELECT tenant_id, id FROM exchange_claims_claim WHERE id = %s"
_BY_TRACE = """
    SELECT tenant_id, id FROM exchange_claims_claim
    WHERE trace_number = %s AND file_id IN (SELECT id FROM exchange_intake_file WHERE number = %s)
"""
_BY_NUMBER = (
    "SELECT tenant_id, id FROM exchange_claims_claim WHERE tenant_id = %s AND patient_control_number = %s ORDER BY id"
)
_CLAIM = """
    SELECT claim.trace_number, claim.patient_control_number, claim.state, claim.by_whom, claim.total_cents,
           claim.payer_code, claim.usage, file.number, file.name, claim.first_segment, claim.last_segment
    FROM exchange_claims_claim AS claim
    LEFT JOIN exchange_intake_file AS file ON file.tenant_id = claim.file_tenant_id AND file.id = claim.file_id
    WHERE claim.tenant_id = %s AND claim.id = %s
"""
_MOVES = """
    SELECT at, event, from_state, to_state, by, detail FROM exchange_claims_transition
    WHERE tenant_id = %s AND claim_id = %s ORDER BY seq
"""
_EXTRACTS = """
    SELECT at, kind, first_segment, last_segment, encode(file_sha256, 'hex'), sealed FROM exchange_claims_extract
    WHERE tenant_id = %s AND claim_id = %s ORDER BY seq
"""
_FINDINGS = "SELECT finding FROM exchange_claims_claimfinding WHERE tenant_id = %s AND claim_id = %s ORDER BY seq"
_DECISIONS = """
    SELECT posted_at, status, charge_cents, paid_cents, patient_cents, payer_number FROM exchange_remits_adjudication
    WHERE tenant_id = %s AND claim_id = %s ORDER BY seq
"""

_NAMES = (
    "trace_number", "patient_control_number", "state", "by_whom", "cents", "payer", "usage", "file", "file_name",
    "first_segment", "last_segment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bytes:
    """What one file says of the claim: kind of file, segment numbers there, the file's SHA-256 as hex, the bytes."""

    at: datetime
    kind: str
    first_segment: int
    last_segment: int
    file_sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Trace:
    """One claim: what it is, each move (at, event, from, to, by, detail), findings (JSON), bytes, payers' decisions."""

    claim: Ref
    summary: dict[str, Any]
    moves: tuple[tuple[Any, ...], ...]
    findings: tuple[str, ...]
    bytes: tuple[Bytes, ...]
    decisions: tuple[tuple[Any, ...], ...]


def find_traced(*, id: UUID | None = None, trace: str = "", tenant: int = 0, number: str = "") -> tuple[Ref, ...]:
    """The scope's claims with our id, our trace number, or a tenant's own number (CLM01), the oldest first."""
    if id:
        return tuple(Ref(*row) for row in _ask(_BY_ID, [id]))
    if trace:
        file = file_number_of(trace)
        return tuple(Ref(*row) for row in _ask(_BY_TRACE, [trace, file])) if file is not None else ()
    return tuple(Ref(*row) for row in _ask(_BY_NUMBER, [tenant, number]))


def trace_claim(*, claim: Ref, by: str) -> Trace:
    """Everything that is known of a claim of one of the scope's tenants; that it was read is audited."""
    record(tenant=claim.tenant, event="claim:trace:read", by=by, subjects=[claim.id])
    keys = [claim.tenant, claim.id]
    summary = dict(zip(_NAMES, _ask(_CLAIM, keys)[0], strict=True))
    extracts = [
        Bytes(at, kind, first, last, sha256, unseal(tenant=claim.tenant, sealed=sealed))
        for at, kind, first, last, sha256, sealed in _ask(_EXTRACTS, keys)
    ]
    moves = tuple(_ask(_MOVES, keys))
    submitted = [_as_submitted(claim, moves[0][0])]
    return Trace(
        claim,
        summary,
        moves,
        tuple(text for (text,) in _ask(_FINDINGS, keys)),
        (*submitted, *extracts),
        tuple(_ask(_DECISIONS, keys)),
    )


def _as_submitted(claim: Ref, at: datetime) -> Bytes:
    recalled = next(iter(recall(chunk=[claim])))
    content = b"".join(piece.text for piece in recalled.pieces)
    return Bytes(
        at, "in837", recalled.row.first_segment, recalled.row.last_segment, recalled.file_sha256.hex(), content
    )


def _ask(query: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with cursor() as sql:
        sql.execute(query, parameters)
        return list(sql.fetchall())
