"""Rules of balances, as a table: id -> what is said, what becomes of what does not add up, and its claim status.

A claim that does not add up is refused by the 277CA and not by the 999: so none has a code for the 999, and each one
of a claim has a claim status. A payment that does not add up is held, since nobody answers it by claim.
"""

from __future__ import annotations

from typing import NamedTuple

from clearlane.standards.x12.balance.amount import show_amount
from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity, Status

LEVEL = 3
_REJECT, _HOLD, _WARN = Disposition.REJECT, Disposition.HOLD, Disposition.WARN
_CLAIM_COB = "the guide of this claim, on balancing what other payers paid"
_PAYMENT = "the guide of this payment, on balancing"
_NOT_POSTED = "What does not add up cannot be posted: any posting would invent money"
_ASK = "Ask the payer for a corrected advice"


class Rule(NamedTuple):
    """One rule: what becomes of the unit, sentences with {found} and {expected}, the source, statuses of the claim."""

    disposition: Disposition
    unit: str
    what: str
    why: str
    remedy: str
    citation: str
    statuses: tuple[Status, ...] = ()


BALANCES: dict[str, Rule] = {
    "claim_charge": Rule(
        _REJECT,
        "claim",
        "The claim's total is {found}, but its lines add up to {expected}",
        "A payer cannot process a claim whose total and lines disagree",
        "Find the line or the total that is wrong, and send the claim again",
        "the guide of this claim: CLM02 is the sum of the charges of its lines",
        (Status("A8", "400"), Status("A8", "178")),
    ),
    "other_payer_line": Rule(
        _REJECT,
        "claim",
        "The line's charge is {expected}, but what the other payer paid and adjusted adds up to {found}",
        "The next payer reckons from what the earlier one did, line by line",
        "Copy payment and adjustments of the line from the other payer's advice, all of them",
        _CLAIM_COB,
        (Status("A8", "672"),),
    ),
    "other_payer_claim": Rule(
        _REJECT,
        "claim",
        "The other payer paid {found}, but the claim's charge less its adjustments is {expected}",
        "The next payer reckons from what the earlier one paid and adjusted",
        "Copy payment and adjustments of the claim from the other payer's advice, all of them",
        _CLAIM_COB,
        (Status("A8", "672"),),
    ),
    "payment_line": Rule(
        _HOLD,
        "set",
        "The line is paid {found}, but its charge less its adjustments is {expected}",
        _NOT_POSTED,
        _ASK,
        _PAYMENT,
    ),
    "payment_claim": Rule(
        _HOLD,
        "set",
        "The claim is paid {found}, but its charge less all its adjustments is {expected}",
        _NOT_POSTED,
        _ASK,
        _PAYMENT,
    ),
    "payment_charge": Rule(
        _WARN,
        "",
        "The claim's charge is {found}, but its lines add up to {expected}",
        "The lines of a payment are those of the claim",
        "Look for a line that the payer left out, or reports with another claim",
        _PAYMENT,
    ),
    "payment_owed": Rule(
        _WARN,
        "",
        "The patient is said to owe {found}, but the adjustments of his responsibility (CAS PR) add up to {expected}",
        "A practice bills its patients by one or the other",
        "Look at the adjustments before the patient is billed, and ask the payer where they differ",
        "the guide of this payment, on CLP05",
    ),
    "payment_none": Rule(
        _WARN,
        "",
        "The payment is {found}, but it is said that {expected} is paid (BPR01 H or BPR04 NON)",
        "Nobody can tell whether the money will come",
        "Wait for the money before it is posted, and ask the payer which of both is true",
        "the guide of this payment, on payments of nothing: BPR01, BPR02 and BPR04",
    ),
    "payment_denied": Rule(
        _WARN,
        "",
        "The claim is denied (CLP02 4), but {found} is paid for it, and not {expected}",
        "A denied claim is billed on, or appealed; a paid one is posted",
        "Ask the payer whether the claim was paid or denied, before either is done",
        "the guide of this payment, on CLP02: 4 is a claim that is denied",
    ),
    "payment": Rule(
        _HOLD,
        "set",
        "The payment is {found}, but its claims less the provider adjustments add up to {expected}",
        _NOT_POSTED,
        _ASK,
        _PAYMENT,
    ),
    "premium": Rule(
        _WARN,
        "",
        "The payment is {found}, but the premiums that it pays add up to {expected}, with or without the adjustments",
        "The receiver posts the parts, and they should make the whole",
        "Compare the parts with the payment, and ask the sender where they differ",
        "how payers of premiums describe their payments; the guide was not at hand",
    ),
}


def balance_finding(id: str, place: Place, *, found: int, expected: int) -> Finding:
    """The finding of one rule about two amounts."""
    rule = BALANCES[id]
    words = {"found": show_amount(found), "expected": show_amount(expected)}
    return Finding(
        rule=f"balance.{id}",
        level=LEVEL,
        severity=Severity.WARNING if rule.disposition is _WARN else Severity.ERROR,
        disposition=rule.disposition,
        place=place,
        what=rule.what.format(**words),
        why=rule.why,
        remedy=rule.remedy,
        citation=rule.citation,
        found=words["found"],
        expected=words["expected"],
        unit=rule.unit,
        status=rule.statuses[0] if rule.statuses else None,
        also=rule.statuses[1:],
    )
