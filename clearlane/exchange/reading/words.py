"""The words in which people read where a claim stands."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.exchange.reading.list_adjudications import AdjudicationView

CLAIM_WORDS: dict[str, str] = {
    "received": "Received",
    "dead": "Rejected",
    "held": "Held",
    "stuck": "Held",
    "rejected": "Rejected",
    "withdrawn": "Void",
    "ready": "Ready",
    "batched": "Ready",
    "in_doubt": "Sent",
    "sent": "Sent",
    "received_by_payer": "Sent",
    "accepted_by_payer": "Accepted",
    "rejected_by_payer": "Rejected",
    "replaced": "Replaced",
}
"""State of a claim in the exchange -> the word for it, until a payer has adjudicated it."""

REVERSAL, DENIED = "22", "4"


def word(*, state: str, adjudications: Sequence[AdjudicationView]) -> str:
    """The word for a claim: what its payers decided, where they have, else how far it came.

    Paid: the payer pays, and refuses no line; the patient may owe his share. Partial: some lines are refused.
    Patient: the patient owes all of it. Denied: nobody pays. Reversed: the last decision takes an earlier one back.
    """
    if not adjudications or state == "replaced":
        return CLAIM_WORDS[state]
    last = adjudications[-1]
    paid = sum(each.paid_cents for each in adjudications)
    patient = sum(each.patient_cents for each in adjudications)
    if last.status == REVERSAL:
        return "Reversed"
    if paid > 0:
        return "Partial" if last.refused_lines else "Paid"
    return "Patient" if patient > 0 and last.status != DENIED else "Denied"
