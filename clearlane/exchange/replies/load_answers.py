"""Load what submitters are owed: the answers of a chunk with their claims, and what the payer said with each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.vocabulary.outcome import Ref

_ANSWERS = """
    SELECT tenant_id, id, claim_id, source, statuses, response_id FROM exchange_claims_answer
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[]) AND told_at IS NULL ORDER BY id FOR UPDATE
"""
_CLAIMS = """
    SELECT id, file_tenant_id, file_id, set_id, bht03, ordinal, usage, patient_control_number, total_cents, billing_npi,
           billing_tin, patient_last, patient_first, member_id, service_from, service_to, sender_trace, provider_offset,
           provider_length, delimiters
    FROM exchange_claims_claim WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[])
"""
_BODIES = """
    SELECT id, level, body FROM exchange_responses_response WHERE tenant_id = %s AND id = ANY(%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer with what its claim's row says; ``body`` is the payer's response, empty where the answer is ours."""

    tenant: int
    id: UUID
    source: str
    statuses: list[dict[str, Any]]
    file_tenant: int
    file: UUID
    set: UUID
    bht03: str
    ordinal: int
    usage: str
    patient_control_number: str
    cents: int
    npi: str
    tin: str
    last: str
    first: str
    member_id: str
    service_from: date | None
    service_to: date | None
    sender_trace: str
    provider_offset: int
    provider_length: int
    delimiters: str
    level: str
    body: dict[str, Any]

    @property
    def ref(self) -> Ref:
        """The answer's reference."""
        return Ref(self.tenant, self.id)


def load_answers(chunk: Sequence[Ref]) -> list[AnswerRow]:
    """The answers of a chunk that are still to be told."""
    tenants = sorted({ref.tenant for ref in chunk})
    with cursor() as sql:
        sql.execute(_ANSWERS, [tenants, [ref.id for ref in chunk]])
        answers = sql.fetchall()
        sql.execute(_CLAIMS, [tenants, list({row[2] for row in answers})])
        claims = {row[0]: row[1:] for row in sql.fetchall()}
        sql.execute(_BODIES, [HOUSE, list({row[5] for row in answers if row[5]})])
        said = {id: (level, json.loads(body)) for id, level, body in sql.fetchall()}
    return [_row(answer, claims[answer[2]], said.get(answer[5], ("claim", {}))) for answer in answers]


def _row(answer: Sequence[Any], claim: Sequence[Any], said: tuple[str, dict[str, Any]]) -> AnswerRow:
    tenant, id, _, source, statuses, _ = answer
    values = [tenant, id, source, json.loads(statuses), *claim, *said]
    return AnswerRow(*values)
