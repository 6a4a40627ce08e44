"""What has become of each claim: the word for it, by whom, why, and what was paid."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clearlane.exchange.reading.list_adjudications import AdjudicationView, list_adjudications
from clearlane.exchange.reading.plain_codes import tell_status
from clearlane.exchange.reading.words import word
from clearlane.foundation.tenancy.connection import cursor

_CLAIMS = """
    SELECT claim.tenant_id, claim.id, claim.trace_number, claim.patient_control_number, claim.payer_code, claim.state,
           claim.by_whom, claim.total_cents,
           (SELECT finding.finding FROM exchange_claims_claimfinding AS finding
            WHERE finding.tenant_id = claim.tenant_id AND finding.claim_id = claim.id AND finding.disposition <> 'warn'
            ORDER BY finding.seq LIMIT 1),
           (SELECT answer.statuses FROM exchange_claims_answer AS answer
            WHERE answer.tenant_id = claim.tenant_id AND answer.claim_id = claim.id AND answer.source = 'payer'
            ORDER BY answer.id DESC LIMIT 1)
    FROM exchange_claims_claim AS claim
    WHERE %(files)s::uuid[] IS NULL OR claim.file_id = ANY(%(files)s::uuid[])
    ORDER BY claim.id
"""


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """One claim; amounts in cents, ``paid`` and ``patient`` None where no payer has decided yet."""

    tenant: int
    id: UUID
    trace_number: str
    patient_control_number: str
    payer: str
    state: str
    word: str
    by_whom: str
    charge: int
    paid: int | None
    patient: int | None
    reason: str


def claim_outcomes(*, files: Sequence[UUID] | None = None) -> tuple[ClaimOutcome, ...]:
    """Every claim of the scope's tenants (of some files), the oldest first: whoever sums them must have them all."""
    with cursor() as sql:
        sql.execute(_CLAIMS, {"files": list(files) if files is not None else None})
        rows = sql.fetchall()
    decided = list_adjudications(claim_ids=[id for _, id, *_ in rows])
    return tuple(_outcome(row, decided.get(row[1], ())) for row in rows)


def _outcome(row: Sequence[Any], decided: Sequence[AdjudicationView]) -> ClaimOutcome:
    tenant, id, trace, number, payer, state, by_whom, charge, finding, answer = row
    return ClaimOutcome(
        tenant=tenant,
        id=id,
        trace_number=trace,
        patient_control_number=number,
        payer=payer,
        state=state,
        word=word(state=state, adjudications=decided),
        by_whom=by_whom,
        charge=charge,
        paid=sum(one.paid_cents for one in decided) if decided else None,
        patient=sum(one.patient_cents for one in decided) if decided else None,
        reason=_reason(state, finding, answer),
    )


def _reason(state: str, finding: str | None, answer: str | None) -> str:
    if state in ("rejected", "held") and finding:
        return str(json.loads(finding)["what"])
    if state == "rejected_by_payer" and answer:
        return _payers_word(json.loads(answer))
    return "refused by the guide, see the 999" if state == "dead" else ""


def _payers_word(statuses: Sequence[dict[str, Any]]) -> str:
    codes = [one["stc"][0] for one in statuses if one.get("stc")]
    said = (code if isinstance(code, str) else ":".join(code) for code in codes)
    return ", ".join(f"{tell_status(code)} ({code})" for code in said)
