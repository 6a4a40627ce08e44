"""The words in which people read where a claim stands."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.exchange.reading.list_adjudications import AdjudicationView
from clearlane.exchange.remits.decide import DECISIONS, in_one_word

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

DECIDED = ("accepted_by_payer", "rejected_by_payer")
"""The states in which a claim's decision, where it has one, is the word for it."""

WORDS = (*dict.fromkeys(CLAIM_WORDS.values()), *(decision.capitalize() for decision in DECISIONS))


def word(*, state: str, adjudications: Sequence[AdjudicationView]) -> str:
    """The word for a claim: what its payers decided, where they have, else how far it came."""
    if not adjudications or state == "replaced":
        return CLAIM_WORDS[state]
    last = adjudications[-1]
    paid = sum(each.paid_cents for each in adjudications)
    patient = sum(each.patient_cents for each in adjudications)
    return in_one_word(status=last.status, refused_lines=last.refused_lines, paid=paid, patient=patient).capitalize()


def word_of(*, state: str, decision: str) -> str:
    """The word for a claim by what its row says."""
    return decision.capitalize() if decision and state in DECIDED else CLAIM_WORDS[state]


def places_of(*, words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The pairs of state and decision for which these are the words: what lists and counts are asked by."""
    return tuple(
        (state, decision)
        for state in CLAIM_WORDS
        for decision in ("", *(DECISIONS if state in (*DECIDED, "replaced") else ()))
        if word_of(state=state, decision=decision) in words
    )


def name_payer(*, known: str | None, code: str, usage: str, told: str = "") -> str:
    """A payer by the name it has with us, else as it is called (``told``) or by its id.

    Tests for a payer that is not known here are played by the practice payer: no other has said anything.
    """
    if known:
        return known
    named = told or code
    return f"Practice payer (for {named})" if usage == "T" and named else named
