"""What a claim's payers have decided, in one word: the sum of all their decisions, and the last of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Ref

DECISIONS = ("paid", "partial", "patient", "denied", "reversed")
REVERSAL, DENIED = "22", "4"
PATIENT = "PR"
"""The group of adjustments that the patient owes (CAS01)."""

_DECISIONS = """
    SELECT DISTINCT ON (tenant_id, claim_id) tenant_id, claim_id, status, body,
           sum(paid_cents) OVER of_claim, sum(patient_cents) OVER of_claim
    FROM exchange_remits_adjudication WHERE tenant_id = ANY(%s::int[]) AND claim_id = ANY(%s::uuid[])
    WINDOW of_claim AS (PARTITION BY tenant_id, claim_id)
    ORDER BY tenant_id, claim_id, seq DESC
"""


def decide(*, claims: Sequence[Ref]) -> dict[Ref, str]:
    """The word for each of these claims that has a decision, inside a scope that holds their tenants."""
    if not claims:
        return {}
    with cursor() as sql:
        sql.execute(_DECISIONS, [sorted({ref.tenant for ref in claims}), [ref.id for ref in claims]])
        rows = sql.fetchall()
    return {
        Ref(tenant, id): in_one_word(
            status=status, refused_lines=refused_lines(json.loads(body)), paid=paid, patient=patient
        )
        for tenant, id, status, body, paid, patient in rows
    }


def in_one_word(*, status: str, refused_lines: int, paid: int, patient: int) -> str:
    """The word for a claim whose last decision is of CLP02 ``status`` and refuses so many lines; amounts of all.

    paid: the payer pays, and refuses no line; the patient may owe his share. partial: some lines are refused.
    patient: the patient owes all of it. denied: nobody pays. reversed: the last decision takes an earlier one back.
    """
    if status == REVERSAL:
        return "reversed"
    if paid > 0:
        return "partial" if refused_lines else "paid"
    return "patient" if patient > 0 and status != DENIED else "denied"


def refused_lines(body: Mapping[str, Any]) -> int:
    """How many lines of a decision were charged, and neither payer nor patient pays anything for them."""
    return sum(map(_is_refused, body.get("lines", ())))


def _is_refused(line: Mapping[str, Any]) -> bool:
    owed = sum(cents for group, _, cents, _ in line.get("adjustments", ()) if group == PATIENT)
    return bool(line["charge"] > 0 and line["paid"] == 0 and owed == 0)
