"""Fingerprint: one value for all claims that ask the same payer for the same services to the same patient."""

from __future__ import annotations

import hashlib

from clearlane.exchange.edits.facts import ORIGINAL
from clearlane.vocabulary.claim import Claim, ServiceLine

REPEATED = frozenset({"76", "77", "59", "91"})
"""Modifiers that say: done again (by the same, by another physician), done apart, test done again."""


def fingerprint(*, claim: Claim) -> bytes:
    """32 bytes, equal for a duplicate; empty for a claim that is none of an original's business.

    Alike are billing NPI (or G2 number), patient, payer, SBR01, rendering providers and lines (procedure, modifiers,
    charge, units, dates, place). Empty where the frequency is not 1, or each line says by a modifier that it repeats.
    """
    if claim.frequency != ORIGINAL or all(REPEATED.intersection(line.modifiers) for line in claim.lines):
        return b""
    patient = claim.patient
    parts = [
        claim.billing.npi or dict(claim.billing.legacy_ids).get("G2", ""),
        claim.payer.id,
        claim.responsibility,
        patient.member_id,
        patient.last_name,
        patient.first_name,
        patient.birth_date.isoformat() if patient.birth_date else "",
        *(provider.npi for provider in claim.other_providers if provider.entity == "82"),
        *sorted(_line(line, claim) for line in claim.lines),
    ]
    return hashlib.sha256("\x1f".join(parts).upper().encode("utf-8", "surrogatepass")).digest()


def _line(line: ServiceLine, claim: Claim) -> str:
    service = str(line.service) if line.service else line.service_text
    place = line.place_of_service or claim.place_of_service
    modifiers = ",".join(sorted(line.modifiers))
    return f"{line.procedure}|{modifiers}|{line.charge.cents}|{line.quantity.normalize()}|{line.unit}|{service}|{place}"
