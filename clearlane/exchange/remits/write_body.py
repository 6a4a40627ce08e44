"""Write down as JSON what a payment says of a claim beyond the columns of its row. Money is whole cents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from clearlane.vocabulary.money import Money
from clearlane.vocabulary.remittance import Adjustment, RemittanceClaim, RemittanceLine


def write_body(claim: RemittanceClaim) -> str:
    """The JSON text of a paid claim: people, ids, remarks, adjustments [group, reason, cents, quantity], lines."""
    plain = {
        "filing": claim.filing,
        "facility": claim.facility,
        "frequency": claim.frequency,
        "patient": [claim.patient_last, claim.patient_first],
        "corrected_member_id": claim.corrected_member_id,
        "rendering_npi": claim.rendering_npi,
        "crossover": [part for part in claim.crossover if part],
        "received": claim.received_date.isoformat() if claim.received_date else "",
        "amounts": _amounts(claim.amounts),
        "ids": claim.ids,
        "remarks": claim.remarks,
        "adjustments": _adjustments(claim.adjustments),
        "lines": [_line(line) for line in claim.lines],
    }
    return json.dumps({name: value for name, value in plain.items() if value})


def _line(line: RemittanceLine) -> dict[str, Any]:
    plain = {
        "qualifier": line.qualifier,
        "procedure": line.procedure,
        "modifiers": line.modifiers,
        "revenue_code": line.revenue_code,
        "charge": line.charge.cents,
        "paid": line.paid.cents,
        "quantity": str(line.quantity) if line.quantity is not None else "",
        "submitted_procedure": line.submitted_procedure,
        "service": str(line.service) if line.service else "",
        "control": line.control,
        "amounts": _amounts(line.amounts),
        "remarks": line.remarks,
        "adjustments": _adjustments(line.adjustments),
    }
    return {name: value for name, value in plain.items() if value or name in ("charge", "paid")}


def _adjustments(adjustments: Sequence[Adjustment]) -> list[list[str | int]]:
    return [
        [each.group, each.reason, each.amount.cents, str(each.quantity) if each.quantity is not None else ""]
        for each in adjustments
    ]


def _amounts(amounts: Sequence[tuple[str, Money]]) -> list[list[str | int]]:
    return [[qualifier, amount.cents] for qualifier, amount in amounts]
